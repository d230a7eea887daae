//! Files that a bot receives and sends.

mod ends;
mod gone;
mod transfers;
