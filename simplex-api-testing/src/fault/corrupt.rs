//! Frames with one error in them. The declarations of the API say what can be changed.

use serde_json::{Map, Value, json};

use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api::events::Event;
use simplex_api::json::ApiType;
use simplex_api::spec::{FieldSpec, TypeKind, TypeRef, TypeSpec};

/// A name that no version of the API has.
const UNKNOWN: &str = "fromTheFuture";

pub(crate) fn wrong_id(frame: &str) -> Option<String> {
    changed(frame, |frame| {
        frame.insert("corrId".to_owned(), UNKNOWN.into());
    })
}

pub(crate) fn unknown_tag(frame: &str) -> Option<String> {
    changed_answer(frame, |answer| {
        answer.insert("type".to_owned(), UNKNOWN.into());
    })
}

pub(crate) fn unknown_keyword(frame: &str) -> Option<String> {
    changed_answer(frame, |answer| {
        let pointer = fields(answer).and_then(|members| keyword_in(members, answer));
        let Some((name, rest)) = pointer.as_deref().and_then(first_step) else {
            return;
        };
        if let Some(keyword) = answer
            .get_mut(name)
            .and_then(|value| value.pointer_mut(rest))
        {
            *keyword = UNKNOWN.into();
        }
    })
}

pub(crate) fn missing_field(frame: &str) -> Option<String> {
    changed_answer(frame, |answer| {
        let mut members = fields(answer).unwrap_or_default().iter();
        let required = members.find(|member| !matches!(member.ty, TypeRef::Optional(_)));
        if let Some(member) = required {
            answer.remove(member.name);
        }
    })
}

pub(crate) fn extra_fields(frame: &str) -> Option<String> {
    changed(frame, add_fields)
}

/// The first field of a JSON pointer, and the rest of the pointer.
fn first_step(pointer: &str) -> Option<(&str, &str)> {
    let pointer = pointer.strip_prefix('/')?;
    let end = pointer.find('/').unwrap_or(pointer.len());
    Some(pointer.split_at(end))
}

fn add_fields(object: &mut Map<String, Value>) {
    object.values_mut().for_each(add_to);
    object.insert(UNKNOWN.to_owned(), json!({ "is": [true, null] }));
}

fn add_to(value: &mut Value) {
    match value {
        Value::Object(object) => add_fields(object),
        Value::Array(items) => items.iter_mut().for_each(add_to),
        _ => {}
    }
}

fn changed(frame: &str, change: impl FnOnce(&mut Map<String, Value>)) -> Option<String> {
    let mut frame: Map<String, Value> = serde_json::from_str(frame).ok()?;
    change(&mut frame);
    Some(Value::Object(frame).to_string())
}

fn changed_answer(frame: &str, change: impl FnOnce(&mut Map<String, Value>)) -> Option<String> {
    changed(frame, |frame| {
        if let Some(Value::Object(answer)) = frame.get_mut("resp") {
            change(answer);
        }
    })
}

/// The declared fields of a response or an event.
fn fields(answer: &Map<String, Value>) -> Option<&'static [FieldSpec]> {
    let tag = answer.get("type")?.as_str()?;
    let responses = AnyCommand::COMMANDS
        .iter()
        .flat_map(|command| command.spec.responses);
    let mut responses = responses.filter_map(|response| match response().kind {
        TypeKind::Record { tag, fields } => Some((tag?, fields)),
        _ => None,
    });
    let response = responses.find(|(known, _)| *known == tag);
    response
        .map(|(_, members)| members)
        .or_else(|| match Event::SPEC.kind {
            TypeKind::Union { variants, .. } => {
                let variant = variants.iter().find(|variant| variant.tag == tag)?;
                Some(variant.fields)
            }
            _ => None,
        })
}

/// A JSON pointer to the first keyword in an object.
fn keyword_in(members: &[FieldSpec], object: &Map<String, Value>) -> Option<String> {
    members.iter().find_map(|member| {
        let inner = keyword(&member.ty, object.get(member.name)?)?;
        Some(format!("/{}{inner}", member.name))
    })
}

fn keyword(ty: &TypeRef, value: &Value) -> Option<String> {
    match (ty, value) {
        (TypeRef::Optional(ty), value) => keyword(ty, value),
        (TypeRef::Array(ty), Value::Array(items)) => {
            let mut items = items.iter().enumerate();
            items.find_map(|(index, item)| Some(format!("/{index}{}", keyword(ty, item)?)))
        }
        (TypeRef::Named(spec), value) => keyword_of(spec(), value),
        _ => None,
    }
}

fn keyword_of(spec: &TypeSpec, value: &Value) -> Option<String> {
    match (&spec.kind, value) {
        (TypeKind::Enum(_), Value::String(_)) => Some(String::new()),
        (TypeKind::Record { fields, .. }, Value::Object(object)) => keyword_in(fields, object),
        (TypeKind::Union { tag, variants }, Value::Object(object)) => {
            let tag = object.get(*tag)?.as_str()?;
            let variant = variants.iter().find(|variant| variant.tag == tag)?;
            keyword_in(variant.fields, object)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corrupted(corrupt: fn(&str) -> Option<String>, frame: &str) -> Value {
        serde_json::from_str(&corrupt(frame).unwrap()).unwrap()
    }

    #[test]
    fn each_fault_changes_one_thing() {
        let frame = r#"{"corrId":"1","resp":{"type":"cmdOk","user_":{"userId":1}}}"#;
        let extra = json!({ "is": [true, null] });
        for (corrupt, wrong) in [
            (
                wrong_id as fn(&str) -> _,
                json!({"corrId": "fromTheFuture", "resp": {"type": "cmdOk", "user_": {"userId": 1}}}),
            ),
            (
                unknown_tag,
                json!({"corrId": "1", "resp": {"type": "fromTheFuture", "user_": {"userId": 1}}}),
            ),
            (
                extra_fields,
                json!({
                    "corrId": "1",
                    "resp": {"type": "cmdOk", "user_": {"userId": 1, "fromTheFuture": extra}, "fromTheFuture": extra},
                    "fromTheFuture": extra,
                }),
            ),
        ] {
            assert_eq!(corrupted(corrupt, frame), wrong);
        }
    }

    #[test]
    fn keywords_and_fields_are_those_of_the_declarations() {
        let event = r#"{"resp":{"type":"newChatItems","user":{},"chatItems":[{"chatInfo":{"type":"group",
            "groupInfo":{"membership":{"memberRole":"owner"}}}}]}}"#;
        let wrong = corrupted(unknown_keyword, event);
        let membership = "/resp/chatItems/0/chatInfo/groupInfo/membership/memberRole";
        assert_eq!(wrong.pointer(membership).unwrap(), UNKNOWN);
        let wrong = corrupted(missing_field, event);
        assert!(wrong["resp"].get("user").is_none() && wrong["resp"].get("chatItems").is_some());
        let answer = r#"{"corrId":"1","resp":{"type":"cmdOk"}}"#;
        assert_eq!(
            corrupted(unknown_keyword, answer)["resp"],
            json!({"type": "cmdOk"})
        );
    }

    #[test]
    fn invalid_frames_cannot_be_corrupted() {
        assert_eq!(unknown_tag("x"), None);
        assert_eq!(unknown_tag("[]"), None);
    }
}
