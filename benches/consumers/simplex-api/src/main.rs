//! Reads events, one per line, and prints the commands of a bot.

use std::io::{self, BufRead};

use simplex_api::commands::{ApiChatItemReaction, ApiDeleteChatItem, ApiSendMessages};
use simplex_api::events::{Event, NewChatItems};
use simplex_api::types::{
    AChatItem, ChatInfo, ChatItem, ChatRef, ChatType, CiContent, CiDeleteMode, CiDirection,
    ComposedMessage, MsgContent, MsgReaction,
};
use simplex_api::{Command, EncodeError};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in io::stdin().lock().lines() {
        match Event::decode(&line?)? {
            Event::NewChatItems(event) => received(&event)?,
            Event::ContactConnected(event) => {
                let contact = &event.contact;
                println!("# {} is here", contact.local_display_name);
                greet(ChatRef::new(ChatType::Direct, contact.contact_id.0))?;
            }
            Event::LeftMember(event) => {
                println!("# {} has left", event.member.local_display_name);
            }
            Event::Undocumented(object) => println!("# {} is new", object.tag),
            _ => {}
        }
    }
    Ok(())
}

fn received(event: &NewChatItems) -> Result<(), EncodeError> {
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
            CiDirection::DirectRcv { .. } | CiDirection::GroupRcv { .. }
        );
        if received && let Some(text) = text_of(chat_item) {
            answer(chat, chat_item, text)?;
        }
    }
    Ok(())
}

fn chat_of(info: &ChatInfo) -> Option<ChatRef> {
    match info {
        ChatInfo::Direct { contact, .. } => {
            Some(ChatRef::new(ChatType::Direct, contact.contact_id.0))
        }
        ChatInfo::Group { group_info, .. } => {
            Some(ChatRef::new(ChatType::Group, group_info.group_id.0))
        }
        _ => None,
    }
}

fn text_of(item: &ChatItem) -> Option<&str> {
    match &item.content {
        CiContent::RcvMsgContent {
            msg_content: MsgContent::Text { text, .. },
            ..
        } => Some(text),
        _ => None,
    }
}

fn answer(chat: ChatRef, item: &ChatItem, text: &str) -> Result<(), EncodeError> {
    let id = item.meta.item_id;
    let reaction = MsgReaction::emoji("👍");
    let react = ApiChatItemReaction::new(chat.clone(), id, true, reaction);
    println!("{}", react.encode()?);
    if text == "forget it" {
        let delete = ApiDeleteChatItem::new(chat, [id], CiDeleteMode::Internal);
        println!("{}", delete.encode()?);
        return Ok(());
    }
    let message = ComposedMessage::new(MsgContent::text(text)).quoted_item_id(id);
    println!("{}", ApiSendMessages::new(chat, [message]).encode()?);
    Ok(())
}

fn greet(chat: ChatRef) -> Result<(), EncodeError> {
    let message = ComposedMessage::new(MsgContent::text("Hello!"));
    println!("{}", ApiSendMessages::new(chat, [message]).encode()?);
    Ok(())
}
