//! Dates of a search: `>=2026-01-31`, `2026-01-01..2026-01-31`, a day.

use steep_forge::{Moment, Predicate, Refusal};

use super::comparison;
use super::token::Value;

/// Reads the value of a date qualifier.
pub(super) fn read(moment: Moment, key: &str, value: &Value) -> Result<Predicate, Refusal> {
    let is_date = |text: &str| text.starts_with(|first: char| first.is_ascii_digit());
    comparison::read(key, value, is_date, |order, date| Predicate::Time(moment, order, date))
}
