//! What has come, and what it counts in the budget of the client.

use std::sync::Arc;

use crate::client::HeldBytes;
use crate::types::AChatItem;

/// A share in the bytes of the frame that something came in: they count until the last share is dropped. `None` for what
/// came in none.
pub(crate) type Share = Option<Arc<HeldBytes>>;

/// A message as it has come.
#[derive(Clone)]
pub(crate) struct Arrival {
    pub(crate) item: AChatItem,
    pub(crate) share: Share,
}

impl Arrival {
    /// The bytes of its frame.
    pub(crate) fn bytes(&self) -> usize {
        self.share.as_ref().map_or(0, |weight| weight.bytes())
    }
}
