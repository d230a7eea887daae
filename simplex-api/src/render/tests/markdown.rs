use std::collections::BTreeMap;

use crate::command::{Command, CommandSet};
use crate::commands::{AnyCommand, ApiSendMessages};
use crate::render::{markdown, markdown_set};
use crate::types::{ChatRef, GroupMemberId, MsgContent};
use crate::{api_type, command};

/// A forecast.
///
/// More details, which the list of responses does not include.
#[api_type(response)]
struct Forecast {
    days: Vec<MsgContent>,
    warnings: BTreeMap<String, GroupMemberId>,
    ticket: Option<ChatRef>,
}

#[api_type(response)]
struct NoForecast {}

/// Reports the weather of the next days.
///
/// - The answer can be [`NoForecast`].
#[command(
    name = "APIWeather",
    syntax = "/weather <city>[ days=<days>][ alerts=on|off]",
    network = background,
    responses(Forecast, NoForecast),
    errors(CityUnknown, TooFarAhead),
)]
struct Weather {
    /// Where.
    city: String,
    days: Option<u32>,
    #[param(name = "withAlerts", key = "alerts")]
    with_alerts: Option<bool>,
}

#[command(syntax = "/help")]
struct Help;

#[test]
fn a_whole_entry() {
    let expected = r#"### APIWeather

Reports the weather of the next days.

- The answer can be `NoForecast`.

*Network usage*: background.

**Parameters**:
- city: string
- days: word32?
- withAlerts: bool?

**Syntax**:

```
/weather <city>[ days=<days>][ alerts=on|off]
```

```javascript
'/weather ' + city + (days ? ' days=' + days : '') + (typeof withAlerts == 'boolean' ? ' alerts=' + (withAlerts ? 'on' : 'off') : '') // JavaScript
```

```python
'/weather ' + city + ((' days=' + str(days)) if days is not None else '') + ((' alerts=' + ('on' if withAlerts else 'off')) if withAlerts is not None else '') # Python
```

**Responses**:

Forecast: A forecast.
- type: "forecast"
- days: [[MsgContent](./TYPES.md#msgcontent)]
- warnings: {string : int64}
- ticket: [ChatRef](./TYPES.md#chatref)?

NoForecast: No forecast.
- type: "noForecast"

ChatCmdError: The command failed. Any command can have this response; a client returns it as an error.
- type: "chatCmdError"
- chatError: [ChatError](./TYPES.md#chaterror)

**Errors**:
- CityUnknown: City unknown.
- TooFarAhead: Too far ahead.

---
"#;
    assert_eq!(markdown(&Weather::SPEC), expected);
}

#[test]
fn parts_that_are_not_declared_are_omitted() {
    let expected = "### Help\n\n**Syntax**:\n\n```\n/help\n```\n\n---\n";
    assert_eq!(markdown(&Help::SPEC), expected);
}

#[test]
fn a_set_lists_its_commands_in_order() {
    let entries = markdown_set::<AnyCommand>();
    let headings = entries.lines().filter_map(|line| line.strip_prefix("### "));
    let names = AnyCommand::COMMANDS.iter().map(|member| member.spec.name);
    assert!(headings.eq(names));
    assert!(entries.contains(&markdown(&ApiSendMessages::SPEC)));
}

#[test]
fn foreign_types_are_code() {
    #[command(syntax = "/at <json(points)>")]
    struct At {
        points: Vec<(f64, f64)>,
    }
    let entry = markdown(&At::SPEC);
    assert!(
        entry.contains("\n- points: `alloc::vec::Vec<(f64, f64)>`\n"),
        "{entry}"
    );
}
