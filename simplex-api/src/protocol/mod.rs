//! The wire protocol without a wire: frames, and which answer belongs to which request.
//!
//! Nothing here does IO, reads a clock or starts a task. A [`Connection`] is told what happened and
//! says what to do, so that every rule is tested without a socket; the [client](crate::client) is a
//! thin shell around it, and a client for another runtime would be the same.
//!
//! ```
//! use std::time::{Duration, Instant};
//! use simplex_api::protocol::{Connection, Received};
//!
//! let mut connection = Connection::new(8);
//! let id = connection.request("/u".into(), Instant::now() + Duration::from_secs(60));
//!
//! let (sent, frame) = connection.poll_transmit().unwrap();
//! assert_eq!(sent, id);
//! assert_eq!(frame, r#"{"corrId":"1","cmd":"/u"}"#);
//!
//! let answer = r#"{"corrId":"1","resp":{"type":"activeUser","user":{}}}"#;
//! let Received::Answer { id: answered, frame } = connection.handle_frame(answer) else { panic!() };
//! assert_eq!(answered, id);
//! assert_eq!(frame.tag, "activeUser");
//! ```

mod connection;
mod frame;

pub use connection::{Connection, Outcome, Received, RequestId, Unanswered};
pub use frame::{CHAT_CMD_ERROR, Frame, FrameError, encode_request};
