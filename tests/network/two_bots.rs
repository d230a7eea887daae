//! Two bots of one network, each with its own server.

use simplex_api::bot::{Bot, Message};
use simplex_api::commands::Connect;
use simplex_api_testing::ChatNetwork;
use simplex_api_tests::LONG;
use tokio::sync::mpsc;
use tokio::time::timeout;

const LAST: u32 = 20;

/// The channel to which a bot reports received messages.
type Told = mpsc::UnboundedSender<u32>;

/// Answers a number with the next one, up to the last.
async fn count(message: Message<Told>) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let number: u32 = message.text().parse()?;
    message.state().send(number)?;
    if number < LAST {
        message.reply((number + 1).to_string()).await?;
    }
    Ok(())
}

#[tokio::test]
async fn two_bots_answer_each_other() {
    let network = ChatNetwork::new();
    let (one, two) = (
        network.client("one").await.unwrap(),
        network.client("two").await.unwrap(),
    );
    let (sender, mut numbers) = mpsc::unbounded_channel();
    let answering = Bot::with_state(sender.clone())
        .auto_accept(true)
        .welcome("1")
        .on_message(count)
        .connect(&one.url())
        .await
        .unwrap();
    let calling = Bot::with_state(sender)
        .on_message(count)
        .connect(&two.url())
        .await
        .unwrap();
    let call = Connect::new(answering.address_text());
    calling.client().send(&call).await.unwrap();

    let stops = [answering.stop_handle(), calling.stop_handle()];
    let bots = [tokio::spawn(answering.run()), tokio::spawn(calling.run())];
    for expected in 1..=LAST {
        let number = timeout(LONG, numbers.recv()).await;
        assert_eq!(number, Ok(Some(expected)));
    }
    stops.iter().for_each(|stop| stop.stop());
    for bot in bots {
        let ended = timeout(LONG, bot).await.expect("it ends").unwrap();
        assert_eq!(ended.aborted, 0, "{ended}");
    }
    assert_eq!(numbers.recv().await, None, "a number came twice");
}
