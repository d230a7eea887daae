//! The protocol as a state machine without IO: frames, the requests and their answers, and when to reconnect.
//!
//! It opens no socket, reads no clock and starts no task. A [`Connection`] is given what happened (`handle_…`) and
//! returns what to do ([`Action`]), so that every rule can be tested without a socket. The [client](crate::client)
//! adds the socket, the clock and the task; a client for another runtime or transport can be built in the same way.
//!
//! ```
//! use std::time::{Duration, Instant};
//! use simplex_api::protocol::{Action, Connection, ConnectionConfig, Received};
//!
//! let now = Instant::now();
//! let mut connection = Connection::new(ConnectionConfig::default());
//! assert_eq!(connection.poll_action(true), Some(Action::Dial));
//! connection.handle_connected(now);
//!
//! let id = connection.request("/u".into(), now + Duration::from_secs(60));
//! let frame = r#"{"corrId":"1","cmd":"/u"}"#.into();
//! assert_eq!(connection.poll_action(true), Some(Action::Transmit { id, frame }));
//!
//! let answer = r#"{"corrId":"1","resp":{"type":"activeUser","user":{}}}"#;
//! let Received::Answer { id: answered, frame } = connection.handle_frame(answer) else { panic!() };
//! assert_eq!(answered, id);
//! assert_eq!(frame.tag, "activeUser");
//! ```

mod backoff;
mod connection;
mod frame;
mod keep_alive;
mod reconnect;
mod requests;
mod stats;
mod time;

pub use connection::{Action, Connection, ConnectionConfig, EndReason, Gap, Received};
pub use frame::{Frame, FrameError, encode_request};
pub use keep_alive::KeepAlive;
pub use reconnect::Reconnect;
#[cfg(feature = "client")]
pub(crate) use reconnect::Redial;
pub use requests::{EndCause, Outcome, RequestId, Unanswered};
pub use stats::Stats;
#[cfg(feature = "client")]
pub(crate) use time::saturating_add;
