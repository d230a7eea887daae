//! Sample values of API types, for events that a test injects.

use serde_json::{Map, Value};

use simplex_api::json::{self, ApiType};
use simplex_api::spec::{FieldSpec, TypeKind, TypeRef, TypeSpec, VariantSpec};

/// The smallest value of a type: optional fields are absent, lists are empty if they may be, strings are empty, ids
/// are 1. A keyword or a variant is the first one that does not contain a value of the same type.
///
/// Set the fields that the test needs:
///
/// ```
/// use simplex_api::events::NewChatItems;
/// use simplex_api_testing::{ChatServer, sample, sample_variant};
/// use simplex_api::types::{AChatItem, ChatInfo, CiContent, MsgContent};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), simplex_api_testing::Error> {
/// let mut item: AChatItem = sample();
/// item.chat_info = sample_variant("group").unwrap();
/// item.chat_item.content = CiContent::rcv_msg_content(MsgContent::text("hello"));
/// let mut event: NewChatItems = sample();
/// event.chat_items.push(item);
///
/// let server = ChatServer::start().await?;
/// server.inject(&event);
/// # Ok(())
/// # }
/// ```
///
/// # Panics
/// If the type has no finite value, or cannot decode what its declaration allows. This does not happen with types of
/// the API.
#[track_caller]
pub fn sample<T: ApiType>() -> T {
    let value = Sampler::default().of(T::SPEC);
    decode(value).unwrap_or_else(|| panic!("{} has no sample", T::SPEC.name))
}

/// The smallest value of this variant of a union, or this keyword of an enum; `None` if the type does not have it.
pub fn sample_variant<T: ApiType>(tag: &str) -> Option<T> {
    let value = match T::SPEC.kind {
        TypeKind::Enum(words) => {
            let word = words.iter().find(|word| word.keyword == tag)?;
            Some(word.keyword.into())
        }
        TypeKind::Union {
            tag: name,
            variants,
        } => {
            let variant = variants.iter().find(|variant| variant.tag == tag)?;
            Sampler::default().variant(name, variant)
        }
        _ => None,
    };
    decode(value)
}

fn decode<T: ApiType>(value: Option<Value>) -> Option<T> {
    json::decode(&value?.to_string()).ok()
}

/// The types that are being sampled, to stop at recursive types. Responses have a tag, because they can have the name
/// of a type.
#[derive(Default)]
struct Sampler(Vec<(&'static str, Option<&'static str>)>);

impl Sampler {
    /// `None` if the type contains itself.
    fn of(&mut self, spec: &'static TypeSpec) -> Option<Value> {
        let key = match spec.kind {
            TypeKind::Record { tag, .. } => (spec.name, tag),
            _ => (spec.name, None),
        };
        if self.0.contains(&key) {
            return None;
        }
        self.0.push(key);
        let value = match spec.kind {
            TypeKind::Enum(words) => words.first().map(|word| word.keyword.into()),
            TypeKind::Record { tag, fields } => {
                let mut object = self.members(fields);
                if let (Some(object), Some(tag)) = (&mut object, tag) {
                    object.insert("type".to_owned(), tag.into());
                }
                object.map(Value::Object)
            }
            TypeKind::Union { tag, variants } => variants
                .iter()
                .find_map(|variant| self.variant(tag, variant)),
            _ => None,
        };
        self.0.pop();
        value
    }

    fn variant(&mut self, tag: &str, variant: &VariantSpec) -> Option<Value> {
        let mut object = self.members(variant.fields)?;
        object.insert(tag.to_owned(), variant.tag.into());
        Some(Value::Object(object))
    }

    fn members(&mut self, members: &[FieldSpec]) -> Option<Map<String, Value>> {
        let required = members.iter();
        let required = required.filter(|member| !matches!(member.ty, TypeRef::Optional(_)));
        let sampled = required.map(|member| {
            let value = self.value(&member.ty, member.non_empty)?;
            Some((member.name.to_owned(), value))
        });
        sampled.collect()
    }

    fn value(&mut self, ty: &TypeRef, non_empty: bool) -> Option<Value> {
        Some(match ty {
            TypeRef::Primitive("bool") => false.into(),
            TypeRef::Primitive("string") => "".into(),
            TypeRef::Primitive("UTCTime") => "2025-01-01T00:00:00Z".into(),
            TypeRef::Primitive("JSONObject") => Map::new().into(),
            TypeRef::Primitive(_) => 1.into(),
            TypeRef::Named(spec) => self.of(spec())?,
            TypeRef::Array(item) if non_empty => vec![self.value(item, false)?].into(),
            TypeRef::Array(_) => Vec::<Value>::new().into(),
            TypeRef::Map(..) => Map::new().into(),
            _ => Value::Null,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use simplex_api::command::CommandSet;
    use simplex_api::commands::AnyCommand;
    use simplex_api::events::Event;
    use simplex_api::types::{CiContent, GroupMemberRole, MsgContent};

    #[test]
    fn every_event_has_a_sample() {
        let TypeKind::Union { variants, .. } = Event::SPEC.kind else {
            panic!("{:?}", Event::SPEC.kind);
        };
        for variant in variants {
            let event = sample_variant::<Event>(variant.tag);
            assert!(
                event.is_some_and(|event| !matches!(event, Event::Undocumented(_))),
                "{}",
                variant.tag
            );
        }
    }

    #[test]
    fn every_response_has_a_sample() {
        for command in AnyCommand::COMMANDS {
            for response in command.spec.responses {
                assert!(
                    Sampler::default().of(response()).is_some(),
                    "{}",
                    response().name
                );
            }
        }
    }

    #[test]
    fn keywords_and_variants_can_be_selected() {
        assert_eq!(sample_variant("admin"), Some(GroupMemberRole::Admin));
        assert_eq!(sample_variant::<GroupMemberRole>("king"), None);
        assert_eq!(sample_variant("text"), Some(MsgContent::text("")));
        assert!(sample_variant::<CiContent>("rcvGroupEvent").is_some());
        assert_eq!(sample_variant::<simplex_api::types::User>("user"), None);
    }
}
