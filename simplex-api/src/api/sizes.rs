//! What is larger than anything that the network carries.
//!
//! Only strings are counted. What else stands around them depends on chat and server: what is close to a limit is for
//! the server to judge.

use std::iter;

use crate::command::{EncodeError, Refusal};
use crate::commands::{
    ApiNewGroup, ApiNewPublicGroup, ApiSetAddressSettings, ApiUpdateChatItem,
    ApiUpdateGroupProfile, ApiUpdateProfile, CreateActiveUser,
};
use crate::types::{ComposedMessage, GroupProfile, LinkPreview, MsgContent, Profile};

/// The most bytes of a message with all that is around it.
pub(crate) const LARGEST_MESSAGE: usize = 15_602;

/// The same for a message that tells a profile.
const LARGEST_PROFILE: usize = 14_694;

/// A message to send, with the names that it mentions and that of its file.
pub(super) fn message(message: &ComposedMessage) -> Result<(), EncodeError> {
    let file = message.file_source.as_ref();
    let file = file.map(|file| name_of_file(&file.file_path));
    let names = message.mentions.keys().map(String::as_str);
    check_message(&message.msg_content, names.chain(file), "composedMessages")
}

/// What a message is changed to.
pub(super) fn updated_message(command: &ApiUpdateChatItem) -> Result<(), EncodeError> {
    let message = &command.updated_message;
    let names = message.mentions.keys().map(String::as_str);
    check_message(&message.msg_content, names, "updatedMessage")
}

/// The message that greets those who connect.
pub(super) fn auto_reply(command: &ApiSetAddressSettings) -> Result<(), EncodeError> {
    match &command.settings.auto_reply {
        Some(reply) => check_message(reply, iter::empty(), "settings"),
        None => Ok(()),
    }
}

/// What contacts see of the user.
pub(super) fn new_profile(command: &CreateActiveUser) -> Result<(), EncodeError> {
    let profile = command.new_user.profile.as_ref();
    profile.map_or(Ok(()), |profile| check_profile(profile, "newUser"))
}

/// The same for a profile that changes.
pub(super) fn profile(command: &ApiUpdateProfile) -> Result<(), EncodeError> {
    check_profile(&command.profile, "profile")
}

/// What members see of a group.
pub(super) fn new_group(command: &ApiNewGroup) -> Result<(), EncodeError> {
    check_group(&command.group_profile)
}

/// The same for a public group.
pub(super) fn new_public_group(command: &ApiNewPublicGroup) -> Result<(), EncodeError> {
    check_group(&command.group_profile)
}

/// The same for a group whose profile changes.
pub(super) fn group_profile(command: &ApiUpdateGroupProfile) -> Result<(), EncodeError> {
    check_group(&command.group_profile)
}

fn check_message<'a>(
    content: &'a MsgContent,
    names: impl Iterator<Item = &'a str> + Clone,
    param: &'static str,
) -> Result<(), EncodeError> {
    let text = content.as_text().unwrap_or_default();
    let strings: &[&str] = match content {
        MsgContent::Image { image, .. } | MsgContent::Video { image, .. } => &[text, image],
        MsgContent::Link { preview, .. } => {
            let LinkPreview {
                uri,
                title,
                description,
                image,
                ..
            } = &**preview;
            &[text, uri, title, description, image]
        }
        _ => &[text],
    };
    let most = LARGEST_MESSAGE;
    let bytes = beyond(most, strings.iter().copied().chain(names));
    bytes.map_or(Ok(()), |bytes| {
        Err(EncodeError::new(param, Refusal::TooLarge { bytes, most }))
    })
}

fn check_profile(profile: &Profile, param: &'static str) -> Result<(), EncodeError> {
    let optional = [
        &profile.short_descr,
        &profile.description,
        &profile.image,
        &profile.contact_link,
    ];
    check_strings(
        [&profile.display_name, &profile.full_name],
        optional,
        LARGEST_PROFILE,
        param,
    )
}

fn check_group(profile: &GroupProfile) -> Result<(), EncodeError> {
    let optional = [&profile.short_descr, &profile.description, &profile.image];
    check_strings(
        [&profile.display_name, &profile.full_name],
        optional,
        LARGEST_MESSAGE,
        "groupProfile",
    )
}

fn check_strings<const N: usize>(
    names: [&String; 2],
    optional: [&Option<String>; N],
    most: usize,
    param: &'static str,
) -> Result<(), EncodeError> {
    let optional = optional.into_iter().flatten();
    let strings = names.into_iter().chain(optional).map(String::as_str);
    beyond(most, strings).map_or(Ok(()), |bytes| {
        let refusal = Refusal::ProfileTooLarge { bytes, most };
        Err(EncodeError::new(param, refusal))
    })
}

/// The bytes of the strings in JSON, if they are more than `most`.
fn beyond<'a>(most: usize, strings: impl Iterator<Item = &'a str> + Clone) -> Option<usize> {
    // Most are so short that their letters need not be looked at.
    let at_most: usize = strings.clone().map(|text| 2 * text.len() + 2).sum();
    if at_most <= most {
        return None;
    }
    let bytes = strings.map(least_in_json).sum();
    (bytes > most).then_some(bytes)
}

/// The bytes that a string has in JSON at least: quotes around it, and two for what must be escaped.
fn least_in_json(text: &str) -> usize {
    let escaped = |byte: &u8| matches!(byte, 0..b' ' | b'"' | b'\\');
    text.len() + text.as_bytes().iter().filter(|byte| escaped(byte)).count() + 2
}

/// The part of a path that goes along with the file.
fn name_of_file(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}
