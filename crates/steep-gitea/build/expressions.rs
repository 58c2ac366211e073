//! jq expressions in tables: each is read, and given a type, when the crate is built.

use steep_jq::{Expr, Schema, Type, infer, parse};

/// The place of a text in a table, for messages.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    /// The table's file, `pull.toml`.
    pub(crate) file: &'a str,
    /// Its text.
    pub(crate) text: &'a str,
    /// The key that the expression belongs to.
    pub(crate) key: &'a str,
}

impl Place<'_> {
    /// `pull.toml:12: author`, the line being that where the key is set first.
    pub(crate) fn shown(&self) -> String {
        let sets = |line: &str| {
            let line = line.trim_start();
            let of_table = line.strip_prefix('[').and_then(|table| table.trim_end().strip_suffix(']'));
            of_table.is_some_and(|table| table.rsplit('.').next() == Some(self.key))
                || line.split_once('=').is_some_and(|(key, _)| key.trim().trim_matches('"') == self.key)
                || line.contains(self.key) && line.starts_with("github")
        };
        let line = self.text.lines().position(sets).map_or(0, |nth| nth + 1);
        format!("{}:{line}: {}", self.file, self.key)
    }
}

/// The expression that `jq` is.
pub(crate) fn read(jq: &str, place: Place<'_>) -> Expr {
    parse(jq).unwrap_or_else(|error| panic!("{}: {error}: {jq}", place.shown()))
}

/// Checks that `jq` is an expression whose type over `input` is known.
pub(crate) fn typed(jq: &str, input: &Type, schema: &dyn Schema, place: Place<'_>) {
    let (of, facts) = infer(&read(jq, place), input, schema);
    assert!(!of.is_anything(), "{}: nothing is known of what this yields: {jq}", place.shown());
    assert!(facts.error.is_none(), "{}: {}: {jq}", place.shown(), facts.error.unwrap_or_default());
}
