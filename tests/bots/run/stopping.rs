use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::{Semaphore, mpsc};

use crate::harness::{Running, soon};
use simplex_api::bot::{Bot, Builder, ExitReason, HandlerResult, Message};
use simplex_api::client::{Client, CloseReason, Config, Reconnect};
use simplex_api_testing::ChatServer;

type Gate = Arc<Semaphore>;

/// Says that it has begun, and goes on when it may.
async fn slow(message: Message<Gate>) -> HandlerResult {
    message.reply("begun").await?;
    message.state().acquire().await?.forget();
    message.reply("done").await?;
    Ok(())
}

fn slow_bot(gate: &Gate) -> Builder<Gate> {
    Bot::with_state(Arc::clone(gate)).on_message(slow)
}

#[tokio::test]
async fn handlers_have_time_to_come_to_an_end() {
    let gate = Gate::new(Semaphore::new(0));
    let bot = Running::new(slow_bot(&gate)).await;
    let alice = bot.contact("alice").await;
    alice.say("go").await.unwrap();
    alice.expect("begun").await;
    bot.stop.stop();
    bot.server.send_frame("this is no event");
    alice.say("too late").await.unwrap();
    gate.add_permits(1);
    alice.expect("done").await;
    let client = bot.client.clone();
    let ended = bot.ended().await;
    assert!(matches!(ended.reason, ExitReason::Stopped));
    assert_eq!((ended.aborted, ended.unhandled), (0, 1));
    assert_eq!(
        ended.to_string(),
        "the bot was stopped; messages and events not handled: 1"
    );
    assert!(client.is_closed());
}

#[tokio::test]
async fn handlers_that_take_longer_are_ended() {
    let gate = Gate::new(Semaphore::new(0));
    let bot = Running::new(slow_bot(&gate).shutdown_timeout(Duration::from_millis(20))).await;
    let alice = bot.contact("alice").await;
    alice.say("go").await.unwrap();
    alice.expect("begun").await;
    alice.say("and this").await.unwrap();
    // What was sent is in the queue of the chat when what was sent after it is answered.
    let bob = bot.contact("bob").await;
    bob.say("go").await.unwrap();
    bob.expect("begun").await;
    let ended = bot.stopped().await;
    assert_eq!((ended.aborted, ended.unhandled), (2, 1));
    assert_eq!(
        ended.to_string(),
        "the bot was stopped; handlers that did not finish: 2; messages and events not handled: 1"
    );
    // Nobody holds the state any more: the handlers are gone.
    assert_eq!(Arc::strong_count(&gate), 1);
}

#[tokio::test]
async fn nothing_is_left_of_a_run_that_is_dropped() {
    let gate = Gate::new(Semaphore::new(0));
    let bot = Running::new(slow_bot(&gate)).await;
    let alice = bot.contact("alice").await;
    alice.say("go").await.unwrap();
    alice.expect("begun").await;
    bot.task.abort();
    let gone = async {
        while Arc::strong_count(&gate) > 1 {
            tokio::task::yield_now().await;
        }
    };
    soon(gone).await;
}

#[tokio::test]
async fn a_handler_can_stop_its_bot() {
    let bot = Bot::builder().on_message(async |message: Message| {
        message.context().stop();
        message.reply("Goodbye").await?;
        Ok(())
    });
    let bot = Running::new(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("stop").await.unwrap();
    alice.expect("Goodbye").await;
    assert!(matches!(bot.ended().await.reason, ExitReason::Stopped));
}

#[tokio::test]
async fn the_end_of_the_connection_is_that_of_the_bot() {
    let server = ChatServer::start().await.unwrap();
    let config = Config::default().reconnect(Reconnect::never());
    let bot = Bot::builder().connect_with(&server.url(), &config).await;
    let bot = Running::on(server, bot.unwrap());
    bot.server.drop_connections();
    let ExitReason::Closed(reason) = bot.ended().await.reason else {
        panic!("another reason");
    };
    assert!(!matches!(reason, CloseReason::Client), "{reason}");
}

#[tokio::test]
async fn a_client_that_was_given_stays_open() {
    let server = ChatServer::start().await.unwrap();
    let (client, events) = Client::connect(&server.url()).await.unwrap();
    let bot = Bot::builder().start(client.clone(), events).await.unwrap();
    Running::on(server, bot).stopped().await;
    assert!(!client.is_closed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handler_that_blocks_its_thread_does_not_keep_the_bot() {
    let (go_on, gate) = std::sync::mpsc::channel::<()>();
    let (begun, mut begins) = mpsc::unbounded_channel();
    let gate = Arc::new(Mutex::new(gate));
    let bot = Bot::builder().on_message(move |_: Message| {
        begun.send(()).unwrap();
        let _ = gate.lock().unwrap().recv();
        async { Ok(()) }
    });
    let bot = Running::new(bot.shutdown_timeout(Duration::ZERO)).await;
    let alice = bot.contact("alice").await;
    alice.say("block").await.unwrap();
    soon(begins.recv()).await.unwrap();
    let ended = bot.stopped().await;
    assert_eq!(ended.aborted, 1);
    drop(go_on);
}
