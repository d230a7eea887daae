//! A bot that squares the numbers people send to it.
//!
//! - `squaring_bot`: on the embedded server, with a contact who says a few things;
//! - `squaring_bot --interactive`: the same, and you are the contact;
//! - `squaring_bot --url ws://127.0.0.1:5225`: on a server started with `simplex-chat -p 5225`,
//!   until Ctrl-C.

use std::error::Error;
use std::process::ExitCode;

use simplex_api::client::{Client, CloseReason, Events, Incoming};
use simplex_api::commands::{
    ApiCreateMyAddress, ApiSendMessages, ApiSetAddressSettings, ApiShowMyAddress, ShowActiveUser,
};
use simplex_api::events::{Event, NewChatItems};
use simplex_api::testing::{ChatServer, Contact, Direction, Transcript};
use simplex_api::types::{
    AddressSettings, AutoAccept, ChatError, CreatedConnLink, StoreError, UserId,
};
use tokio::io::{AsyncBufReadExt, BufReader};

type BoxError = Box<dyn Error + Send + Sync>;

const USAGE: &str = "usage: squaring_bot [--interactive | --url ws://127.0.0.1:5225]";

#[tokio::main]
async fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let result = match args.as_slice() {
        [] => embedded(false).await,
        ["--interactive"] => embedded(true).await,
        ["--url", url] => on_server(url).await,
        _ => Err(USAGE.into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the bot on a running server until Ctrl-C.
async fn on_server(url: &str) -> Result<(), BoxError> {
    let (client, events) = Client::connect(url).await?;
    let address = set_up(&client).await?;
    println!("The bot's address is {}", address.conn_full_link);
    tokio::select! {
        result = run(&client, events) => result?,
        result = tokio::signal::ctrl_c() => result?,
    }
    client.close().await;
    Ok(())
}

/// Runs the bot on the embedded server, and has a contact talk to it.
async fn embedded(interactive: bool) -> Result<(), BoxError> {
    let server = ChatServer::start().await?;
    let (client, events) = Client::connect(&server.url()).await?;
    let address = set_up(&client).await?;
    let bot = tokio::spawn({
        let client = client.clone();
        async move { run(&client, events).await }
    });

    let mut stage = Stage {
        contact: server.contact("alice"),
        transcript: server.transcript(),
        shown: 0,
    };
    stage.contact.connect(&address).await?;
    stage.hear().await?;
    if interactive {
        println!("Write to the bot; an empty line ends the conversation.");
        let mut lines = BufReader::new(tokio::io::stdin()).lines();
        while let Some(line) = lines.next_line().await?.filter(|line| !line.is_empty()) {
            stage.say(&line).await?;
        }
    } else {
        for text in ["7", "1.5", "seven"] {
            stage.say(text).await?;
        }
    }

    client.close().await;
    bot.await??;
    Ok(())
}

/// A contact, and what is shown of the conversation.
struct Stage {
    contact: Contact,
    transcript: Transcript,
    shown: usize,
}

impl Stage {
    /// The contact says something and hears the bot's answer.
    async fn say(&mut self, text: &str) -> Result<(), BoxError> {
        println!("{:>6}: {text}", self.contact.name());
        self.contact.say(text).await?;
        self.hear().await
    }

    /// Shows the next message of the bot, after the commands that went over the wire until then.
    async fn hear(&mut self) -> Result<(), BoxError> {
        let message = self.contact.next_message().await?;
        let entries = self.transcript.entries();
        let new = entries.iter().skip(self.shown);
        for entry in new.filter(|entry| entry.direction == Direction::ToServer) {
            println!("        > {}", entry.text);
        }
        self.shown = entries.len();
        println!("   bot: {}", message.text());
        Ok(())
    }
}

/// Makes the bot reachable: an address that accepts everybody and says hello.
async fn set_up(client: &Client) -> Result<CreatedConnLink, simplex_api::Error> {
    let user = client.send(&ShowActiveUser::new()).await?.user;
    let address = address(client, user.user_id).await?;
    let settings = AddressSettings::new()
        .auto_accept(AutoAccept::new())
        .auto_reply("Hello! Send me a number, and I send back its square.");
    client
        .send(&ApiSetAddressSettings::new(user.user_id, settings))
        .await?;
    Ok(address)
}

/// The address of the user, created if there is none.
async fn address(client: &Client, user: UserId) -> Result<CreatedConnLink, simplex_api::Error> {
    match client.send(&ApiCreateMyAddress::new(user)).await {
        Ok(created) => Ok(created.conn_link_contact),
        Err(simplex_api::Error::Chat { error, .. }) if is_duplicate(&error) => {
            let shown = client.send(&ApiShowMyAddress::new(user)).await?;
            Ok(shown.contact_link.conn_link_contact)
        }
        Err(error) => Err(error),
    }
}

fn is_duplicate(error: &ChatError) -> bool {
    let ChatError::ErrorStore { store_error, .. } = error else {
        return false;
    };
    matches!(store_error, StoreError::DuplicateContactLink { .. })
}

/// Answers messages until the connection ends.
async fn run(client: &Client, mut events: Events) -> Result<(), BoxError> {
    while let Some(incoming) = events.next().await {
        match incoming {
            Incoming::Event(Event::NewChatItems(new)) => answer(client, &new).await,
            Incoming::Event(_) | Incoming::Closed(CloseReason::Client) => {}
            Incoming::Closed(reason) => return Err(reason.to_string().into()),
            problem => eprintln!("{problem:?}"),
        }
    }
    Ok(())
}

/// Answers each message. One that cannot be answered, perhaps because its author has left, does not
/// keep the others waiting.
async fn answer(client: &Client, new: &NewChatItems) {
    for item in &new.chat_items {
        let (Some(chat), Some(text)) = (item.chat_info.chat_ref(), item.received_text()) else {
            continue;
        };
        let reply = match text.trim().parse::<f64>() {
            Ok(number) => (number * number).to_string(),
            Err(_) => "Sorry, I can only square numbers.".to_owned(),
        };
        if let Err(error) = client.send(&ApiSendMessages::text(chat, reply)).await {
            eprintln!("{error}");
        }
    }
}
