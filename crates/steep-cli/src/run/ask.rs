//! `steep rewrite --interactive`: what a person wants rewritten.

use std::io::{self, IsTerminal};

use anyhow::{Context, bail};
use steep::{Finding, Outcome};

use super::Job;
use crate::files::{self, Buffer, Content};
use crate::output::Output;
use crate::report::{self, Excerpt, Known};

const HELP: &str = "y - rewrite this command
n - leave this command
a - rewrite this command and all that follow in this file
d - leave this command and all that follow in this file
q - leave this command and all that follow; what was chosen before is written
? - show this help
";

/// An answer to one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Yes,
    No,
    AllOfFile,
    NoneOfFile,
    Quit,
}

/// Asks about each command that has a form, and notes at the jobs what was chosen. Nothing is written so far.
///
/// # Errors
/// When nobody can be asked.
pub(super) fn ask(jobs: &mut [Job], output: &Output) -> anyhow::Result<()> {
    if !io::stdin().is_terminal() {
        bail!("--interactive asks on a terminal, and standard input is none");
    }
    let mut buffer = Buffer::default();
    let mut is_over = false;
    for job in jobs.iter_mut().filter(|job| job.rewrite) {
        let mut chosen = Vec::new();
        // What cannot be read is told when the files are rewritten.
        if !is_over
            && let Ok(Content::Text(text, language)) = files::read(&job.path, &job.real, job.chosen, &mut buffer)
            && language.is_rewritten()
        {
            let name = job.path.display().to_string();
            let findings = job.steep.transpile(&text, &language).findings;
            is_over = choose(&name, &text, findings, &mut chosen, output)?;
        }
        job.forms = Some(chosen);
    }
    Ok(())
}

/// Asks about the forms of one file. Returns whether no more is to be asked.
fn choose(
    name: &str,
    text: &str,
    findings: Vec<Finding>,
    chosen: &mut Vec<Finding>,
    output: &Output,
) -> anyhow::Result<bool> {
    let has_form = |it: &Finding| {
        matches!(it.outcome, Outcome::Rewritten | Outcome::Suggested) && it.inside.is_none() && it.replacement.is_some()
    };
    let (inside, offered): (Vec<Finding>, Vec<Finding>) =
        findings.into_iter().filter(|it| it.replacement.is_some()).partition(|it| !has_form(it));
    let all = offered.len();
    let mut of_rest = None;
    for (nth, finding) in offered.into_iter().enumerate() {
        let answer = match of_rest {
            Some(answer) => answer,
            None => question(&shown(name, text, &finding, nth + 1, all, output), output)?,
        };
        match answer {
            Answer::Quit => return Ok(true),
            Answer::AllOfFile => of_rest = Some(Answer::Yes),
            Answer::NoneOfFile => of_rest = Some(Answer::No),
            Answer::Yes | Answer::No => {}
        }
        if matches!(answer, Answer::Yes | Answer::AllOfFile) {
            // What stands in it goes with it.
            chosen.extend(inside.iter().filter(|it| finding.span.contains(it.span)).cloned());
            chosen.push(finding);
        }
    }
    Ok(false)
}

/// The command in its line, with what takes its place.
fn shown(name: &str, text: &str, finding: &Finding, nth: usize, all: usize, output: &Output) -> String {
    let layout = output.layout();
    let excerpt = Excerpt::new(text, finding.span);
    let finding = Known::around(text, finding.span).without(finding.clone());
    format!("{}({nth} of {all} in this file)\n", report::finding(name, &finding, Some(&excerpt), &layout))
}

/// Asks until there is an answer. The end of the input is `q`.
fn question(shown: &str, output: &Output) -> anyhow::Result<Answer> {
    output.write(shown)?;
    loop {
        output.write("Rewrite this command [y,n,a,d,q,?]? ")?;
        let mut line = String::new();
        let length = io::stdin().read_line(&mut line).context("cannot read the answer")?;
        return Ok(match line.trim() {
            "y" => Answer::Yes,
            "n" => Answer::No,
            "a" => Answer::AllOfFile,
            "d" => Answer::NoneOfFile,
            "q" => Answer::Quit,
            _ if length == 0 => {
                output.write("\n")?;
                Answer::Quit
            }
            _ => {
                output.write(HELP)?;
                continue;
            }
        });
    }
}
