//! Tree → text, with as few parentheses as every jq since 1.6 needs.

use crate::expr::{Definition, Entry, EntryKey, Expr, Fold, Key, Operator, PathStep, Pattern, Step, TextPart};
use crate::names::{escape, is_identifier, is_keyword};
use crate::parse::Side;
use crate::visits::visit;

/// A program as text, with the places of the user's filter in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed(Vec<Fragment>);

/// A piece of a program's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fragment {
    /// Text of ours.
    Text(String),
    /// A blank that may as well be the end of a line.
    Break {
        /// In how many brackets it stands.
        nesting: usize,
        /// How tight what stands on both sides holds together: 0 for `|`, then as operators bind, the branches of an `if` most.
        level: u8,
    },
    /// The user's filter, as it was written.
    User(String),
}

impl Fragment {
    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Fragment::Text(text) | Fragment::User(text) => text,
            Fragment::Break { .. } => " ",
        }
    }
}

impl Printed {
    /// The pieces in their order. No two of ours stand side by side.
    #[must_use]
    pub fn fragments(&self) -> &[Fragment] {
        &self.0
    }
}

/// Where only operators of this level and of tighter ones stand without parentheses.
type Level = u8;

const PIPE: Level = 0;
/// A sign: an operand, but no term of jq 1.6.
const OPERAND: Level = 9;
/// What steps can follow, and what an object takes as a value.
const TERM: Level = 10;
/// What is filled in in a text stays on its line up to this many bytes, `\(` and `)` among them.
const LONGEST_IN_TEXT: usize = 83;
/// The blanks between the branches of an `if`: of what is in no further brackets, they are the last to be broken.
const BRANCH: Level = 11;

impl Expr {
    /// Its text.
    #[must_use]
    pub fn print(&self) -> Printed {
        let mut printer = Printer::default();
        printer.expr(self, PIPE, true);
        Printed(printer.out)
    }

    /// Its text, in parentheses where it is no term: fit to stand before a step or between operators.
    #[must_use]
    pub fn term_text(&self) -> String {
        let mut printer = Printer::default();
        printer.expr(self, TERM, false);
        printer.out.iter().map(Fragment::as_str).collect()
    }
}

#[derive(Default)]
struct Printer {
    out: Vec<Fragment>,
    /// How many brackets are open.
    nesting: usize,
    /// What ends the comment that a user's filter, the last that was printed, ends in.
    comment: Option<&'static str>,
}

/// How tight an expression holds together.
fn level(expr: &Expr) -> Level {
    match expr {
        Expr::Binary(_, operator, _) => operator.level(),
        Expr::Bind(..) | Expr::Define(..) | Expr::Label(..) | Expr::User(_) => PIPE,
        // What reads as a sentence stands alone, though jq would take it as an operand.
        Expr::If(..) | Expr::Fold(..) => PIPE,
        Expr::Try(_, Some(_)) => PIPE,
        Expr::Negate(_) | Expr::Try(_, None) | Expr::Break(_) => OPERAND,
        _ => TERM,
    }
}

/// Whether it cannot stand where nothing looser than `lowest` may; `is_last`: nothing follows up to a closing bracket.
fn needs_parentheses(expr: &Expr, lowest: Level, is_last: bool) -> bool {
    level(expr) < lowest || (!is_last && is_open(expr))
}

/// Whether it goes on to the end of whatever it stands in: `. as $x | …`.
fn is_open(expr: &Expr) -> bool {
    visit();
    match expr {
        Expr::Bind(..) | Expr::Define(..) | Expr::Label(..) | Expr::User(_) => true,
        // Beside any other operator it stands in parentheses.
        Expr::Binary(_, Operator::Pipe, right) => is_open(right),
        _ => false,
    }
}

impl Printer {
    fn text(&mut self, text: &str) {
        self.comment = None;
        match self.out.last_mut() {
            Some(Fragment::Text(before)) => before.push_str(text),
            _ => self.out.push(Fragment::Text(text.to_owned())),
        }
    }

    /// A blank at which a line may end, beside an operator that binds as tight as `level`.
    fn blank(&mut self, level: Level) {
        self.out.push(Fragment::Break { nesting: self.nesting, level });
    }

    /// Makes one line of what stands behind the first `from` fragments, where it and the last `text` bytes in front are short.
    fn keep_on_its_line(&mut self, from: usize, text: usize) {
        let added = self.out.get(from..).unwrap_or_default();
        let length: usize = added.iter().fold(text, |sum, fragment| sum + fragment.as_str().len());
        if length > LONGEST_IN_TEXT || !added.iter().any(|it| matches!(it, Fragment::Break { .. })) {
            return;
        }
        for fragment in self.out.split_off(from) {
            match fragment {
                Fragment::User(text) => self.out.push(Fragment::User(text)),
                other => self.text(other.as_str()),
            }
        }
    }

    /// `expr` where nothing looser than `lowest` may stand; `is_last`: nothing follows up to a closing bracket.
    fn expr(&mut self, expr: &Expr, lowest: Level, is_last: bool) {
        if needs_parentheses(expr, lowest, is_last) {
            self.bracketed("(", expr, ")");
        } else {
            self.bare(expr);
        }
    }

    /// Text on a line of its own where a comment of the user's would take it in.
    fn closing(&mut self, text: &str) {
        if let Some(end) = self.comment {
            self.text(end);
        }
        self.text(text);
    }

    fn bare(&mut self, expr: &Expr) {
        visit();
        match expr {
            Expr::Identity => self.text("."),
            Expr::Recurse => self.text(".."),
            Expr::Number(number) => self.text(number),
            Expr::Text(format, parts) => self.string(format.as_deref(), parts),
            Expr::List(None) => self.text("[]"),
            Expr::List(Some(inner)) => self.bracketed("[", inner, "]"),
            Expr::Object(entries) => self.object(entries),
            Expr::Negate(inner) => {
                self.text("-");
                self.expr(inner, TERM, false);
            }
            Expr::Binary(left, operator, right) => self.binary(left, *operator, right),
            Expr::Bind(source, pattern, body) => {
                self.expr(source, TERM, false);
                self.text(" as ");
                self.pattern(pattern);
                self.text(" |");
                self.blank(PIPE);
                self.expr(body, PIPE, true);
            }
            Expr::Fold(fold, source, pattern, arguments) => {
                self.text(if *fold == Fold::Reduce { "reduce " } else { "foreach " });
                self.expr(source, TERM, false);
                self.text(" as ");
                self.pattern(pattern);
                self.text(" ");
                self.arguments(arguments);
            }
            // Behind a path, the mark would forgive its last step alone.
            Expr::Try(body, None) if level(body) == TERM && !matches!(**body, Expr::Path(..)) => {
                self.expr(body, TERM, false);
                self.text("?");
            }
            Expr::Try(body, catch) => {
                self.text("try ");
                self.expr(body, TERM, false);
                if let Some(catch) = catch {
                    self.text(" catch ");
                    self.expr(catch, TERM, false);
                }
            }
            Expr::If(branches, otherwise) => {
                for (nth, (condition, then)) in branches.iter().enumerate() {
                    if nth > 0 {
                        self.blank(BRANCH);
                    }
                    self.text(if nth == 0 { "if " } else { "elif " });
                    self.bracketed("", condition, " then ");
                    self.bracketed("", then, "");
                }
                if let Some(otherwise) = otherwise {
                    self.blank(BRANCH);
                    self.bracketed("else ", otherwise, "");
                }
                self.blank(BRANCH);
                self.text("end");
            }
            Expr::Define(definition, rest) => {
                self.definition(definition);
                self.expr(rest, PIPE, true);
            }
            Expr::Call(name, arguments) => {
                self.text(name);
                if !arguments.is_empty() {
                    self.arguments(arguments);
                }
            }
            Expr::Variable(name) => {
                self.text("$");
                self.text(name);
            }
            Expr::Label(name, body) => {
                self.text("label $");
                self.text(name);
                self.text(" |");
                self.blank(PIPE);
                self.expr(body, PIPE, true);
            }
            Expr::Break(name) => {
                self.text("break $");
                self.text(name);
            }
            Expr::Path(head, steps) => self.path(head, steps),
            Expr::User(filter) => {
                self.out.push(Fragment::User(filter.text().to_owned()));
                self.comment = filter.end_of_comment();
            }
        }
    }

    /// `inner` between two texts that hold it apart from everything else.
    fn bracketed(&mut self, open: &str, inner: &Expr, close: &str) {
        self.text(open);
        self.nested(|it| it.expr(inner, PIPE, true));
        self.closing(close);
    }

    /// What stands in one more pair of brackets.
    fn nested(&mut self, print: impl FnOnce(&mut Self)) {
        self.nesting += 1;
        print(self);
        self.nesting -= 1;
    }

    fn binary(&mut self, left: &Expr, operator: Operator, right: &Expr) {
        let level = operator.level();
        let (of_left, of_right) = match operator.side() {
            Side::Left => (level, level + 1),
            Side::Right => (level + 1, level),
            Side::Neither => (level + 1, level + 1),
        };
        if operator == Operator::Pipe {
            // The left side may be open, where the right one uses none of the names that it defines.
            let names = if is_open(left) { Some(left.names_for_the_rest()) } else { None };
            let may_go_on = names.is_none_or(|names| names.is_empty() || !right.may_use(&names));
            self.expr(left, if may_go_on { PIPE } else { of_left }, may_go_on);
            match self.comment {
                Some(_) => self.closing("|"),
                None => self.text(" |"),
            }
        } else {
            self.expr(left, of_left, false);
            self.text(if operator == Operator::Comma { "" } else { " " });
            self.text(operator.as_str());
        }
        self.blank(level);
        self.expr(right, of_right, operator == Operator::Pipe);
    }

    fn string(&mut self, format: Option<&str>, parts: &[TextPart]) {
        if let Some(format) = format {
            self.text(format);
            self.text(" ");
        }
        self.text("\"");
        for part in parts {
            match part {
                TextPart::Literal(text) => {
                    let mut escaped = String::new();
                    escape(&mut escaped, text);
                    self.text(&escaped);
                }
                TextPart::Filled(inner) => {
                    let from = self.out.len();
                    let last = |out: &[Fragment]| out.get(from - 1).map_or(0, |fragment| fragment.as_str().len());
                    let before = last(&self.out);
                    self.bracketed("\\(", inner, ")");
                    self.keep_on_its_line(from, last(&self.out) - before);
                }
            }
        }
        self.text("\"");
    }

    fn quoted(&mut self, text: &str) {
        self.string(None, &[TextPart::Literal(text.to_owned())]);
    }

    fn object(&mut self, entries: &[Entry]) {
        self.text("{");
        for (nth, entry) in entries.iter().enumerate() {
            if nth > 0 {
                self.text(",");
                self.nested(|it| it.blank(Operator::Comma.level()));
            }
            self.key(&entry.key);
            if let Some(value) = &entry.value {
                self.text(": ");
                self.nested(|it| it.expr(value, TERM, false));
            }
        }
        self.text("}");
    }

    fn key(&mut self, key: &EntryKey) {
        match key {
            EntryKey::Name(key) => self.name(key),
            EntryKey::Variable(name) => {
                self.text("$");
                self.text(name);
            }
            EntryKey::Computed(Expr::Text(format, parts)) => self.string(format.as_deref(), parts),
            EntryKey::Computed(key) => self.bracketed("(", key, ")"),
            EntryKey::Elided => self.text("..."),
        }
    }

    fn name(&mut self, key: &Key) {
        if is_identifier(&key.text) && !is_keyword(&key.text) {
            self.text(&key.text);
        } else {
            self.quoted(&key.text);
        }
    }

    fn path(&mut self, head: &Expr, steps: &[PathStep]) {
        let is_root = *head == Expr::Identity;
        match head {
            Expr::Identity => {}
            Expr::Number(_) | Expr::Recurse => self.bracketed("(", head, ")"),
            head => self.expr(head, TERM, false),
        }
        for (nth, step) in steps.iter().enumerate() {
            let begins = is_root && nth == 0;
            match &step.to {
                Step::Field(key) if is_identifier(&key.text) => {
                    self.text(".");
                    self.text(&key.text);
                }
                other => {
                    self.text(if begins { ".[" } else { "[" });
                    match other {
                        Step::Field(key) => self.quoted(&key.text),
                        Step::Index(index) => self.bracketed("", index, ""),
                        Step::Slice(from, to) => {
                            if let Some(from) = from {
                                self.bracketed("", from, "");
                            }
                            self.text(":");
                            if let Some(to) = to {
                                self.bracketed("", to, "");
                            }
                        }
                        Step::All => {}
                    }
                    self.text("]");
                }
            }
            if step.optional {
                self.text("?");
            }
        }
    }

    fn arguments(&mut self, arguments: &[Expr]) {
        self.text("(");
        for (nth, argument) in arguments.iter().enumerate() {
            if nth > 0 {
                self.text(";");
                self.nested(|it| it.blank(PIPE));
            }
            self.bracketed("", argument, "");
        }
        self.text(")");
    }

    fn definition(&mut self, definition: &Definition) {
        self.text("def ");
        self.text(&definition.name);
        if !definition.parameters.is_empty() {
            self.text("(");
            self.text(&definition.parameters.join("; "));
            self.text(")");
        }
        self.text(": ");
        self.bracketed("", &definition.body, ";");
        self.blank(PIPE);
    }

    fn pattern(&mut self, pattern: &Pattern) {
        match pattern {
            Pattern::Variable(name) => {
                self.text("$");
                self.text(name);
            }
            Pattern::List(all) => {
                for (nth, one) in all.iter().enumerate() {
                    self.text(if nth == 0 { "[" } else { ", " });
                    self.pattern(one);
                }
                self.text("]");
            }
            Pattern::Object(entries) => {
                for (nth, (key, inner)) in entries.iter().enumerate() {
                    self.text(if nth == 0 { "{" } else { ", " });
                    self.key(key);
                    if let Some(inner) = inner {
                        self.text(": ");
                        self.pattern(inner);
                    }
                }
                self.text("}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LONGEST_IN_TEXT;
    use crate::expr::{Expr, Operator, jq};
    use crate::filter::Filter;
    use crate::parse::parse;
    use crate::print::Fragment;

    #[test]
    fn programs_are_printed_as_people_write_them() {
        for text in [
            ".",
            ".[] | {number, url: .html_url}",
            "[.[] | select(.state == \"open\" and (.dismissed | not))] | group_by(.user.login) | map(max_by(.id).state)",
            "{id: (.id | tostring), login, name: .full_name}",
            "if .merged then \"MERGED\" elif .a then 1 else [.state, 2] | join(\"\") end",
            ".[0] // error(\"none\")",
            "{pending: \"\"}[.status] // \"FAILURE\"",
            "\"\\(.a | @uri)\\t\\(.b)\"",
            "reduce .[] as {$number, author: {$login}} ({}; .[$login] += [$number])",
            ".a[\"b c\"][1:][:-1]?",
            "-.a + 1 - (2 - 3)",
            "(.a, .b) as [$x, $y] | $x == $y",
            "def f($x; g): $x | g; f(1; .)",
            "try error(\"x\") catch .",
            "label $out | foreach .[] as $i (0; . + $i; if . > 3 then ., break $out else . end)",
            "{(.a): 1, $x, \"b c\": (-(.x + 1)), \"and\": (if . then 1 else 2 end)}",
            "(if . then 1 else 2 end).a",
            ".a? // (capture(\"x\")? | .b)",
            "@base64 \"\\(.x)\"",
            ".x = (.a // 1)",
        ] {
            let program = parse(text).unwrap();
            assert_eq!(program.to_string(), text);
            // The same, with every blank that may be the end of a line.
            let broken = |fragment: &Fragment| match fragment {
                Fragment::Break { .. } => "\n".to_owned(),
                other => other.as_str().to_owned(),
            };
            let broken: String = program.print().fragments().iter().map(broken).collect();
            assert_eq!(parse(&broken).as_ref(), Ok(&program), "{broken}");
        }
    }

    #[test]
    fn a_short_program_in_a_text_stays_on_its_line() {
        let breaks = |program: &str| {
            let program = parse(program).unwrap().print();
            program.fragments().iter().filter(|it| matches!(it, Fragment::Break { .. })).count()
        };
        assert_eq!(breaks(r#""\(.a | "\(.b, .c)")" | .d"#), 1);
        let long = format!("{} | .b", ".a".repeat(LONGEST_IN_TEXT / 2));
        assert_eq!(breaks(&format!(r#""\({long}) \(.a | .b)" | .d"#)), 2);
    }

    #[test]
    fn what_binds_looser_is_put_in_parentheses() {
        let program = jq("$_a == $_b").with("a", jq(".x | length")).with("b", jq("1, 2"));
        assert_eq!(program.to_string(), "(.x | length) == (1, 2)");
        assert_eq!(jq("[$_a][0]").with("a", jq(". as $x | $x")).to_string(), "[. as $x | $x][0]");
        assert_eq!(jq("$_a.b").with("a", jq(".x + 1")).to_string(), "(.x + 1).b");
    }

    #[test]
    fn a_user_s_filter_ends_before_what_follows() {
        let then = |text: &str, next| Expr::User(Box::new(Filter::new(text))).then(jq(next)).to_string();
        assert_eq!(then(".a", "length"), ".a | length");
        assert_eq!(then(".a#c", "length"), ".a#c\n| length");
        assert_eq!(then(".a # c\\", "length"), ".a # c\\ \n| length");
        assert_eq!(then("\"#\"", "length"), "\"#\" | length");
        assert_eq!(then(".a #c\n", "length"), ".a #c\n | length");
        assert_eq!(then("def length: 1; .a", "length"), "(def length: 1; .a) | length");
        assert_eq!(then("def length: 1; .a #c", "length"), "(def length: 1; .a #c\n) | length");
        let listed = Expr::User(Box::new(Filter::new(".a#c"))).listed();
        assert_eq!(listed.to_string(), "[.a#c\n]");
        let sum = Expr::User(Box::new(Filter::new(".a, .b"))).binary(Operator::Add, jq("1"));
        assert_eq!(sum.to_string(), "(.a, .b) + 1");
    }
}
