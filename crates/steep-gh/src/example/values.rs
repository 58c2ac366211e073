//! Values that people give to flags.

use crate::grammar::{Command, Flag, Kind};

/// Those of certain commands.
const OF_COMMANDS: &[(&str, &str, &str)] = &[
    ("gh issue lock", "reason", "spam"),
    ("gh pr diff", "exclude", "'*.lock'"),
    ("gh pr lock", "reason", "spam"),
    ("gh release download", "archive", "zip"),
    ("gh repo create", "source", "."),
    ("gh repo create", "template", "acme/template"),
    ("gh repo create", "team", "builders"),
    ("gh issue create", "template", "bug.md"),
    ("gh pr create", "template", "pull.md"),
    ("gh label create", "color", "d73a4a"),
    ("gh label edit", "color", "d73a4a"),
    ("gh run download", "name", "report"),
    ("gh repo sync", "source", "acme/widgets"),
    ("gh release edit", "tag", "v2"),
    ("gh search code", "size", "'>100'"),
];

/// Those of a flag of that name, whatever command it belongs to.
const OF_FLAGS: &[(&str, &str)] = &[
    ("add-assignee", "avery"),
    ("add-blocked-by", "3"),
    ("add-blocking", "3"),
    ("add-label", "bug"),
    ("add-project", "Roadmap"),
    ("add-reviewer", "blake"),
    ("add-sub-issue", "3"),
    ("add-topic", "printing"),
    ("app", "renovate"),
    ("assignee", "avery"),
    ("attach", "shot.png"),
    ("attempt", "2"),
    ("author", "avery"),
    ("author-email", "avery@example.org"),
    ("base", "main"),
    ("blocked-by", "3"),
    ("blocking", "3"),
    ("body", "text"),
    ("body-file", "notes.md"),
    ("branch", "topic"),
    ("closed", "'>2024-01-01'"),
    ("commenter", "avery"),
    ("comments", "'>5'"),
    ("commit", "0123456789abcdef0123456789abcdef01234567"),
    ("created", "'>2024-01-01'"),
    ("default-branch", "main"),
    ("duplicate-of", "3"),
    ("env", "production"),
    ("env-file", ".env"),
    ("event", "push"),
    ("field", "a=b"),
    ("followers", "'>5'"),
    ("forks", "'>5'"),
    ("gitignore", "Go"),
    ("good-first-issues", "'>1'"),
    ("head", "topic"),
    ("header", "'Accept: application/json'"),
    ("help-wanted-issues", "'>1'"),
    ("homepage", "https://example.org"),
    ("hostname", "github.com"),
    ("input", "body.json"),
    ("interactions", "'>5'"),
    ("involves", "avery"),
    ("job", "7"),
    ("jq", "."),
    ("label", "bug"),
    ("language", "go"),
    ("license", "mit"),
    ("limit", "5"),
    ("match-head-commit", "0123456789abcdef0123456789abcdef01234567"),
    ("mention", "avery"),
    ("mentions", "avery"),
    ("merged-at", "'>2024-01-01'"),
    ("method", "GET"),
    ("milestone", "1.0"),
    ("name", "plan"),
    ("notes-file", "notes.md"),
    ("notes-start-tag", "v1.0.0"),
    ("number-topics", "'>1'"),
    ("org", "acme"),
    ("owner", "acme"),
    ("parent", "1"),
    ("pattern", "'*.zip'"),
    ("project", "Roadmap"),
    ("raw-field", "a=b"),
    ("reactions", "'>5'"),
    ("ref", "main"),
    ("remote", "origin"),
    ("remove-assignee", "avery"),
    ("remove-blocked-by", "3"),
    ("remove-blocking", "3"),
    ("remove-label", "bug"),
    ("remove-project", "Roadmap"),
    ("remove-reviewer", "blake"),
    ("remove-sub-issue", "3"),
    ("remove-topic", "printing"),
    ("repo", "acme/widgets"),
    ("repos", "acme/widgets"),
    ("review-requested", "avery"),
    ("reviewed-by", "avery"),
    ("reviewer", "blake"),
    ("scopes", "repo"),
    ("search", "tray"),
    ("size", "'>100'"),
    ("stars", "'>5'"),
    ("target", "main"),
    ("team", "builders"),
    ("team-mentions", "acme/builders"),
    ("template", "'{{.}}'"),
    ("topic", "printing"),
    ("type", "Bug"),
    ("updated", "'>2024-01-01'"),
    ("user", "avery"),
    ("version", "2"),
    ("workflow", "ci.yml"),
    ("worktree", "../topic"),
];

/// Fields of JSON that most commands have, the most usual first.
const FIELDS: &[&str] = &["number", "name", "title", "databaseId", "tagName", "id", "url", "path"];

/// A value of a flag, in shell text; of one that needs no value, what is not written.
pub(super) fn of(command: &Command, name: &str, flag: &Flag) -> &'static str {
    if flag.long == "json" {
        let known = |field: &&&str| command.json.iter().any(|it| it.name == **field);
        let usual = FIELDS.iter().find(known).copied();
        return usual.or_else(|| command.json.first().map(|field| field.name)).unwrap_or("x");
    }
    let of_command = OF_COMMANDS.iter().find(|(of, long, _)| *of == name && *long == flag.long);
    if let Some((.., value)) = of_command {
        return value;
    }
    if let Some(value) = flag.values.first() {
        return value.name;
    }
    if let Some((_, value)) = OF_FLAGS.iter().find(|(long, _)| *long == flag.long) {
        return value;
    }
    match flag.kind {
        Kind::Int | Kind::Uint | Kind::Float => "1",
        Kind::Duration => "1h",
        _ => "x",
    }
}
