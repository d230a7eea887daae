//! Recordings of real servers: what they sent is read, and what they gave is taken back.

mod accepted;
mod commands;
mod folding;
mod frames;
mod sizes;
