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

use super::CloseReason;
use super::queue::{self, Item, Queued};
#[cfg(feature = "bot")]
use super::queue::{Budget, Weight};

/// What the server sends without being asked, in the order of arrival.
///
/// It is a [`Stream`]; [`next`](Self::next) is the same without an import. Events are decoded here, in
/// the task that takes them. The queue behind it is [bounded](super::Config::event_capacity).
///
/// If it is dropped, what comes is discarded and the [`Client`](super::Client) goes on. The other way
/// round, the last handle that is dropped closes the connection: keep one as long as events matter.
pub struct Events {
    queue: queue::Receiver,
    wanted: Option<Wanted>,
}

/// Whether an event is to be decoded.
type Wanted = Box<dyn FnMut(&Frame<'_>) -> bool + Send + Sync>;

/// An item of [`Events`].
#[derive(Debug)]
#[non_exhaustive]
#[allow(
    clippy::large_enum_variant,
    reason = "without a box, one pattern reaches into the event"
)]
pub enum Incoming {
    /// Something happened.
    Event(Event),
    /// A command failed, and the server did not say which: it could not read the request.
    Error(Box<ChatError>),
    /// An answer to a request that this client never sent, or that was answered before.
    #[non_exhaustive]
    Unmatched {
        /// Whose answer it claims to be.
        corr_id: String,
        /// The answer.
        response: RawResponse,
    },
    /// A frame that cannot be decoded. The connection goes on.
    #[non_exhaustive]
    Malformed {
        /// The frame as it came; what is not UTF-8 is replaced.
        text: String,
        /// What is wrong with it, and where.
        error: DecodeFailure,
    },
    /// So many of the items that belong here were dropped, because they were not taken in time: events
    /// most likely, but a [`Disconnected`](Self::Disconnected) or
    /// [`Reconnected`](Self::Reconnected) can be among them.
    Lagged(u64),
    /// The link to the server was lost. A new one is being made.
    #[non_exhaustive]
    Disconnected {
        /// Why it was lost.
        reason: CloseReason,
    },
    /// There is a new link to the server. In the gap before it events may have been missed: what matters
    /// has to be asked for.
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
pub enum DecodeFailure {
    /// It is not a frame of the protocol.
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// An event of a known type has another shape.
    #[error("event `{}` cannot be decoded: {error}", excerpt(.tag))]
    #[non_exhaustive]
    Event {
        /// The type of the event.
        tag: String,
        /// What is wrong, and where.
        error: JsonError,
    },
    /// An answer has another shape.
    #[error(transparent)]
    Response(#[from] ResponseError),
}

impl Events {
    pub(super) fn new(queue: queue::Receiver) -> Self {
        Self {
            queue,
            wanted: None,
        }
    }

    /// Lets through only the events that `wanted` says yes to, by their tag and user. The others are
    /// dropped at the cost of a look at their head. Everything that is no event comes as before, and
    /// [`Lagged`](Incoming::Lagged) counts unwanted events too. Several filters all have to agree.
    ///
    /// ```no_run
    /// use simplex_api::Client;
    /// use simplex_api::events::NewChatItems;
    /// use simplex_api::json::Tagged;
    ///
    /// # async fn run() -> Result<(), simplex_api::Error> {
    /// let (client, events) = Client::connect("ws://127.0.0.1:5225").await?;
    /// let mut events = events.only(|event| event.tag == NewChatItems::TAG);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn only(self, wanted: impl FnMut(&Frame<'_>) -> bool + Send + Sync + 'static) -> Self {
        let (mut earlier, mut wanted) = (self.wanted, wanted);
        let both = move |event: &Frame<'_>| {
            earlier.as_mut().is_none_or(|earlier| earlier(event)) && wanted(event)
        };
        Self {
            wanted: Some(Box::new(both)),
            queue: self.queue,
        }
    }

    /// The same for the events of one type: one of [`events`](crate::events), or one of one's own, declared
    /// with `#[api_type(event)]`. [`Event::record`] gives them as what they are.
    ///
    /// ```no_run
    /// use simplex_api::Client;
    /// use simplex_api::client::Incoming;
    /// use simplex_api::events::ContactConnected;
    ///
    /// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// let (client, events) = Client::connect("ws://127.0.0.1:5225").await?;
    /// let mut events = events.only_of::<ContactConnected>();
    /// while let Some(incoming) = events.next().await {
    ///     let Incoming::Event(event) = incoming else { continue };
    ///     if let Some(connected) = event.record::<ContactConnected>() {
    ///         println!("{} is there", connected?.contact.local_display_name);
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn only_of<T: EventRecord>(self) -> Self {
        self.only(|event| event.tag == T::TAG)
    }

    /// Whether nobody wants the event.
    fn is_unwanted(&mut self, text: &str) -> bool {
        let Some(wanted) = &mut self.wanted else {
            return false;
        };
        Frame::parse_event(text).is_ok_and(|event| !wanted(&event))
    }

    /// `None` for an event that nobody wants.
    fn decode(&mut self, queued: Queued) -> Option<Incoming> {
        Some(match queued {
            Queued::Item(Item::Event(text)) if self.is_unwanted(&text) => return None,
            Queued::Item(Item::Event(text)) => {
                Incoming::decoded(&text, Frame::decode_event(&text, Incoming::from_frame))
            }
            Queued::Item(Item::Text(text)) => {
                Incoming::decoded(&text, Frame::decode(&text, Incoming::from_frame))
            }
            Queued::Item(Item::Binary(bytes, error)) => Incoming::Malformed {
                text: String::from_utf8_lossy(&bytes).into_owned(),
                error: FrameError::Utf8(error).into(),
            },
            Queued::Item(Item::Disconnected(reason)) => Incoming::Disconnected { reason },
            Queued::Item(Item::Reconnected(gap)) => Incoming::Reconnected { gap },
            Queued::Lagged(missed) => Incoming::Lagged(missed),
            Queued::Closed(reason) => Incoming::Closed(reason),
        })
    }

    /// The next item; `None` after [`Incoming::Closed`].
    ///
    /// Cancel safe: nothing is lost if the future is dropped.
    pub async fn next(&mut self) -> Option<Incoming> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

/// For a consumer that keeps what it takes.
#[cfg(feature = "bot")]
impl Events {
    /// The next item, with its bytes, which count as long as the weight is kept. Cancel safe.
    pub(crate) async fn next_weighed(&mut self) -> Option<(Incoming, Weight)> {
        poll_fn(|cx| {
            loop {
                let next = pin!(cooperative(poll_fn(|cx| self.queue.poll_weighed(cx))));
                let Some((queued, weight)) = ready!(next.poll(cx)) else {
                    return Poll::Ready(None);
                };
                if let Some(incoming) = self.decode(queued) {
                    return Poll::Ready(Some((incoming, weight)));
                }
            }
        })
        .await
    }

    /// What the items that are kept may have.
    pub(crate) fn budget(&self) -> Budget {
        self.queue.budget()
    }
}

impl Stream for Events {
    type Item = Incoming;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Incoming>> {
        let this = self.get_mut();
        loop {
            // As long as there is something to take, it would keep everything else from its thread.
            let next = pin!(cooperative(poll_fn(|cx| this.queue.poll_recv(cx))));
            let Some(queued) = ready!(next.poll(cx)) else {
                return Poll::Ready(None);
            };
            if let Some(incoming) = this.decode(queued) {
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

/// A line about it for a log, without what an event or an answer says.
impl fmt::Display for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(event) => write!(f, "an event `{}`", excerpt(event.tag())),
            Self::Error(error) => write!(f, "a command could not be read: {error}"),
            Self::Unmatched { corr_id, response } => {
                let (tag, corr_id) = (excerpt(response.tag()), excerpt(corr_id));
                write!(
                    f,
                    "an answer `{tag}` to `{corr_id}`, which nobody asked for"
                )
            }
            Self::Malformed { error, .. } => error.fmt(f),
            Self::Lagged(count) => write!(f, "{count} events were dropped"),
            Self::Disconnected { reason } => reason.fmt(f),
            Self::Reconnected { .. } => f.write_str("the connection was made again"),
            Self::Closed(reason) => reason.fmt(f),
        }
    }
}

impl Incoming {
    /// The event, if it is one.
    pub fn into_event(self) -> Option<Event> {
        match self {
            Self::Event(event) => Some(event),
            _ => None,
        }
    }

    fn decoded(text: &str, result: Result<Self, DecodeFailure>) -> Self {
        result.unwrap_or_else(|error| Self::Malformed {
            text: text.to_owned(),
            error,
        })
    }

    fn from_frame(frame: &Frame<'_>) -> Result<Self, DecodeFailure> {
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
            let event = Event::decode(body).map_err(|error| DecodeFailure::Event {
                tag: tag.to_owned(),
                error,
            })?;
            Ok(Self::Event(event))
        }
    }
}
