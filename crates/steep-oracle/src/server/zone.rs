//! The server's zone. It is none that a time can be taken for one of UTC in: what a command prints of a time in UTC has been
//! made so by the command.

use serde_json::Value;

/// How far the zone's clocks are ahead of UTC, in seconds: 5:45 hours.
const AHEAD: i32 = 5 * 3600 + 45 * 60;

/// A zone of that offset alone as a file of zone information (RFC 8536, version 1), so that no such data has to be installed.
pub(super) fn file() -> Vec<u8> {
    let mut file = b"TZif".to_vec();
    // Version 1, and fifteen reserved bytes.
    file.extend([0; 16]);
    // No indicators, leap seconds and transitions; one type; four characters of names.
    for count in [0_u32, 0, 0, 0, 1, 4] {
        file.extend(count.to_be_bytes());
    }
    file.extend(AHEAD.to_be_bytes());
    // No summer time; the name begins at character 0.
    file.extend([0, 0]);
    file.extend(b"LIV\0");
    file
}

/// `value` with every text that is a time with an offset, `2024-03-01T17:45:00+05:45`, in UTC: `2024-03-01T12:00:00Z`.
#[must_use]
pub fn in_utc(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(time_in_utc(&text).unwrap_or(text)),
        Value::Array(items) => Value::Array(items.into_iter().map(in_utc).collect()),
        Value::Object(fields) => Value::Object(fields.into_iter().map(|(key, field)| (key, in_utc(field))).collect()),
        other => other,
    }
}

fn time_in_utc(text: &str) -> Option<String> {
    let (local, offset) = (text.get(..19)?, text.get(19..).filter(|offset| offset.len() == 6)?);
    let sign = match offset.get(..1)? {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let number = |text: &str, range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
    let ahead = sign * (number(offset, 1..3)? * 60 + number(offset, 4..6)?);
    let (year, month, day) = (number(local, 0..4)?, number(local, 5..7)?, number(local, 8..10)?);
    let minutes = number(local, 11..13)? * 60 + number(local, 14..16)? - ahead;
    let (year, month, day) = match minutes.div_euclid(24 * 60) {
        0 => (year, month, day),
        1 => next_day(year, month, day),
        -1 => day_before(year, month, day),
        _ => return None,
    };
    let minutes = minutes.rem_euclid(24 * 60);
    let seconds = local.get(16..)?;
    Some(format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}{seconds}Z", minutes / 60, minutes % 60))
}

fn next_day(year: i64, month: i64, day: i64) -> (i64, i64, i64) {
    match (day < days(year, month), month) {
        (true, _) => (year, month, day + 1),
        (false, 12) => (year + 1, 1, 1),
        (false, _) => (year, month + 1, 1),
    }
}

fn day_before(year: i64, month: i64, day: i64) -> (i64, i64, i64) {
    match (day, month) {
        (1, 1) => (year - 1, 12, 31),
        (1, _) => (year, month - 1, days(year, month - 1)),
        _ => (year, month, day - 1),
    }
}

fn days(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn times_with_an_offset_are_told_in_utc_and_nothing_else_changes() {
        let given =
            json!({"a": ["2024-03-01T17:45:00+05:45", "2024-03-01T03:00:00+05:45", "2023-12-31T20:30:00-03:30"]});
        let wanted = json!({"a": ["2024-03-01T12:00:00Z", "2024-02-29T21:15:00Z", "2024-01-01T00:00:00Z"]});
        assert_eq!(in_utc(given), wanted);
        let same = json!(["2024-03-01T12:00:00Z", "at 2024-03-01T17:45:00+05:45", "2024-03-01", 5, null]);
        assert_eq!(in_utc(same.clone()), same);
    }
}
