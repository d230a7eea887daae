//! Ctrl-C, for bots that are to stop with it.

use std::io;
use std::pin::Pin;

/// Hears Ctrl-C, without a gap between one call and the next.
pub(super) struct CtrlC {
    press: Option<Press>,
}

type Press = Pin<Box<dyn Future<Output = io::Result<()>> + Send>>;

impl CtrlC {
    /// One that hears it, or never does.
    pub(super) fn new(wanted: bool) -> Self {
        Self {
            press: wanted.then(press),
        }
    }

    /// Waits until it is pressed. Cancel safe.
    pub(super) async fn pressed(&mut self) {
        if let Some(waiting) = &mut self.press {
            let pressed = waiting.await;
            self.press = pressed.is_ok().then(press);
            match pressed {
                Ok(()) => return,
                Err(error) => tracing::warn!("Ctrl-C cannot be listened to: {error}"),
            }
        }
        std::future::pending().await
    }
}

fn press() -> Press {
    Box::pin(tokio::signal::ctrl_c())
}
