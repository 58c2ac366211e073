//! Numbers of a search: `>=10`, `10..20`, `7`.

use steep_forge::{Predicate, Quantity, Refusal};

use super::comparison;
use super::token::Value;

/// Reads the value of a qualifier that compares a number.
pub(crate) fn read(quantity: Quantity, key: &str, value: &Value) -> Result<Predicate, Refusal> {
    // Longer ones are beyond what jq compares exactly.
    let is_number = |text: &str| (1..=15).contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_digit());
    comparison::read(key, value, is_number, |order, number| Predicate::Count(quantity, order, number))
}
