//! The REST calls that the grammar maps GitHub's to, against the API description that a running Gitea serves.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use steep_oracle::obtain::gitea;
use steep_oracle::{Live, Oracle, cache};

use super::{Claims, is_in, read_json};

/// Calls that Gitea answers although its description has them not.
const UNDESCRIBED: &[&str] = &["GET repos/{owner}/{repo}/tarball/{ref*}"];

/// Calls of GitHub's that Gitea has under the same name for something else.
const ANOTHER_MEANING: &[&str] = &[
    // It takes the label's id.
    "DELETE repos/{owner}/{repo}/issues/{number}/labels/{name}",
    "DELETE repos/{owner}/{repo}/labels/{name}",
    "PATCH repos/{owner}/{repo}/labels/{name}",
    // Their number is an id of the whole server.
    "DELETE repos/{owner}/{repo}/milestones/{number}",
    "GET repos/{owner}/{repo}/milestones/{number}",
    "PATCH repos/{owner}/{repo}/milestones/{number}",
    // Its items have another form.
    "GET repos/{owner}/{repo}/issues/{number}/timeline",
];

/// What the grammar says of Gitea's calls, and the same of the real ones: a call that is mapped has to exist, and one
/// that has no counterpart must not have got one under GitHub's own name.
pub(super) fn claims(oracle: &Oracle) -> Result<(Claims, Claims)> {
    let release = gitea::release(oracle.version).context("there is no such release of Gitea")?;
    let Some(live) = Live::on(release)? else { bail!("there is no Gitea") };
    let reply = live.server.api(None).raw("GET", "/swagger.v1.json", &[], b"")?;
    let description = reply.json()?;
    let real = endpoints(&description)?;
    let path = cache::workspace().join("grammars/gitea/rest.toml");
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let grammar: toml::Table = toml::from_str(&text).with_context(|| format!("cannot read {}", path.display()))?;
    let (mut claimed, mut found) = (Claims::new(), Claims::new());
    for row in rows(&grammar) {
        let of = |key: &str| row.get(key).and_then(toml::Value::as_str);
        let Some(github) = of("github") else { continue };
        let is_mapped = of("none").is_none() && of("since").is_none_or(|since| is_in(oracle.version, since));
        let call = of("gitea").unwrap_or(github);
        if UNDESCRIBED.contains(&call) || ANOTHER_MEANING.contains(&call) {
            continue;
        }
        let verdict = |exists: bool| format!("{call} {}", if exists { "exists" } else { "does not exist" });
        claimed.insert(verdict(is_mapped));
        found.insert(verdict(real.iter().any(|endpoint| is_call_of(call, endpoint))));
    }
    let (of_grammar, of_server) = answers(&read_json("gitea/answers.json")?, &description)?;
    // The grammar has what every supported release answers with.
    let is_oldest = gitea::RELEASES.first().is_some_and(|oldest| oldest.version == oracle.version);
    found.extend(of_server.into_iter().filter(|claim| is_oldest || of_grammar.contains(claim)));
    claimed.extend(of_grammar.into_iter().filter(|claim| !is_of_newer(&rows(&grammar), oracle.version, claim)));
    let path = cache::workspace().join("grammars/gitea/since.toml");
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let calls: toml::Table = toml::from_str(&text).with_context(|| format!("cannot read {}", path.display()))?;
    for row in calls.get("calls").and_then(toml::Value::as_array).into_iter().flatten() {
        let of = |key: &str| row.get(key).and_then(toml::Value::as_str);
        let (Some(call), Some(since)) = (of("call"), of("since")) else { bail!("since.toml: not a call: {row}") };
        let verdict = |exists: bool| format!("{call} {}", if exists { "exists" } else { "does not exist" });
        claimed.insert(verdict(is_in(oracle.version, since)));
        found.insert(verdict(real.iter().any(|endpoint| is_call_of(call, endpoint))));
    }
    Ok((claimed, found))
}

/// Whether `claim` is about the answer of a call that this release does not have.
fn is_of_newer(rows: &[&toml::Table], version: &str, claim: &str) -> bool {
    rows.iter().any(|row| {
        let of = |key: &str| row.get(key).and_then(toml::Value::as_str);
        let call = of("gitea").or_else(|| of("github")).unwrap_or_default();
        claim.starts_with(&format!("{call} answers")) && of("since").is_some_and(|since| !is_in(version, since))
    })
}

/// What the grammar says of the answers of calls and of the objects in them, and what a description says of the same calls
/// and objects: which fields hold times, and which other objects.
fn answers(grammar: &Value, description: &Value) -> Result<(Claims, Claims)> {
    let table = |of: &str| grammar.get(of).and_then(Value::as_object).with_context(|| format!("there are no {of}"));
    let (mut claimed, mut found) = (Claims::new(), Claims::new());
    let paths = description.get("paths").and_then(Value::as_object).context("the API description has no paths")?;
    for (call, kind) in table("calls")? {
        claimed.insert(format!("{call} answers {}", kind.as_str().unwrap_or_default()));
        for (path, methods) in paths {
            let known = methods.as_object().into_iter().flatten().find(|(method, _)| {
                is_call_of(call, &format!("{} {}", method.to_uppercase(), path.trim_start_matches('/')))
            });
            let kind = known.and_then(|(_, endpoint)| answer(endpoint, description));
            found.extend(kind.map(|kind| format!("{call} answers {kind}")));
        }
    }
    let words = |value: Option<&Value>| -> Vec<String> {
        value.and_then(Value::as_str).unwrap_or_default().split_whitespace().map(str::to_owned).collect()
    };
    for (name, object) in table("schemas")? {
        claimed.extend(words(object.get("open")).iter().map(|field| format!("{name}.{field} holds anything")));
        claimed.extend(words(object.get("times")).iter().map(|time| format!("{name}.{time} is a time")));
        for (field, kind) in object.get("objects").and_then(Value::as_object).into_iter().flatten() {
            claimed.insert(format!("{name}.{field} is {}", kind.as_str().unwrap_or_default()));
        }
        let fields = description.pointer(&format!("/definitions/{name}/properties")).and_then(Value::as_object);
        for (field, schema) in fields.into_iter().flatten() {
            if schema.get("format").and_then(Value::as_str) == Some("date-time") {
                found.insert(format!("{name}.{field} is a time"));
            }
            if schema.get("additionalProperties").is_some() {
                found.insert(format!("{name}.{field} holds anything"));
            }
            found.extend(object_kind(schema).map(|kind| format!("{name}.{field} is {kind}")));
            if !words(object.get("fields")).contains(field) {
                found.insert(format!("{name}.{field} exists"));
            }
        }
    }
    Ok((claimed, found))
}

/// What an endpoint answers with where it succeeds: `Issue[]`.
fn answer(endpoint: &Value, description: &Value) -> Option<String> {
    let responses = endpoint.get("responses")?.as_object()?;
    let success = responses.iter().find(|(status, _)| status.starts_with('2'))?.1;
    let name = success.get("$ref")?.as_str()?.rsplit('/').next()?;
    object_kind(description.pointer(&format!("/responses/{name}/schema"))?)
}

/// The kind of object that a schema is, or lists.
fn object_kind(schema: &Value) -> Option<String> {
    match schema.get("items") {
        Some(items) => object_kind(items).map(|kind| kind + "[]"),
        None => Some(schema.get("$ref")?.as_str()?.rsplit('/').next()?.to_owned()),
    }
}

/// Every table with a `github` key, wherever it stands.
fn rows(grammar: &toml::Table) -> Vec<&toml::Table> {
    let mut found = Vec::new();
    let mut open: Vec<&toml::Value> = grammar.values().collect();
    while let Some(value) = open.pop() {
        match value {
            toml::Value::Array(items) => open.extend(items),
            toml::Value::Table(table) if table.contains_key("github") => found.push(table),
            toml::Value::Table(table) => open.extend(table.values()),
            _ => {}
        }
    }
    found
}

/// Every call of an API description: `GET repos/{owner}/{repo}`.
fn endpoints(description: &Value) -> Result<Vec<String>> {
    let paths = description.get("paths").and_then(Value::as_object).context("the API description has no paths")?;
    let calls = |(path, methods): (&String, &Value)| -> Vec<String> {
        let methods = methods.as_object().into_iter().flatten().map(|(method, _)| method.to_uppercase());
        methods.map(|method| format!("{method} {}", path.trim_start_matches('/'))).collect()
    };
    Ok(paths.iter().flat_map(calls).collect())
}

/// Whether a call of the grammar is one of that endpoint, whose `{…}` stands for anything. `{name*}` and what has a dot
/// in it may be more than one segment of a path.
fn is_call_of(call: &str, endpoint: &str) -> bool {
    let (call, endpoint): (Vec<&str>, Vec<&str>) =
        (call.split(['/', ' ']).collect(), endpoint.split(['/', ' ']).collect());
    call.len() == endpoint.len() && call.iter().zip(&endpoint).all(|(ours, theirs)| is_segment_of(ours, theirs))
}

fn is_segment_of(ours: &str, theirs: &str) -> bool {
    match (theirs.starts_with('{'), ours.starts_with('{')) {
        (false, _) => ours == theirs,
        // A word of ours is a value of theirs only where that is a path: `raw/README.md`.
        (true, false) => theirs == "{filepath}",
        (true, true) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::is_call_of;

    #[test]
    fn names_do_not_matter() {
        assert!(is_call_of("GET repos/{o}/{r}/pulls/{n}.diff", "GET repos/{owner}/{repo}/pulls/{index}.{diffType}"));
        assert!(is_call_of("GET repos/{o}/{r}/raw/README.md", "GET repos/{owner}/{repo}/raw/{filepath}"));
        assert!(!is_call_of("GET repos/{o}/{r}", "PUT repos/{owner}/{repo}"));
        assert!(!is_call_of("GET users/search", "GET users/{username}"));
    }
}
