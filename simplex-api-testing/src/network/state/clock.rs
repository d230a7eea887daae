//! The clock of the network, which only advances with actions.

use simplex_api::types::UtcTime;

/// 2025-01-01T00:00:00Z.
const START: i64 = 1_735_689_600;

const DAY: i64 = 24 * 60 * 60;

/// A reproducible clock: each action takes one second.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    seconds: i64,
}

impl Clock {
    /// Advances the clock by one second.
    pub(crate) fn tick(&mut self) {
        self.seconds += 1;
    }

    /// The seconds since the start of the clock.
    pub(crate) fn seconds(&self) -> i64 {
        self.seconds
    }

    /// Sets the clock to a number of seconds since 1970.
    pub(crate) fn set(&mut self, seconds: i64) {
        self.seconds = seconds - START;
    }

    /// Advances the clock to a number of seconds since its start, unless it is later already.
    pub(crate) fn wait_until(&mut self, seconds: i64) {
        self.seconds = self.seconds.max(seconds);
    }

    pub(crate) fn now(&self) -> UtcTime {
        self.after(0)
    }

    /// The time in `seconds` from now.
    pub(crate) fn after(&self, seconds: i64) -> UtcTime {
        UtcTime(utc(START
            .saturating_add(self.seconds)
            .saturating_add(seconds)))
    }
}

/// Formats seconds since 1970 as the server does.
fn utc(seconds: i64) -> String {
    let (year, month, day) = date(seconds.div_euclid(DAY));
    let second = seconds.rem_euclid(DAY);
    let (hour, minute) = (second / 3600, second / 60 % 60);
    let second = second % 60;
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The date of a day since 1970, computed in years that start in March, so that leap days are last.
fn date(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let day = day.rem_euclid(146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let march_based = (5 * day + 2) / 153;
    let day = day - (153 * march_based + 2) / 5 + 1;
    let month = (march_based + 2) % 12 + 1;
    (era * 400 + year + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tick_is_a_second_from_a_fixed_start() {
        let mut clock = Clock::default();
        assert_eq!(clock.now().0, "2025-01-01T00:00:00Z");
        clock.tick();
        assert_eq!(clock.now().0, "2025-01-01T00:00:01Z");
        assert_eq!(clock.after(3600).0, "2025-01-01T01:00:01Z");
    }

    #[test]
    fn dates_are_gregorian() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_709_251_199, "2024-02-29T23:59:59Z"),
            (1_709_251_200, "2024-03-01T00:00:00Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
        ] {
            assert_eq!(utc(seconds), text);
        }
    }
}
