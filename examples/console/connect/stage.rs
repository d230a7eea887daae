//! The people on the embedded server, who say what is typed for them.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use simplex_api::testing::ChatServer;
use tokio::sync::mpsc::{self, UnboundedSender};

use super::paint::Paint;
use super::screen::Screen;
use crate::contact;

/// An embedded server and its people.
pub(super) struct Stage {
    server: Arc<ChatServer>,
    /// What they are to say, for each who has been named.
    people: Mutex<HashMap<String, UnboundedSender<String>>>,
    paint: Paint,
    screen: Screen,
}

impl Stage {
    pub(super) async fn start(paint: Paint, screen: Screen) -> io::Result<Self> {
        // Whoever types may take their time.
        let server = ChatServer::builder().wait(Duration::MAX).start().await?;
        Ok(Self {
            server: Arc::new(server),
            people: Mutex::default(),
            paint,
            screen,
        })
    }

    pub(super) fn url(&self) -> String {
        self.server.url()
    }

    /// Lets a contact say something, as soon as they are connected. Tells what that waits for.
    pub(super) fn say(&self, name: &str, text: &str) -> Option<&'static str> {
        let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        let text = match people.get(name) {
            Some(person) => match person.send(text.to_owned()) {
                Ok(()) => return self.obstacle(name),
                // Their conversation has failed, which was told: once more from the start.
                Err(mpsc::error::SendError(text)) => text,
            },
            None => text.to_owned(),
        };
        let person = self.enter(name);
        // The task that reads it has just been started.
        let _ = person.send(text);
        people.insert(name.to_owned(), person);
        self.obstacle(name)
    }

    fn enter(&self, name: &str) -> UnboundedSender<String> {
        let (sender, lines) = mpsc::unbounded_channel();
        let (server, name) = (Arc::clone(&self.server), name.to_owned());
        let (paint, screen) = (self.paint, self.screen.clone());
        tokio::spawn(async move {
            let show = |text: &str| screen.say(&format!("[{name}] {}", paint.harmless(text)));
            if let Err(error) = contact::talk(&server, &name, lines, show).await {
                // The console is ending if nothing can be shown.
                let _ = show(&format!("! {error}"));
            }
        });
        sender
    }

    fn obstacle(&self, name: &str) -> Option<&'static str> {
        if self.server.contact(name).is_connected() {
            return None;
        }
        match self.server.user_address() {
            None => Some("that is said once there is an address: `/_address 1`"),
            Some(address) if address.address_settings.auto_accept.is_none() => Some(
                "that is said once the contact is accepted: `/_accept` with the id of the request",
            ),
            Some(_) => None,
        }
    }
}
