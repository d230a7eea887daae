use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::{Semaphore, mpsc};

use crate::harness::{RunningBot, soon};
use simplex_api::bot::{Bot, Builder, ExitReason, HandlerResult, Message};
use simplex_api::client::{Client, CloseReason, Config, Reconnect};
use simplex_api_testing::ChatServer;

type Gate = Arc<Semaphore>;

/// Replies that it has started, and continues after it gets a permit.
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
async fn handlers_can_finish_within_the_shutdown_timeout() {
    let gate = Gate::new(Semaphore::new(0));
    let bot = RunningBot::start(slow_bot(&gate)).await;
    let alice = bot.contact("alice").await;
    alice.say("go").await.unwrap();
    alice.expect("begun").await;
    bot.stop.stop();
    bot.server.send_frame("this is no event");
    alice.say("too late").await.unwrap();
    gate.add_permits(1);
    alice.expect("done").await;
    let client = bot.client.clone();
    let ended = bot.exit().await;
    assert!(matches!(ended.reason, ExitReason::Stopped));
    assert_eq!((ended.aborted, ended.unhandled), (0, 1));
    assert_eq!(
        ended.to_string(),
        "the bot was stopped; messages and events not handled: 1"
    );
    assert!(client.is_closed());
}

#[tokio::test]
async fn handlers_are_cancelled_after_the_shutdown_timeout() {
    let gate = Gate::new(Semaphore::new(0));
    let bot = RunningBot::start(slow_bot(&gate).shutdown_timeout(Duration::from_millis(20))).await;
    let alice = bot.contact("alice").await;
    alice.say("go").await.unwrap();
    alice.expect("begun").await;
    alice.say("and this").await.unwrap();
    // When a later message is handled, the earlier message is in the queue of its chat.
    let bob = bot.contact("bob").await;
    bob.say("go").await.unwrap();
    bob.expect("begun").await;
    let ended = bot.stop().await;
    assert_eq!((ended.aborted, ended.unhandled), (2, 1));
    assert_eq!(
        ended.to_string(),
        "the bot was stopped; handlers that did not finish: 2; messages and events not handled: 1"
    );
    // The handlers have dropped the state.
    assert_eq!(Arc::strong_count(&gate), 1);
}

#[tokio::test]
async fn handlers_are_dropped_with_the_run() {
    let gate = Gate::new(Semaphore::new(0));
    let bot = RunningBot::start(slow_bot(&gate)).await;
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
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("stop").await.unwrap();
    alice.expect("Goodbye").await;
    assert!(matches!(bot.exit().await.reason, ExitReason::Stopped));
}

#[tokio::test]
async fn a_bot_stops_when_the_connection_ends() {
    let server = ChatServer::start().await.unwrap();
    let config = Config::default().reconnect(Reconnect::never());
    let bot = Bot::builder().connect_with(&server.url(), &config).await;
    let bot = RunningBot::on(server, bot.unwrap());
    bot.server.drop_connections();
    let ExitReason::Closed(reason) = bot.exit().await.reason else {
        panic!("another reason");
    };
    assert!(!matches!(reason, CloseReason::Client), "{reason}");
}

#[tokio::test]
async fn a_bot_does_not_close_the_client_of_its_caller() {
    let server = ChatServer::start().await.unwrap();
    let (client, events) = Client::connect(&server.url()).await.unwrap();
    let bot = Bot::builder().start(client.clone(), events).await.unwrap();
    RunningBot::on(server, bot).stop().await;
    assert!(!client.is_closed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handler_that_blocks_its_thread_does_not_block_the_shutdown() {
    let (go_on, gate) = std::sync::mpsc::channel::<()>();
    let (begun, mut begins) = mpsc::unbounded_channel();
    let gate = Arc::new(Mutex::new(gate));
    let bot = Bot::builder().on_message(move |_: Message| {
        begun.send(()).unwrap();
        let _ = gate.lock().unwrap().recv();
        async { Ok(()) }
    });
    let bot = RunningBot::start(bot.shutdown_timeout(Duration::ZERO)).await;
    let alice = bot.contact("alice").await;
    alice.say("block").await.unwrap();
    soon(begins.recv()).await.unwrap();
    let ended = bot.stop().await;
    assert_eq!(ended.aborted, 1);
    drop(go_on);
}
