//! What steep promises about every text, whatever stands in it, checked from the outside: with the public API and with
//! pulldown-cmark, not with steep's own reading of a document.
//!
//! The integration tests, the fuzz targets and the pass over public documents all hold texts against this one list.

#![allow(dead_code, unreachable_pub, reason = "each program that includes this file uses its part of it")]

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use steep::{Finding, Outcome, Reason, Span, Target, Transpiled, Transpiler};

/// How many cases a random test tries: `PROPTEST_CASES`, else `normal`.
pub fn cases(normal: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(normal)
}

/// What kind of text is rewritten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A Markdown document.
    Markdown,
    /// A shell script.
    Shell,
}

impl Kind {
    /// Rewrites `source`.
    pub fn rewrite<'t>(self, steep: &Transpiler, source: &'t str) -> Transpiled<'t> {
        match self {
            Kind::Markdown => steep.markdown(source),
            Kind::Shell => steep.shell(source),
        }
    }
}

/// One transpiler for each target.
pub fn transpilers() -> [Transpiler; 2] {
    let host = "https://git.example.org";
    [Target::gitea(host).tea("0.9.2"), Target::gitea(host)]
        .map(|target| Transpiler::builder().target(target).map_owner("Acme", "acme").build().expect("a good target"))
}

/// Whether the finding is a rewrite that was applied by itself.
pub fn is_applied(finding: &Finding) -> bool {
    finding.outcome == Outcome::Rewritten && finding.inside.is_none()
}

/// Holds the rewriting of `source` against every promise.
///
/// # Errors
/// Says which promise is broken, and how.
pub fn check<'t>(steep: &Transpiler, kind: Kind, source: &'t str) -> Result<Transpiled<'t>, String> {
    let out = kind.rewrite(steep, source);
    spans_are_of_the_source(source, &out)?;
    findings_are_complete(&out)?;
    only_commands_change(source, &out)?;
    totals_add_up(&out)?;
    if let Cow::Owned(text) = &out.text {
        a_second_run_changes_nothing(steep, kind, text)?;
        if kind == Kind::Markdown {
            blocks_stay(source, text)?;
            markup_stays(source, &out)?;
        }
    }
    Ok(out)
}

/// [`check`] for every target.
///
/// # Errors
/// Says which promise is broken for which target, and how.
pub fn check_all(kind: Kind, source: &str) -> Result<(), String> {
    for steep in transpilers() {
        if let Err(problem) = check(&steep, kind, source) {
            return Err(format!("{}: {problem}\nof {source:?}", steep.target().name()));
        }
    }
    Ok(())
}

fn spans_are_of_the_source(source: &str, out: &Transpiled<'_>) -> Result<(), String> {
    let mut lines = Positions::new(source);
    for finding in &out.findings {
        let Span { start, end } = finding.span;
        let Some(text) = source.get(start..end) else {
            return Err(format!("the span {start}..{end} is none of the source's"));
        };
        // A directive with a slip is told where it stands. `g\h` and `"gh"` are the program, too, also over the end of a line.
        let unquoted = text.replace(['\\', '\'', '"', '\n', '\r'], "");
        if finding.rule != "directive" && !unquoted.contains("gh") {
            return Err(format!("no gh stands at {start}..{end}: {text:?}"));
        }
        let position = (finding.position.line, finding.position.column);
        let counted = lines.of(source, start);
        // A span that grew to hold its place's delimiters begins before the command.
        if position.0 < counted.0 || (position.0 == counted.0 && position.1 < counted.1) {
            return Err(format!("offset {start} is at {counted:?}, not at {position:?}"));
        }
        if !is_applied(finding) && position != counted {
            return Err(format!("offset {start} is at {counted:?}, not at {position:?}"));
        }
        if let Some(around) = finding.inside {
            let outer = out.findings.iter().any(|other| is_applied(other) && other.span == around);
            if !outer || !around.contains(finding.span) {
                return Err(format!("nothing that was applied is at {around:?}, which {:?} is inside", finding.span));
            }
        }
    }
    let ordered = |pair: &[Finding]| matches!(pair, [a, b] if a.span.start <= b.span.start);
    if out.findings.windows(2).all(ordered) { Ok(()) } else { Err("the findings are not in order".to_owned()) }
}

fn findings_are_complete(out: &Transpiled<'_>) -> Result<(), String> {
    for finding in &out.findings {
        let form = finding.replacement.is_some() && finding.fidelity.is_some() && finding.tool.is_some();
        let reason = finding.reason.is_some();
        let complete = match finding.outcome {
            Outcome::Rewritten => form && !reason,
            Outcome::Suggested => form && reason && !finding.message.is_empty(),
            Outcome::Refused => reason && !finding.message.is_empty(),
            Outcome::Skipped => matches!(finding.reason, Some(Reason::NotACommand | Reason::Directive)),
        };
        if !complete {
            return Err(format!("a finding does not say all it should: {finding:?}"));
        }
    }
    Ok(())
}

/// The applied findings are disjoint, and putting their replacements in their spans gives the result: so every other
/// byte is the source's.
fn only_commands_change(source: &str, out: &Transpiled<'_>) -> Result<(), String> {
    let mut rebuilt = String::with_capacity(out.text.len());
    let mut at = 0;
    for finding in out.findings.iter().filter(|finding| is_applied(finding)) {
        let Some(kept) = source.get(at..finding.span.start) else {
            return Err(format!("two applied findings overlap at {:?}", finding.span));
        };
        rebuilt.push_str(kept);
        rebuilt.push_str(finding.replacement.as_deref().unwrap_or_default());
        at = finding.span.end;
    }
    if at == 0 && !matches!(&out.text, Cow::Borrowed(text) if *text == source) {
        return Err(format!("nothing was rewritten, and yet the text became {:?}", out.text));
    }
    rebuilt.push_str(source.get(at..).unwrap_or_default());
    if rebuilt == out.text {
        return Ok(());
    }
    Err(format!("the replacements give {rebuilt:?}, the result is {:?}", out.text))
}

fn totals_add_up(out: &Transpiled<'_>) -> Result<(), String> {
    let count = |outcome| out.findings.iter().filter(|finding| finding.outcome == outcome).count();
    let summary = &out.summary;
    let tools: usize = summary.rewritten_by_group.values().flat_map(|tools| tools.values()).sum();
    let counted = [
        (count(Outcome::Rewritten), summary.rewritten()),
        (count(Outcome::Rewritten), tools),
        (count(Outcome::Suggested), summary.suggested),
        (count(Outcome::Refused), summary.refusals()),
        (count(Outcome::Skipped), summary.skipped.values().sum()),
        (out.findings.iter().filter(|finding| finding.rule != "directive").count(), summary.tokens),
    ];
    if counted.iter().all(|(findings, total)| findings == total) {
        return Ok(());
    }
    Err(format!("the findings and the totals differ: {counted:?}"))
}

fn a_second_run_changes_nothing(steep: &Transpiler, kind: Kind, text: &str) -> Result<(), String> {
    let again = kind.rewrite(steep, text);
    match again.findings.iter().find(|finding| is_applied(finding)) {
        None if again.text == text => Ok(()),
        None => Err(format!("a second run changes {text:?} to {:?}", again.text)),
        Some(finding) => Err(format!("a second run rewrites `{}` of {text:?} again", finding.command)),
    }
}

fn blocks_stay(before: &str, after: &str) -> Result<(), String> {
    let (old, new) = (blocks(before), blocks(after));
    if old == new {
        return Ok(());
    }
    let parted = old.iter().zip(&new).position(|(old, new)| old != new).unwrap_or(old.len().min(new.len()));
    Err(format!("the blocks part at {parted}: {:?} became {:?} in {after:?}", old.get(parted), new.get(parted)))
}

/// What markup the text between two rewritten commands, or before the first or behind the last one, begins with or lies in:
/// every character of it is in the same emphasis, links and code as before. Emphasis from one replacement to another, which
/// takes nothing but their own characters, is not looked at.
fn markup_stays(source: &str, out: &Transpiled<'_>) -> Result<(), String> {
    let mut written = vec![false; out.text.len()];
    let (mut at, mut moved) = (0, 0);
    for finding in out.findings.iter().filter(|finding| is_applied(finding)) {
        let start = moved + finding.span.start - at;
        (at, moved) = (finding.span.end, start + finding.replacement.as_ref().map_or(0, String::len));
        written[start..moved].fill(true);
    }
    let (old, new) = (markup(source, &[]), markup(&out.text, &written));
    let (mut at, mut moved) = (0, 0);
    let end = Span::empty(source.len());
    let applied = out.findings.iter().filter(|finding| is_applied(finding));
    for (span, length) in applied.map(|it| (it.span, it.replacement.as_ref().map_or(0, String::len))).chain([(end, 0)])
    {
        let kept = span.start - at;
        let (before, after) = (old.get(at..at + kept), new.get(moved..moved + kept));
        if before != after {
            return Err(format!("the markup of {:?} changed in {:?}", source.get(at..at + kept), out.text));
        }
        (at, moved) = (span.end, moved + kept + length);
    }
    Ok(())
}

/// The inline markup around each byte of a document, one bit a kind, without emphasis that begins and ends at `written`
/// bytes.
fn markup(document: &str, written: &[bool]) -> Vec<u8> {
    let is_written = |at: usize| written.get(at).copied().unwrap_or_default();
    let mut all = vec![0; document.len()];
    let start = if document.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    // Lone carriage returns as line feeds, all offsets as they are.
    let text: String = {
        let mut chars = document.chars().skip(usize::from(start > 0)).peekable();
        let mut text = String::with_capacity(document.len());
        while let Some(c) = chars.next() {
            text.push(if c == '\r' && chars.peek() != Some(&'\n') { '\n' } else { c });
        }
        text
    };
    for (event, range) in events(&text).into_offset_iter() {
        let bit = match event {
            Event::Start(Tag::Emphasis) => 1,
            Event::Start(Tag::Strong) => 2,
            Event::Start(Tag::Strikethrough) => 4,
            Event::Start(Tag::Link { .. }) => 8,
            Event::Start(Tag::Image { .. }) => 16,
            Event::Code(_) => 32,
            Event::InlineHtml(_) => 64,
            _ => continue,
        };
        let range = start + range.start..start + range.end;
        if bit <= 4 && is_written(range.start) && is_written(range.end - 1) {
            continue;
        }
        all[range].iter_mut().for_each(|byte| *byte |= bit);
    }
    all
}

/// The starts and ends of the blocks of a document.
pub fn blocks(document: &str) -> Vec<String> {
    let document = readable(document);
    events(&document)
        .filter_map(|event| match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => Some(format!("Start(Fence({info}))")),
            Event::Start(tag) if is_block(tag.to_end()) => Some(format!("Start({:?})", tag.to_end())),
            Event::End(tag) if is_block(tag) => Some(format!("End({tag:?})")),
            Event::Rule => Some("Rule".to_owned()),
            _ => None,
        })
        .collect()
}

/// The events of a document that [`readable`] gave.
pub fn events(document: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    Parser::new_ext(document, options)
}

/// The document without its byte order mark, and with line feeds for lone carriage returns, which pulldown-cmark does not
/// take for the ends of lines inside code.
pub fn readable(document: &str) -> String {
    let document = document.strip_prefix('\u{feff}').unwrap_or(document);
    document.replace("\r\n", "\n").replace('\r', "\n")
}

fn is_block(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// Counts lines and columns, for offsets that ascend.
struct Positions {
    at: usize,
    line: usize,
    column: usize,
}

impl Positions {
    fn new(_source: &str) -> Self {
        Positions { at: 0, line: 1, column: 1 }
    }

    fn of(&mut self, source: &str, offset: usize) -> (usize, usize) {
        if offset < self.at {
            *self = Positions::new(source);
        }
        let mut chars = source.get(self.at..offset).unwrap_or_default().chars().peekable();
        while let Some(c) = chars.next() {
            let next_is_feed = || source.as_bytes().get(offset) == Some(&b'\n');
            let ends = match c {
                '\n' => true,
                '\r' => chars.peek().map_or_else(|| !next_is_feed(), |next| *next != '\n'),
                _ => false,
            };
            (self.line, self.column) = if ends { (self.line + 1, 1) } else { (self.line, self.column + 1) };
        }
        self.at = offset;
        (self.line, self.column)
    }
}
