//! The client against servers and networks that fail, over real sockets.
//!
//! [`table`] lists every fault with what is documented to come of it. In each row nothing panics,
//! nothing waits for ever, and nothing is left behind.

mod closing;
mod connecting;
mod cuts;
mod giving_up;
mod guard;
mod load;
mod restarts;
mod row;
mod seen;
mod server;
mod table;
