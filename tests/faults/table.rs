//! The faults, and the result of each.
//!
//! A row has the script of the server and what the client observes: the answers to its requests, the items of the event
//! stream, and the end of the connection. If a row has no end, the client answers a further command. If it has one,
//! that is for a client that does not reconnect; a client that does reports the gap and continues, and sends queued
//! commands over the new link. Longer rows are functions in other files.

use std::io::ErrorKind::{ConnectionReset, Other, TimedOut};
use std::iter::once;
use std::time::Duration;

use simplex_api::client::KeepAlive;
use simplex_api::client::Outcome::{NotSent, Unknown};
use simplex_api::client::Overflow::{self, DropOldest};
use simplex_api_tests::LONG;

use super::closing::{self, Closing};
use super::observed;
use super::observed::Answer::{self, Chat, Closed, Unreadable};
use super::observed::Item::{self, Error, Lagged, Malformed, Numbered};
use super::observed::Malformed::{CorrId, Json, Resp, Type, Utf8};
use super::observed::Reason::{self, Client, FrameTooLarge, Lost, Server};
use super::row::Row;
use super::server::ScriptStep::{self, *};
use super::server::{Cut, Greeting, frame};
use super::{connecting, cut_connections, dropped_futures, event_floods, restarts};

/// One test for each row.
macro_rules! rows {
    ($($name:ident => $row:expr;)*) => {$(
        #[test]
        fn $name() {
            $row
        }
    )*};
}

fn ok() -> Answer {
    Answer::Response("cmdOk".into())
}

fn event() -> Item {
    Item::Event("new".into())
}

fn unmatched(corr_id: &str) -> Item {
    Item::Unmatched(corr_id.into())
}

const EVENT: ScriptStep = Text(r#"{"resp":{"type":"new"}}"#);
const OK_1: ScriptStep = Text(r#"{"corrId":"$1","resp":{"type":"cmdOk"}}"#);
const OK_2: ScriptStep = Text(r#"{"corrId":"$2","resp":{"type":"cmdOk"}}"#);
const OK_3: ScriptStep = Text(r#"{"corrId":"$3","resp":{"type":"cmdOk"}}"#);
const STOPPED_1: ScriptStep = Text(r#"{"corrId":"$1","resp":{"type":"chatStopped"}}"#);
const STARTED_2: ScriptStep = Text(r#"{"corrId":"$2","resp":{"type":"chatStarted"}}"#);
const FAILED: ScriptStep = Text(
    r#"{"resp":{"type":"chatCmdError","chatError":{"type":"error","errorType":{"type":"commandError","message":"invalid request"}}}}"#,
);
const FAILED_1: ScriptStep = Text(
    r#"{"corrId":"$1","resp":{"type":"chatCmdError","chatError":{"type":"error","errorType":{"type":"commandError","message":"Failed reading: empty"}}}}"#,
);
/// Longer than [`ANSWER_TIMEOUT`](super::row::ANSWER_TIMEOUT) and than the timeouts of [`short_keep_alive`].
const AFTER_TIMEOUTS: ScriptStep = Wait(Duration::from_secs(3));
const SHORT_WAIT: ScriptStep = Wait(Duration::from_millis(200));
const MOMENT: Duration = Duration::from_millis(50);
const MIB: usize = 1 << 20;

fn short_keep_alive() -> KeepAlive {
    KeepAlive::default()
        .ping_after(MOMENT)
        .ping_timeout(40 * MOMENT)
}

// The end of a connection.
rows! {
    close_frame_idle => Row::idle([Close(Some(1001))])
        .ends(Server(Some(1001))).run();
    close_frame_in_flight => Row::with_requests([Command, Close(Some(1000))], [Closed(Unknown, Server(Some(1000)))])
        .ends(Server(Some(1000))).run();
    close_frame_with_requests_queued => Row::with_requests([Command, Close(Some(1000))],
            [Closed(Unknown, Server(Some(1000))), Closed(NotSent, Server(Some(1000)))])
        .config(|config| config.max_in_flight(1))
        .ends(Server(Some(1000))).run();
    close_frame_without_a_code => Row::idle([Close(None)])
        .ends(Server(None)).run();
    close_frame_with_half_a_code => Row::idle([frame(0x88, b"\x03")])
        .ends(Lost(Other)).message_contains("close sequence").run();
    close_frame_with_the_code_0 => Row::idle([frame(0x88, b"\0\0bye")])
        .ends(Server(Some(0))).message_contains(r#"with code 0 (not a valid close code) and the reason "bye""#).run();
    close_frame_with_the_code_999 => Row::idle([frame(0x88, b"\x03\xe7")])
        .ends(Server(Some(999))).message_contains("999 (not a valid close code)").run();
    close_frame_with_a_code_that_is_never_sent => Row::idle([EVENT, frame(0x88, b"\x03\xed")])
        .items([event()])
        .ends(Server(Some(1005))).message_contains("1005 (not a valid close code)").run();
    close_frame_with_the_code_5000 => Row::with_requests([Command, frame(0x88, b"\x13\x88")], [Closed(Unknown, Server(Some(5000)))])
        .ends(Server(Some(5000))).message_contains("5000 (not a valid close code)").run();
    close_frame_of_a_bad_gateway => Row::idle([frame(0x88, b"\x03\xf6")])
        .ends(Server(Some(1014))).message_contains("with code 1014").run();
    close_frame_after_the_answer => Row::with_requests([Command, OK_1, Close(Some(1000))], [ok()])
        .ends(Server(Some(1000))).run();
    reset_idle => Row::idle([Greeted, Reset])
        .ends(Lost(ConnectionReset)).run();
    reset_in_flight => Row::with_requests([Command, Reset], [Closed(Unknown, Lost(ConnectionReset))])
        .ends(Lost(ConnectionReset)).run();
    reset_with_requests_queued => Row::with_requests([Command, Reset],
            [Closed(Unknown, Lost(ConnectionReset)), Closed(NotSent, Lost(ConnectionReset))])
        .config(|config| config.max_in_flight(1))
        .ends(Lost(ConnectionReset)).run();
    end_without_a_close_frame_idle => Row::idle([End])
        .ends(Lost(Other)).message_contains("without closing handshake").run();
    end_without_a_close_frame_in_flight => Row::with_requests([Command, End], [Closed(Unknown, Lost(Other))])
        .ends(Lost(Other)).message_contains("without closing handshake").run();
}

// The server is stopped, and its process ends with the chat.
rows! {
    stopped => Row::with_requests([Command, STOPPED_1, End], [Answer::Response("chatStopped".into())])
        .ends(Reason::Stopped).message_contains("the server was stopped by `/_stop`").run();
    stopped_and_started_again => Row::with_requests([Command, STOPPED_1, Command, STARTED_2, End],
            [Answer::Response("chatStopped".into()), Answer::Response("chatStarted".into())])
        .ends(Lost(Other)).message_contains("without closing handshake").run();
}

// Connecting: `Error::Connect` in time, and the next attempt succeeds.
rows! {
    refused => connecting::refused();
    accepts_but_sends_no_handshake => connecting::fails(Greeting::None, TimedOut, "no answer within 300ms");
    ends_instead_of_the_handshake => connecting::fails(Greeting::End, Other, "Handshake not finished");
    answers_half_the_handshake => connecting::fails(Greeting::Bytes("HTTP/1.1 101 Switching Pro"), TimedOut, "no answer within 300ms");
    keeps_the_connection_alive => connecting::succeeds(Greeting::KeepAlive);
}

// Permanent refusals: `Error::Refused` immediately, with the remedy, and no retry.
rows! {
    answers_ok => connecting::refuses(Greeting::Bytes("HTTP/1.1 200 OK\r\n\r\n<html>"), "HTTP 200, not a WebSocket");
    redirects => connecting::refuses(Greeting::Bytes("HTTP/1.1 301 Moved\r\nLocation: https://a:b@chat.example/\u{202e}\u{7f}?token=c\r\n\r\n"),
        r#"HTTP 301, a redirect to "https://chat.example/\u{202e}\u{7f}""#);
    redirects_without_a_location => connecting::refuses(Greeting::Bytes("HTTP/1.1 302 Found\r\n\r\n"), "HTTP 302, a redirect");
    answers_bad_request => connecting::refuses(Greeting::Bytes("HTTP/1.0 400 Bad Request\r\n\r\n"), "`wss://`");
    answers_unauthorized => connecting::refuses(Greeting::Bytes("HTTP/1.1 401 Unauthorized\r\n\r\n"), "wrong user or password");
    answers_forbidden => connecting::refuses(Greeting::Bytes("HTTP/1.1 403 Forbidden\r\n\r\n"), "HTTP 403, it refuses this client");
    answers_not_found => connecting::refuses(Greeting::Bytes("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"), "HTTP 404, the path of the URL does not exist");
    upgrades_without_headers => connecting::refuses(Greeting::Bytes("HTTP/1.1 101 Switching Protocols\r\n\r\n"), "no `Upgrade: websocket`");
    answers_with_a_wrong_key => connecting::refuses(Greeting::Bytes("HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n"), "Sec-WebSocket-Accept");
    answers_another_protocol => connecting::refuses(Greeting::Bytes("SSH-2.0-OpenSSH_9.6\r\n\r\n"), "not HTTP");
    answers_with_tls => connecting::refuses(Greeting::Bytes("\x15\x03\x01\0\x02\x02\x0a"), "`wss://`");
    refuses_a_reconnect => connecting::refuses_a_reconnect(Greeting::Bytes("HTTP/1.1 401 Unauthorized\r\n\r\n"));
}

// Temporary refusals: a proxy answers while its server is down.
rows! {
    proxy_answers_bad_gateway => connecting::refuses_temporarily(Greeting::Bytes("HTTP/1.1 502 Bad Gateway\r\n\r\n"));
    proxy_limits_the_rate => connecting::refuses_temporarily(Greeting::Bytes("HTTP/1.1 429 Too Many Requests\r\n\r\n"));
}

// The version of the server, which the client asks for first. A server that does not report it is used too.
rows! {
    never_reports_its_version => Row::with_requests([Command, Command, OK_2], [ok()])
        .config(|config| config.version_timeout(MOMENT)).run();
    tells_its_version_too_late => Row::with_requests([Command, SHORT_WAIT, OK_1, Command, OK_2], [ok()])
        .config(|config| config.version_timeout(MOMENT)).run();
    tells_something_else_than_its_version => Row::with_requests([Command, OK_1, Command, OK_2], [ok()])
        .config(|config| config.version_timeout(LONG)).run();
    does_not_know_the_question => Row::with_requests([Command, FAILED_1, Command, OK_2], [ok()])
        .config(|config| config.version_timeout(LONG)).run();
    closes_when_asked_for_its_version => Row::idle([Command, Close(Some(1000))])
        .config(|config| config.version_timeout(LONG))
        .ends(Server(Some(1000))).run();
}

// Reconnecting.
rows! {
    restarts_ten_times_under_load => restarts::ten_restarts();
}

// No answer.
rows! {
    half_open_idle => Row::idle([Silence])
        .config(|config| config.keep_alive(short_keep_alive()))
        .ends(Reason::Unresponsive).run();
    half_open_with_two_requests => Row::with_requests([Command, Command, Silence],
            [Closed(Unknown, Reason::Unresponsive), Closed(Unknown, Reason::Unresponsive)])
        .config(|config| config.keep_alive(short_keep_alive()))
        .ends(Reason::Unresponsive).run();
    busy_and_not_reading_pings => Row::with_requests([Command, Command, Command, AFTER_TIMEOUTS, OK_1, OK_2, OK_3], [ok(), ok(), ok()])
        .config(|config| config.keep_alive(short_keep_alive())).run();
    never_answers => Row::with_requests([Command], [Answer::TimedOut(Unknown)]).run();
    half_open => Row::with_requests([Command, Silence], [Answer::TimedOut(Unknown)])
        .stays_silent().run();
    answers_too_late => Row::with_requests([Command, AFTER_TIMEOUTS, OK_1], [Answer::TimedOut(Unknown)]).run();
    never_answers_the_command_before => Row::with_requests([Command], [Answer::TimedOut(Unknown), Answer::TimedOut(NotSent)])
        .config(|config| config.max_in_flight(1)).run();
}

// Unexpected answers.
rows! {
    unknown_corr_id => Row::with_requests([Command, Text(r#"{"corrId":"77","resp":{"type":"cmdOk"}}"#), OK_1], [ok()])
        .items([unmatched("77")]).run();
    foreign_corr_id => Row::with_requests([Command, Text(r#"{"corrId":"bot-1","resp":{"type":"cmdOk"}}"#), OK_1], [ok()])
        .items([unmatched("bot-1")]).run();
    padded_corr_id => Row::with_requests([Command, Text(r#"{"corrId":"0$1","resp":{"type":"cmdOk"}}"#), OK_1], [ok()])
        .items([unmatched("01")]).run();
    duplicate_answer => Row::with_requests([Command, OK_1, OK_1], [ok()])
        .items([unmatched("1")]).run();
    number_as_corr_id => Row::with_requests([Command, Text(r#"{"corrId":$1,"resp":{"type":"cmdOk"}}"#), OK_1], [ok()])
        .items([Malformed(CorrId)]).run();
    error_without_corr_id => Row::with_requests([Command, FAILED], [Answer::TimedOut(Unknown)])
        .items([Error]).run();
    error_with_corr_id => Row::with_requests([Command, FAILED_1], [Chat]).run();
    answers_out_of_order => Row::with_requests([Command, Command, OK_2, OK_1], [ok(), ok()]).run();
    events_around_the_answer => Row::with_requests([Command, EVENT, OK_1, EVENT], [ok()])
        .items([event(), event()]).run();
}

// Invalid frames.
rows! {
    not_json => Row::idle([Text("what?")])
        .items([Malformed(Json)]).run();
    empty_text => Row::idle([Text("")])
        .items([Malformed(Json)]).run();
    two_values => Row::idle([Text(r#"{"resp":{"type":"new"}}{}"#)])
        .items([Malformed(Json)]).run();
    an_array => Row::idle([Text(r#"[{"resp":{"type":"new"}}]"#)])
        .items([Malformed(Json)]).run();
    no_resp => Row::idle([Text(r#"{"corrId":"1"}"#)])
        .items([Malformed(Resp)]).run();
    a_string_as_resp => Row::idle([Text(r#"{"resp":"new"}"#)])
        .items([Malformed(Resp)]).run();
    no_type => Row::idle([Text(r#"{"resp":{"user":{}}}"#)])
        .items([Malformed(Type)]).run();
    a_number_as_type => Row::idle([Text(r#"{"resp":{"type":1}}"#)])
        .items([Malformed(Type)]).run();
    an_event_with_wrong_fields => Row::idle([Text(r#"{"resp":{"type":"contactConnected"}}"#)])
        .items([Malformed(observed::Malformed::Event)]).run();
    an_error_with_wrong_fields => Row::idle([Text(r#"{"resp":{"type":"chatCmdError"}}"#)])
        .items([Malformed(observed::Malformed::Response)]).run();
    an_answer_cut_in_the_middle => Row::with_requests([Command, Text(r#"{"corrId":"$1","resp":{"type":"cmdOk","a":tr}}"#)], [Unreadable]).run();
    an_answer_without_a_type => Row::with_requests([Command, Text(r#"{"corrId":"$1","resp":{}}"#)], [Answer::TimedOut(Unknown)])
        .items([Malformed(Type)]).run();
    binary => Row::with_requests([Binary(br#"{"resp":{"type":"new"}}"#), Command, OK_1], [ok()])
        .items([event()]).run();
    binary_that_is_not_utf8 => Row::idle([Binary(b"{\"resp\":\xff}")])
        .items([Malformed(Utf8)]).run();
    a_text_frame_that_is_not_utf8 => Row::with_requests([Command, frame(0x81, b"\xff\xfe")], [Closed(Unknown, Lost(Other))])
        .ends(Lost(Other)).message_contains("UTF-8").run();
    a_message_in_fragments => Row::idle([frame(0x01, br#"{"resp":"#), frame(0x89, b"ping"), frame(0x80, br#"{"type":"new"}}"#)])
        .items([event()]).run();
    a_fragment_without_a_start => Row::idle([frame(0x80, b"{}")])
        .ends(Lost(Other)).message_contains("ontinu").run();
    an_unknown_opcode => Row::idle([frame(0x83, b"{}")])
        .ends(Lost(Other)).message_contains("opcode").run();
    a_reserved_bit => Row::idle([frame(0xc1, b"{}")])
        .ends(Lost(Other)).message_contains("eserved").run();
    a_masked_frame => Row::idle([Raw(vec![0x81, 0x82, 1, 2, 3, 4, 5, 6])])
        .ends(Lost(Other)).message_contains("mask").run();
    random_bytes => Row::idle([Raw(vec![0xff; 100])])
        .ends(Lost(Other)).run();
}

// Large frames and many events.
rows! {
    a_frame_of_64_mib => Row::with_requests([Command, ScriptStep::Large(64 * MIB), OK_1], [ok()])
        .items([Item::Event("large".into())]).run();
    a_frame_of_64_mib_above_the_limit => Row::with_requests([Command, ScriptStep::Large(64 * MIB)], [Closed(Unknown, FrameTooLarge(64 * MIB + 35))])
        .config(|config| config.max_frame_size(64 * MIB))
        .ends(FrameTooLarge(64 * MIB + 35)).message_contains("the limit is 67108864").run();
    a_frame_that_claims_an_exabyte => Row::idle([Raw(vec![0x81, 127, 0x10, 0, 0, 0, 0, 0, 0, 0])])
        .ends(FrameTooLarge(1 << 60)).message_contains("the limit is 268435456").run();
    a_flood_of_unread_events => Row::with_requests([Command, Events(300_000), OK_1], [ok()])
        .config(|config| config.overflow(DropOldest))
        .items(once(Lagged(300_000 - 4096)).chain((300_000 - 4095..=300_000).map(Numbered))).run();
    a_flood_that_overflows => Row::idle([Events(300_000)])
        .config(|config| config.overflow(Overflow::Close))
        .items((1..=4096).map(Numbered))
        .ends(Reason::Overflow).run();
    an_endless_flood => event_floods::endless_flood();
    a_flood_that_waits_for_the_consumer => event_floods::flood_that_waits();
    a_flood_with_a_command_for_each_event => event_floods::one_command_per_event();
    a_slow_consumer_with_commands_in_between => event_floods::slow_consumer(Overflow::Wait(Duration::from_secs(20)));
    a_slow_consumer_that_may_miss_events => event_floods::slow_consumer(DropOldest);
}

// A small conversation, broken after every byte. What was received before is kept. The rest is
// [`Error::Connect`](simplex_api::Error), or the connection is lost.
rows! {
    ended_after_every_byte_from_the_server => cut_connections::at_every_byte(Cut::EndAfterSending);
    reset_after_every_byte_from_the_server => cut_connections::at_every_byte(Cut::ResetAfterSending);
    reset_after_every_byte_from_the_client => cut_connections::at_every_byte(Cut::ResetAfterReading);
}

// Callers that drop their futures: no state is left, and the other callers are answered.
rows! {
    a_dropped_connect => dropped_futures::connect();
    a_dropped_request => dropped_futures::request();
    a_dropped_request_in_the_queue => dropped_futures::queued_request();
    many_dropped_requests => dropped_futures::many_requests();
    a_dropped_wait_for_events => dropped_futures::next_event();
    a_dropped_close => dropped_futures::close();
}

// Closing in all of these states takes no longer than its timeout. Accepted commands are answered if the server still
// answers.
rows! {
    closing_idle => Closing::with([]).ends([]);
    closing_half_open => Closing::with([Silence]).ends([]);
    closing_with_a_request_in_flight => Closing::with([Command, SHORT_WAIT, OK_1]).requests(1).ends([ok()]);
    closing_with_requests_queued => Closing::with([Command, SHORT_WAIT, OK_1]).requests(3).ends([ok(), ok(), ok()]);
    closing_without_an_answer => Closing::with([Command]).requests(2)
        .ends([Closed(Unknown, Client), Closed(NotSent, Client)]);
    closing_half_open_with_requests => Closing::with([Command, Silence]).requests(2)
        .ends([Closed(Unknown, Client), Closed(NotSent, Client)]);
    closing_while_a_request_is_blocked => Closing::with([Silence]).large_request(8 * MIB)
        .ends([Closed(Unknown, Client)]);
    closing_in_an_endless_flood => Closing::with([Events(u64::MAX)]).dropping_events().ends([]);
    closing_in_an_endless_flood_that_waits_for_the_consumer => Closing::with([Events(u64::MAX)]).ends([]);
    closing_by_dropping_all_handles => closing::by_dropping();
    closing_by_dropping_the_runtime => closing::by_dropping_the_runtime();
}
