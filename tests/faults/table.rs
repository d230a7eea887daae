//! The faults, and what comes of each.
//!
//! A row is the script of the server and what the client sees of it: the answers to what was asked, the
//! items of the events, and the end of the connection. Where no end is written, the client is as good
//! as new: a further command is answered. Where one is, that is for a client that makes no new link; one
//! that does is told of the gap and goes on, and what was not sent is sent on the new link. Rows that take
//! more than that are functions elsewhere.

use std::io::ErrorKind::{ConnectionReset, Other, TimedOut};
use std::iter::once;
use std::time::Duration;

use simplex_api::client::KeepAlive;
use simplex_api::client::Outcome::{NotSent, Unknown};
use simplex_api::client::Overflow::{self, DropOldest};
use simplex_api_tests::LONG;

use super::closing::{self, Closing};
use super::row::Row;
use super::seen;
use super::seen::Answer::{self, Chat, Closed, Unreadable};
use super::seen::Item::{self, Error, Lagged, Malformed, Tick};
use super::seen::Malformed::{CorrId, Json, Resp, Type, Utf8};
use super::seen::Reason::{self, Client, Large, Lost, Server};
use super::server::Step::{self, *};
use super::server::{Cut, Greeting, frame};
use super::{connecting, cuts, giving_up, load, restarts};

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
    Answer::Is("cmdOk".into())
}

fn event() -> Item {
    Item::Event("new".into())
}

fn unmatched(corr_id: &str) -> Item {
    Item::Unmatched(corr_id.into())
}

const EVENT: Step = Text(r#"{"resp":{"type":"new"}}"#);
const OK_1: Step = Text(r#"{"corrId":"$1","resp":{"type":"cmdOk"}}"#);
const OK_2: Step = Text(r#"{"corrId":"$2","resp":{"type":"cmdOk"}}"#);
const OK_3: Step = Text(r#"{"corrId":"$3","resp":{"type":"cmdOk"}}"#);
const STOPPED_1: Step = Text(r#"{"corrId":"$1","resp":{"type":"chatStopped"}}"#);
const STARTED_2: Step = Text(r#"{"corrId":"$2","resp":{"type":"chatStarted"}}"#);
const FAILED: Step = Text(
    r#"{"resp":{"type":"chatCmdError","chatError":{"type":"error","errorType":{"type":"commandError","message":"invalid request"}}}}"#,
);
const FAILED_1: Step = Text(
    r#"{"corrId":"$1","resp":{"type":"chatCmdError","chatError":{"type":"error","errorType":{"type":"commandError","message":"Failed reading: empty"}}}}"#,
);
/// Long after a request that is given [`LONGER`](super::row::LONGER), and a server that is [watched](watchful).
const LATER: Step = Wait(Duration::from_secs(3));
const LATE: Step = Wait(Duration::from_millis(200));
const MOMENT: Duration = Duration::from_millis(50);
const MIB: usize = 1 << 20;

fn watchful() -> KeepAlive {
    KeepAlive::default()
        .ping_after(MOMENT)
        .ping_timeout(40 * MOMENT)
}

// The end of a connection.
rows! {
    close_frame_idle => Row::idle([Close(Some(1001))])
        .ends(Server(Some(1001))).run();
    close_frame_in_flight => Row::asked([Command, Close(Some(1000))], [Closed(Unknown, Server(Some(1000)))])
        .ends(Server(Some(1000))).run();
    close_frame_with_requests_queued => Row::asked([Command, Close(Some(1000))],
            [Closed(Unknown, Server(Some(1000))), Closed(NotSent, Server(Some(1000)))])
        .config(|config| config.max_in_flight(1))
        .ends(Server(Some(1000))).run();
    close_frame_without_a_code => Row::idle([Close(None)])
        .ends(Server(None)).run();
    close_frame_with_half_a_code => Row::idle([frame(0x88, b"\x03")])
        .ends(Lost(Other)).saying("close sequence").run();
    close_frame_with_the_code_0 => Row::idle([frame(0x88, b"\0\0bye")])
        .ends(Server(Some(0))).saying(r#"with code 0, which is not a code to close with, and the reason "bye""#).run();
    close_frame_with_the_code_999 => Row::idle([frame(0x88, b"\x03\xe7")])
        .ends(Server(Some(999))).saying("999, which is not").run();
    close_frame_with_a_code_that_is_never_sent => Row::idle([EVENT, frame(0x88, b"\x03\xed")])
        .tells([event()])
        .ends(Server(Some(1005))).saying("1005, which is not").run();
    close_frame_with_the_code_5000 => Row::asked([Command, frame(0x88, b"\x13\x88")], [Closed(Unknown, Server(Some(5000)))])
        .ends(Server(Some(5000))).saying("5000, which is not").run();
    close_frame_of_a_bad_gateway => Row::idle([frame(0x88, b"\x03\xf6")])
        .ends(Server(Some(1014))).saying("with code 1014").run();
    close_frame_behind_the_answer => Row::asked([Command, OK_1, Close(Some(1000))], [ok()])
        .ends(Server(Some(1000))).run();
    reset_idle => Row::idle([Greeted, Reset])
        .ends(Lost(ConnectionReset)).run();
    reset_in_flight => Row::asked([Command, Reset], [Closed(Unknown, Lost(ConnectionReset))])
        .ends(Lost(ConnectionReset)).run();
    reset_with_requests_queued => Row::asked([Command, Reset],
            [Closed(Unknown, Lost(ConnectionReset)), Closed(NotSent, Lost(ConnectionReset))])
        .config(|config| config.max_in_flight(1))
        .ends(Lost(ConnectionReset)).run();
    end_without_a_close_frame_idle => Row::idle([End])
        .ends(Lost(Other)).saying("without closing handshake").run();
    end_without_a_close_frame_in_flight => Row::asked([Command, End], [Closed(Unknown, Lost(Other))])
        .ends(Lost(Other)).saying("without closing handshake").run();
}

// The server is stopped, and its process ends with the chat.
rows! {
    stopped => Row::asked([Command, STOPPED_1, End], [Answer::Is("chatStopped".into())])
        .ends(Reason::Stopped).saying("the server was stopped by `/_stop`").run();
    stopped_and_started_again => Row::asked([Command, STOPPED_1, Command, STARTED_2, End],
            [Answer::Is("chatStopped".into()), Answer::Is("chatStarted".into())])
        .ends(Lost(Other)).saying("without closing handshake").run();
}

// Connecting: `Error::Connect` in time, and the next attempt is as good as the first.
rows! {
    refused => connecting::refused();
    accepts_but_never_shakes_hands => connecting::fails(Greeting::None, TimedOut, "no answer within 300ms");
    ends_instead_of_the_handshake => connecting::fails(Greeting::End, Other, "Handshake not finished");
    answers_half_the_handshake => connecting::fails(Greeting::Bytes("HTTP/1.1 101 Switching Pro"), TimedOut, "no answer within 300ms");
    keeps_the_connection_alive => connecting::succeeds(Greeting::KeepAlive);
}

// Refusing for good: `Error::Refused` at once, with what to do about it, and no further attempt.
rows! {
    answers_ok => connecting::refuses(Greeting::Bytes("HTTP/1.1 200 OK\r\n\r\n<html>"), "HTTP 200, not a WebSocket");
    redirects => connecting::refuses(Greeting::Bytes("HTTP/1.1 301 Moved\r\nLocation: https://a:b@chat.example/\u{202e}\u{7f}?token=c\r\n\r\n"),
        r#"HTTP 301, a redirect to "https://chat.example/\u{202e}\u{7f}""#);
    redirects_to_nowhere => connecting::refuses(Greeting::Bytes("HTTP/1.1 302 Found\r\n\r\n"), "HTTP 302, a redirect");
    does_not_understand => connecting::refuses(Greeting::Bytes("HTTP/1.0 400 Bad Request\r\n\r\n"), "`wss://`");
    asks_for_a_user => connecting::refuses(Greeting::Bytes("HTTP/1.1 401 Unauthorized\r\n\r\n"), "wrong user or password");
    does_not_admit => connecting::refuses(Greeting::Bytes("HTTP/1.1 403 Forbidden\r\n\r\n"), "HTTP 403, this client is not admitted");
    answers_http => connecting::refuses(Greeting::Bytes("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"), "HTTP 404, there is nothing at the path");
    upgrades_to_nothing => connecting::refuses(Greeting::Bytes("HTTP/1.1 101 Switching Protocols\r\n\r\n"), "no `Upgrade: websocket`");
    answers_with_another_key => connecting::refuses(Greeting::Bytes("HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n"), "Sec-WebSocket-Accept");
    answers_another_protocol => connecting::refuses(Greeting::Bytes("SSH-2.0-OpenSSH_9.6\r\n\r\n"), "not HTTP");
    answers_with_tls => connecting::refuses(Greeting::Bytes("\x15\x03\x01\0\x02\x02\x0a"), "`wss://`");
    refuses_to_come_back => connecting::refuses_to_come_back(Greeting::Bytes("HTTP/1.1 401 Unauthorized\r\n\r\n"));
}

// Refusing for a while: a proxy answers for a server that is away.
rows! {
    is_away_behind_a_proxy => connecting::passes(Greeting::Bytes("HTTP/1.1 502 Bad Gateway\r\n\r\n"));
    is_busy_behind_a_proxy => connecting::passes(Greeting::Bytes("HTTP/1.1 429 Too Many Requests\r\n\r\n"));
}

// The version of the server, which is asked for first: a server that does not tell it is served too.
rows! {
    never_tells_its_version => Row::asked([Command, Command, OK_2], [ok()])
        .config(|config| config.version_timeout(MOMENT)).run();
    tells_its_version_too_late => Row::asked([Command, LATE, OK_1, Command, OK_2], [ok()])
        .config(|config| config.version_timeout(MOMENT)).run();
    tells_something_else_than_its_version => Row::asked([Command, OK_1, Command, OK_2], [ok()])
        .config(|config| config.version_timeout(LONG)).run();
    does_not_know_the_question => Row::asked([Command, FAILED_1, Command, OK_2], [ok()])
        .config(|config| config.version_timeout(LONG)).run();
    closes_when_asked_for_its_version => Row::idle([Command, Close(Some(1000))])
        .config(|config| config.version_timeout(LONG))
        .ends(Server(Some(1000))).run();
}

// Coming back.
rows! {
    restarts_ten_times_under_load => restarts::ten_restarts();
}

// No answer.
rows! {
    half_open_idle => Row::idle([Silence])
        .config(|config| config.keep_alive(watchful()))
        .ends(Reason::Unresponsive).run();
    half_open_with_two_requests => Row::asked([Command, Command, Silence],
            [Closed(Unknown, Reason::Unresponsive), Closed(Unknown, Reason::Unresponsive)])
        .config(|config| config.keep_alive(watchful()))
        .ends(Reason::Unresponsive).run();
    busy_and_deaf_to_pings => Row::asked([Command, Command, Command, LATER, OK_1, OK_2, OK_3], [ok(), ok(), ok()])
        .config(|config| config.keep_alive(watchful())).run();
    never_answers => Row::asked([Command], [Answer::TimedOut(Unknown)]).run();
    half_open => Row::asked([Command, Silence], [Answer::TimedOut(Unknown)])
        .stays_silent().run();
    answers_too_late => Row::asked([Command, LATER, OK_1], [Answer::TimedOut(Unknown)]).run();
    never_answers_the_one_before => Row::asked([Command], [Answer::TimedOut(Unknown), Answer::TimedOut(NotSent)])
        .config(|config| config.max_in_flight(1)).run();
}

// Answers that are not due.
rows! {
    unknown_corr_id => Row::asked([Command, Text(r#"{"corrId":"77","resp":{"type":"cmdOk"}}"#), OK_1], [ok()])
        .tells([unmatched("77")]).run();
    foreign_corr_id => Row::asked([Command, Text(r#"{"corrId":"bot-1","resp":{"type":"cmdOk"}}"#), OK_1], [ok()])
        .tells([unmatched("bot-1")]).run();
    padded_corr_id => Row::asked([Command, Text(r#"{"corrId":"0$1","resp":{"type":"cmdOk"}}"#), OK_1], [ok()])
        .tells([unmatched("01")]).run();
    duplicate_answer => Row::asked([Command, OK_1, OK_1], [ok()])
        .tells([unmatched("1")]).run();
    number_as_corr_id => Row::asked([Command, Text(r#"{"corrId":$1,"resp":{"type":"cmdOk"}}"#), OK_1], [ok()])
        .tells([Malformed(CorrId)]).run();
    error_without_corr_id => Row::asked([Command, FAILED], [Answer::TimedOut(Unknown)])
        .tells([Error]).run();
    error_with_corr_id => Row::asked([Command, FAILED_1], [Chat]).run();
    answers_out_of_order => Row::asked([Command, Command, OK_2, OK_1], [ok(), ok()]).run();
    events_around_the_answer => Row::asked([Command, EVENT, OK_1, EVENT], [ok()])
        .tells([event(), event()]).run();
}

// Frames that are none.
rows! {
    not_json => Row::idle([Text("what?")])
        .tells([Malformed(Json)]).run();
    empty_text => Row::idle([Text("")])
        .tells([Malformed(Json)]).run();
    two_values => Row::idle([Text(r#"{"resp":{"type":"new"}}{}"#)])
        .tells([Malformed(Json)]).run();
    an_array => Row::idle([Text(r#"[{"resp":{"type":"new"}}]"#)])
        .tells([Malformed(Json)]).run();
    no_resp => Row::idle([Text(r#"{"corrId":"1"}"#)])
        .tells([Malformed(Resp)]).run();
    a_string_as_resp => Row::idle([Text(r#"{"resp":"new"}"#)])
        .tells([Malformed(Resp)]).run();
    no_type => Row::idle([Text(r#"{"resp":{"user":{}}}"#)])
        .tells([Malformed(Type)]).run();
    a_number_as_type => Row::idle([Text(r#"{"resp":{"type":1}}"#)])
        .tells([Malformed(Type)]).run();
    an_event_of_another_shape => Row::idle([Text(r#"{"resp":{"type":"contactConnected"}}"#)])
        .tells([Malformed(seen::Malformed::Event)]).run();
    an_error_of_another_shape => Row::idle([Text(r#"{"resp":{"type":"chatCmdError"}}"#)])
        .tells([Malformed(seen::Malformed::Response)]).run();
    an_answer_cut_in_the_middle => Row::asked([Command, Text(r#"{"corrId":"$1","resp":{"type":"cmdOk","a":tr}}"#)], [Unreadable]).run();
    an_answer_without_a_type => Row::asked([Command, Text(r#"{"corrId":"$1","resp":{}}"#)], [Answer::TimedOut(Unknown)])
        .tells([Malformed(Type)]).run();
    binary => Row::asked([Binary(br#"{"resp":{"type":"new"}}"#), Command, OK_1], [ok()])
        .tells([event()]).run();
    binary_that_is_no_text => Row::idle([Binary(b"{\"resp\":\xff}")])
        .tells([Malformed(Utf8)]).run();
    a_text_frame_that_is_no_text => Row::asked([Command, frame(0x81, b"\xff\xfe")], [Closed(Unknown, Lost(Other))])
        .ends(Lost(Other)).saying("UTF-8").run();
    a_message_in_fragments => Row::idle([frame(0x01, br#"{"resp":"#), frame(0x89, b"ping"), frame(0x80, br#"{"type":"new"}}"#)])
        .tells([event()]).run();
    a_fragment_of_nothing => Row::idle([frame(0x80, b"{}")])
        .ends(Lost(Other)).saying("ontinu").run();
    an_unknown_opcode => Row::idle([frame(0x83, b"{}")])
        .ends(Lost(Other)).saying("opcode").run();
    a_reserved_bit => Row::idle([frame(0xc1, b"{}")])
        .ends(Lost(Other)).saying("eserved").run();
    a_masked_frame => Row::idle([Raw(vec![0x81, 0x82, 1, 2, 3, 4, 5, 6])])
        .ends(Lost(Other)).saying("mask").run();
    noise => Row::idle([Raw(vec![0xff; 100])])
        .ends(Lost(Other)).run();
}

// Much.
rows! {
    a_frame_of_64_mib => Row::asked([Command, Step::Large(64 * MIB), OK_1], [ok()])
        .tells([Item::Event("large".into())]).run();
    a_frame_of_64_mib_beyond_the_limit => Row::asked([Command, Step::Large(64 * MIB)], [Closed(Unknown, Large(64 * MIB + 35))])
        .config(|config| config.max_frame_size(64 * MIB))
        .ends(Large(64 * MIB + 35)).saying("the limit is 67108864").run();
    a_frame_that_claims_an_exabyte => Row::idle([Raw(vec![0x81, 127, 0x10, 0, 0, 0, 0, 0, 0, 0])])
        .ends(Large(1 << 60)).saying("the limit is 268435456").run();
    a_flood_of_unread_events => Row::asked([Command, Events(300_000), OK_1], [ok()])
        .config(|config| config.overflow(DropOldest))
        .tells(once(Lagged(300_000 - 4096)).chain((300_000 - 4095..=300_000).map(Tick))).run();
    a_flood_that_is_too_much => Row::idle([Events(300_000)])
        .config(|config| config.overflow(Overflow::Close))
        .tells((1..=4096).map(Tick))
        .ends(Reason::Overflow).run();
    a_flood_without_an_end => load::endless_flood();
    a_flood_that_waits => load::flood_that_waits();
    a_flood_with_a_command_for_each_event => load::asking_in_a_flood();
    a_slow_consumer_with_commands_in_between => load::slow_consumer(Overflow::Wait(Duration::from_secs(20)));
    a_slow_consumer_that_may_miss_events => load::slow_consumer(DropOldest);
}

// A small conversation, broken behind every byte: what came before is kept, and the rest is
// [`Error::Connect`](simplex_api::Error), or the connection was lost.
rows! {
    ended_behind_every_byte_from_the_server => cuts::everywhere(Cut::EndAfterSending);
    reset_behind_every_byte_from_the_server => cuts::everywhere(Cut::ResetAfterSending);
    reset_behind_every_byte_from_the_client => cuts::everywhere(Cut::ResetAfterReading);
}

// Callers that give up: nothing of it is left, and their neighbours are answered.
rows! {
    a_dropped_connect => giving_up::connecting();
    a_dropped_request => giving_up::requesting();
    a_dropped_request_in_the_queue => giving_up::requesting_in_turn();
    many_dropped_requests => giving_up::requesting_in_a_crowd();
    a_dropped_wait_for_events => giving_up::listening();
    a_dropped_close => giving_up::closing();
}

// Closing in all of these states takes no longer than its timeout; what was accepted is answered if
// the server still does so.
rows! {
    closing_idle => Closing::with([]).ends([]);
    closing_half_open => Closing::with([Silence]).ends([]);
    closing_with_an_answer_to_come => Closing::with([Command, LATE, OK_1]).requests(1).ends([ok()]);
    closing_with_requests_queued => Closing::with([Command, LATE, OK_1]).requests(3).ends([ok(), ok(), ok()]);
    closing_with_an_answer_that_never_comes => Closing::with([Command]).requests(2)
        .ends([Closed(Unknown, Client), Closed(NotSent, Client)]);
    closing_half_open_with_requests => Closing::with([Command, Silence]).requests(2)
        .ends([Closed(Unknown, Client), Closed(NotSent, Client)]);
    closing_while_a_request_is_blocked => Closing::with([Silence]).large_request(8 * MIB)
        .ends([Closed(Unknown, Client)]);
    closing_in_an_endless_flood => Closing::with([Events(u64::MAX)]).dropping_events().ends([]);
    closing_in_an_endless_flood_that_waits => Closing::with([Events(u64::MAX)]).ends([]);
    closing_by_dropping_all_handles => closing::by_dropping();
    closing_by_losing_the_runtime => closing::by_losing_the_runtime();
}
