//! The REST calls that the grammar maps GitHub's to, against the API description that a running Gitea serves.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use steep_oracle::{Live, cache};

use super::Claims;

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
pub(super) fn claims() -> Result<(Claims, Claims)> {
    let Some(live) = Live::start()? else { bail!("there is no Gitea") };
    let reply = live.server.api(None).raw("GET", "/swagger.v1.json", &[], b"")?;
    let real = endpoints(&reply.json()?)?;
    let path = cache::workspace().join("grammars/gitea/rest.toml");
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let grammar: toml::Table = toml::from_str(&text).with_context(|| format!("cannot read {}", path.display()))?;
    let (mut claimed, mut found) = (Claims::new(), Claims::new());
    for row in rows(&grammar) {
        let of = |key: &str| row.get(key).and_then(toml::Value::as_str);
        let Some(github) = of("github") else { continue };
        let is_mapped = of("none").is_none();
        let call = of("gitea").unwrap_or(github);
        if UNDESCRIBED.contains(&call) || ANOTHER_MEANING.contains(&call) {
            continue;
        }
        let verdict = |exists: bool| format!("{call} {}", if exists { "exists" } else { "does not exist" });
        claimed.insert(verdict(is_mapped));
        found.insert(verdict(real.iter().any(|endpoint| is_call_of(call, endpoint))));
    }
    Ok((claimed, found))
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
