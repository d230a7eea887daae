//! The embedded server and its simulated contacts, which send what is typed after `:say`.

use std::io;
use std::time::Duration;

use simplex_api_testing::{ChatServer, Contact};

use super::output::Output;
use super::style::Styler;
use crate::contact::PrintedMessages;

/// An embedded server and its simulated contacts.
///
/// They act between the lines of the input, in the order in which they were first named, so that the same lines always
/// have the same output.
pub(super) struct EmbeddedServer {
    server: ChatServer,
    contacts: Vec<SimulatedContact>,
    styler: Styler,
    output: Output,
}

/// A contact of the console's user.
struct SimulatedContact {
    inner: Contact,
    /// Messages to send as soon as it is connected.
    outbox: Vec<String>,
    /// Whether it has sent a contact request.
    has_requested: bool,
    was_connected: bool,
    printed: PrintedMessages,
    /// The obstacle that was last printed.
    obstacle: Option<&'static str>,
}

impl EmbeddedServer {
    pub(super) async fn start(styler: Styler, output: Output) -> io::Result<Self> {
        // No limit: the commands are typed.
        let server = ChatServer::builder().wait(Duration::MAX).start().await;
        let server = server.map_err(io::Error::other)?;
        Ok(Self {
            server,
            contacts: Vec::new(),
            styler,
            output,
        })
    }

    pub(super) fn url(&self) -> String {
        self.server.url()
    }

    /// Queues a message for a contact to send.
    pub(super) fn queue_message(&mut self, name: &str, text: &str) {
        let known = self
            .contacts
            .iter()
            .position(|contact| contact.inner.name() == name);
        let index = known.unwrap_or_else(|| {
            self.contacts
                .push(SimulatedContact::new(self.server.contact(name)));
            self.contacts.len() - 1
        });
        self.contacts[index].outbox.push(text.to_owned());
    }

    /// Lets each contact act, and prints what it has received. Returns whether one of them did something.
    pub(super) async fn act(&mut self) -> io::Result<bool> {
        let mut has_acted = false;
        for contact in &mut self.contacts {
            let name = contact.inner.name().to_owned();
            let print = |line: &str| {
                let line = self.styler.sanitize(line);
                self.output.print_line(&format!("[{name}] {line}"))
            };
            has_acted |= contact.act(&self.server, print).await?;
        }
        Ok(has_acted)
    }

    /// Prints what contacts with queued messages wait for, once each.
    pub(super) fn report_obstacles(&mut self) -> io::Result<()> {
        for contact in &mut self.contacts {
            let obstacle = contact.find_obstacle(&self.server);
            if obstacle != contact.obstacle
                && let Some(obstacle) = obstacle
            {
                self.output.print_line(&format!("* {obstacle}"))?;
            }
            contact.obstacle = obstacle;
        }
        Ok(())
    }
}

impl SimulatedContact {
    fn new(inner: Contact) -> Self {
        Self {
            inner,
            outbox: Vec::new(),
            has_requested: false,
            was_connected: false,
            printed: PrintedMessages::default(),
            obstacle: None,
        }
    }

    /// Connects, sends and receives. Returns whether it did something.
    ///
    /// Each line is printed before the next action, because the bot may print an event of that action at once.
    async fn act(
        &mut self,
        server: &ChatServer,
        print: impl Fn(&str) -> io::Result<()>,
    ) -> io::Result<bool> {
        let mut has_acted = false;
        if !self.outbox.is_empty()
            && !self.has_requested
            && !self.inner.is_connected()
            && let Some(address) = server.user_address()
        {
            (self.has_requested, has_acted) = (true, true);
            if let Err(error) = self.inner.connect(&address.conn_link_contact).await {
                self.outbox.clear();
                print(&format!("! {error}"))?;
            }
        }
        let is_connected = self.inner.is_connected();
        if is_connected && !self.was_connected {
            print(&format!("* {} is connected", self.inner.name()))?;
        } else if !is_connected && self.was_connected {
            // The conversation was deleted: the next message starts another one.
            self.has_requested = false;
        }
        self.was_connected = is_connected;
        if is_connected {
            for text in std::mem::take(&mut self.outbox) {
                has_acted = true;
                if let Err(error) = self.inner.say(text).await {
                    print(&format!("! {error}"))?;
                }
            }
        }
        for line in self.printed.update(&self.inner.messages()) {
            print(&line)?;
        }
        Ok(has_acted)
    }

    fn find_obstacle(&self, server: &ChatServer) -> Option<&'static str> {
        if self.outbox.is_empty() {
            return None;
        }
        match server.user_address() {
            None => Some("this message is sent once there is an address: `/_address 1`"),
            Some(_) => Some(
                "this message is sent once the contact is accepted: `/_accept` with the id of the request",
            ),
        }
    }
}
