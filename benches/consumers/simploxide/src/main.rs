//! Reads events, one per line, and prints the commands of a bot.

use std::io::{self, BufRead};

use simploxide_api_types::commands::{ApiChatItemReaction, ApiDeleteChatItem, ApiSendMessages};
use simploxide_api_types::events::{Event, NewChatItems};
use simploxide_api_types::utils::CommandSyntax;
use simploxide_api_types::{
    AChatItem, CIContent, CIDeleteMode, CIDirection, ChatInfo, ChatItem, ChatRef, ChatType,
    ComposedMessage, MsgContent, MsgReaction,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in io::stdin().lock().lines() {
        match serde_json::from_str(&line?)? {
            Event::NewChatItems(event) => received(&event),
            Event::ContactConnected(event) => {
                let contact = &event.contact;
                println!("# {} is here", contact.local_display_name);
                greet(chat(ChatType::Direct, contact.contact_id));
            }
            Event::LeftMember(event) => {
                println!("# {} has left", event.member.local_display_name);
            }
            Event::Undocumented(object) => println!("# {} is new", object["type"]),
            _ => {}
        }
    }
    Ok(())
}

fn received(event: &NewChatItems) {
    for AChatItem {
        chat_info,
        chat_item,
        ..
    } in &event.chat_items
    {
        let Some(chat) = chat_of(chat_info) else {
            continue;
        };
        let received = matches!(
            chat_item.chat_dir,
            CIDirection::DirectRcv | CIDirection::GroupRcv { .. }
        );
        if received && let Some(text) = text_of(chat_item) {
            answer(chat, chat_item, text);
        }
    }
}

fn chat(chat_type: ChatType, chat_id: i64) -> ChatRef {
    ChatRef {
        chat_type,
        chat_id,
        chat_scope: None,
        undocumented: Default::default(),
    }
}

fn chat_of(info: &ChatInfo) -> Option<ChatRef> {
    match info {
        ChatInfo::Direct { contact, .. } => Some(chat(ChatType::Direct, contact.contact_id)),
        ChatInfo::Group { group_info, .. } => Some(chat(ChatType::Group, group_info.group_id)),
        _ => None,
    }
}

fn text_of(item: &ChatItem) -> Option<&str> {
    match &item.content {
        CIContent::RcvMsgContent {
            msg_content: MsgContent::Text { text, .. },
            ..
        } => Some(text),
        _ => None,
    }
}

fn answer(chat: ChatRef, item: &ChatItem, text: &str) {
    let id = item.meta.item_id;
    let reaction = MsgReaction::make_emoji("👍".into());
    let mut react = ApiChatItemReaction::new(chat.clone(), id, reaction);
    react.add = true;
    println!("{}", react.to_command_string());
    if text == "forget it" {
        let delete = ApiDeleteChatItem {
            chat_ref: chat,
            chat_item_ids: vec![id],
            delete_mode: CIDeleteMode::Internal,
        };
        println!("{}", delete.to_command_string());
        return;
    }
    let message = ComposedMessage {
        quoted_item_id: Some(id),
        ..message(text)
    };
    println!(
        "{}",
        ApiSendMessages::new(chat, vec![message]).to_command_string()
    );
}

fn greet(chat: ChatRef) {
    let message = message("Hello!");
    println!(
        "{}",
        ApiSendMessages::new(chat, vec![message]).to_command_string()
    );
}

fn message(text: &str) -> ComposedMessage {
    ComposedMessage {
        file_source: None,
        quoted_item_id: None,
        msg_content: MsgContent::make_text(text.into()),
        mentions: Default::default(),
        undocumented: Default::default(),
    }
}
