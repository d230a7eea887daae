use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;

fn parse(text: &str) -> (Option<String>, String, String) {
    let frame = Frame::parse(text).unwrap();
    let corr_id = frame.corr_id.map(Cow::into_owned);
    (corr_id, frame.tag.into_owned(), frame.body.to_owned())
}

fn parts(corr_id: Option<&str>, tag: &str, body: &str) -> (Option<String>, String, String) {
    (corr_id.map(Into::into), tag.into(), body.into())
}

#[test]
fn the_usual_shapes_are_scanned_without_a_json_parser() {
    for text in [
        r#"{"corrId":"12","resp":{"type":"cmdOk"}}"#,
        r#"{"corrId":"12","resp":{"type":"cmdOk","user_":{"userId":1}}}"#,
        r#"{"resp":{"type":"contactConnected","user":{}}}"#,
    ] {
        let scanned = Frame::scan(text).expect(text);
        assert_eq!(scanned, Frame::parse_full(text).unwrap());
        assert!(matches!(scanned.tag, Cow::Borrowed(_)));
    }
}

#[test]
fn every_other_shape_is_parsed_in_full() {
    let ok = r#"{"type":"cmdOk"}"#;
    for (text, corr_id) in [
        (r#"{"resp":{"type":"cmdOk"},"corrId":"12"}"#, Some("12")),
        (
            r#"{"resp":{"type":"cmdOk"},"corrId":"12","x":{}}"#,
            Some("12"),
        ),
        (
            r#"{"resp":{"type":"cmdOk"},"x":{"type":"a"},"corrId":"12","y":{}}"#,
            Some("12"),
        ),
        (
            r#" { "corrId" : "12", "resp" :{"type":"cmdOk"} } "#,
            Some("12"),
        ),
        (
            r#"{"corrId":"\u0031\u0032","resp":{"type":"cmdOk"}}"#,
            Some("12"),
        ),
        (
            r#"{"corrId":"12","remoteHostId":null,"resp":{"type":"cmdOk"}}"#,
            Some("12"),
        ),
        (
            r#"{"corrId":"12","resp":{"type":"cmdOk"},"remoteHostId":1}"#,
            Some("12"),
        ),
        (
            r#"{"corrId":"12","resp":{"Right":{"type":"cmdOk"}}}"#,
            Some("12"),
        ),
        (
            r#"{"corrId":"12","resp":{"Left":{"type":"cmdOk"}}}"#,
            Some("12"),
        ),
        (r#"{"corrId":"","resp":{"type":"cmdOk"}}"#, None),
        (r#"{"corrId":null,"resp":{"type":"cmdOk"}}"#, None),
        (r#"{"resp":{"type":"cmdOk"}}"#, None),
    ] {
        assert_eq!(parse(text), parts(corr_id, "cmdOk", ok), "{text}");
    }
    let late = r#"{"a":{"type":"x"},"type":"cmd\u004fk","Right":1}"#;
    assert_eq!(
        parse(&format!(r#"{{"resp":{late}}}"#)),
        parts(None, "cmdOk", late)
    );
}

#[test]
fn errors_say_why_a_string_is_not_a_frame() {
    for (text, why) in [
        ("", "not a JSON object"),
        ("hello", "not a JSON object"),
        ("[]", "not a JSON object"),
        (
            "{\"corrId\":\"1\",\"resp\":{\"type\":\"a",
            "not a JSON object",
        ),
        (r#"{"resp":{"type":"a"}}}x"#, "not a JSON object"),
        (
            r#"{"corrId":"1","resp":{"type":"a"}} {}"#,
            "not a JSON object",
        ),
        (
            r#"{"corrId":1,"resp":{"type":"a"}}"#,
            "`corrId` is not a string",
        ),
        (r#"{"corrId":"1"}"#, "no `resp`"),
        (r#"{"resp":"a"}"#, "no `resp`"),
        (r#"{"resp":{}}"#, "no `type`"),
        (r#"{"resp":{"type":7}}"#, "no `type`"),
        (r#"{"resp":{"Right":7}}"#, "no `type`"),
    ] {
        let error = Frame::parse(text).expect_err(text).to_string();
        assert!(error.contains(why), "{text}: {error}");
    }
}

#[test]
fn a_body_that_is_not_json_fails_to_decode() {
    for text in [
        r#"{"resp":{"type":"a"}}}"#,
        r#"{"resp":{"type":"a"}garbage}}"#,
        r#"{"resp":{"type":"a",}}"#,
        r#"{"corrId":"1","resp":{"type":"a","b":tru}}"#,
    ] {
        assert!(
            matches!(decode(text), Err(DecodeError::Frame(FrameError::Json(_)))),
            "{text}"
        );
    }
}

#[test]
fn a_wrong_scan_is_corrected_by_the_full_parse() {
    let text = r#"{"corrId":"1","resp":{"type":"a","b":1},"more":{"c":{}}}"#;
    assert_eq!(decode(text).unwrap(), r#"{"type":"a","b":1}"#);
    let text = r#"{"resp":{"type":"a"},"corrId":"1","more":{}}"#;
    let corr_id = Frame::decode(text, |frame| {
        fields(frame.body).map_err(|_| DecodeError::Body)?;
        Ok::<_, DecodeError>(frame.corr_id.clone())
    });
    assert_eq!(corr_id.unwrap().as_deref(), Some("1"));
}

#[test]
fn an_error_in_the_body_is_returned() {
    let failed: Result<(), _> =
        Frame::decode(r#"{"resp":{"type":"a"}}"#, |_| Err(DecodeError::Body));
    assert!(matches!(failed, Err(DecodeError::Body)));
}

#[test]
fn requests_are_escaped() {
    let frame = encode_request("7", "/_send @1 text \"a\"\n\u{1}\\ ж");
    assert_eq!(
        frame,
        r#"{"corrId":"7","cmd":"/_send @1 text \"a\"\n\u0001\\ ж"}"#
    );
}

#[test]
fn the_user_id_is_scanned_or_parsed() {
    for (body, user) in [
        (
            r#"{"type":"a","user":{"userId":12,"agentUserId":"3"}}"#,
            Some(12),
        ),
        (r#"{"type":"a","user":{"userId":12}}"#, Some(12)),
        (
            r#"{"type":"a","user":{"agentUserId":"3","userId":12}}"#,
            Some(12),
        ),
        (
            r#"{"type":"a","chatItems":[],"user":{"userId":"12"}}"#,
            Some(12),
        ),
        (r#"{ "user" : { "userId" : 12 }, "type" : "a" }"#, Some(12)),
        (r#"{"type":"a","user":{"userId":true}}"#, None),
        (r#"{"type":"a","user":7}"#, None),
        (r#"{"type":"a"}"#, None),
    ] {
        let text = format!(r#"{{"resp":{body}}}"#);
        let frame = Frame::parse(&text).unwrap();
        assert_eq!(frame.user_id(), user.map(UserId), "{body}");
    }
}

#[derive(Debug)]
enum DecodeError {
    Frame(FrameError),
    Body,
}

impl From<FrameError> for DecodeError {
    fn from(error: FrameError) -> Self {
        Self::Frame(error)
    }
}

fn decode(text: &str) -> Result<String, DecodeError> {
    Frame::decode(text, |frame| {
        fields(frame.body).map_err(|_| DecodeError::Body)?;
        Ok(frame.body.to_owned())
    })
}

proptest! {
    /// For any input, the scan and the full parse give the same result.
    #[test]
    fn the_scan_never_contradicts_the_full_parse(
        head in select(&[r#"{"corrId":"1","resp":"#, r#"{"corrId":"","resp":"#, r#"{"resp":"#][..]),
        body in vec(select(&[r#","b":1"#, r#","c":{"d":"}}"}"#, r#","Right":{}"#, " ", "}", "x"][..]), 0..3),
        more in vec(select(&[r#","corrId":"2""#, r#","more":{}"#, r#","resp":{}"#, ",1", "}"][..]), 0..3),
        tail in select(&["}", "} ", "}}", ""][..]),
    ) {
        let text = format!(r#"{head}{{"type":"a"{}}}{}{tail}"#, body.concat(), more.concat());
        let decoded = Frame::decode(&text, |frame| {
            fields(frame.body).map_err(|_| DecodeError::Body)?;
            Ok::<_, DecodeError>(frame.clone())
        });
        prop_assert_eq!(decoded.ok(), Frame::parse_full(&text).ok());
    }
}
