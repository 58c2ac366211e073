//! One jq stage.

use steep_forge::Refusal;
use steep_shell::{Arg, Piece, Script, Simple, Word};

use super::body::{is_keyword, quote};
use super::words;

/// Variables of a jq program, `--arg NAME VALUE` and its kin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Vars(Vec<Var>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Var {
    option: &'static str,
    name: String,
    value: Arg,
}

impl Vars {
    /// A string; returns the variable, `$name`, under a name that is free.
    pub(crate) fn text(&mut self, name: &str, value: impl Into<Arg>) -> String {
        self.add("--arg", name, value.into())
    }

    /// A JSON value.
    pub(crate) fn json(&mut self, name: &str, value: impl Into<Arg>) -> String {
        self.add("--argjson", name, value.into())
    }

    /// A file's contents as a string.
    pub(crate) fn file(&mut self, name: &str, path: impl Into<Arg>) -> String {
        self.add("--rawfile", name, path.into())
    }

    /// A string of the document as a jq term: quoted in the program when it is known, else a variable.
    pub(crate) fn word(&mut self, name: &str, word: &Word) -> String {
        match word.as_literal() {
            Some(text) => quote(&text),
            None => self.text(name, words::one(word).unwrap_or_else(|_| word.clone())),
        }
    }

    fn add(&mut self, option: &'static str, name: &str, value: Arg) -> String {
        if let Some(var) = self.0.iter().find(|var| var.option == option && var.value == value) {
            return format!("${}", var.name);
        }
        let name = if is_keyword(name) { format!("{name}_name") } else { name.to_owned() };
        let stem: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        let mut free = stem.clone();
        let mut nth = 2;
        while self.0.iter().any(|var| var.name == free) {
            free = format!("{stem}{nth}");
            nth += 1;
        }
        let shown = format!("${free}");
        self.0.push(Var { option, name: free, value });
        shown
    }
}

/// One jq stage under construction.
#[derive(Clone, Debug)]
pub(crate) struct Jq {
    null_input: bool,
    raw_input: bool,
    slurp: bool,
    sorted: bool,
    compact: bool,
    raw: bool,
    joined: bool,
    vars: Vars,
    program: Arg,
    positional: Vec<Arg>,
}

impl Jq {
    /// A stage that runs `program`.
    pub(crate) fn new(program: impl Into<Arg>) -> Self {
        Jq {
            null_input: false,
            raw_input: false,
            slurp: false,
            sorted: false,
            compact: false,
            raw: false,
            joined: false,
            vars: Vars::default(),
            program: program.into(),
            positional: Vec::new(),
        }
    }

    /// A stage that runs `program` over one answer and, where `must_fail` is set, fails when there is none because the
    /// request before it failed: `jq -n 'input | …'`. jq reads nothing successfully otherwise, whatever its options.
    pub(crate) fn over(program: &str, must_fail: bool) -> Self {
        if must_fail { Jq::new(after_input(program)).null_input() } else { Jq::new(program) }
    }

    /// A stage that runs the user's own `filter` over one answer.
    pub(crate) fn user(filter: impl Into<Arg>, must_fail: bool) -> Self {
        let filter = filter.into();
        if must_fail { Jq::new(Arg::text("input | ").join(filter)).null_input() } else { Jq::new(filter) }
    }

    /// Runs `program` over each result.
    pub(crate) fn then(mut self, program: &str) -> Self {
        // A comment ends with its line.
        let has_comment = self.program.pieces.iter().any(|piece| match piece {
            Piece::Text(text) => text.contains('#'),
            Piece::Word(word) => word.display().contains(" #"),
            Piece::Variable(_) | Piece::Output(_) => false,
        });
        let separator = if has_comment { "\n" } else { " " };
        self.program = std::mem::take(&mut self.program).then(format!("{separator}| {program}"));
        self
    }

    /// Runs the user's own `filter` over each result.
    pub(crate) fn then_user(mut self, filter: impl Into<Arg>) -> Self {
        self.program = std::mem::take(&mut self.program).then(" | ").join(filter);
        self
    }

    /// `-n`
    pub(crate) fn null_input(mut self) -> Self {
        self.null_input = true;
        self
    }

    /// `-R`: the input is text.
    pub(crate) fn raw_input(mut self) -> Self {
        self.raw_input = true;
        self
    }

    /// `-s`
    pub(crate) fn slurp(mut self) -> Self {
        self.slurp = true;
        self
    }

    /// `-S`: keys in gh's order.
    pub(crate) fn sorted(mut self) -> Self {
        self.sorted = true;
        self
    }

    /// `-c` where `compact` is set.
    pub(crate) fn compact(mut self, compact: bool) -> Self {
        self.compact = compact;
        self
    }

    /// `-r`
    pub(crate) fn raw(mut self) -> Self {
        self.raw = true;
        self
    }

    /// `-j`: texts one after the other, without ends of lines.
    pub(crate) fn joined(mut self) -> Self {
        self.joined = true;
        self
    }

    /// With these variables.
    pub(crate) fn vars(mut self, vars: Vars) -> Self {
        self.vars = vars;
        self
    }

    /// With these arguments, `$ARGS.positional`.
    pub(crate) fn positional(mut self, arguments: Vec<Arg>) -> Self {
        self.positional = arguments;
        self
    }

    /// The stage.
    pub(crate) fn script(self) -> Script {
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
        let program = words::literal(&self.program).unwrap_or_default();
        for var in self.vars.0.into_iter().filter(|var| uses(&program, &var.name)) {
            args.extend([var.option.into(), var.name.into(), var.value]);
        }
        args.push(self.program);
        if !self.positional.is_empty() {
            args.push("--args".into());
            args.extend(self.positional);
        }
        Script::Simple(Simple { args, ..Simple::default() })
    }
}

/// Whether `field` is the name in `word`, without regard to case, as a jq condition; `name`: what a variable for it is
/// called.
///
/// # Errors
/// Where it may become several words.
pub(crate) fn same_name(vars: &mut Vars, field: &str, name: &str, word: &Word) -> Result<String, Refusal> {
    let wanted = match word.as_literal() {
        Some(text) => quote(&text.to_ascii_lowercase()),
        None => {
            words::one(word)?;
            format!("({} | ascii_downcase)", vars.word(name, word))
        }
    };
    Ok(format!("({field} | ascii_downcase) == {wanted}"))
}

/// Conditions joined by `and` or `or`: those that hold an operator which binds less are put in parentheses.
pub(crate) fn all(conditions: &[String], operator: &str) -> String {
    match conditions {
        [only] => only.clone(),
        several => {
            let shown = several.iter().map(|one| if binds_less(one) { format!("({one})") } else { one.clone() });
            shown.collect::<Vec<_>>().join(&format!(" {operator} "))
        }
    }
}

/// Whether a pipe, a comma or a logical operator stands outside of all brackets.
fn binds_less(expression: &str) -> bool {
    let outside = outside_of_brackets(expression);
    [" | ", " or ", " and ", " // ", ", "].iter().any(|operator| outside.contains(operator))
}

/// The expression without what stands in brackets and in strings.
pub(crate) fn outside_of_brackets(expression: &str) -> String {
    let (mut depth, mut in_string, mut escaped) = (0_u32, false, false);
    let mut outside = String::new();
    for c in expression.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            _ if in_string => {}
            '[' | '{' | '(' => depth += 1,
            ']' | '}' | ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    outside
}

/// Whether a program names the variable.
fn uses(program: &str, name: &str) -> bool {
    program.split('$').skip(1).any(|rest| {
        rest.strip_prefix(name).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
    })
}

/// `program` over the next input in place of the current one: `.a[] | f` becomes `input.a[] | f`, anything else
/// `input | program`.
pub(crate) fn after_input(program: &str) -> String {
    let head = program.split(" | ").next().unwrap_or(program);
    let is_path = head.starts_with('.')
        && !head.contains("..")
        && head.chars().all(|c| c.is_ascii_alphanumeric() || "._[]".contains(c));
    if !is_path {
        return format!("input | {program}");
    }
    match program.strip_prefix('.') {
        Some(rest) if rest.is_empty() || rest.starts_with(['[', ' ']) => format!("input{rest}"),
        _ => format!("input{program}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_read_the_next_input() {
        assert_eq!(after_input("."), "input");
        assert_eq!(after_input(".html_url"), "input.html_url");
        assert_eq!(after_input(".[] | {number}"), "input[] | {number}");
        assert_eq!(after_input(".workflow_runs[] | .id"), "input.workflow_runs[] | .id");
        assert_eq!(after_input(".a, .b"), "input | .a, .b");
        assert_eq!(after_input("map(.number)"), "input | map(.number)");
        assert_eq!(after_input(".a // .b"), "input | .a // .b");
    }

    #[test]
    fn conditions_are_joined_with_as_few_parentheses_as_needed() {
        let conditions = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        assert_eq!(all(&conditions(&[".archived | not"]), "and"), ".archived | not");
        assert_eq!(
            all(&conditions(&[".archived | not", ".a == \"x | y\"", "any(.b[]; . or .c)"]), "and"),
            "(.archived | not) and .a == \"x | y\" and any(.b[]; . or .c)"
        );
    }

    #[test]
    fn only_variables_that_the_program_uses_are_passed() {
        assert!(uses("$pr + {a}", "pr"));
        assert!(uses("[$p, $pr]", "p"));
        assert!(!uses("$project", "pr"));
    }

    #[test]
    fn variables_get_free_names_and_equal_values_share_one() {
        let mut vars = Vars::default();
        assert_eq!(vars.text("title", Arg::variable("a")), "$title");
        assert_eq!(vars.text("title", Arg::variable("b")), "$title2");
        assert_eq!(vars.text("other", Arg::variable("a")), "$title");
        assert_eq!(vars.text("label", Arg::variable("c")), "$label_name");
    }
}
