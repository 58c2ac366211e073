//! Commands that a text names rather than gives to run: what stands for them is a name, or they stay.

use steep_forge::{Emission, Fidelity, Refusal, Target};
use steep_markdown::{PlaceKind, Snippet};
use steep_shell::{Command, Piece, Script, Stands, Stdout};

use crate::sentence::{self, Says};

/// Where gh's manual stands: who links to it speaks of gh.
const MANUALS: [&str; 3] = ["cli.github.com", "github.com/cli/cli", "docs.github.com"];

/// What stands for `command` where readers see it: the whole form, or only its name.
///
/// # Errors
/// Where the place holds no form, or the sentence does not mean one.
pub(crate) fn shown(
    snippet: &Snippet,
    command: &Command,
    script: Script,
    emission: &mut Emission,
    target: &dyn Target,
) -> Result<Script, Refusal> {
    if command.stands == Stands::InComment {
        return in_comment(snippet, command, script, emission);
    }
    let place = &snippet.place;
    if !matches!(place.kind, PlaceKind::Prose | PlaceKind::FencedText | PlaceKind::CodeSpan | PlaceKind::HtmlCode) {
        return Ok(script);
    }
    if place.kind.is_running_text() && command.redirects.iter().any(|redirect| is_here_document(&redirect.source)) {
        return Err(does_not_fit("a page shows the lines of its here-document as one"));
    }
    if place.in_linked_heading {
        return Err(does_not_fit("a link of the document goes to the anchor of its heading"));
    }
    let link = snippet.link(command.span.start);
    if let Some(address) = link
        && (address.starts_with('#') || MANUALS.iter().any(|manual| address.contains(manual)))
    {
        let what = if address.starts_with('#') { "a heading" } else { "what GitHub says of gh" };
        return Err(does_not_fit(&format!("it is the text of a link to {what}")));
    }
    let (before, after) = snippet.sentence(command.span);
    let says = sentence::of(&before, &after);
    let named = is_named_only(command);
    if says == Says::Compares {
        return Err(ambiguous("the sentence compares it with something else or tells of the past"));
    }
    let as_name = place.kind.is_running_text() || place.in_heading || link.is_some() || says != Says::Nothing;
    if named && as_name {
        let name = name(&script)
            .ok_or_else(|| does_not_fit("the text only names the command, and its counterpart has no name"))?;
        emission.fidelity = emission.fidelity.min(Fidelity::Equivalent);
        emission.notes.clear();
        return Ok(name);
    }
    let is_one_command = is_one_command(&script);
    if says == Says::Forbids
        && (!is_one_command || target.client().as_ref() != Some(&emission.tool) || deletes(command))
    {
        return Err(ambiguous("the sentence says not to run it"));
    }
    if !is_one_command && link.is_some() {
        return Err(does_not_fit("the text of a link is no place for a script"));
    }
    if !is_one_command && place.in_heading {
        return Err(does_not_fit("a heading is no place for a script"));
    }
    Ok(script)
}

fn is_here_document(redirection: &str) -> bool {
    redirection.contains("<<") && !redirection.contains("<<<")
}

fn does_not_fit(why: &str) -> Refusal {
    Refusal::DoesNotFit { why: why.to_owned() }
}

fn ambiguous(why: &str) -> Refusal {
    Refusal::Ambiguous { why: why.to_owned() }
}

/// Whether the text gives nothing but the command's name.
fn is_named_only(command: &Command) -> bool {
    command.assignments.is_empty()
        && command.redirects.is_empty()
        && command.stdout == Stdout::Reader
        && steep_gh::is_name(&command.words)
}

/// The same in a comment of a script: a sentence there names a command, too.
fn in_comment(
    snippet: &Snippet,
    command: &Command,
    script: Script,
    emission: &mut Emission,
) -> Result<Script, Refusal> {
    let (before, after) = (snippet.text.get(..command.span.start), snippet.text.get(command.span.end..));
    let before = before.unwrap_or("").rsplit('\n').next().unwrap_or("").trim_matches([' ', '\t', '#']);
    let after = after.unwrap_or("").lines().next().unwrap_or("").trim();
    match sentence::of(before, after) {
        Says::Compares => return Err(ambiguous("the sentence compares it with something else or tells of the past")),
        Says::Forbids => return Err(ambiguous("the sentence says not to run it")),
        _ => {}
    }
    if before.is_empty() && after.is_empty() || !is_named_only(command) {
        return Ok(script);
    }
    let name = name(&script)
        .ok_or_else(|| does_not_fit("the text only names the command, and its counterpart has no name"))?;
    emission.fidelity = emission.fidelity.min(Fidelity::Equivalent);
    emission.notes.clear();
    Ok(name)
}

/// The name of the one command that a form is, `tea pulls list`; `None` for a script, and for a request with curl.
fn name(script: &Script) -> Option<Script> {
    let Script::Simple(simple) = script else { return None };
    if !simple.assignments.is_empty() || !simple.redirections.is_empty() {
        return None;
    }
    let fixed = simple.args.iter().map_while(|arg| match arg.pieces.as_slice() {
        [Piece::Text(text)] if !text.starts_with('-') => Some(arg.clone()),
        _ => None,
    });
    let words: Vec<_> = fixed.collect();
    (words.len() > 1 && words.first() != Some(&"curl".into())).then(|| Script::call(words))
}

/// Whether a form is one call of a program that has a name, and runs no other.
fn is_one_command(script: &Script) -> bool {
    let Script::Simple(simple) = script else { return false };
    let runs_others = simple.args.iter().any(|arg| arg.pieces.iter().any(|piece| matches!(piece, Piece::Output(_))));
    name(script).is_some() && !runs_others
}

/// Whether it takes something away.
fn deletes(command: &Command) -> bool {
    command.words.iter().filter_map(steep_shell::Word::as_literal).any(|word| word.starts_with("delete"))
}
