//! Where the jq inside gh does otherwise than jq, and what is done about it in one program. `docs/jq.md` is the list.

use jaq_core::load::lex::StrPart;
use jaq_core::load::parse::{BinaryOp, Pattern, Term};
use jaq_core::path::{Part, Path};

use super::children::children;
use super::input::{self, Input, is_composite};
use super::prints::{self, Given, Prints};
use super::{functions, plain, regex};

/// Functions that jq has since 1.7, and gh's jq knows.
const SINCE_1_7: &[&str] = &["abs", "have_decnum", "have_literal_numbers", "ltrim", "pick", "rtrim", "toarray", "trim"];

/// jq splits the empty text into nothing.
const SPLIT: &str = r#"def split($s): if . == "" then [""] else . / $s end; "#;
/// jq gives the entries in the order in which they were made.
const TO_ENTRIES: &str = "def to_entries: [keys[] as $k | {key: $k, value: .[$k]}]; ";
/// jq 1.8 fails where there is no text.
const LTRIMSTR: &str =
    r#"def ltrimstr($s): if type == "string" and startswith($s) then .[($s | length):] else . end; "#;
const RTRIMSTR: &str =
    r#"def rtrimstr($s): if type == "string" and endswith($s) then .[:length - ($s | length)] else . end; "#;

/// Words that jq 1.6 does not take as the name of a variable.
const KEYWORDS: &[&str] = &[
    "and", "as", "catch", "def", "elif", "else", "end", "foreach", "if", "import", "include", "label", "module", "or",
    "reduce", "then", "try",
];

/// What a program needs so that jq does with it what gh does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// Definitions to put in front of it.
    prelude: Vec<&'static str>,
    /// A function or variable that gh does not know.
    pub(crate) unknown: Option<String>,
    /// Whether jq 1.6 does something else with it.
    pub(crate) needs_newer_jq: bool,
    /// Whether the order of the document's keys shows in its results: the jq inside gh has them sorted always.
    pub(crate) reads_order: bool,
    /// What comes out otherwise all the same.
    pub(crate) differs: Vec<&'static str>,
}

impl Dialect {
    /// Of a program whose input is a list or one object; `types` tells of a field by its name what it may be.
    pub(super) fn of(program: &Term<&str>, is_list: bool, types: &dyn Fn(&str) -> Prints) -> Self {
        let own = own_names(program);
        let mut reader = Reader { found: Dialect::default(), own, makes_objects: makes_objects(program), types };
        reader.term(program, Input::Document { is_list });
        reader.found
    }

    /// The definitions as one text, which may stand in front of the program.
    pub(crate) fn prelude(&self) -> String {
        self.prelude.concat()
    }
}

struct Reader<'a> {
    found: Dialect,
    /// The functions that the program itself defines, and their arguments.
    own: Vec<String>,
    /// Whether it makes objects itself, whose keys jq keeps in the order in which they were put in.
    makes_objects: bool,
    types: &'a dyn Fn(&str) -> Prints,
}

impl Reader<'_> {
    fn term<'t, 's>(&mut self, term: &'t Term<&'s str>, input: Input<'t, 's>) {
        match term {
            Term::BinOp(left, BinaryOp::Pipe(pattern), right) => {
                self.term(left, input);
                let Some(pattern) = pattern else { return self.term(right, input.through(left)) };
                self.pattern(pattern, input);
                return self.term(right, input);
            }
            Term::BinOp(
                left,
                BinaryOp::Assign | BinaryOp::Update | BinaryOp::UpdateMath(_) | BinaryOp::UpdateAlt,
                right,
            ) => {
                self.term(left, input);
                return self.term(right, Input::Unknown);
            }
            Term::Fold(_, source, pattern, arguments) => {
                self.term(source, input);
                self.pattern(pattern, input);
                return arguments.iter().for_each(|argument| self.term(argument, Input::Unknown));
            }
            Term::TryCatch(inner, catch) => {
                self.term(inner, input);
                return catch.iter().for_each(|catch| self.term(catch, Input::Unknown));
            }
            Term::Def(definitions, rest) => {
                definitions.iter().for_each(|definition| self.term(&definition.body, Input::Unknown));
                return self.term(rest, input);
            }
            Term::Path(head, path) => self.path(head, path, input),
            Term::Call(name, arguments) => return self.call(name, arguments, input),
            Term::Var(name) => self.variable(name),
            Term::Str(Some("@uri"), _) => self.differs(URI),
            Term::Str(format @ (None | Some("@json" | "@text")), parts) => {
                for part in parts {
                    if let StrPart::Term(inner) = part
                        && (*format == Some("@json") || is_composite(inner, self.types))
                    {
                        self.as_text(inner);
                    }
                }
            }
            Term::Recurse => self.order(),
            Term::IfThenElse(_, None) => self.found.needs_newer_jq = true,
            _ => {}
        }
        children(term).into_iter().for_each(|child| self.term(child, input));
    }

    fn path<'t, 's>(&mut self, head: &'t Term<&'s str>, path: &'t Path<Term<&'s str>>, input: Input<'t, 's>) {
        let mut before = input.through(head);
        for (part, _) in &path.0 {
            before = match part {
                Part::Range(None, None) => {
                    if before.may_be_object() {
                        self.order();
                    }
                    before.items()
                }
                // A slice of what it is a part of.
                Part::Range(..) => before,
                Part::Index(index) => match plain(index) {
                    Some(name) if !input::is_object(&name) => Input::NoObject,
                    _ => Input::Unknown,
                },
            };
        }
    }

    fn call<'t, 's>(&mut self, name: &str, arguments: &'t [Term<&'s str>], input: Input<'t, 's>) {
        let given = match name {
            "select" | "first" | "last" | "limit" | "isempty" | "error" | "path" | "getpath" | "has" => input,
            "all" | "any" | "group_by" | "map" | "map_values" | "max_by" | "min_by" | "sort_by" | "unique_by"
                if arguments.len() == 1 =>
            {
                input.items()
            }
            _ => Input::Unknown,
        };
        arguments.iter().for_each(|argument| self.term(argument, given));
        if self.own.iter().any(|own| own == name) {
            return;
        }
        if functions::is_unknown(name, arguments.len()) {
            self.found.unknown.get_or_insert_with(|| format!("function not defined: {name}/{}", arguments.len()));
        }
        self.found.needs_newer_jq |= SINCE_1_7.contains(&name);
        match (name, arguments) {
            ("split", [_]) if input.may_be_empty() => self.define(SPLIT),
            ("to_entries", []) => {
                self.order_of_input();
                if self.makes_objects {
                    self.define(TO_ENTRIES);
                }
            }
            ("map" | "map_values", [_]) if input.may_be_object() => self.order(),
            ("ltrimstr", [_]) if !input.is_text(self.types) => self.define(LTRIMSTR),
            ("rtrimstr", [_]) if !input.is_text(self.types) => self.define(RTRIMSTR),
            ("tojson" | "@json", []) => match input.term() {
                Some(input) => self.as_text(input),
                None => self.order(),
            },
            ("tostring" | "@text", []) => {
                if let Some(input) = input.term().filter(|input| is_composite(input, self.types)) {
                    self.as_text(input);
                }
            }
            ("paths" | "leaf_paths" | "tostream", _) => self.order(),
            ("@uri", []) => self.differs(URI),
            // Places in a text are counted in bytes by jq 1.6.
            ("index" | "rindex" | "indices", [_]) if input.is_text(self.types) => self.found.needs_newer_jq = true,
            ("limit", [Term::Num("0"), _]) => self.found.needs_newer_jq = true,
            _ => {}
        }
        if ["test", "match", "capture", "scan", "splits", "sub", "gsub"].contains(&name) {
            self.regex(name, arguments, input);
        }
        match (name, arguments) {
            ("test" | "match" | "capture" | "scan" | "split" | "splits" | "sub" | "gsub", [.., flags])
                if arguments.len() > usize::from(name.ends_with("sub")) + 1 =>
            {
                let flags = plain(flags).filter(|flags| flags.chars().any(|flag| !"gi".contains(flag)));
                if let Some(flags) = flags {
                    let message = || format!("unsupported regular expression flag: {flags:?}");
                    self.found.unknown.get_or_insert_with(message);
                }
            }
            _ => {}
        }
    }

    fn regex(&mut self, name: &str, arguments: &[Term<&str>], input: Input<'_, '_>) {
        let Some(regex) = arguments.first().and_then(plain) else { return };
        self.found.needs_newer_jq |= name == "gsub" && regex::repeats_in_jq_1_6(&regex);
        if regex::tells_scripts_apart(&regex) {
            self.differs(SCRIPTS);
        }
        if regex::ends_at_the_end(&regex) && input.may_be_empty() {
            self.differs(LAST_LINE_END);
        }
    }

    /// A value is written as JSON text.
    fn as_text(&mut self, term: &Term<&str>) {
        let items_are_plain = match term {
            Term::Arr(Some(inner)) => !prints::of(inner, self.types, Given::VALUE).composite,
            Term::Call("map", arguments) => {
                arguments.iter().all(|argument| !prints::of(argument, self.types, Given::VALUE).composite)
            }
            Term::Arr(None) => true,
            other => !prints::of(other, self.types, Given::VALUE).composite,
        };
        if !items_are_plain {
            self.order();
        }
    }

    /// The order of an object's keys shows.
    fn order(&mut self) {
        self.order_of_input();
        if self.makes_objects {
            self.differs(ORDER);
        }
    }

    /// It does of those that the document has.
    fn order_of_input(&mut self) {
        self.found.reads_order = true;
    }

    fn variable(&mut self, name: &str) {
        let name = name.trim_start_matches('$');
        if ["__loc__", "__prog_args"].contains(&name) {
            self.found.unknown.get_or_insert_with(|| format!("variable not defined: ${name}"));
        }
        self.found.needs_newer_jq |= KEYWORDS.contains(&name);
    }

    fn pattern<'t, 's>(&mut self, pattern: &'t Pattern<&'s str>, input: Input<'t, 's>) {
        match pattern {
            Pattern::Var(name) => self.variable(name),
            Pattern::Arr(inner) => inner.iter().for_each(|inner| self.pattern(inner, input)),
            Pattern::Obj(entries) => {
                for (key, inner) in entries {
                    self.term(key, input);
                    self.pattern(inner, input);
                }
            }
        }
    }

    fn define(&mut self, definition: &'static str) {
        if !self.found.prelude.contains(&definition) {
            self.found.prelude.push(definition);
        }
    }

    fn differs(&mut self, what: &'static str) {
        if !self.found.differs.contains(&what) {
            self.found.differs.push(what);
        }
    }
}

const URI: &str = "its filter writes a space in an address as %20, gh as +";
const SCRIPTS: &str =
    "regular expressions in its filter take letters, digits and spaces beyond ASCII otherwise than gh's";
const LAST_LINE_END: &str = "`$` in its filter passes over a line end at the end of a text, which gh's does not";
const ORDER: &str = "the keys of objects come in another order in its filter than in gh's";

/// Whether a program makes objects of its own.
fn makes_objects(term: &Term<&str>) -> bool {
    let here = match term {
        Term::Obj(_) => true,
        Term::BinOp(_, operator, _) => {
            matches!(operator, BinaryOp::Assign | BinaryOp::Update | BinaryOp::UpdateMath(_) | BinaryOp::UpdateAlt)
        }
        Term::Call(name, _) => {
            ["capture", "from_entries", "fromjson", "fromstream", "match", "setpath", "with_entries"].contains(name)
        }
        _ => false,
    };
    here || children(term).into_iter().any(makes_objects)
}

/// The functions that a program defines, and their arguments.
fn own_names(term: &Term<&str>) -> Vec<String> {
    let mut names: Vec<String> = children(term).into_iter().flat_map(own_names).collect();
    if let Term::Def(definitions, _) = term {
        for definition in definitions {
            names.push(definition.name.to_owned());
            names.extend(definition.args.iter().map(|name| (*name).to_owned()));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dialect(text: &str) -> Dialect {
        let types = |name: &str| match name {
            "milestone" | "closedAt" => Prints { null: true, ..Prints::default() },
            "labels" | "author" => Prints { composite: true, ..Prints::default() },
            _ => Prints::default(),
        };
        Dialect::of(&jaq_core::load::parse(text, |parser| parser.term()).expect("a jq program"), true, &types)
    }

    #[test]
    fn definitions_stand_only_where_they_are_needed() {
        assert_eq!(dialect(r#".[] | .body | split("\n")[0]"#).prelude(), SPLIT);
        assert_eq!(dialect(r#".[] | .createdAt | split("T")[0]"#).prelude(), "");
        assert_eq!(dialect(r#".[] | "\(.commit.message | split("\n") | first)""#).prelude(), "");
        assert_eq!(dialect(r#".[] | .author.name | split(" ")[0]"#).prelude(), SPLIT);
        assert_eq!(dialect("map({(.title): 1}) | add | to_entries[] | .key").prelude(), TO_ENTRIES);
        assert_eq!(dialect(r#".[].labels[].name | ltrimstr("x")"#).prelude(), "");
        assert_eq!(dialect(r#".[].milestone.title | ltrimstr("x")"#).prelude(), LTRIMSTR);
        assert_eq!(dialect(r#"def split(x): x; .body | split("x")"#).prelude(), "");
    }

    #[test]
    fn what_gh_does_not_know_is_named() {
        assert_eq!(dialect("keys_unsorted").unknown.as_deref(), Some("function not defined: keys_unsorted/0"));
        assert_eq!(dialect("$__loc__").unknown.as_deref(), Some("variable not defined: $__loc__"));
        let flags = dialect(r#".[] | select(.title | test("a"; "ix"))"#).unknown;
        assert_eq!(flags.as_deref(), Some(r#"unsupported regular expression flag: "ix""#));
        assert_eq!(dialect(r#".[] | .title | gsub("a"; "x"; "gi") | sub("x"; "n")"#).unknown, None);
    }

    #[test]
    fn what_jq_1_6_does_otherwise_is_seen() {
        for text in [
            "reduce .[] as $label (0; . + 1)",
            r#".title | index("x")"#,
            "[limit(0; .[])]",
            r#".title | gsub("^a"; "")"#,
            "if .a then 1 end",
        ] {
            assert!(dialect(text).needs_newer_jq, "{text}");
        }
        for text in ["reduce .[] as $one (0; . + 1)", r#"[.labels[].name] | index("x")"#, r#".title | gsub("a"; "")"#] {
            assert!(!dialect(text).needs_newer_jq, "{text}");
        }
    }

    #[test]
    fn the_order_of_the_document_s_keys_matters_in_texts_and_item_by_item() {
        for text in [
            ".[] | @json",
            ".[].author | tojson",
            r#".[] | "\(.author)""#,
            "[..]",
            ".[].author | tostring",
            ".[0] | to_entries[] | .key",
            ".[].author[]",
            ".[0][]",
            ".[] | .author | map(1)",
            ".[] | .[]",
        ] {
            assert!(dialect(text).reads_order, "{text}");
            assert!(dialect(text).differs.is_empty(), "{text}");
        }
        for text in [
            "map(.number) | @json",
            "[.[].labels[].name] | tojson",
            r#".[] | "\(.number)""#,
            ".[0].number | tostring",
            ".[] | {number, title}",
            ".[].labels[].name",
            ".[] | .labels | .[] | .name",
            "sort_by(.number) | reverse | .[:3][] | .labels | map(.name)",
            "group_by(.author.login) | map({who: .[0].author.login, all: map(.number)})",
            ".[] | (.labels // []) | map(.name) | .[]",
            "map(select(.number > 3) | .labels[]) | .[] | .name",
        ] {
            assert!(!dialect(text).reads_order, "{text}");
        }
    }

    #[test]
    fn the_order_of_the_program_s_own_keys_is_another() {
        for text in
            [".[] | {number, author} | @json", "reduce .[] as $x ({}; .[$x.title] += 1) | .[]", ".[] | {a: 1} | .[]"]
        {
            assert_eq!(dialect(text).differs, [ORDER], "{text}");
        }
        let counted = dialect("reduce .[] as $x ({}; .[$x.title] += 1) | to_entries[] | .key");
        assert_eq!((counted.prelude(), counted.differs), (TO_ENTRIES.to_owned(), Vec::new()));
    }

    #[test]
    fn regular_expressions_that_are_taken_otherwise_are_seen() {
        assert_eq!(dialect(r#".title | test("\\bfix\\b")"#).differs, [SCRIPTS]);
        assert_eq!(dialect(r#".body | test("done$")"#).differs, [LAST_LINE_END]);
        for text in [r#".title | test("done$")"#, r#".body | test("a\\$b|[$]")"#, r#".body | test("^[a-z]+ ")"#] {
            assert!(dialect(text).differs.is_empty(), "{text}");
        }
    }
}
