//! The layout of a time: Go's example, 2 January 2006 15:04:05, → the conversions of C's `strftime`.

use steep_forge::Refusal;

use super::no_counterpart;

/// Go's words for the parts of a time, those that begin with another one first; and the conversion that prints it. Times
/// are in UTC.
const PARTS: &[(&str, Option<&str>)] = &[
    ("2006", Some("%Y")),
    ("January", Some("%B")),
    ("Jan", Some("%b")),
    ("Monday", Some("%A")),
    ("Mon", Some("%a")),
    ("MST", Some("UTC")),
    ("-07:00:00", None),
    ("-070000", None),
    ("-07:00", Some("+00:00")),
    ("-0700", Some("+0000")),
    ("-07", Some("+00")),
    ("Z070000", None),
    ("Z07:00:00", None),
    ("Z07:00", Some("Z")),
    ("Z0700", Some("Z")),
    ("Z07", Some("Z")),
    ("002", Some("%j")),
    ("__2", None),
    ("_2006", None),
    ("_2", Some("%e")),
    ("01", Some("%m")),
    ("02", Some("%d")),
    ("03", Some("%I")),
    ("04", Some("%M")),
    ("05", Some("%S")),
    ("06", Some("%y")),
    ("15", Some("%H")),
    ("PM", Some("%p")),
    ("pm", None),
    ("1", Some("%-m")),
    ("2", Some("%-d")),
    ("3", Some("%-I")),
    ("4", Some("%-M")),
    ("5", Some("%-S")),
];

/// The same layout for `strftime`.
///
/// # Errors
/// For fractions of seconds, lower-case `pm`, and other parts without a conversion.
pub(super) fn strftime(layout: &str) -> Result<String, Refusal> {
    let mut out = String::new();
    let mut rest = layout;
    while let Some(first) = rest.chars().next() {
        if is_fraction(rest) {
            return Err(no_counterpart("timefmt with fractions of a second"));
        }
        let part = PARTS
            .iter()
            .find_map(|(word, conversion)| Some((*word, conversion, rest.strip_prefix(word)?)))
            // `Month` is no `Mon`.
            .filter(|(word, _, after)| {
                !matches!(*word, "Jan" | "Mon") || !after.starts_with(|c: char| c.is_ascii_lowercase())
            });
        if let Some((word, conversion, after)) = part {
            match conversion {
                Some(conversion) => out.push_str(conversion),
                None => return Err(no_counterpart(&format!("timefmt with {word}"))),
            }
            rest = after;
            continue;
        }
        match first {
            '%' => out.push_str("%%"),
            other => out.push(other),
        }
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
    }
    Ok(out)
}

/// Whether a fraction of a second is next: a point or comma, and zeros or nines that no other digit follows.
fn is_fraction(rest: &str) -> bool {
    let Some(digits) = rest.strip_prefix(['.', ',']) else { return false };
    ['0', '9'].into_iter().any(|digit| {
        digits.starts_with(digit) && !digits.trim_start_matches(digit).starts_with(|c: char| c.is_ascii_digit())
    })
}
