//! The client against failing servers and networks, over real sockets.
//!
//! [`table`] lists every fault with its documented result. In each row nothing panics, no wait is endless, and no task
//! is left running.

mod closing;
mod connecting;
mod cut_connections;
mod dropped_futures;
mod event_floods;
mod observed;
mod restarts;
mod row;
mod server;
mod table;
mod watchdog;
