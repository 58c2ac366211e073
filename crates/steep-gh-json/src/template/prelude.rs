//! What jq does not do of itself, as functions in front of a program that uses them.

use steep_jq::{Expr, jq};

/// The functions: the name, what they use, and the definition.
const FUNCTIONS: &[(&str, &[&str], &str)] = &[
    // Any value inside another, as Go prints it.
    (
        "nested",
        &[],
        r#"def nested: if . == null then "<nil>" elif type == "array" then "[\(map(nested) | join(" "))]" elif type == "object" then . as $o | "map[\([keys[] | "\(.):\($o[.] | nested)"] | join(" "))]" elif type == "number" and (. >= 1e6 or . <= -1e6) then tostring | capture("^(?<sign>-?)(?<first>[0-9])(?<whole>[0-9]*)[.]?(?<part>[0-9]*)$") | (".\(.whole)\(.part)" | until(endswith("0") | not; .[:-1]) | rtrimstr(".")) as $rest | (.whole | length) as $power | "\(.sign)\(.first)\($rest)e+\(if $power < 10 then 0 else "" end)\($power)" else tostring end; ."#,
    ),
    // Any value.
    ("shown", &["nested"], r#"def shown: if . == null then "<no value>" else nested end; ."#),
    // Any value by `%s`.
    (
        "texts",
        &["nested"],
        r#"def texts: def inner: if . == null then "<nil>" elif type == "number" then "%!s(float64=\(nested))" elif type == "boolean" then "%!s(bool=\(.))" elif type == "array" then "[\(map(inner) | join(" "))]" elif type == "object" then . as $o | "map[\([keys[] | "\(.):\($o[.] | inner)"] | join(" "))]" else . end; if . == null then "%!s(<nil>)" else inner end; ."#,
    ),
    // A text, number, boolean, or null as nothing.
    (
        "plain",
        &[],
        r#"def plain: if . == null then "" elif type == "array" or type == "object" or (type == "number" and . != floor) then error("cannot convert to text: \(.)") else tostring end; ."#,
    ),
    // What a range goes through.
    ("each", &[], "def each: if . == null then empty elif type == \"object\" then .[keys[]] else .[] end; ."),
    (
        "size",
        &[],
        r#"def size: if type == "string" then utf8bytelength elif type == "array" or type == "object" then length else error("no length: \(.)") end; ."#,
    ),
    ("pad", &[], r#"def pad($n): . + (" " * ($n - length) // ""); ."#),
    ("lead", &[], r#"def lead($n): (" " * ($n - length) // "") + .; ."#),
];

/// `program` behind the definitions of the functions in `used`, and of what those use.
pub(super) fn defining(used: &[&'static str], program: Expr) -> Expr {
    let needed = |name: &str| {
        used.contains(&name) || FUNCTIONS.iter().any(|(user, uses, _)| used.contains(user) && uses.contains(&name))
    };
    FUNCTIONS.iter().filter(|(name, ..)| needed(name)).rev().fold(program, |rest, (_, _, text)| match jq(text) {
        Expr::Define(definition, _) => Expr::Define(definition, Box::new(rest)),
        _ => rest,
    })
}
