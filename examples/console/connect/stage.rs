//! The people on the embedded server, who say what is typed for them.

use std::io;
use std::time::Duration;

use simplex_api_testing::{ChatServer, Contact};

use super::paint::Paint;
use super::screen::Screen;
use crate::contact::Shown;

/// An embedded server and its people.
///
/// They act between the lines that are typed, in the order in which they were first named, so that the same lines have
/// the same output each time.
pub(super) struct Stage {
    server: ChatServer,
    people: Vec<Person>,
    paint: Paint,
    screen: Screen,
}

/// Somebody who talks to the user of the console.
struct Person {
    contact: Contact,
    /// What is said as soon as they are connected.
    to_say: Vec<String>,
    /// They have asked to be connected.
    has_asked: bool,
    was_connected: bool,
    shown: Shown,
    /// What they were last said to wait for.
    obstacle: Option<&'static str>,
}

impl Stage {
    pub(super) async fn start(paint: Paint, screen: Screen) -> io::Result<Self> {
        // People at a keyboard take their time.
        let server = ChatServer::builder().wait(Duration::MAX).start().await?;
        Ok(Self {
            server,
            people: Vec::new(),
            paint,
            screen,
        })
    }

    pub(super) fn url(&self) -> String {
        self.server.url()
    }

    /// Gives a contact something to say.
    pub(super) fn give(&mut self, name: &str, text: &str) {
        let known = self
            .people
            .iter()
            .position(|person| person.contact.name() == name);
        let index = known.unwrap_or_else(|| {
            self.people.push(Person::new(self.server.contact(name)));
            self.people.len() - 1
        });
        self.people[index].to_say.push(text.to_owned());
    }

    /// Lets everybody do what they can, and shows what they read. Returns whether somebody has done something.
    pub(super) async fn act(&mut self) -> io::Result<bool> {
        let mut has_acted = false;
        for person in &mut self.people {
            let (lines, acted) = person.act(&self.server).await;
            has_acted |= acted;
            for line in lines {
                let line = self.paint.harmless(&line);
                self.screen
                    .say(&format!("[{}] {line}", person.contact.name()))?;
            }
        }
        Ok(has_acted)
    }

    /// Says what people wait for who have something to say, once.
    pub(super) fn report_obstacles(&mut self) -> io::Result<()> {
        for person in &mut self.people {
            let obstacle = person.find_obstacle(&self.server);
            if obstacle != person.obstacle
                && let Some(obstacle) = obstacle
            {
                self.screen.say(&format!("* {obstacle}"))?;
            }
            person.obstacle = obstacle;
        }
        Ok(())
    }
}

impl Person {
    fn new(contact: Contact) -> Self {
        Self {
            contact,
            to_say: Vec::new(),
            has_asked: false,
            was_connected: false,
            shown: Shown::default(),
            obstacle: None,
        }
    }

    /// Connects, says what is to be said, and reads. Returns what to show, and whether something was done.
    async fn act(&mut self, server: &ChatServer) -> (Vec<String>, bool) {
        let mut lines = Vec::new();
        let mut has_acted = false;
        if !self.to_say.is_empty()
            && !self.has_asked
            && !self.contact.is_connected()
            && let Some(address) = server.user_address()
        {
            (self.has_asked, has_acted) = (true, true);
            if let Err(error) = self.contact.connect(&address.conn_link_contact).await {
                self.to_say.clear();
                lines.push(format!("! {error}"));
            }
        }
        let is_connected = self.contact.is_connected();
        if is_connected && !self.was_connected {
            lines.push(format!("* {} is connected", self.contact.name()));
        } else if !is_connected && self.was_connected {
            // The conversation was deleted: the next line begins another one.
            self.has_asked = false;
        }
        self.was_connected = is_connected;
        if is_connected {
            for text in std::mem::take(&mut self.to_say) {
                has_acted = true;
                if let Err(error) = self.contact.say(text).await {
                    lines.push(format!("! {error}"));
                }
            }
        }
        lines.extend(self.shown.update(&self.contact.messages()));
        (lines, has_acted)
    }

    fn find_obstacle(&self, server: &ChatServer) -> Option<&'static str> {
        if self.to_say.is_empty() {
            return None;
        }
        match server.user_address() {
            None => Some("that is said once there is an address: `/_address 1`"),
            Some(_) => Some(
                "that is said once the contact is accepted: `/_accept` with the id of the request",
            ),
        }
    }
}
