use super::of;
use crate::expr::Expr;
use crate::filter::Filter;
use crate::infer::infer;
use crate::parse::parse;
use crate::types::Type;

/// How one more of a kind of expression is put around or behind a program.
type Around = fn(&str) -> String;

/// Every kind of expression, with the program in each of its places.
const AROUND: &[(&str, Around)] = &[
    ("left of an operator", |it| format!("{it} + .a")),
    ("right of an operator", |it| format!(".a + ({it})")),
    ("left of a pipe", |it| format!("({it}) | .a")),
    ("right of a pipe", |it| format!(".a | {it}")),
    ("alternatives", |it| format!(".a // {it}")),
    ("commas", |it| format!(".a, {it}")),
    ("conditions", |it| format!("({it}) and .a")),
    ("comparisons", |it| format!("({it}) == 1")),
    ("updates", |it| format!("(.a |= {it})")),
    ("parentheses", |it| format!("({it})")),
    ("signs", |it| format!("-({it})")),
    ("lists", |it| format!("[{it}]")),
    ("values of an object", |it| format!("{{a: ({it})}}")),
    ("keys of an object", |it| format!("{{({it}): 1}}")),
    ("texts", |it| format!("\"x\\({it})\"")),
    ("conditions of an if", |it| format!("if {it} then 1 else 2 end")),
    ("branches of an if", |it| format!("if .a then {it} else 2 end")),
    ("else", |it| format!("if .a then 1 else {it} end")),
    ("sources of a reduce", |it| format!("reduce ({it}) as $x (0; . + $x)")),
    ("bodies of a reduce", |it| format!("reduce .[] as $x (0; {it})")),
    ("bodies of a foreach", |it| format!("foreach .[] as $x (0; {it}; .)")),
    ("tries", |it| format!("try ({it}) catch .")),
    ("catches", |it| format!("try .a catch ({it})")),
    ("marks", |it| format!("({it})?")),
    ("bodies of a definition", |it| format!("def f: {it}; f")),
    ("behind a definition", |it| format!("def f: .; {it}")),
    ("bound values", |it| format!("({it}) as $x | $x")),
    ("behind a variable", |it| format!(". as $x | {it}")),
    ("in front of a pipe with a variable", |it| format!("(. as $x | .a) | {it}")),
    ("behind a label", |it| format!("label $out | {it}")),
    ("heads of a path", |it| format!("({it}).a")),
    ("indices", |it| format!(".[{it}]")),
    ("slices", |it| format!(".[{it}:]")),
    ("arguments of map", |it| format!("map({it})")),
    ("arguments of any", |it| format!("any({it}; .)")),
    ("arguments of a call", |it| format!("f({it}; .a)")),
    ("selections", |it| format!("select({it})")),
];

/// A walk over an expression, given with its text.
type Walk = fn(&str, &Expr);

/// What is done with programs.
const WALKS: &[(&str, Walk)] = &[
    ("reading", |text, _| drop(parse(text))),
    ("printing", |_, program| drop(program.to_string())),
    ("printing a term", |_, program| drop(program.term_text())),
    ("simplifying", |_, program| drop(program.clone().simplified())),
    ("putting behind an input", |_, program| drop(program.clone().over(Expr::call("input")))),
    ("filling in", |_, program| drop(program.clone().with("x", Expr::Identity))),
    ("looking for names", |_, program| assert!(!program.reads("y"))),
    ("inferring", |_, program| drop(infer(program, &Type::OBJECT.list(), &()))),
    ("reading a user's", |text, _| drop(Filter::new(text).over(&Type::DOCUMENT, &()))),
];

#[test]
fn every_walk_visits_each_expression_a_bounded_number_of_times() {
    let mut told = Vec::new();
    for (of_what, around) in AROUND {
        for (walk, run) in WALKS {
            let visits = |times: usize| {
                let text = (0..times).fold(".number".to_owned(), |text, _| around(&text));
                let program = parse(&text).unwrap_or_else(|error| panic!("{of_what}: {error}: {text}"));
                of(|| run(&text, &program))
            };
            // At most 48 brackets may be open.
            let counts = [3, 6, 12, 24].map(visits);
            let [_, two, four, eight] = counts;
            // Twice as much takes at most twice as many, whatever is the same for all.
            if eight - four > (four - two) * 21 / 10 + 4 {
                told.push(format!("{walk}, {of_what}: {counts:?}"));
            }
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}
