//! The queues of the chats: order, limits, and handlers that wait for a message.

mod event_bytes;
mod next_message;
mod order;
mod queues;
