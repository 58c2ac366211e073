//! Operators, grouping and line breaks.

use super::quote::{self, Position};
use super::{Layout, fill};
use crate::{Arg, Function, Piece, Redirect, Redirection, Script, Simple};

/// Where a script stands in a larger one: decides whether it must be grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    /// A list of its own: a whole text, a body, a condition, inside `$(…)`.
    List,
    /// One of `a && b && c`.
    And,
    /// Left of `||`.
    OrLeft,
    /// Right of `||`.
    OrRight,
    /// Behind `!`.
    Not,
    /// One of `a | b | c`.
    Stage,
}

pub(super) fn print(script: &Script, layout: &Layout) -> String {
    // The body of a here-document follows the line that its operator is on, so nothing may come between.
    let one_line = layout.one_line || has_here_document(script);
    Printer { layout, one_line }.lines(script, Slot::List, 0)
}

pub(super) fn function(function: &Function, layout: &Layout) -> String {
    let name = if quote::is_name(&function.name) { function.name.as_str() } else { "_" };
    let (open, body, close) = match &function.body {
        Script::Subshell(body, redirections) if redirections.is_empty() => ("(", body.as_ref(), ")"),
        body => ("{", body, "}"),
    };
    if layout.one_line {
        let body = print(body, layout);
        return if open == "(" { format!("{name}() ( {body} )") } else { format!("{name}() {}", braces(&body)) };
    }
    let printer = Printer { layout, one_line: has_here_document(body) };
    printer.block(&format!("{name}() {open}"), body, close, 0)
}

struct Printer<'l> {
    layout: &'l Layout,
    one_line: bool,
}

impl Printer<'_> {
    /// Prints over several lines where one is too long or a block wants its own.
    fn lines(&self, script: &Script, slot: Slot, level: usize) -> String {
        let script = single(script);
        if self.one_line || is_empty(script) {
            return flat(script, slot);
        }
        if needs_group(script, slot) {
            return self.group(script, &[], level);
        }
        match script {
            Script::Simple(simple) => self.simple(simple, level),
            Script::Assign(name, value) => self.assignment(name, value, level),
            Script::Pipeline(_) => self.pipeline(script, level),
            Script::And(_) => self.chain(&items(script), "&&", Slot::And, level),
            Script::Or(left, right) => {
                let left = self.lines(left, Slot::OrLeft, level);
                self.joined(left, "||", right, Slot::OrRight, level)
            }
            Script::Sequence(_) => items(script)
                .iter()
                .map(|item| self.lines(item, Slot::List, level))
                .collect::<Vec<_>>()
                .join(&self.newline(level)),
            Script::Not(inner) => format!("! {}", self.lines(inner, Slot::Not, level)),
            Script::While(condition, body) => {
                let mut head = format!("while {}; do", flat(condition, Slot::List));
                if !self.fits(&head, level) {
                    head = format!("while {}; do", self.lines(condition, Slot::List, level));
                }
                self.block(&head, body, "done", level)
            }
            Script::For(name, values, body) => self.block(&for_head(name, values), body, "done", level),
            Script::If(condition, then, otherwise) => self.if_block("if", condition, then, otherwise.as_deref(), level),
            Script::Case(value, arms) => {
                let one = flat(script, Slot::List);
                if self.fits(&one, level) { one } else { self.case(value, arms, level) }
            }
            Script::Group(body, redirections) => self.group(body, redirections, level),
            Script::Subshell(body, redirections) => {
                let one = flat(script, slot);
                if self.fits(&one, level) && !has_block(body) {
                    return one;
                }
                with_redirections(self.block("(", body, ")", level), redirections)
            }
        }
    }

    fn group(&self, body: &Script, redirections: &[Redirection], level: usize) -> String {
        let one = with_redirections(braces(&flat(body, Slot::List)), redirections);
        if self.fits(&one, level) && !has_block(body) {
            return one;
        }
        with_redirections(self.block("{", body, "}", level), redirections)
    }

    /// Each arm on a line of its own.
    fn case(&self, value: &Arg, arms: &[(&str, Script)], level: usize) -> String {
        let arms = arms.iter().map(|(pattern, body)| {
            let body = self.lines(body, Slot::List, level + 2);
            format!("{}({pattern}) {body} ;;", self.newline(level + 1))
        });
        format!("case {} in{}{}esac", word(value, Position::Argument), arms.collect::<String>(), self.newline(level))
    }

    fn if_block(
        &self,
        keyword: &str,
        condition: &Script,
        then: &Script,
        otherwise: Option<&Script>,
        level: usize,
    ) -> String {
        let head = format!("{keyword} {}; then", flat(condition, Slot::List));
        let body = self.lines(then, Slot::List, level + 1);
        let mut out = format!("{head}{}{body}{}", self.newline(level + 1), self.newline(level));
        match otherwise.map(single) {
            None => out.push_str("fi"),
            Some(Script::If(condition, then, otherwise)) => {
                out.push_str(&self.if_block("elif", condition, then, otherwise.as_deref(), level));
            }
            Some(other) => out.push_str(&self.block("else", other, "fi", level)),
        }
        out
    }

    /// `head`, the body one level deeper, `foot`; each on lines of its own.
    fn block(&self, head: &str, body: &Script, foot: &str, level: usize) -> String {
        let body = self.lines(body, Slot::List, level + 1);
        format!("{head}{}{body}{}{foot}", self.newline(level + 1), self.newline(level))
    }

    fn pipeline(&self, script: &Script, level: usize) -> String {
        let stages = items(script);
        let one = flat(script, Slot::List);
        if self.fits(&one, level) && !has_block(script) {
            return one;
        }
        // `producer | while read -r x; do` stays together, as people write it.
        if let [before @ .., last] = stages.as_slice()
            && has_block(last)
            && !before.iter().any(|stage| has_block(stage))
        {
            let head = before.iter().map(|stage| flat(stage, Slot::Stage)).collect::<Vec<_>>().join(" | ");
            let last = self.lines(last, Slot::Stage, level);
            let joined = format!("{head} | {last}");
            if joined.lines().next().is_some_and(|line| self.fits(line, level)) {
                return joined;
            }
        }
        self.chain(&stages, "|", Slot::Stage, level)
    }

    /// `a && b && c` on one line where it fits, else broken behind each operator.
    fn chain(&self, items: &[&Script], operator: &str, slot: Slot, level: usize) -> String {
        let mut items = items.iter();
        let Some(first) = items.next() else { return ":".to_owned() };
        let first = self.lines(first, slot, level);
        items.fold(first, |left, item| self.joined(left, operator, item, slot, level))
    }

    /// `left OPERATOR right`, the right side on the next line where the line gets too long or the left has several.
    fn joined(&self, mut left: String, operator: &str, right: &Script, slot: Slot, level: usize) -> String {
        if !left.contains('\n') && !has_block(right) {
            let one = format!("{left} {operator} {}", flat(right, slot));
            if self.fits(&one, level) {
                return one;
            }
        }
        // The left side may be long: it is not copied.
        left.push(' ');
        left.push_str(operator);
        left.push_str(&self.newline(level + 1));
        left.push_str(&self.lines(right, slot, level + 1));
        left
    }

    fn assignment(&self, name: &str, value: &Arg, level: usize) -> String {
        let one = assign(name, value);
        if self.fits(&one, level) {
            return one;
        }
        match value.pieces.as_slice() {
            [Piece::Output(script)] if quote::is_name(name) => {
                let inner = self.lines(script, Slot::List, level + 1);
                format!("{name}=\"{}\"", quote::substitution(&inner))
            }
            _ => one,
        }
    }

    /// A program call; where it is too long, broken with `\` in front of options, and in the middle of arguments that may be.
    fn simple(&self, simple: &Simple, level: usize) -> String {
        let one = flat_simple(simple);
        let is_breakable = simple.args.iter().any(|arg| fill::is_breakable(arg) || prints_another(arg));
        if self.fits(&one, level) || (one.contains('\n') && !is_breakable) {
            return one;
        }
        let flat = self.wrapped(&words(simple), level);
        if !is_breakable || self.fits(&flat, 0) {
            return flat;
        }
        let width = self.layout.width.saturating_sub(self.layout.indent.chars().count() + 2 * (level + 1));
        let words = words_by(simple, &|arg, position| {
            let one = word(arg, position);
            if self.fits(&one, level + 1) {
                one
            } else if fill::is_breakable(arg) {
                word(&fill::broken(arg, width, &|depth| self.newline(level + depth)), position)
            } else {
                quote::arg(arg, position, &|script| self.lines(script, Slot::List, level + 2))
            }
        });
        self.wrapped(&words, level)
    }

    /// Words on as many lines as it takes, broken with `\` in front of options.
    fn wrapped(&self, words: &[String], level: usize) -> String {
        let mut lines = vec![String::new()];
        // What has lines already is indented, and its first line does not grow.
        let fits = |chunk: &str| match chunk.rsplit_once('\n') {
            Some((_, last)) => self.fits(last, 0),
            None => self.fits(chunk, level + 1),
        };
        for chunk in chunks(words, &fits) {
            let Some(line) = lines.last_mut() else { continue };
            // A word may have several lines itself.
            let (last, first) = (line.lines().last().unwrap_or_default(), chunk.lines().next().unwrap_or_default());
            let grown = if line.is_empty() { first.to_owned() } else { format!("{last} {first}") };
            // Two columns of the line belong to its ` \`.
            let deeper = usize::from(lines.len() > 1) + level;
            // A stretch that is too long for a line of its own gains nothing by one.
            let stays = !chunk.starts_with("\"http") && !self.fits(first, level + 1);
            let Some(line) = lines.last_mut() else { continue };
            // Two that have lines of their own begin at the same column.
            let is_open = !(line.contains('\n') && chunk.contains('\n'));
            if line.is_empty() || is_open && (stays || self.fits(&format!("{grown} \\"), deeper)) {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(&chunk);
            } else {
                lines.push(chunk);
            }
        }
        lines.join(&format!(" \\{}", self.newline(level + 1)))
    }

    fn newline(&self, level: usize) -> String {
        format!("\n{}{}", self.layout.indent, "  ".repeat(level))
    }

    fn fits(&self, text: &str, level: usize) -> bool {
        let indent = self.layout.indent.chars().count() + 2 * level;
        text.lines().all(|line| line.chars().count().saturating_add(indent) <= self.layout.width)
    }
}

/// Prints everything on one line.
fn flat(script: &Script, slot: Slot) -> String {
    let script = single(script);
    if needs_group(script, slot) {
        return braces(&flat(script, Slot::List));
    }
    let join = |slot: Slot, operator: &str| {
        items(script).iter().map(|item| flat(item, slot)).collect::<Vec<_>>().join(operator)
    };
    match script {
        _ if is_empty(script) => ":".to_owned(),
        Script::Simple(simple) => flat_simple(simple),
        Script::Assign(name, value) => assign(name, value),
        Script::Pipeline(_) => join(Slot::Stage, " | "),
        Script::And(_) => join(Slot::And, " && "),
        Script::Or(left, right) => format!("{} || {}", flat(left, Slot::OrLeft), flat(right, Slot::OrRight)),
        Script::Sequence(_) => join(Slot::List, "; "),
        Script::Not(inner) => format!("! {}", flat(inner, Slot::Not)),
        Script::While(condition, body) => {
            format!("while {}; do {}; done", flat(condition, Slot::List), flat(body, Slot::List))
        }
        Script::For(name, values, body) => format!("{} {}; done", for_head(name, values), flat(body, Slot::List)),
        Script::If(condition, then, otherwise) => {
            let mut out = format!("if {}; then {}", flat(condition, Slot::List), flat(then, Slot::List));
            if let Some(otherwise) = otherwise {
                out.push_str("; else ");
                out.push_str(&flat(otherwise, Slot::List));
            }
            out + "; fi"
        }
        Script::Case(value, arms) => {
            let mut out = format!("case {} in", word(value, Position::Argument));
            for (pattern, body) in arms {
                out.push_str(&format!(" ({pattern}) {} ;;", flat(body, Slot::List)));
            }
            out + " esac"
        }
        Script::Group(body, redirections) => with_redirections(braces(&flat(body, Slot::List)), redirections),
        Script::Subshell(body, redirections) => {
            let body = flat(body, Slot::List);
            // `((` would begin arithmetic.
            let text = if body.starts_with('(') { format!("( {body} )") } else { format!("({body})") };
            with_redirections(text, redirections)
        }
    }
}

fn braces(body: &str) -> String {
    format!("{{ {body}; }}")
}

/// Whether `script` would be read as something else in `slot` without braces around it.
fn needs_group(script: &Script, slot: Slot) -> bool {
    match slot {
        Slot::List => false,
        Slot::And => matches!(script, Script::Or(..) | Script::Sequence(_)),
        Slot::OrLeft => matches!(script, Script::Sequence(_)),
        Slot::OrRight => matches!(script, Script::And(_) | Script::Sequence(_)),
        Slot::Not | Slot::Stage => {
            matches!(script, Script::And(_) | Script::Or(..) | Script::Sequence(_) | Script::Not(_))
        }
    }
}

/// A chain of one is that one.
fn single(script: &Script) -> &Script {
    let mut script = script;
    while let Script::Pipeline(items) | Script::And(items) | Script::Sequence(items) = script
        && let [only] = items.as_slice()
    {
        script = only;
    }
    script
}

/// The members of a chain, those of a chain of the same kind inside it included.
fn items(script: &Script) -> Vec<&Script> {
    let inner = match script {
        Script::Pipeline(items) | Script::And(items) | Script::Sequence(items) => items,
        _ => return vec![script],
    };
    let same = |item: &Script| !is_empty(item) && std::mem::discriminant(item) == std::mem::discriminant(script);
    inner.iter().map(single).flat_map(|item| if same(item) { items(item) } else { vec![item] }).collect()
}

fn is_empty(script: &Script) -> bool {
    match script {
        Script::Pipeline(items) | Script::And(items) | Script::Sequence(items) => items.is_empty(),
        Script::Simple(simple) => *simple == Simple::default(),
        _ => false,
    }
}

/// Whether it has a loop or a condition, whose bodies go on lines of their own.
fn has_block(script: &Script) -> bool {
    match script {
        Script::While(..) | Script::For(..) | Script::If(..) => true,
        Script::Simple(_) | Script::Assign(..) => false,
        Script::Pipeline(items) | Script::And(items) | Script::Sequence(items) => items.iter().any(has_block),
        Script::Or(left, right) => has_block(left) || has_block(right),
        Script::Not(inner) | Script::Group(inner, _) | Script::Subshell(inner, _) => has_block(inner),
        Script::Case(_, arms) => arms.iter().any(|(_, body)| has_block(body)),
    }
}

/// Whether one of the document's here-documents is attached to it.
fn has_here_document(script: &Script) -> bool {
    let any = |redirections: &[Redirection]| {
        redirections.iter().any(|one| matches!(one, Redirection::Kept(kept) if is_here_document(kept)))
    };
    match script {
        Script::Simple(simple) => any(&simple.redirections),
        Script::Assign(..) => false,
        Script::Pipeline(items) | Script::And(items) | Script::Sequence(items) => items.iter().any(has_here_document),
        Script::Or(left, right) | Script::While(left, right) => has_here_document(left) || has_here_document(right),
        Script::Not(inner) | Script::For(_, _, inner) => has_here_document(inner),
        Script::Group(inner, redirections) | Script::Subshell(inner, redirections) => {
            any(redirections) || has_here_document(inner)
        }
        Script::Case(_, arms) => arms.iter().any(|(_, body)| has_here_document(body)),
        Script::If(condition, then, otherwise) => {
            has_here_document(condition)
                || has_here_document(then)
                || otherwise.as_ref().is_some_and(|one| has_here_document(one))
        }
    }
}

fn is_here_document(redirect: &Redirect) -> bool {
    let operator = redirect.source.trim_start_matches(|c: char| c.is_ascii_digit());
    operator.starts_with("<<") && !operator.starts_with("<<<")
}

fn word(arg: &Arg, position: Position) -> String {
    quote::arg(arg, position, &|script| flat(script, Slot::List))
}

fn for_head(name: &str, values: &[Arg]) -> String {
    let name = if quote::is_name(name) { name.to_owned() } else { "_".to_owned() };
    let values: String = values.iter().map(|value| format!(" {}", word(value, Position::Argument))).collect();
    format!("for {name} in{values}; do")
}

/// `NAME=value`, or `NAME+=value` for a name that ends with `+`. A name that cannot be assigned to is printed as a
/// quoted word, never as syntax.
fn assign(name: &str, value: &Arg) -> String {
    let value = word(value, Position::Value);
    if quote::is_name(name.strip_suffix('+').unwrap_or(name)) {
        format!("{name}={value}")
    } else {
        format!("{}{value}", quote::single_quoted(&format!("{name}=")))
    }
}

/// Whether a part of it is what a script prints.
fn prints_another(arg: &Arg) -> bool {
    arg.pieces.iter().any(|piece| matches!(piece, Piece::Output(_)))
}

/// The words of a call, each printed on one line.
fn words(simple: &Simple) -> Vec<String> {
    words_by(simple, &word)
}

/// The same with `print` for its arguments.
fn words_by(simple: &Simple, print: &dyn Fn(&Arg, Position) -> String) -> Vec<String> {
    let mut words: Vec<String> = simple.assignments.iter().map(|(name, value)| assign(name, value)).collect();
    for (nth, argument) in simple.args.iter().enumerate() {
        let position = if nth == 0 { Position::Program } else { Position::Argument };
        words.push(print(argument, position));
    }
    words.extend(simple.redirections.iter().map(redirection));
    words
}

fn flat_simple(simple: &Simple) -> String {
    words(simple).join(" ")
}

/// Words in stretches that stay on one line: an option and what follows it up to the next option, where that `fits`. An option keeps
/// its value, and a program its first argument.
fn chunks(words: &[String], fits: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut chunks: Vec<String> = Vec::new();
    let mut length = 0;
    for word in words {
        let begins = ["-", "'-", "\"-", "\"http"].iter().any(|start| word.starts_with(start));
        match chunks.last_mut() {
            Some(chunk) if !begins && (length < 2 || fits(&format!("{chunk} {word}"))) => {
                chunk.push(' ');
                chunk.push_str(word);
                length += 1;
            }
            _ => {
                chunks.push(word.clone());
                length = 1;
            }
        }
    }
    chunks
}

fn with_redirections(text: String, redirections: &[Redirection]) -> String {
    redirections.iter().fold(text, |text, one| format!("{text} {}", redirection(one)))
}

fn redirection(one: &Redirection) -> String {
    match one {
        Redirection::NoInput => "</dev/null".to_owned(),
        Redirection::NoOutput => ">/dev/null".to_owned(),
        Redirection::ToError => ">&2".to_owned(),
        Redirection::Input(file) => format!("<{}", target(file)),
        Redirection::Output(file) => format!(">{}", target(file)),
        Redirection::Kept(kept) => kept.source.to_string(),
    }
}

/// A file's name behind `<` or `>`. A bare `<N>` would make `<<N>` of it.
fn target(file: &Arg) -> String {
    let text = word(file, Position::Argument);
    if text.starts_with(['<', '>', '&', '(']) { format!(" {text}") } else { text }
}
