use super::{Bounds, Numeral, Plain};
use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::{EncodeError, EncodeErrorKind};

/// The items that a list is given room for to begin with: as many as a `Vec` takes by itself.
const SOME: usize = 4;

/// A list, `<x[0]>[,<x[1]>...]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of plain arguments, so `<x[0]>[,<x[1]>...]` cannot write it",
    label = "expected `Vec<…>` of numbers, `String`s, or `#[api_type]` newtypes of them"
)]
pub trait List: Sized {
    /// The type of the items.
    type Item: Plain;

    /// How the items are written, if they are numbers.
    const NUMBER: Option<Numeral> = Self::Item::NUMBER;

    /// The items.
    fn items(&self) -> &[Self::Item];

    /// A list of these items.
    fn from_items(items: Vec<Self::Item>) -> Self;

    /// Appends the list.
    ///
    /// # Errors
    /// If it is empty, or an item would read as something else.
    #[inline]
    fn write(
        &self,
        out: &mut String,
        param: &'static str,
        separator: &str,
        bounds: &Bounds,
    ) -> Result<(), EncodeError> {
        let Some((first, others)) = self.items().split_first() else {
            return Err(EncodeError::new(param, EncodeErrorKind::EmptyList));
        };
        first.write(out, param, bounds)?;
        for item in others {
            out.push_str(separator);
            item.write(out, param, bounds)?;
        }
        Ok(())
    }

    /// Reads a list.
    ///
    /// # Errors
    /// If the text is something else.
    #[inline]
    fn read(
        reader: &mut Reader<'_>,
        param: &'static str,
        separator: &'static str,
        bounds: &Bounds,
    ) -> Result<Self, Mismatch> {
        let first = Self::Item::read(reader, param, bounds)?;
        let mut items = Vec::with_capacity(SOME);
        items.push(first);
        while let Some(item) = reader.optional(|reader| {
            reader.literal(separator)?;
            Self::Item::read(reader, param, bounds)
        }) {
            items.push(item);
        }
        Ok(Self::from_items(items))
    }
}

#[diagnostic::do_not_recommend]
impl<T: Plain> List for Vec<T> {
    type Item = T;

    fn items(&self) -> &[T] {
        self
    }

    fn from_items(items: Vec<T>) -> Self {
        items
    }
}
