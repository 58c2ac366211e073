//! `docs/fields.md`: where each field of gh's `--json` comes from. It is made of the projections, and each field that gh
//! knows has to be in it. `cargo xtask fields` writes it anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use steep::{Outcome, Target, Transpiler};
use steep_gh::grammar::{self, Command};
use steep_gitea::projection::{Below, Field, Projection, Request, projections};

/// Of the fields of these kinds of object, so many per cent have to have a source.
const LEAST: usize = 90;
const COUNTED: &[&str] = &["pr", "issue", "repo", "release", "label", "run", "search"];

const HEAD: &str = "\
# gh's fields

Every field that a `gh` command prints with `--json`, and what steep rebuilds it from on Gitea. Written by
`cargo xtask fields` from `grammars/projections/`; the list of fields is gh's own (`grammars/gh/commands.json`).

*exact*: the same value, type and spelling as gh's. *approximate*: a value that is right in the respect that matters, with
what differs. *missing*: Gitea does not have it or does not tell; a command that asks for it is at most *partial*, and
prints what gh prints where there is none. Identifiers (`id`) are Gitea's numbers as text where gh's are opaque text.

A source is a jq expression over the object itself, or over the answer to the request that is named.

Times are the server's, as it writes them: `2026-02-01T01:54:18Z`, as gh does, where it runs in UTC. A server in another
time zone writes the same moment with an offset, `2026-02-01T10:54:18+09:00`. That matters where something compares or cuts
times as texts. `TZ=UTC` in the server's environment makes them gh's; `[time] DEFAULT_UI_LOCATION` alone does not for runs.

";

/// The commands that print JSON, in the grammar's order.
fn commands() -> impl Iterator<Item = &'static Command> {
    grammar::commands().iter().filter(|command| !command.json.is_empty())
}

fn projection(command: &Command) -> Option<&'static Projection> {
    let name = command.path.join(" ");
    projections().iter().copied().find(|projection| projection.commands.contains(&name.as_str()))
}

fn field(projection: &'static Projection, name: &str) -> Option<&'static Field> {
    projection.fields.iter().find(|field| field.name == name)
}

/// The fields of a command in gh's order, which is that of their names.
fn names(command: &Command) -> Vec<&'static str> {
    let mut names: Vec<&str> = command.json.iter().map(|field| field.name).collect();
    names.sort_unstable();
    names
}

#[test]
fn every_field_of_gh_has_an_entry_and_every_entry_is_a_field_of_gh() {
    let mut known: Vec<(&str, &str)> = Vec::new();
    for command in commands() {
        let Some(projection) = projection(command) else { continue };
        for name in names(command) {
            assert!(field(projection, name).is_some(), "{}: no entry for {name}", command.name());
            known.push((projection.commands[0], name));
        }
    }
    for projection in projections() {
        for name in projection.commands {
            let path: Vec<&str> = name.split(' ').collect();
            assert!(grammar::command(&path).is_some_and(|command| !command.json.is_empty()), "{name} prints no JSON");
        }
        for field in projection.fields {
            let place = projection.commands[0];
            assert!(known.contains(&(place, field.name)), "{place}: gh has no field {}", field.name);
        }
    }
}

#[test]
fn the_document_is_up_to_date() {
    let document = document();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/fields.md");
    if std::env::var_os("STEEP_WRITE_TABLES").is_some() {
        fs::write(path, document).unwrap();
    } else {
        assert!(fs::read_to_string(path).unwrap_or_default() == document, "run `cargo xtask fields`");
    }
}

#[test]
fn most_fields_have_a_source() {
    let (with, all) = counted();
    assert!(with * 100 >= all * LEAST, "{with} of {all}");
}

/// How many fields of the counted kinds have a source, and how many there are.
fn counted() -> (usize, usize) {
    commands()
        .filter(|command| COUNTED.contains(&command.path[0]))
        .filter_map(|command| Some((command, projection(command)?)))
        .map(|(command, projection)| figures(command, projection))
        .fold((0, 0), |(with, all), (exact, approximate, missing)| {
            (with + exact + approximate, all + exact + approximate + missing)
        })
}

/// How many fields of a command are exact, approximate and missing.
fn figures(command: &Command, projection: &'static Projection) -> (usize, usize, usize) {
    let fields: Vec<&Field> = names(command).into_iter().filter_map(|name| field(projection, name)).collect();
    let missing = fields.iter().filter(|field| field.missing.is_some()).count();
    let approximate = fields.iter().filter(|field| field.missing.is_none() && field.approximate.is_some()).count();
    (fields.len() - missing - approximate, approximate, missing)
}

fn document() -> String {
    let mut out = HEAD.to_owned();
    let (with, all) = counted();
    let _ = writeln!(
        out,
        "Of the fields of {} commands, {with} of {all} ({} %) are exact or approximate.\n",
        COUNTED.join(", "),
        with * 100 / all
    );
    out.push_str("| command | exact | approximate | missing |\n|---|--:|--:|--:|\n");
    for command in commands() {
        if let Some(projection) = projection(command) {
            let (exact, approximate, missing) = figures(command, projection);
            let _ = writeln!(out, "| `{}` | {exact} | {approximate} | {missing} |", command.name());
        }
    }
    for projection in projections() {
        section(&mut out, projection);
    }
    out.push_str("\n## Without a counterpart\n\n| command | fields | why |\n|---|---|---|\n");
    for command in commands().filter(|command| projection(command).is_none()) {
        let fields: Vec<String> = names(command).iter().map(|name| format!("`{name}`")).collect();
        let _ = writeln!(out, "| `{}` | {} | {} |", command.name(), fields.join(" "), why_not(command));
    }
    out
}

fn section(out: &mut String, projection: &'static Projection) {
    let commands: Vec<String> = projection.commands.iter().map(|name| format!("`gh {name}`")).collect();
    let _ = writeln!(out, "\n## {}\n", commands.join(", "));
    out.push_str("| field | source | request | fidelity |\n|---|---|---|---|\n");
    for field in projection.fields {
        let request = field
            .request
            .and_then(|name| projection.requests.iter().find(|request| request.name == name))
            .map(address)
            .unwrap_or_default();
        let only = only_in(projection, field);
        let fidelity = match (field.missing, field.approximate) {
            (Some(why), _) => format!("missing: {why}"),
            (None, Some(what)) => format!("approximate: {what}"),
            (None, None) => "exact".to_owned(),
        };
        let _ = writeln!(
            out,
            "| `{}`{only} | {} | {request} | {} |",
            field.name,
            span(&field.jq.replace("$_host", "\"{host}\"")),
            fidelity.replace('|', "\\|")
        );
    }
}

/// The commands that know the field, where not all of the projection do.
fn only_in(projection: &Projection, field: &Field) -> String {
    let knows = |name: &str| {
        let path: Vec<&str> = name.split(' ').collect();
        grammar::command(&path).is_some_and(|command| names(command).contains(&field.name))
    };
    let with: Vec<&str> = projection.commands.iter().copied().filter(|name| knows(name)).collect();
    if with.len() == projection.commands.len() { String::new() } else { format!(" (`{}`)", with.join("`, `")) }
}

fn address(request: &Request) -> String {
    let base = match request.below {
        Below::Repository => "repos/{owner}/{repo}/",
        Below::Server => "",
    };
    let query = if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
    let what = if request.exists { " (whether it exists)" } else { "" };
    let when = if request.only_for_lists { " (in lists)" } else { "" };
    let pages = if request.pages > 1 { format!(", {} pages", request.pages) } else { String::new() };
    format!("`{base}{}{query}`{pages}{what}{when}", request.path)
}

/// A code span in a table cell.
fn span(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

/// The reason for which a command with its fields stays as it is.
fn why_not(command: &Command) -> String {
    let steep = Transpiler::builder().target(Target::gitea("https://git.example.org")).build().unwrap();
    let words = if command.arity.min > 0 { " x" } else { "" };
    let text = format!("{}{words} --json {}", command.name(), names(command).join(","));
    let out = steep.shell(&text);
    let finding = out.findings.first().unwrap_or_else(|| panic!("{text}: no finding"));
    assert_eq!(finding.outcome, Outcome::Refused, "{text}: it has a rule, so it needs a projection");
    finding.message.replace('|', "\\|")
}
