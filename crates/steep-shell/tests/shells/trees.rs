//! Arbitrary texts and scripts.

use proptest::prelude::*;
use steep_shell::{Arg, Piece, Redirection, Script, Simple};

/// A text without NUL, with everything that means something to a shell in it more often than not.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let nasty = "[-'\"\\\\$`!{}\\[\\]()<>|&;*?~#=@%^+:,./ \t\n\ra1é…’_]{0,12}";
    prop_oneof![4 => nasty, 1 => any::<String>(), 1 => "[a-z][a-z0-9-]{0,8}"].prop_map(|text| text.replace('\0', ""))
}

fn name() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9]{0,3}_?"
}

/// An argument of text, variables and, with `script`, outputs.
fn arg(script: BoxedStrategy<Script>) -> impl Strategy<Value = Arg> {
    let piece = prop_oneof![
        5 => text().prop_map(Piece::Text),
        2 => name().prop_map(Piece::Variable),
        1 => script.prop_map(|script| Piece::Output(Box::new(script))),
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| Arg { pieces })
}

fn redirections() -> impl Strategy<Value = Vec<Redirection>> {
    let one = prop_oneof![
        Just(Redirection::NoInput),
        Just(Redirection::NoOutput),
        Just(Redirection::ToError),
        text().prop_map(|text| Redirection::Input(Arg::text(text))),
        text().prop_map(|text| Redirection::Output(Arg::text(text))),
    ];
    prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(one, 0..3)]
}

fn simple(script: BoxedStrategy<Script>) -> impl Strategy<Value = Script> {
    let assignments = prop::collection::vec((name(), arg(script.clone())), 0..2);
    let args = prop::collection::vec(arg(script), 0..4);
    (assignments, args, redirections())
        .prop_map(|(assignments, args, redirections)| Script::Simple(Simple { assignments, args, redirections }))
}

/// A script of every shape that there is.
pub(crate) fn script() -> impl Strategy<Value = Script> {
    let nothing = Just(Script::call(["true"])).boxed();
    simple(nothing).prop_recursive(4, 24, 3, |inner| {
        let inner = inner.boxed();
        let several = || prop::collection::vec(inner.clone(), 0..4);
        let one = || inner.clone().prop_map(Box::new);
        prop_oneof![
            simple(inner.clone()),
            (name(), arg(inner.clone())).prop_map(|(name, value)| Script::Assign(name, value)),
            several().prop_map(Script::Pipeline),
            several().prop_map(Script::And),
            (one(), one()).prop_map(|(left, right)| Script::Or(left, right)),
            several().prop_map(Script::Sequence),
            one().prop_map(Script::Not),
            (one(), one()).prop_map(|(condition, body)| Script::While(condition, body)),
            (name(), prop::collection::vec(arg(inner.clone()), 0..3), one())
                .prop_map(|(name, values, body)| Script::For(name, values, body)),
            (one(), one(), prop::option::of(one()))
                .prop_map(|(condition, then, otherwise)| Script::If(condition, then, otherwise)),
            (one(), redirections()).prop_map(|(body, redirections)| Script::Group(body, redirections)),
            (one(), redirections()).prop_map(|(body, redirections)| Script::Subshell(body, redirections)),
        ]
    })
}

/// A script whose every call is `t N` or `f N` (see [`run`]).
pub(crate) fn runnable() -> impl Strategy<Value = Script> {
    let leaf = (any::<bool>(), 0..10_u8).prop_map(|(succeeds, number)| {
        Script::call([if succeeds { "t".to_owned() } else { "f".to_owned() }, number.to_string()])
    });
    leaf.prop_recursive(5, 24, 3, |inner| {
        let inner = inner.boxed();
        let several = || prop::collection::vec(inner.clone(), 1..4);
        let one = || inner.clone().prop_map(Box::new);
        prop_oneof![
            several().prop_map(Script::Pipeline),
            several().prop_map(Script::And),
            (one(), one()).prop_map(|(left, right)| Script::Or(left, right)),
            several().prop_map(Script::Sequence),
            one().prop_map(Script::Not),
            one().prop_map(|body| Script::For("x".to_owned(), vec![Arg::text("1"), Arg::text("2")], body)),
            (one(), one(), prop::option::of(one()))
                .prop_map(|(condition, then, otherwise)| Script::If(condition, then, otherwise)),
            one().prop_map(|body| Script::Group(body, Vec::new())),
            one().prop_map(|body| Script::Subshell(body, Vec::new())),
        ]
    })
}

/// The functions that a [`runnable`] script calls: both pass on their input and add their number; `t` succeeds.
pub(crate) const FUNCTIONS: &str = "t() { cat; echo \"$1\"; }\nf() { cat; echo \"$1\"; return 1; }\n";

/// What a [`runnable`] script prints and whether it succeeds, by our own account of what its tree means. `input` is what
/// is left to read; the first call to run takes all of it.
pub(crate) fn run(script: &Script, input: &mut String) -> (String, bool) {
    match script {
        Script::Simple(Simple { args, .. }) => {
            let word = |nth: usize| match args.get(nth).map(|arg| arg.pieces.as_slice()) {
                Some([Piece::Text(text)]) => text.clone(),
                _ => String::new(),
            };
            (std::mem::take(input) + &word(1) + "\n", word(0) == "t")
        }
        Script::Pipeline(stages) => {
            let mut last = true;
            let mut flow = std::mem::take(input);
            for stage in stages {
                (flow, last) = run(stage, &mut flow);
            }
            (flow, last)
        }
        Script::And(items) => {
            let mut out = String::new();
            for item in items {
                let (printed, succeeds) = run(item, input);
                out += &printed;
                if !succeeds {
                    return (out, false);
                }
            }
            (out, true)
        }
        Script::Or(left, right) => {
            let (out, succeeds) = run(left, input);
            if succeeds {
                return (out, true);
            }
            let (more, succeeds) = run(right, input);
            (out + &more, succeeds)
        }
        Script::Sequence(items) => in_turn(items.iter(), input),
        Script::Not(inner) => {
            let (out, succeeds) = run(inner, input);
            (out, !succeeds)
        }
        Script::For(_, values, body) => in_turn(values.iter().map(|_| &**body), input),
        Script::If(condition, then, otherwise) => {
            let (out, holds) = run(condition, input);
            let branch = if holds { Some(then) } else { otherwise.as_ref() };
            let (more, succeeds) = branch.map_or((String::new(), true), |branch| run(branch, input));
            (out + &more, succeeds)
        }
        Script::Group(body, _) | Script::Subshell(body, _) => run(body, input),
        Script::Assign(..) | Script::While(..) | Script::Case(..) => unreachable!("a runnable script has none"),
    }
}

fn in_turn<'s>(items: impl Iterator<Item = &'s Script>, input: &mut String) -> (String, bool) {
    items.fold((String::new(), true), |(out, _), item| {
        let (printed, succeeds) = run(item, input);
        (out + &printed, succeeds)
    })
}
