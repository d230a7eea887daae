//! Sets whose variants have attributes, paths, and other sets.

use simplex_api::command::CommandSet;
use simplex_api::{command, command_set};

mod admin {
    use simplex_api::{command, command_set};

    #[command(syntax = "/admin get", name = "AdminGet")]
    pub struct Get;

    #[command(syntax = "/admin stop <reason>")]
    pub struct Stop {
        pub reason: String,
    }

    pub mod log {
        use simplex_api::{command, command_set};

        #[command(syntax = "/log show")]
        pub struct Show;

        command_set! {
            pub enum Log {
                Show,
            }
        }
    }

    command_set! {
        pub enum Request {
            "Daily" { Get, Stop }
            log::Log,
        }
    }
}

#[command(syntax = "/get")]
pub struct Get;

/// Has the same text as `Get`, so a set can only contain one of them.
#[command(syntax = "/get")]
pub struct OldGet;

#[command(syntax = "/list")]
pub struct List;

#[command(syntax = "/debug")]
pub struct Debug;

command_set! {
    /// All requests.
    pub enum Request {
        /// Gets something.
        Get,
        #[cfg(any())]
        OldGet,
        #[cfg(any())]
        Missing = nowhere::Missing,
        #[cfg(all())]
        #[deprecated]
        Everything = self::List,
        #[cfg(any())]
        "Developers" { Debug, missing::Trace }
        "Administrators" { AdminGet = admin::Get }
    }
}

command_set! {
    pub enum All {
        Get,
        Admin = admin::Request,
        "Others" { Debug, }
    }
}

// Features choose between two variants with the same name.
command_set! {
    pub enum Chosen {
        #[cfg(any())]
        Get = OldGet,
        #[cfg(all())]
        Get,
    }
}

fn main() {
    let names: Vec<_> = Request::COMMANDS.iter().map(|member| member.spec.syntax).collect();
    assert_eq!(names, ["/get", "/list", "/admin get"]);
    assert_eq!(Request::COMMANDS[2].group, Some("Administrators"));
    assert_eq!(Request::decode("/get").unwrap(), Get.into());
    assert_eq!(Request::decode("/admin get").unwrap(), Request::AdminGet(admin::Get));
    assert!(Request::decode("/debug").is_err());

    let groups: Vec<_> = All::COMMANDS.iter().map(|m| (m.spec.syntax, m.group)).collect();
    let expected = [
        ("/get", None),
        ("/admin get", Some("Daily")),
        ("/admin stop <reason>", Some("Daily")),
        ("/log show", None),
        ("/debug", Some("Others")),
    ];
    assert_eq!(groups, expected);
    for text in ["/get", "/admin get", "/admin stop it is late", "/log show", "/debug"] {
        let command = All::decode(text).unwrap();
        assert_eq!(command.encode().unwrap(), text);
        let (name, params) = (command.spec().name, command.to_params().unwrap());
        assert_eq!(All::from_params(name, params).unwrap().unwrap(), command);
    }
    let stop = All::decode("/admin stop now").unwrap();
    assert_eq!(stop, All::Admin(admin::Stop::new("now").into()));
    assert_eq!(All::completions("/log").len(), 1);
    let error = All::decode("/admin stop").unwrap_err();
    assert_eq!(error.to_string(), "column 12: expected ` ` of `/admin stop `, found the end of the command");
    assert_eq!(Chosen::decode("/get").unwrap(), Chosen::Get(Get));
}
