//! Received messages, and the bytes that they hold in the queue of the client.

use std::sync::Arc;

use crate::client::HeldBytes;
use crate::types::AChatItem;

/// A share in the bytes of a frame, which count until the last share is dropped. `None` for something that is not from a
/// frame.
pub(crate) type FrameShare = Option<Arc<HeldBytes>>;

/// A message as it was received.
#[derive(Clone)]
pub(crate) struct ReceivedMessage {
    pub(crate) item: AChatItem,
    pub(crate) frame_share: FrameShare,
}

impl ReceivedMessage {
    /// The bytes of its frame.
    pub(crate) fn bytes(&self) -> usize {
        self.frame_share.as_ref().map_or(0, |held| held.bytes())
    }
}
