//! Downloads and uploads of a bot.

mod ends;
mod gone;
mod transfers;
