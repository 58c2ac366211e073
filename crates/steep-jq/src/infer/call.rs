//! Calls of jq's functions.

use super::{LAST_LINE_END, Run, SCRIPTS, URI, sum};
use crate::expr::Expr;
use crate::free;
use crate::functions::{Gives, Over, function, is_not_in_gh};
use crate::regex;
use crate::types::Type;

/// jq splits the empty text into nothing.
pub(crate) const SPLIT: &str = r#"def split($s): if . == "" then [""] else . / $s end; ."#;
/// jq gives the entries in the order in which they were made.
pub(crate) const TO_ENTRIES: &str = "def to_entries: [keys[] as $k | {key: $k, value: .[$k]}]; .";
/// jq 1.8 fails where there is no text.
pub(crate) const LTRIMSTR: &str =
    r#"def ltrimstr($s): if type == "string" and startswith($s) then .[($s | length):] else . end; ."#;
pub(crate) const RTRIMSTR: &str =
    r#"def rtrimstr($s): if type == "string" and endswith($s) then .[:length - ($s | length)] else . end; ."#;

impl Run<'_> {
    pub(super) fn call(&mut self, name: &str, arguments: &[Expr], input: &Type) -> Type {
        if self.functions.contains(&free::function(name, arguments.len())) {
            arguments.iter().for_each(|argument| drop(self.expr(argument, &Type::ANYTHING)));
            return Type::ANYTHING;
        }
        let known = function(name, arguments.len());
        let mut yields: Vec<Type> = Vec::new();
        for argument in arguments {
            let of = match (known.over, yields.first()) {
                (Over::Items, _) => self.expr(argument, &input.items()),
                (Over::Unknown, _) => self.expr(argument, &Type::ANYTHING),
                (Over::First, Some(first)) => {
                    let first = first.clone();
                    self.expr(argument, &first)
                }
                (Over::Input | Over::First, _) => self.expr(argument, input),
            };
            yields.push(of);
        }
        if is_not_in_gh(name, arguments.len()) {
            let name = free::function(name, arguments.len());
            self.fails_with("function not defined: ", &name);
        }
        self.facts.needs_newer_jq |= known.is_new;
        self.facts.reads_all |= known.reads_all;
        self.facts.makes_fractions |= known.makes_fractions;
        if known.reads_order {
            self.order();
        }
        self.differences(name, arguments, input);
        self.gives(known.gives, name, arguments, input, &yields)
    }

    /// What jq does otherwise than the jq inside gh.
    fn differences(&mut self, name: &str, arguments: &[Expr], input: &Type) {
        match (name, arguments) {
            ("split", [_]) if input.may_be_empty_text() => self.define(SPLIT),
            ("to_entries", []) => {
                self.facts.reads_order = true;
                if self.makes_objects {
                    self.define(TO_ENTRIES);
                }
            }
            ("map" | "map_values", [_]) | ("add", []) if input.has_order() => self.order(),
            ("ltrimstr", [_]) if !input.is_text() => self.define(LTRIMSTR),
            ("rtrimstr", [_]) if !input.is_text() => self.define(RTRIMSTR),
            ("tojson" | "@json" | "tostring" | "@text", []) => self.as_text(input),
            ("@uri", []) => self.differs(URI),
            // Places in a text are counted in bytes by jq 1.6.
            ("index" | "rindex" | "indices", [_]) if input.is_text() => self.facts.needs_newer_jq = true,
            ("limit", [Expr::Number(count), _]) if count == "0" => self.facts.needs_newer_jq = true,
            _ => {}
        }
        let takes_regex = ["test", "match", "capture", "scan", "splits", "sub", "gsub"].contains(&name);
        if takes_regex && let Some(regex) = arguments.first().and_then(Expr::as_literal) {
            self.facts.needs_newer_jq |= name == "gsub" && regex::repeats_in_jq_1_6(regex);
            if regex::tells_scripts_apart(regex) {
                self.differs(SCRIPTS);
            }
            if regex::ends_at_the_end(regex) && input.may_be_empty_text() {
                self.differs(LAST_LINE_END);
            }
        }
        let flags = usize::from(name.ends_with("sub")) + 1;
        if (takes_regex || name == "split")
            && let Some(flags) = arguments.get(flags).and_then(Expr::as_literal)
            && flags.chars().any(|flag| !"gi".contains(flag))
        {
            let flags = Expr::text(flags).to_string();
            self.fails_with("unsupported regular expression flag: ", &flags);
        }
    }

    fn gives(&mut self, gives: Gives, name: &str, arguments: &[Expr], input: &Type, yields: &[Type]) -> Type {
        let argument = |nth: usize| yields.get(nth).cloned().unwrap_or(Type::ANYTHING);
        match gives {
            Gives::Fixed(_) if name == "capture" => {
                let regex = arguments.first().and_then(Expr::as_literal);
                let always = regex.is_some_and(regex::takes_part);
                Type::object_of(if always { Type::TEXT } else { Type::TEXT.or_null() })
            }
            Gives::Fixed(fixed) => fixed.clone(),
            Gives::ListOf(item) => item.clone().list(),
            Gives::Input if name == "select" && is_condition_on_text(arguments) && !input.is_text() => {
                // What a condition on a text let through is one.
                Type::TEXT
            }
            Gives::Input => input.clone(),
            Gives::Something if name == "strings" => Type::TEXT,
            Gives::Something if name == "numbers" => input.as_number(),
            Gives::Something => input.clone().without_null(),
            Gives::Recased if input.is_text() => input.clone(),
            Gives::Recased => Type::TEXT,
            Gives::Cut if input.is_text() => Type::TEXT,
            Gives::Cut if input.may_be_text() => input.clone().or(Type::TEXT),
            Gives::Cut => input.clone(),
            Gives::Reordered => input.as_list(),
            Gives::Item => input.one_item(),
            Gives::Argument(nth) => argument(nth),
            Gives::Mapped => input.mapped(argument(0)),
            Gives::Groups => input.mapped(input.list_item().some_list()),
            Gives::Entries => Type::object([("key", Type::TEXT), ("value", input.items())]).list(),
            Gives::Sum => {
                let items = if arguments.is_empty() { input.items() } else { argument(0) };
                let all = sum(&items, &items);
                if input.is_list_with_items() { all } else { all.or_null() }
            }
            Gives::Keys if input.is_object_or_null() => Type::TEXT.list(),
            Gives::Keys => Type::TEXT.or(Type::COUNT).list(),
            Gives::Pieces if input.is_some_text() => Type::TEXT.some_list(),
            Gives::Pieces => Type::TEXT.list(),
            Gives::Number => {
                if name == "fabs" || name == "abs" {
                    input.as_number()
                } else {
                    Type::WHOLE
                }
            }
        }
    }
}

fn is_condition_on_text(arguments: &[Expr]) -> bool {
    matches!(arguments, [Expr::Call(name, _)] if ["startswith", "endswith", "test"].contains(&name.as_str()))
}
