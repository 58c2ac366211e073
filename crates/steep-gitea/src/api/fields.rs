//! The fields of a raw call, as its query or as its JSON body.

use steep_forge::Refusal;
use steep_forge::operation::ApiField;
use steep_jq::{Expr, Operator, jq};
use steep_rest::{Json, words};
use steep_shell::{Arg, Word};

use crate::api::route::Route;

/// Gitea's name of a key; what is ignored is added to `lost`.
///
/// # Errors
/// For a key that means something else.
pub(crate) fn name(route: &Route, key: &str, lost: &mut Vec<String>) -> Result<Option<String>, Refusal> {
    if let Some((_, why)) = route.cannot.iter().find(|(name, _)| *name == key) {
        return Err(Refusal::NoEquivalent { feature: format!("`{key}` of this call: {why}") });
    }
    if route.ignored.contains(&key) {
        lost.push(key.to_owned());
        return Ok(None);
    }
    let renamed = route.rename.iter().find(|(name, _)| *name == key).map(|(_, to)| *to);
    Ok(Some(renamed.unwrap_or(key).to_owned()))
}

/// The word with which Gitea says a value.
pub(crate) fn value(route: &Route, key: &str, word: &Word) -> Word {
    let words = route.values.iter().find(|(name, _)| *name == key).map(|(_, words)| *words);
    let said = words.and_then(|words| {
        let text = word.as_literal()?;
        words.iter().find(|(from, _)| *from == text).map(|(_, to)| *to)
    });
    said.map_or_else(|| word.clone(), Word::literal)
}

/// The body that the fields make: keys may have brackets, `a[b]`, `a[]`.
///
/// # Errors
/// For a key that is only known at run time, or that means something else on Gitea.
pub(crate) fn body(route: &Route, fields: &[ApiField], lost: &mut Vec<String>) -> Result<Json, Refusal> {
    let mut entries: Vec<(String, Json)> = Vec::new();
    for field in fields {
        let key = field
            .key
            .as_literal()
            .ok_or_else(|| Refusal::RuntimeValue { what: format!("the key `{}`", field.key.display()) })?;
        let mut path = key.split('[');
        let top = path.next().unwrap_or_default();
        let steps: Vec<&str> = path.map(|step| step.trim_end_matches(']')).collect();
        let Some(name) = name(route, top, lost)? else { continue };
        let leaf = match &field.value {
            Some(word) => Some(typed(&value(route, top, word), field.typed)?),
            None => None,
        };
        put(&mut entries, &name, &steps, leaf)?;
    }
    for (key, value) in route.defaults {
        if !entries.iter().any(|(name, _)| name == key) {
            entries.push(((*key).to_owned(), Json::text(*value)));
        }
    }
    Ok(Json::Object(entries))
}

/// What makes Gitea's body of GitHub's, for a body that is only known at run time: it fails for a field that means something else.
/// `None` where they are the same.
pub(crate) fn translation(route: &Route) -> Option<Expr> {
    if let Some(body) = route.body {
        return Some(jq(body));
    }
    let mut steps = Vec::new();
    for (key, why) in route.cannot {
        let refuse = jq("if has($_key) then error($_why) else . end").with("key", Expr::text(*key));
        steps.push(refuse.with("why", Expr::text(format!("{key}: {why}"))));
    }
    for (key, words) in route.values {
        let table = Expr::object(words.iter().map(|(from, to)| (*from, Expr::text(*to))));
        let said = jq("if has($_key) then .[$_key] |= ($_table[strings] // .) else . end").with("table", table);
        steps.push(said.with("key", Expr::text(*key)));
    }
    if !route.rename.is_empty() {
        let table = Expr::object(route.rename.iter().map(|(from, to)| (*from, Expr::text(*to))));
        steps.push(jq("with_entries(.key |= ($_table[.] // .))").with("table", table));
    }
    if !route.defaults.is_empty() {
        let defaults = Expr::object(route.defaults.iter().map(|(key, value)| (*key, Expr::text(*value))));
        steps.push(jq("$_defaults + .").with("defaults", defaults));
    }
    Expr::joined(steps, Operator::Pipe)
}

/// Puts a value at `name` and the `steps` below it. An empty step appends.
fn put(entries: &mut Vec<(String, Json)>, name: &str, steps: &[&str], leaf: Option<Json>) -> Result<(), Refusal> {
    let nth = match entries.iter().position(|(known, _)| known == name) {
        Some(nth) => nth,
        None => {
            let empty = match steps.first() {
                Some(&"") => Json::List(Vec::new()),
                _ => Json::Object(Vec::new()),
            };
            entries.push((name.to_owned(), empty));
            entries.len() - 1
        }
    };
    let Some((_, here)) = entries.get_mut(nth) else { return Ok(()) };
    match (steps, here) {
        ([], here) => {
            if let Some(leaf) = leaf {
                *here = leaf;
            }
        }
        ([""], Json::List(items)) => items.extend(leaf),
        ([step, rest @ ..], Json::Object(inner)) if !step.is_empty() => put(inner, step, rest, leaf)?,
        _ => {
            return Err(Refusal::NoEquivalent { feature: format!("the nested field `{name}`") });
        }
    }
    Ok(())
}

/// A value as JSON: with `-F` numbers, booleans and null are read as such, and `@file` as the file's contents.
fn typed(word: &Word, typed: bool) -> Result<Json, Refusal> {
    if !typed {
        return Ok(Json::Text(Arg::from(words::one(word)?)));
    }
    if let Some(file) = word.strip_prefix("@") {
        return Ok(match file.as_literal().as_deref() {
            Some("-") => Json::Stdin,
            _ => Json::File(Arg::from(words::one(&file)?)),
        });
    }
    let Some(text) = word.as_literal() else {
        return Ok(Json::Typed(Arg::from(words::one(word)?)));
    };
    let digits = text.strip_prefix(['+', '-']).unwrap_or(&text);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    Ok(match text.as_str() {
        "true" | "false" | "null" => Json::Fixed(Expr::call(text)),
        _ if is_number => {
            let number = digits.trim_start_matches('0');
            Json::Fixed(match number {
                "" => Expr::number(0),
                _ if text.starts_with('-') => Expr::Negate(Box::new(Expr::Number(number.to_owned()))),
                _ => Expr::Number(number.to_owned()),
            })
        }
        _ if text.contains('{') && ["{owner}", "{repo}", "{branch}"].iter().any(|name| text.contains(name)) => {
            return Err(Refusal::NoEquivalent { feature: format!("`{text}` filled in inside a field") });
        }
        _ => Json::text(text),
    })
}
