//! Dates of a search: `>=2026-01-31`, `2026-01-01..2026-01-31`, a day.

use steep_forge::{Moment, Predicate, Refusal};

use super::comparison;
use super::token::Value;
use crate::words;

/// Reads the value of a date qualifier.
pub(super) fn read(moment: Moment, key: &str, value: &Value) -> Result<Predicate, Refusal> {
    let is_date = |text: &str| text.starts_with(|first: char| first.is_ascii_digit()) || stands_for_a_date(text);
    comparison::read(key, value, is_date, |order, date| {
        let is_open = date.as_literal().is_some_and(|text| stands_for_a_date(&text));
        Predicate::Time(moment, order, if is_open { words::placeholder(&date) } else { date })
    })
}

/// Whether the text is what people write for a date that the reader puts in.
fn stands_for_a_date(text: &str) -> bool {
    matches!(text, "YYYY-MM-DD" | "yyyy-mm-dd")
}
