//! One jq stage, its variables, and the filter of a user that runs in it.

use std::collections::BTreeSet;

use steep_forge::Refusal;
use steep_jq::{Expr, Filter, Fragment, Operator, is_keyword, jq};
use steep_shell::{Arg, Break, Part, Script, Simple, Word};

use crate::{time, words};

/// Variables of a jq program, `--arg NAME VALUE` and its kin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vars(Vec<Var>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Var {
    option: &'static str,
    name: String,
    value: Arg,
}

impl Vars {
    /// A string; returns the variable under a name that is free.
    pub fn text(&mut self, name: &str, value: impl Into<Arg>) -> Expr {
        self.add("--arg", name, value.into())
    }

    /// A JSON value.
    pub fn json(&mut self, name: &str, value: impl Into<Arg>) -> Expr {
        self.add("--argjson", name, value.into())
    }

    /// A file's contents as a string.
    pub fn file(&mut self, name: &str, path: impl Into<Arg>) -> Expr {
        self.add("--rawfile", name, path.into())
    }

    /// A string of the document: itself when it is known, else a variable.
    ///
    /// # Errors
    /// Where the word may become several words.
    pub fn word(&mut self, name: &str, word: &Word) -> Result<Expr, Refusal> {
        let one = words::one(word)?;
        Ok(match word.as_literal() {
            Some(text) => Expr::text(text),
            None => self.text(name, one),
        })
    }

    /// The variables that the programs read, where all of them are strings.
    pub(crate) fn texts<'a>(&'a self, programs: impl Iterator<Item = &'a Expr>) -> Option<Vec<(&'a str, &'a Arg)>> {
        let read: BTreeSet<String> = programs.flat_map(Expr::free_variables).collect();
        let used = self.0.iter().filter(|var| read.contains(&var.name));
        used.map(|var| (var.option == "--arg").then_some((var.name.as_str(), &var.value))).collect()
    }

    /// Adds those of `other` that are not there.
    pub(crate) fn extend(&mut self, other: &Vars) {
        let more: Vec<Var> = other.0.iter().filter(|var| !self.0.contains(var)).cloned().collect();
        self.0.extend(more);
    }

    fn add(&mut self, option: &'static str, name: &str, value: Arg) -> Expr {
        if let Some(var) = self.0.iter().find(|var| var.option == option && var.value == value) {
            return Expr::variable(var.name.clone());
        }
        let name = if is_keyword(name) { format!("{name}_name") } else { name.to_owned() };
        let stem: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        let mut free = stem.clone();
        let is_numbered = |name: &str| {
            name.strip_prefix(stem.as_str()).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
        };
        // So many of the numbers are taken, as a rule the first ones.
        let mut nth = self.0.iter().filter(|var| is_numbered(&var.name)).count();
        while self.0.iter().any(|var| var.name == free) {
            nth += 1;
            free = format!("{stem}{nth}");
        }
        self.0.push(Var { option, name: free.clone(), value });
        Expr::variable(free)
    }
}

/// One jq stage under construction.
#[derive(Clone, Debug)]
pub struct Jq {
    null_input: bool,
    raw_input: bool,
    slurp: bool,
    sorted: bool,
    compact: bool,
    raw: bool,
    joined: bool,
    vars: Vars,
    program: Expr,
    /// The user's filter as an argument, where it stands in the program.
    filter: Arg,
    positional: Vec<Arg>,
    file: Option<Arg>,
}

/// A user's filter: what jq reads of it, and the argument that it is.
#[derive(Clone, Debug)]
pub struct UserFilter {
    /// What is known of it.
    pub filter: Filter,
    /// The argument, with the quotes and expansions of the document.
    pub arg: Arg,
}

impl UserFilter {
    /// The filter of a word, with the document's own quotes and expansions.
    #[must_use]
    pub fn new(word: &Word) -> Self {
        let is_filled_in = |part: &Part| !matches!(part, Part::Literal { text, .. } if !text.trim().is_empty());
        let filter = match word.as_literal() {
            Some(text) => Filter::new(text),
            None if word.parts.iter().all(is_filled_in) => Filter::unknown(word.display()),
            None => Filter::filled_in(word.display()),
        };
        UserFilter { filter, arg: Arg::from(word) }
    }

    /// Another program in its place.
    #[must_use]
    pub fn of_text(text: String) -> Self {
        UserFilter { filter: Filter::new(text.clone()), arg: Arg::text(text) }
    }

    /// Whether nothing of it is known before the shell runs.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.filter.is_unknown()
    }

    /// It as a term.
    #[must_use]
    pub fn term(&self) -> Expr {
        Expr::User(Box::new(self.filter.clone()))
    }
}

impl Jq {
    /// A stage that runs `program`.
    #[must_use]
    pub fn new(program: Expr) -> Self {
        Jq {
            null_input: false,
            raw_input: false,
            slurp: false,
            sorted: false,
            compact: false,
            raw: false,
            joined: false,
            vars: Vars::default(),
            program,
            filter: Arg::default(),
            positional: Vec::new(),
            file: None,
        }
    }

    /// A stage that runs `program` over one answer and, where `must_fail` is set, fails when there is none because the
    /// request before it failed: `jq -n 'input | …'`. jq reads nothing successfully otherwise, whatever its options.
    #[must_use]
    pub fn over(program: Expr, must_fail: bool) -> Self {
        if must_fail { Jq::new(program.over(Expr::call("input"))).null_input() } else { Jq::new(program) }
    }

    /// Runs `program` over each result.
    #[must_use]
    pub fn then(mut self, program: Expr) -> Self {
        self.program = match std::mem::replace(&mut self.program, Expr::Identity) {
            Expr::Identity => program,
            before => before.then(program),
        };
        self
    }

    /// The argument of the user's filter that the program holds.
    #[must_use]
    pub fn holding(mut self, filter: &UserFilter) -> Self {
        self.filter = filter.arg.clone();
        self
    }

    /// `-n`
    #[must_use]
    pub fn null_input(mut self) -> Self {
        self.null_input = true;
        self
    }

    /// `-R`: the input is text.
    #[must_use]
    pub fn raw_input(mut self) -> Self {
        self.raw_input = true;
        self
    }

    /// `-s`
    #[must_use]
    pub fn slurp(mut self) -> Self {
        self.slurp = true;
        self
    }

    /// `-S`: keys in gh's order.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.sorted = true;
        self
    }

    /// `-c` where `compact` is set.
    #[must_use]
    pub fn compact(mut self, compact: bool) -> Self {
        self.compact = compact;
        self
    }

    /// `-r`
    #[must_use]
    pub fn raw(mut self) -> Self {
        self.raw = true;
        self
    }

    /// `-j`: texts one after the other, without ends of lines.
    #[must_use]
    pub fn joined(mut self) -> Self {
        self.joined = true;
        self
    }

    /// With these variables.
    #[must_use]
    pub fn vars(mut self, vars: Vars) -> Self {
        self.vars = vars;
        self
    }

    /// Reading this file in place of its standard input.
    #[must_use]
    pub fn reading(mut self, file: Arg) -> Self {
        self.file = Some(file);
        self
    }

    /// With these arguments, `$ARGS.positional`.
    #[must_use]
    pub fn positional(mut self, arguments: Vec<Arg>) -> Self {
        self.positional = arguments;
        self
    }

    /// The stage.
    #[must_use]
    pub fn script(mut self) -> Script {
        self.program = time::said_once(self.program);
        let mut args: Vec<Arg> = vec!["jq".into()];
        let flags: String = [
            (self.null_input, 'n'),
            (self.raw_input, 'R'),
            (self.slurp, 's'),
            (self.sorted, 'S'),
            (self.compact, 'c'),
            (self.raw, 'r'),
            (self.joined, 'j'),
        ]
        .iter()
        .filter_map(|(on, flag)| on.then_some(flag))
        .collect();
        if !flags.is_empty() {
            args.push(Arg::text(format!("-{flags}")));
        }
        let read = self.program.free_variables();
        for var in self.vars.0.into_iter().filter(|var| read.contains(&var.name)) {
            args.extend([var.option.into(), var.name.into(), var.value]);
        }
        args.push(self.program.print().fragments().iter().fold(Arg::default(), |program, fragment| match fragment {
            Fragment::Text(text) => program.then(text.clone()),
            Fragment::Break { nesting, level } => program.or_break(Break { nesting: *nesting, level: *level }),
            Fragment::User(_) => program.join(self.filter.clone()),
        }));
        args.extend(self.file);
        if !self.positional.is_empty() {
            args.push("--args".into());
            args.extend(self.positional);
        }
        Script::Simple(Simple { args, ..Simple::default() })
    }
}

/// Whether `field` is the name in `word`, without regard to case, as a jq condition; `name`: what a variable for it is
/// called. GitHub takes `Bug` for the label `bug`, and so on for people, milestones and repositories; names of another forge may
/// differ by case.
///
/// # Errors
/// Where it may become several words.
pub fn same_name(vars: &mut Vars, field: &'static str, name: &str, word: &Word) -> Result<Expr, Refusal> {
    let wanted = match word.as_literal() {
        Some(text) if !text.contains(|c: char| c.is_ascii_alphabetic()) => {
            return Ok(jq(field).equals(Expr::text(text)));
        }
        Some(text) => Expr::text(text.to_ascii_lowercase()),
        None => vars.word(name, word)?.then(Expr::call("ascii_downcase")),
    };
    Ok(jq(field).then(Expr::call("ascii_downcase")).equals(wanted))
}

/// A condition that asks for the value of `word`. gh has no such condition where that is empty.
///
/// # Errors
/// Where it may become several words.
pub fn unless_empty(vars: &mut Vars, name: &str, word: &Word, holds: Expr) -> Result<Expr, Refusal> {
    if !words::may_be_empty(word) {
        return Ok(holds);
    }
    let value = vars.word(name, word)?;
    Ok(value.equals(Expr::text(String::new())).binary(Operator::Or, holds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_joined_with_as_few_parentheses_as_needed() {
        let joined =
            |texts: &[&'static str]| Expr::conditions(texts.iter().map(|text| jq(text)), Operator::And).to_string();
        assert_eq!(joined(&[".archived | not"]), ".archived | not");
        assert_eq!(
            joined(&[".archived | not", ".a == \"x | y\"", "any(.b[]; . or .c)"]),
            "(.archived | not) and .a == \"x | y\" and any(.b[]; . or .c)"
        );
    }

    #[test]
    fn variables_get_free_names_and_equal_values_share_one() {
        let mut vars = Vars::default();
        assert_eq!(vars.text("title", Arg::variable("a")), Expr::variable("title"));
        assert_eq!(vars.text("title", Arg::variable("b")), Expr::variable("title2"));
        assert_eq!(vars.text("other", Arg::variable("a")), Expr::variable("title"));
        assert_eq!(vars.text("label", Arg::variable("c")), Expr::variable("label_name"));
    }
}
