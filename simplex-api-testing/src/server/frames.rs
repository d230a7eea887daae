//! Frames, from the server's side.

use simplex_api::json::JsonObject;

/// A request: its id and the encoded command.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) corr_id: String,
    pub(crate) cmd: String,
}

/// Parses a request; `None` if the frame is not a request.
pub(crate) fn parse_request(frame: &[u8]) -> Option<Request> {
    let frame: JsonObject = serde_json::from_slice(frame).ok()?;
    let field = |name: &str| Some(frame.get(name)?.as_str()?.to_owned());
    Some(Request {
        corr_id: field("corrId")?,
        cmd: field("cmd")?,
    })
}

/// An encoded command without trailing whitespace, as the server reads it. The server also removes a final byte 0xA0,
/// even if it is the last byte of a character.
pub(crate) fn trim_command(cmd: &str) -> String {
    let is_white = |byte: &u8| matches!(byte, 0x09..=0x0D | 0x20 | 0xA0);
    let bytes = cmd.as_bytes();
    let end = bytes.iter().rposition(|byte| !is_white(byte));
    String::from_utf8_lossy(&bytes[..end.map_or(0, |end| end + 1)]).into_owned()
}

/// The frame of an answer.
pub(crate) fn answer_frame(corr_id: &str, resp: &str) -> String {
    let corr_id = serde_json::Value::from(corr_id).to_string();
    [r#"{"corrId":"#, &corr_id, r#","resp":"#, resp, "}"].concat()
}

/// The type of a `resp` object; empty if it has none.
pub(crate) fn response_tag(resp: &str) -> String {
    let object: Option<JsonObject> = serde_json::from_str(resp).ok();
    let tag = object
        .as_ref()
        .and_then(|object| object.get("type")?.as_str());
    tag.unwrap_or_default().to_owned()
}

/// The frame of an event.
pub(crate) fn event_frame(resp: &str) -> String {
    [r#"{"resp":"#, resp, "}"].concat()
}

/// Wraps a `resp` object as some builds of 2025 do: errors in `Left`, everything else in `Right`.
pub(crate) fn wrap_left_right(resp: &str) -> String {
    let side = match response_tag(resp).as_str() {
        "chatCmdError" | "chatError" => "Left",
        _ => "Right",
    };
    ["{\"", side, "\":", resp, "}"].concat()
}

/// The `resp` object of an event's frame.
pub(crate) fn event_body(frame: &str) -> Option<&str> {
    frame.strip_prefix(r#"{"resp":"#)?.strip_suffix('}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use simplex_api::protocol::{Frame, encode_request};

    #[test]
    fn client_requests_are_parsed() {
        let request = parse_request(encode_request("7", "/_send \"a\"\n").as_bytes());
        let expected = Request {
            corr_id: "7".into(),
            cmd: "/_send \"a\"\n".into(),
        };
        assert_eq!(request, Some(expected));
        let more = br#"{"remote":1,"cmd":"/u","corrId":""}"#;
        assert_eq!(parse_request(more).unwrap().cmd, "/u");
    }

    #[test]
    fn other_frames_are_not_requests() {
        for frame in [
            "",
            "/u",
            "[]",
            r#"{"cmd":"/u"}"#,
            r#"{"corrId":"1"}"#,
            r#"{"corrId":1,"cmd":"/u"}"#,
            r#"{"corrId":"1","cmd":"/u"} x"#,
        ] {
            assert_eq!(parse_request(frame.as_bytes()), None, "{frame}");
        }
        assert_eq!(parse_request(b"{\"corrId\":\"\xff\",\"cmd\":\"/u\"}"), None);
    }

    #[test]
    fn only_trailing_whitespace_is_removed() {
        assert_eq!(trim_command(" /u \t\r\n"), " /u");
        assert_eq!(trim_command("\n"), "");
        assert_eq!(trim_command("/_groups 1 à"), "/_groups 1 \u{FFFD}");
    }

    #[test]
    fn the_client_parses_answers_and_events() {
        let frame = answer_frame("a\"b", r#"{"type":"cmdOk"}"#);
        let frame = Frame::parse(&frame).unwrap();
        assert_eq!(frame.corr_id.as_deref(), Some("a\"b"));
        assert_eq!(frame.tag, "cmdOk");
        let frame = event_frame(r#"{"type":"hostConnected"}"#);
        assert_eq!(Frame::parse(&frame).unwrap().corr_id, None);
    }
}
