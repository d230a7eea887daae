//! The types in other formats and other types, with serde.

use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use simplex_api::json::decode;
use simplex_api::types::Profile;

use super::{Item, item, meta};

/// Encodes and decodes TOML. Its serializer serializes some values twice.
#[track_caller]
fn toml_round_trip<T: Serialize + DeserializeOwned + Debug + PartialEq>(value: &T) -> String {
    let text = toml::to_string(value).expect("it can be encoded");
    assert_eq!(toml::from_str::<T>(&text).as_ref(), Ok(value));
    text
}

#[test]
fn a_format_that_serializes_a_value_twice() {
    let profile = Profile::new("bot", "");
    let text = "displayName = \"bot\"\nfullName = \"\"\n";
    assert_eq!(toml_round_trip(&profile), text);
    toml_round_trip(&meta());
    let inner = item(r#"{"type":"NO_USER"}"#);
    for content in [
        r#"{"type":"text","text":"a\n\"é\u0000","more":[[1,2.5],{"x":true}]}"#,
        r#"{"type":"future","b":{"c":[{}]}}"#,
        &format!(r#"{{"type":"quote","text":"","item":{inner},"ttl":9}}"#),
    ] {
        let item = item(content).replace(r#""parts":[]"#, &format!(r#""parts":[{content}]"#));
        toml_round_trip(&decode::<Item>(&item).expect("reads"));
    }
}

#[test]
fn flattened_fields() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Settings {
        port: u16,
        /// Its fields are beside `port`.
        #[serde(flatten)]
        profile: Profile,
    }
    let profile = Profile::new("bot", "");
    let settings = Settings { port: 1, profile };
    let json = serde_json::to_string(&settings).expect("writes");
    assert_eq!(json, r#"{"port":1,"displayName":"bot","fullName":""}"#);
    assert!(toml_round_trip(&settings).starts_with("port = 1\ndisplayName"));
}
