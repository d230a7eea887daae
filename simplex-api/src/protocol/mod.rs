//! The wire protocol without a wire: frames, which answer belongs to which request, and what becomes
//! of a link and of the events that come over it.
//!
//! Nothing here does IO, reads a clock or starts a task. A [`Connection`] is told what happened and
//! says what to do, so that every rule is tested without a socket; the [client](crate::client) is a
//! thin shell around it, and a client for another runtime would be the same.
//!
//! ```
//! use std::time::{Duration, Instant};
//! use simplex_api::protocol::{Connection, Received, Settings, Step};
//!
//! let now = Instant::now();
//! let mut connection = Connection::new(Settings::default());
//! assert_eq!(connection.poll_step(true), Some(Step::Dial));
//! connection.handle_connected(now);
//!
//! let id = connection.request("/u".into(), now + Duration::from_secs(60));
//! let frame = r#"{"corrId":"1","cmd":"/u"}"#.into();
//! assert_eq!(connection.poll_step(true), Some(Step::Transmit { id, frame }));
//!
//! let answer = r#"{"corrId":"1","resp":{"type":"activeUser","user":{}}}"#;
//! let Received::Answer { id: answered, frame } = connection.handle_frame(answer) else { panic!() };
//! assert_eq!(answered, id);
//! assert_eq!(frame.tag, "activeUser");
//! ```

mod backoff;
mod connection;
mod frame;
mod in_order;
mod keep_alive;
mod queue;
mod random;
mod reconnect;
mod requests;
mod stats;
mod time;

pub use backoff::Backoff;
pub use connection::{Connection, Ending, Gap, Received, Settings, Step};
pub use frame::{CHAT_CMD_ERROR, Frame, FrameError, encode_request};
#[cfg(feature = "client")]
pub(crate) use in_order::InOrder;
pub use keep_alive::KeepAlive;
pub use queue::{Capacity, EventQueue, Intake, Overflow, Taken};
pub use reconnect::Reconnect;
#[cfg(feature = "client")]
pub(crate) use reconnect::Redial;
pub use requests::{Cause, Outcome, RequestId, Unanswered};
pub use stats::Stats;
#[cfg(feature = "client")]
pub(crate) use time::later;
