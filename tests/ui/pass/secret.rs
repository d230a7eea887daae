//! A password is sent, and not shown anywhere else.

use simplex_api::{Command, api_type, command, command_set};

#[command(syntax = "/login <name> <pin> <password>[ <json(answer)>]")]
pub struct Login {
    pub name: String,
    #[param(secret)]
    pub pin: i64,
    #[param(secret)]
    pub password: String,
    #[param(secret)]
    pub answer: Option<String>,
}

#[command(syntax = "/logout")]
pub struct Logout;

#[api_type]
pub struct Account {
    pub name: String,
    #[api(secret)]
    pub password: String,
    #[api(secret)]
    pub pin: Option<i64>,
}

#[api_type(tag = "type")]
pub enum Proof {
    #[api(syntax = "key:<key>")]
    Key {
        #[api(secret)]
        key: String,
    },
    #[api(syntax = "guest")]
    Guest,
}

#[command(syntax = "/prove <str(proof)>")]
pub struct Prove {
    pub proof: Proof,
}

command_set! {
    pub enum Any { Login, Logout }
}

fn main() {
    let login = Login::new("ann", 4711, "hunter2").answer("blue");
    assert_eq!(login.encode().unwrap(), r#"/login ann 4711 hunter2 "blue""#);
    let shown = r#"Login { name: "ann", pin: …, password: …, answer: Some(…) }"#;
    assert_eq!(format!("{login:?}"), shown);
    assert_eq!(format!("{:?}", Any::from(login)), format!("Login({shown})"));

    let account = Account::new("ann", "hunter2").pin(4711);
    let shown = r#"Account { name: "ann", password: …, pin: Some(…), extra: {} }"#;
    assert_eq!(format!("{account:?}"), shown);

    let prove = Prove::new(Proof::key("hunter2"));
    assert_eq!(prove.encode().unwrap(), "/prove key:hunter2");
    assert_eq!(format!("{prove:?}"), "Prove { proof: Key { key: …, extra: {} } }");
    assert_eq!(format!("{:?}", Proof::guest()), "Guest { extra: {} }");
    let error = Prove::new(Proof::key("hunter2\n")).encode().unwrap_err();
    assert!(!format!("{error} {error:?}").contains("\\n"), "{error:?}");

    let bad = [
        Login::new("ann", -4711, "hunter2"),
        Login::new("ann", 4711, "hunter 2"),
        Login::new("ann", 4711, "hunter2\n"),
    ];
    for command in bad {
        let error = command.encode().unwrap_err();
        let (shown, displayed) = (format!("{error:?}"), error.to_string());
        for secret in ["4711", "hunter", "\\n"] {
            assert!(!shown.contains(secret) && !displayed.contains(secret), "{shown} {displayed}");
        }
    }
    for text in ["/login ann 4711x", "/login ann hunter2", "/login ann 4711 hunter2 7", "/login  hunter2"] {
        let error = <Any as simplex_api::command::CommandSet>::decode(text).unwrap_err();
        let (shown, displayed) = (format!("{error:?}"), error.to_string());
        for secret in ["4711", "hunter"] {
            assert!(!shown.contains(secret) && !displayed.contains(secret), "{shown} {displayed}");
        }
    }
}
