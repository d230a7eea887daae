/// A value that may be absent, for parameters inside `[…]`.
#[diagnostic::on_unimplemented(
    message = "a parameter inside `[…]` can be absent, and `{Self}` has no value for that",
    label = "expected `Option<…>`"
)]
pub trait Optional: Sized {
    /// The type of the value.
    type Inner;

    /// The value, if present.
    fn get(&self) -> Option<&Self::Inner>;

    /// The value, or its absence.
    fn from_option(value: Option<Self::Inner>) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T> Optional for Option<T> {
    type Inner = T;

    fn get(&self) -> Option<&T> {
        self.as_ref()
    }

    fn from_option(value: Option<T>) -> Self {
        value
    }
}
