use super::Plain;
use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::error::{EncodeError, EncodeErrorKind};
use crate::command::rules::{NumberFormat, StringRules};

/// The number of items that a list has space for at first: the same as a `Vec` allocates by itself.
const INITIAL_CAPACITY: usize = 4;

/// A list, `<x[0]>[,<x[1]>...]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of plain arguments, so `<x[0]>[,<x[1]>...]` cannot encode it",
    label = "expected `Vec<…>` of numbers, `String`s, or `#[api_type]` newtypes of them"
)]
pub trait List: Sized {
    /// The type of the items.
    type Item: Plain;

    /// The format of the items, if they are numbers.
    const NUMBER: Option<NumberFormat> = Self::Item::NUMBER;

    /// The items.
    fn items(&self) -> &[Self::Item];

    /// A list with these items.
    fn from_items(items: Vec<Self::Item>) -> Self;

    /// Appends the list.
    ///
    /// # Errors
    /// If it is empty, or an item would be read as something else.
    #[inline]
    fn write(
        &self,
        out: &mut String,
        param: &'static str,
        separator: &str,
        rules: &StringRules,
    ) -> Result<(), EncodeError> {
        let Some((first, others)) = self.items().split_first() else {
            return Err(EncodeError::new(param, EncodeErrorKind::EmptyList));
        };
        first.write(out, param, rules)?;
        for item in others {
            out.push_str(separator);
            item.write(out, param, rules)?;
        }
        Ok(())
    }

    /// Reads a list.
    ///
    /// # Errors
    /// If the string is something else.
    #[inline]
    fn read(
        reader: &mut Reader<'_>,
        param: &'static str,
        separator: &'static str,
        rules: &StringRules,
    ) -> Result<Self, Mismatch> {
        let first = Self::Item::read(reader, param, rules)?;
        let mut items = Vec::with_capacity(INITIAL_CAPACITY);
        items.push(first);
        while let Some(item) = reader.optional(|reader| {
            reader.literal(separator)?;
            Self::Item::read(reader, param, rules)
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
