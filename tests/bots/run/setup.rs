use simplex_api::Client;
use simplex_api::bot::{Bot, StartError};
use simplex_api::commands::{
    AnyCommand, ApiCreateMyAddress, ApiSetAddressSettings, ApiShowMyAddress, ApiUpdateProfile,
    ShowActiveUser,
};
use simplex_api::types::{
    AddressSettings, AutoAccept, ChatBotCommand, ChatPeerType, MsgContent, Profile,
};
use simplex_api_testing::ChatServer;

/// The commands that change settings.
fn changes(server: &ChatServer) -> Vec<AnyCommand> {
    let mut commands = server.commands();
    commands.retain(|command| {
        !matches!(
            command,
            AnyCommand::ShowActiveUser(_) | AnyCommand::ApiShowMyAddress(_)
        )
    });
    commands
}

async fn client(server: &ChatServer) -> Client {
    Client::connect(&server.url()).await.unwrap().0
}

async fn profile(client: &Client) -> Profile {
    let user = client.send(&ShowActiveUser::new()).await.unwrap().user;
    Profile::from(&user.profile)
}

async fn settings(client: &Client) -> AddressSettings {
    let shown = client.send(&ApiShowMyAddress::new(1)).await.unwrap();
    shown.contact_link.address_settings
}

#[tokio::test]
async fn a_missing_user_and_address_are_created() {
    let server = ChatServer::builder().no_user().start().await.unwrap();
    let bot = Bot::builder()
        .profile(Profile::new("squares", "The squaring bot"))
        .welcome("Hello")
        .auto_accept(true);
    let bot = bot.connect(&server.url()).await.unwrap();
    let user = bot.context().user();
    assert_eq!(user.local_display_name, "squares");
    assert_eq!(user.profile.peer_type, Some(ChatPeerType::Bot));
    let alice = server.contact("alice");
    alice.connect(bot.address().unwrap()).await.unwrap();
    alice.expect("Hello").await;
}

#[tokio::test]
async fn no_user_is_created_without_a_profile() {
    let server = ChatServer::builder().no_user().start().await.unwrap();
    let error = Bot::builder().connect(&server.url()).await.unwrap_err();
    assert!(matches!(error, StartError::NoUser), "{error}");
    assert!(changes(&server).is_empty());
}

#[tokio::test]
async fn existing_settings_stay_unchanged() {
    let server = ChatServer::start().await.unwrap();
    let client = client(&server).await;
    let created = client.send(&ApiCreateMyAddress::new(1)).await.unwrap();
    let present = AddressSettings::new()
        .auto_accept(AutoAccept::new())
        .auto_reply("Welcome");
    let set = ApiSetAddressSettings::new(1, present.clone());
    client.send(&set).await.unwrap();
    let before = (changes(&server), profile(&client).await);

    // The profile is only for a new user, and the address already accepts requests.
    let bot = Bot::builder()
        .profile(Profile::new("another", ""))
        .auto_accept(true);
    let bot = bot.connect(&server.url()).await.unwrap();
    assert_eq!(bot.address(), Some(&created.conn_link_contact));
    assert_eq!((changes(&server), profile(&client).await), before);
    assert_eq!(settings(&client).await, present);
}

#[tokio::test]
async fn only_the_given_settings_change() {
    let server = ChatServer::start().await.unwrap();
    let client = client(&server).await;
    client.send(&ApiCreateMyAddress::new(1)).await.unwrap();
    let present = AddressSettings::new().auto_accept(AutoAccept::new());
    client
        .send(&ApiSetAddressSettings::new(1, present))
        .await
        .unwrap();
    let picture = Profile::new("bot", "").image("data:image/png;base64,");
    client
        .send(&ApiUpdateProfile::new(1, picture))
        .await
        .unwrap();

    let bot = Bot::builder()
        .update_profile(Profile::new("robot", "A bot"))
        .menu([ChatBotCommand::command("help", "Help", None)])
        .welcome("Hi");
    let bot = bot.connect(&server.url()).await.unwrap();
    assert_eq!(bot.context().user().profile.display_name, "robot");
    let profile = profile(&client).await;
    assert_eq!(profile.full_name, "A bot");
    assert_eq!(profile.image.as_deref(), Some("data:image/png;base64,"));
    assert_eq!(profile.peer_type, Some(ChatPeerType::Bot));
    assert_eq!(profile.preferences.unwrap().commands.unwrap().len(), 1);
    let settings = settings(&client).await;
    assert!(settings.auto_accept.is_some());
    assert_eq!(settings.auto_reply, Some(MsgContent::text("Hi")));
}

#[tokio::test]
async fn a_bot_can_run_without_an_address() {
    let server = ChatServer::start().await.unwrap();
    let bot = Bot::builder()
        .address(false)
        .connect(&server.url())
        .await
        .unwrap();
    assert!(bot.address().is_none());
    assert!(changes(&server).is_empty());
}
