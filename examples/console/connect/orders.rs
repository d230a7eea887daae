//! What is said to the console itself: lines with a colon in front.

/// An order.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Order<'a> {
    /// Help, with commands that begin so or have this name.
    Help(Option<&'a str>),
    /// A contact is to say something.
    Say {
        /// Who.
        name: &'a str,
        /// What.
        text: &'a str,
    },
    Quit,
}

/// How an order is written.
pub(super) struct OrderSpec {
    pub(super) name: &'static str,
    pub(super) arguments: &'static str,
    pub(super) summary: &'static str,
}

pub(super) const HELP: &str = ":help";
const SAY: &str = ":say";
const QUIT: &str = ":quit";

/// All orders.
pub(super) const ORDERS: &[OrderSpec] = &[
    OrderSpec {
        name: HELP,
        arguments: "[COMMAND]",
        summary: "all commands, or one with its parameters and responses",
    },
    OrderSpec {
        name: SAY,
        arguments: "NAME TEXT",
        summary: "lets a contact say something to you, on the embedded server",
    },
    OrderSpec {
        name: QUIT,
        arguments: "",
        summary: "ends the connection",
    },
];

/// Reads an order.
pub(super) fn read(line: &str) -> Result<Order<'_>, String> {
    let line = line.trim();
    let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
    let rest = rest.trim_start();
    let order = match (name, rest) {
        (HELP, "") => Some(Order::Help(None)),
        (HELP, about) => Some(Order::Help(Some(about))),
        (SAY, rest) => rest.split_once(' ').map(|(name, text)| Order::Say {
            name,
            text: text.trim_start(),
        }),
        (QUIT, "") => Some(Order::Quit),
        _ => None,
    };
    order.ok_or_else(|| remedy(name))
}

/// What to write instead.
fn remedy(name: &str) -> String {
    match ORDERS.iter().find(|order| order.name == name) {
        Some(order) => format!("! write `{}`", order.usage()),
        None => format!("! `{name}` is unknown, `{HELP}` shows what there is"),
    }
}

impl OrderSpec {
    pub(super) fn usage(&self) -> String {
        format!("{} {}", self.name, self.arguments)
            .trim_end()
            .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_read() {
        assert_eq!(read(":help"), Ok(Order::Help(None)));
        assert_eq!(read(":help  /_send "), Ok(Order::Help(Some("/_send"))));
        let (name, text) = ("alice", "hello there");
        assert_eq!(
            read(":say alice  hello there"),
            Ok(Order::Say { name, text })
        );
        assert_eq!(read(":quit"), Ok(Order::Quit));
        assert_eq!(
            read(":say alice"),
            Err("! write `:say NAME TEXT`".to_owned())
        );
        assert_eq!(read(":quit now"), Err("! write `:quit`".to_owned()));
        let unknown = "! `:q` is unknown, `:help` shows what there is";
        assert_eq!(read(":q"), Err(unknown.to_owned()));
    }
}
