//! Custom commands with forms that the documented commands do not have.

use super::assert_expressions;
use crate::command;
use crate::types::{CiDeleteMode, CreatedConnLink};

#[test]
fn switches_of_options() {
    #[command(
        syntax = "/freceive <fileId>[ approved_relays=on][ encrypt=on|off][ inline=on|off][ <filePath>]"
    )]
    struct Receive {
        file_id: i64,
        approved_relays: bool,
        #[param(key = "encrypt", name = "storeEncrypted")]
        encrypt: Option<bool>,
        #[param(key = "inline", name = "fileInline")]
        inline: Option<bool>,
        file_path: Option<String>,
    }
    assert_expressions::<Receive>(
        "'/freceive ' + fileId + (approvedRelays ? ' approved_relays=on' : '') \
         + (typeof storeEncrypted == 'boolean' ? ' encrypt=' + (storeEncrypted ? 'on' : 'off') : '') \
         + (typeof fileInline == 'boolean' ? ' inline=' + (fileInline ? 'on' : 'off') : '') \
         + (filePath ? ' ' + filePath : '')",
        "'/freceive ' + str(fileId) + (' approved_relays=on' if approvedRelays else '') \
         + ((' encrypt=' + ('on' if storeEncrypted else 'off')) if storeEncrypted is not None else '') \
         + ((' inline=' + ('on' if fileInline else 'off')) if fileInline is not None else '') \
         + ((' ' + filePath) if filePath is not None else '')",
    );
}

#[test]
fn a_switch_without_a_key_is_present_if_the_option_has_a_value() {
    #[command(syntax = "/x <id>[ on|off]")]
    struct Bare {
        id: i64,
        is_on: Option<bool>,
    }
    assert_expressions::<Bare>(
        "'/x ' + id + (isOn ? ' ' + (isOn ? 'on' : 'off') : '')",
        "'/x ' + str(id) + ((' ' + ('on' if isOn else 'off')) if isOn is not None else '')",
    );
}

#[test]
fn a_flag_that_is_written_when_false() {
    #[command(syntax = "/delete <id>[ notify=off]")]
    struct Delete {
        id: i64,
        notify: bool,
    }
    assert_expressions::<Delete>(
        "'/delete ' + id + (!notify ? ' notify=off' : '')",
        "'/delete ' + str(id) + (' notify=off' if not notify else '')",
    );
}

#[test]
fn strings_are_not_converted_in_python() {
    #[command(syntax = "/say <to[0]>[;<to[1]>...] <text>")]
    struct Say {
        to: Vec<String>,
        text: String,
    }
    assert_expressions::<Say>(
        "'/say ' + to.join(';') + ' ' + text",
        "'/say ' + ';'.join(to) + ' ' + text",
    );
}

#[test]
fn the_key_of_a_switch_after_text_is_a_separate_literal_in_python() {
    #[command(syntax = "/_start main=on|off[ snd_files=off][ service_requests=on]")]
    struct Start {
        main: bool,
        #[param(key = "snd_files")]
        enable_snd_files: bool,
        #[param(key = "service_requests")]
        service_requests: bool,
    }
    assert_expressions::<Start>(
        "'/_start main=' + (main ? 'on' : 'off') + (!enableSndFiles ? ' snd_files=off' : '') \
         + (serviceRequests ? ' service_requests=on' : '')",
        "'/_start' + ' main=' + ('on' if main else 'off') \
         + (' snd_files=off' if not enableSndFiles else '') \
         + (' service_requests=on' if serviceRequests else '')",
    );

    #[command(syntax = "/set=on|off")]
    struct Keyless {
        set: bool,
    }
    assert_expressions::<Keyless>(
        "'/set=' + (set ? 'on' : 'off')",
        "'/set=' + ('on' if set else 'off')",
    );
}

#[test]
fn no_parentheses_around_the_whole_expression() {
    #[command(syntax = "on|off", typed_by = people)]
    struct Answer {
        yes: bool,
    }
    assert_expressions::<Answer>("yes ? 'on' : 'off'", "'on' if yes else 'off'");

    #[command(syntax = "[<text>]", typed_by = people)]
    struct Echo {
        text: Option<String>,
    }
    assert_expressions::<Echo>("text ? text : ''", "(text) if text is not None else ''");

    #[command(syntax = "[please]", typed_by = people)]
    struct Please {
        please: bool,
    }
    assert_expressions::<Please>("please ? 'please' : ''", "'please' if please else ''");

    #[command(syntax = "<text>", typed_by = people)]
    struct Verbatim {
        text: String,
    }
    assert_expressions::<Verbatim>("text", "text");
}

#[test]
fn nested_groups() {
    #[command(syntax = "/find <text>[ from=<from>[ to=<to>[ sorted=on]]]")]
    struct Find {
        text: String,
        from: Option<i64>,
        to: Option<i64>,
        sorted: bool,
    }
    assert_expressions::<Find>(
        "'/find ' + text + (from ? ' from=' + from \
         + (to ? ' to=' + to + (sorted ? ' sorted=on' : '') : '') : '')",
        "'/find ' + text + ((' from=' + str(from) \
         + ((' to=' + str(to) + (' sorted=on' if sorted else '')) if to is not None else '')) \
         if from is not None else '')",
    );
}

#[test]
fn a_group_is_present_if_its_first_parameter_has_a_value() {
    #[command(syntax = "/page <id>[ [late]<from>-<to>]")]
    struct Page {
        id: i64,
        late: bool,
        from: Option<i64>,
        to: Option<i64>,
    }
    assert_expressions::<Page>(
        "'/page ' + id + (from ? ' ' + (late ? 'late' : '') + from + '-' + to : '')",
        "'/page ' + str(id) + ((' ' + ('late' if late else '') + str(from) + '-' + str(to)) \
         if from is not None else '')",
    );
}

#[test]
fn options_of_every_form() {
    #[command(
        syntax = "/all[ link=<str(link)>][ broadcast|internal][ ids=<ids[0]>[,<ids[1]>...]][ <json(data)>]"
    )]
    struct All {
        link: Option<CreatedConnLink>,
        mode: Option<CiDeleteMode>,
        ids: Option<Vec<i64>>,
        data: Option<Vec<String>>,
    }
    assert_expressions::<All>(
        "'/all' + (link ? ' link=' + link.toString() : '') + (mode ? ' ' + mode : '') \
         + (ids ? ' ids=' + ids.join(',') : '') + (data ? ' ' + JSON.stringify(data) : '')",
        "'/all' + ((' link=' + str(link)) if link is not None else '') \
         + ((' ' + str(mode)) if mode is not None else '') \
         + ((' ids=' + ','.join(map(str, ids))) if ids is not None else '') \
         + ((' ' + json.dumps(data)) if data is not None else '')",
    );
}

#[test]
fn quotes_and_backslashes_in_text() {
    #[command(syntax = "/it's <a> + <b> \\n '<list[0]>['<list[1]>...]'[ can't]")]
    struct Quotes {
        a: i64,
        b: String,
        list: Vec<i64>,
        cannot: bool,
    }
    assert_expressions::<Quotes>(
        r"'/it\'s ' + a + ' + ' + b + ' \\n \'' + list.join('\'') + '\'' + (cannot ? ' can\'t' : '')",
        r"'/it\'s ' + str(a) + ' + ' + b + ' \\n \'' + '\''.join(map(str, list)) + '\'' + (' can\'t' if cannot else '')",
    );
}
