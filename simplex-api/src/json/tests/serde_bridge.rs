//! The types in other formats and other types, by way of serde.

use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use simplex_api::json::decode;
use simplex_api::types::Profile;

use super::{Item, item, meta};

/// Writes TOML, whose serializer serializes some values twice, and reads it again.
#[track_caller]
fn toml<T: Serialize + DeserializeOwned + Debug + PartialEq>(value: &T) -> String {
    let text = toml::to_string(value).expect("it is written");
    assert_eq!(toml::from_str::<T>(&text).as_ref(), Ok(value));
    text
}

#[test]
fn a_format_that_serializes_a_value_twice() {
    let profile = Profile::new("bot", "");
    let text = "displayName = \"bot\"\nfullName = \"\"\n";
    assert_eq!(toml(&profile), text);
    toml(&meta());
    let inner = item(r#"{"type":"NO_USER"}"#);
    for content in [
        r#"{"type":"text","text":"a\n\"é\u0000","more":[[1,2.5],{"x":true}]}"#,
        r#"{"type":"future","b":{"c":[{}]}}"#,
        &format!(r#"{{"type":"quote","text":"","item":{inner},"ttl":9}}"#),
    ] {
        let item = item(content).replace(r#""parts":[]"#, &format!(r#""parts":[{content}]"#));
        toml(&decode::<Item>(&item).expect("reads"));
    }
}

#[test]
fn members_of_another_type() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Settings {
        port: u16,
        /// Its members stand beside `port`.
        #[serde(flatten)]
        profile: Profile,
    }
    let profile = Profile::new("bot", "");
    let settings = Settings { port: 1, profile };
    let json = serde_json::to_string(&settings).expect("writes");
    assert_eq!(json, r#"{"port":1,"displayName":"bot","fullName":""}"#);
    assert!(toml(&settings).starts_with("port = 1\ndisplayName"));
}
