use std::fmt;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use tokio::task::coop::cooperative;

use crate::command::{RawResponse, Response, ResponseError};
use crate::events::Event;
use crate::excerpt;
use crate::json::{EventRecord, JsonError, Tagged};
use crate::protocol::{Frame, FrameError, Gap};
use crate::responses::ChatCmdError;
use crate::types::ChatError;

use super::error::CloseReason;
#[cfg(feature = "bot")]
use super::queue::{ByteBudget, HeldBytes};
use super::queue::{Delivery, Item, Receiver};

/// The events of the server, in the order of arrival.
///
/// This is a [`Stream`]; [`next`](Self::next) does the same without an import. Events are decoded in the task that
/// takes them. They wait in a [bounded](super::Config::event_queue_len) queue.
///
/// If this is dropped, events are discarded, and the [`Client`](super::Client) continues to work. But dropping the last
/// `Client` closes the connection: keep it as long as you need events.
pub struct Events {
    queue: Receiver,
    filter: Option<Filter>,
}

/// Whether to return an event.
type Filter = Box<dyn FnMut(&Frame<'_>) -> bool + Send + Sync>;

/// An item of [`Events`].
#[derive(Debug)]
#[non_exhaustive]
#[allow(
    clippy::large_enum_variant,
    reason = "without a box, one pattern can match the fields of an event"
)]
pub enum Incoming {
    /// An event.
    Event(Event),
    /// A command failed, and the server did not report which one: it could not read the request.
    Error(Box<ChatError>),
    /// An answer to a request that this client did not send, or that was answered before.
    #[non_exhaustive]
    Unmatched {
        /// The `corrId` of the answer.
        corr_id: String,
        /// The answer.
        response: RawResponse,
    },
    /// A frame that cannot be decoded. The connection continues.
    #[non_exhaustive]
    Malformed {
        /// The frame. Bytes that are not UTF-8 are replaced.
        text: String,
        /// What is wrong with it, and where.
        error: FrameDecodeError,
    },
    /// This many items were dropped here because the consumer was too slow. Most are events, but a
    /// [`Disconnected`](Self::Disconnected) or [`Reconnected`](Self::Reconnected) can be among them.
    Lagged(u64),
    /// The link to the server was lost. The client is reconnecting.
    #[non_exhaustive]
    Disconnected {
        /// Why it was lost.
        reason: CloseReason,
    },
    /// There is a new link to the server. Events may have been missed in the gap: query the server for anything
    /// important.
    #[non_exhaustive]
    Reconnected {
        /// The time without a link.
        gap: Gap,
    },
    /// The connection has ended: this is the last item.
    Closed(CloseReason),
}

/// Why a frame cannot be decoded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FrameDecodeError {
    /// It is not a frame of the protocol.
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// An event of a known type does not have the declared fields.
    #[error("event `{}` cannot be decoded: {error}", excerpt(.tag))]
    #[non_exhaustive]
    Event {
        /// The tag of the event.
        tag: String,
        /// What is wrong, and where.
        error: JsonError,
    },
    /// An answer does not have the declared fields.
    #[error(transparent)]
    Response(#[from] ResponseError),
}

impl Events {
    pub(super) fn new(queue: Receiver) -> Self {
        Self {
            queue,
            filter: None,
        }
    }

    /// Returns only the events for which `filter` is true. The filter sees the tag and the user; the other events are
    /// dropped without being decoded. Items that are not events are always returned, and
    /// [`Lagged`](Incoming::Lagged) counts all events. With several filters, all must be true.
    ///
    /// ```no_run
    /// use simplex_api::Client;
    /// use simplex_api::events::NewChatItems;
    /// use simplex_api::json::Tagged;
    ///
    /// # async fn run() -> Result<(), simplex_api::Error> {
    /// let (client, events) = Client::connect("ws://127.0.0.1:5225").await?;
    /// let mut events = events.filter_events(|event| event.tag == NewChatItems::TAG);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn filter_events(
        self,
        filter: impl FnMut(&Frame<'_>) -> bool + Send + Sync + 'static,
    ) -> Self {
        let (mut first, mut second) = (self.filter, filter);
        let both = move |event: &Frame<'_>| {
            first.as_mut().is_none_or(|first| first(event)) && second(event)
        };
        Self {
            filter: Some(Box::new(both)),
            queue: self.queue,
        }
    }

    /// Returns only the events of one type: one of [`events`](crate::events), or your own type, declared with
    /// `#[api_type(event)]`. [`Event::record`] returns an event as that type.
    ///
    /// ```no_run
    /// use simplex_api::Client;
    /// use simplex_api::client::Incoming;
    /// use simplex_api::events::ContactConnected;
    ///
    /// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// let (client, events) = Client::connect("ws://127.0.0.1:5225").await?;
    /// let mut events = events.of_type::<ContactConnected>();
    /// while let Some(incoming) = events.next().await {
    ///     let Incoming::Event(event) = incoming else { continue };
    ///     if let Some(connected) = event.record::<ContactConnected>() {
    ///         println!("{} is connected", connected?.contact.local_display_name);
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn of_type<T: EventRecord>(self) -> Self {
        self.filter_events(|event| event.tag == T::TAG)
    }

    fn is_filtered_out(&mut self, text: &str) -> bool {
        let Some(filter) = &mut self.filter else {
            return false;
        };
        Frame::parse_event(text).is_ok_and(|event| !filter(&event))
    }

    /// `None` for an event that the filter rejects.
    fn decode(&mut self, delivery: Delivery) -> Option<Incoming> {
        Some(match delivery {
            Delivery::Item(Item::Event(text)) if self.is_filtered_out(&text) => return None,
            Delivery::Item(Item::Event(text)) => {
                Incoming::decoded(&text, Frame::decode_event(&text, Incoming::from_frame))
            }
            Delivery::Item(Item::Text(text)) => {
                Incoming::decoded(&text, Frame::decode(&text, Incoming::from_frame))
            }
            Delivery::Item(Item::Binary(bytes, error)) => Incoming::Malformed {
                text: String::from_utf8_lossy(&bytes).into_owned(),
                error: FrameError::Utf8(error).into(),
            },
            Delivery::Item(Item::Disconnected(reason)) => Incoming::Disconnected { reason },
            Delivery::Item(Item::Reconnected(gap)) => Incoming::Reconnected { gap },
            Delivery::Lagged(missed) => Incoming::Lagged(missed),
            Delivery::Closed(reason) => Incoming::Closed(reason),
        })
    }

    /// The next item; `None` after [`Incoming::Closed`].
    ///
    /// Cancel safe: no item is lost if the future is dropped.
    pub async fn next(&mut self) -> Option<Incoming> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

/// For a consumer that keeps its events.
#[cfg(feature = "bot")]
impl Events {
    /// The next item and its bytes, which count as queued until the second value is dropped. Cancel safe.
    pub(crate) async fn next_held(&mut self) -> Option<(Incoming, HeldBytes)> {
        poll_fn(|cx| {
            loop {
                let next = pin!(cooperative(poll_fn(|cx| self.queue.poll_recv_held(cx))));
                let Some((delivery, bytes)) = ready!(next.poll(cx)) else {
                    return Poll::Ready(None);
                };
                if let Some(incoming) = self.decode(delivery) {
                    return Poll::Ready(Some((incoming, bytes)));
                }
            }
        })
        .await
    }

    /// How many bytes of events the consumer may hold.
    pub(crate) fn byte_budget(&self) -> ByteBudget {
        self.queue.byte_budget()
    }
}

impl Stream for Events {
    type Item = Incoming;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Incoming>> {
        let this = self.get_mut();
        loop {
            // Without a cooperative budget a loop over a full queue would starve the other tasks of the thread.
            let next = pin!(cooperative(poll_fn(|cx| this.queue.poll_recv(cx))));
            let Some(delivery) = ready!(next.poll(cx)) else {
                return Poll::Ready(None);
            };
            if let Some(incoming) = this.decode(delivery) {
                return Poll::Ready(Some(incoming));
            }
        }
    }
}

impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").finish_non_exhaustive()
    }
}

/// One line for a log, without the content of an event or an answer.
impl fmt::Display for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(event) => write!(f, "an event `{}`", excerpt(event.tag())),
            Self::Error(error) => write!(f, "a command could not be read: {error}"),
            Self::Unmatched { corr_id, response } => {
                let (tag, corr_id) = (excerpt(response.tag()), excerpt(corr_id));
                write!(
                    f,
                    "an answer `{tag}` to `{corr_id}`, which is not a request of this client"
                )
            }
            Self::Malformed { error, .. } => error.fmt(f),
            Self::Lagged(count) => write!(f, "{count} events were dropped"),
            Self::Disconnected { reason } => reason.fmt(f),
            Self::Reconnected { .. } => f.write_str("the client reconnected"),
            Self::Closed(reason) => reason.fmt(f),
        }
    }
}

impl Incoming {
    /// The event; `None` for any other item.
    pub fn into_event(self) -> Option<Event> {
        match self {
            Self::Event(event) => Some(event),
            _ => None,
        }
    }

    fn decoded(text: &str, result: Result<Self, FrameDecodeError>) -> Self {
        result.unwrap_or_else(|error| Self::Malformed {
            text: text.to_owned(),
            error,
        })
    }

    fn from_frame(frame: &Frame<'_>) -> Result<Self, FrameDecodeError> {
        let (tag, body) = (&*frame.tag, frame.body);
        if let Some(corr_id) = &frame.corr_id {
            Ok(Self::Unmatched {
                corr_id: corr_id.clone().into_owned(),
                response: RawResponse::from_body(tag, body)?,
            })
        } else if frame.is_error() {
            let error =
                ChatCmdError::decode(body).map_err(|error| ResponseError::shape(tag, error))?;
            Ok(Self::Error(Box::new(error.chat_error)))
        } else {
            let event = Event::decode(body).map_err(|error| FrameDecodeError::Event {
                tag: tag.to_owned(),
                error,
            })?;
            Ok(Self::Event(event))
        }
    }
}
