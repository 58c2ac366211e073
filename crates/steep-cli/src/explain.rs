//! `steep explain`: one command on each target, or one reason.

use std::fmt::Write as _;
use std::{env, fs};

use anyhow::{Context, bail};
use serde::Serialize;
use steep::{Fidelity, Finding, Outcome, Reason, Selector, Tool};

use crate::args::{DataFormat, Explain};
use crate::config::{Config, DEFAULT_TEA, Nearest, Resolved};
use crate::output::Output;
use crate::report::{self, Known, Layout, is_secret, masked, printable};
use crate::setting::{EXAMPLE_HOST, nearest};
use crate::{DONE, FOUND};

/// The targets that are shown when none is named.
fn targets() -> [Selector; 2] {
    [Selector::tea(DEFAULT_TEA), Selector::CURL]
}

/// A command on one target.
#[derive(Serialize)]
struct Explained {
    target: String,
    /// The host that the form names.
    host: String,
    /// Nobody named the host: it is an example.
    host_is_assumed: bool,
    commands: Vec<Said>,
    /// The programs and versions whose grammar and behaviour the forms follow.
    known_from: Vec<String>,
}

/// What is said of one command.
#[derive(Serialize)]
struct Said {
    command: String,
    rule: String,
    outcome: &'static str,
    tool: Option<String>,
    /// Why tea does not do it, where it could be used.
    why_not_tea: Option<String>,
    fidelity: Option<&'static str>,
    reason: Option<&'static str>,
    /// What differs, or why it stays.
    message: String,
    replacement: Option<String>,
    advice: Option<&'static str>,
}

#[derive(Serialize)]
struct Document {
    version: u32,
    targets: Vec<Explained>,
}

pub(crate) fn explain(arguments: &Explain, output: &Output) -> anyhow::Result<u8> {
    let settings = &arguments.settings;
    if let [word] = arguments.words.as_slice()
        && let Some(page) = report::reason_page(word)
    {
        output.write(page)?;
        return Ok(DONE);
    }
    if let [word] = arguments.words.as_slice()
        && !word.contains(char::is_whitespace)
        && !word.contains("gh")
    {
        let meant = nearest(word, report::reasons()).map_or(String::new(), |name| format!("; did you mean `{name}`?"));
        let reasons: Vec<&str> = report::reasons().collect();
        bail!("cannot explain `{word}`: it is no gh command and none of the reasons {}{meant}", reasons.join(", "));
    }
    let command = command(&arguments.words)?;
    let here = env::current_dir().and_then(fs::canonicalize).context("cannot tell the working directory")?;
    let config = Nearest::new(!settings.no_config).at(&here)?;
    let targets = match settings.target.as_ref().or(config.target.as_ref()) {
        None => targets().to_vec(),
        named => {
            let Resolved { target, note } = config.resolved(named, settings)?;
            crate::run::say(note, output);
            vec![target]
        }
    };
    let mut explained = Vec::new();
    for target in targets {
        explained.push(on_target(&command, &target, arguments, &config, output)?);
    }
    let is_done = explained.iter().all(|it| !it.commands.is_empty() && it.commands.iter().all(Said::is_rewritten));
    match arguments.format {
        DataFormat::Json => {
            let document = Document { version: 1, targets: explained };
            output.write(&(serde_json::to_string(&document)? + "\n"))?;
        }
        DataFormat::Human if explained.iter().all(|it| it.commands.is_empty()) => {
            output.write(&format!("no gh command in: {}\n", printable(&command)))?;
        }
        DataFormat::Human => output.write(&human(&explained, &output.layout()))?,
    }
    Ok(if is_done { DONE } else { FOUND })
}

/// The command that words of a command line make. One word is a text of its own.
fn command(words: &[String]) -> anyhow::Result<String> {
    match words {
        [text] => Ok(text.clone()),
        words => shlex::try_join(words.iter().map(String::as_str)).context("cannot read the command"),
    }
}

fn on_target(
    command: &str,
    target: &Selector,
    arguments: &Explain,
    config: &Config,
    output: &Output,
) -> anyhow::Result<Explained> {
    let settings = &arguments.settings;
    let steep = config.transpiler(settings, target, Some(EXAMPLE_HOST))?;
    crate::run::say(crate::run::remarks([&steep].into_iter()), output);
    let known = Known::of(command);
    let named = settings.host.as_ref().or(config.host.as_ref());
    let findings = steep.command(command).findings;
    Ok(Explained {
        target: target.to_string(),
        host: named.map_or(EXAMPLE_HOST, |host| &host.0).to_owned(),
        host_is_assumed: named.is_none(),
        commands: findings.into_iter().map(|finding| said(known.without(finding))).collect(),
        known_from: steep.target().known_from(),
    })
}

fn said(finding: Finding) -> Said {
    let reason = finding.reason.as_ref().map(Reason::category);
    Said {
        command: masked(&finding.command).into_owned(),
        rule: finding.rule,
        outcome: finding.outcome.as_str(),
        why_not_tea: finding.passed_over,
        tool: finding.tool.as_ref().map(|tool| Tool::as_str(tool).to_owned()),
        fidelity: finding.fidelity.map(Fidelity::as_str),
        reason,
        message: masked(&finding.message).into_owned(),
        replacement: finding.replacement.map(|text| if is_secret(&text) { masked(&text).into_owned() } else { text }),
        advice: reason.map(report::advice),
    }
}

impl Said {
    fn is_rewritten(&self) -> bool {
        self.outcome == Outcome::Rewritten.as_str()
    }
}

fn human(explained: &[Explained], layout: &Layout) -> String {
    let mut out = String::new();
    for on_target in explained {
        // Writing to a string cannot fail.
        let _infallible = describe(&mut out, on_target, layout);
    }
    out
}

fn describe(out: &mut String, on_target: &Explained, layout: &Layout) -> std::fmt::Result {
    let palette = &layout.palette;
    let (strong, faint) = (palette.strong, palette.faint);
    let Explained { target, host, host_is_assumed, commands, known_from } = on_target;
    write!(out, "{strong}{target}{strong:#}")?;
    if *host_is_assumed {
        write!(out, " {faint}(for {host}, an example: --host names yours){faint:#}")?;
    }
    writeln!(out)?;
    for said in commands {
        let style = if said.is_rewritten() { palette.good } else { palette.open };
        write!(out, "  {}: {style}{}{style:#}", said.rule, said.outcome)?;
        let is_refused = said.outcome == Outcome::Refused.as_str();
        if let Some(tool) = said.tool.as_ref().filter(|_| !is_refused) {
            write!(out, " with {tool}")?;
        }
        let fidelity = said.fidelity.filter(|_| !is_refused);
        if let Some(word) = fidelity.or(said.reason) {
            write!(out, " ({word})")?;
        }
        writeln!(out)?;
        for line in said.replacement.iter().flat_map(|text| text.lines()) {
            writeln!(out, "    {}", printable(line))?;
        }
        let mut paragraph = |first: &str, text: &str| {
            if !text.is_empty() {
                out.push_str(&report::hanging(first, &printable(text), layout.columns));
            }
        };
        paragraph("    = why this form: ", &why_this_form(said));
        paragraph("    = why not tea: ", said.why_not_tea.as_deref().unwrap_or_default());
        paragraph(if said.is_rewritten() { "    = differs: " } else { "    = why: " }, &said.message);
        paragraph("    = what to do: ", said.advice.unwrap_or_default());
    }
    if !commands.is_empty() {
        let known = known_from.join("; ");
        out.push_str(&report::hanging("  known from: ", &known, layout.columns));
    }
    writeln!(out)
}

/// What the form's fidelity says of it; empty where there is no form that is applied.
fn why_this_form(said: &Said) -> String {
    let what = match said.fidelity.filter(|_| said.is_rewritten()) {
        Some("exact") => "it has the same effect, and prints the same to programs",
        Some("equivalent") => "it has the same effect, and a person may see another layout",
        Some("partial") => "it does most of it, and you accept what is lost",
        _ => return String::new(),
    };
    what.to_owned()
}
