//! Laws of trees over generated programs: what is printed is read back as the same tree, and what is simplified yields the
//! same, asked of the oldest and of the newest jq.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::process::Command;
use std::time::Duration;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};
use steep_jq::{Entry, Expr, Operator, Pattern, Step, jq, parse};
use steep_oracle::Oracle;
use steep_oracle::oracle::NEWEST_JQ;
use steep_oracle::process::{Input, run};

fn leaf() -> impl Strategy<Value = Expr> {
    prop_oneof![
        4 => Just(Expr::Identity),
        3 => "[ab]".prop_map(|name| Expr::Identity.field(&name)),
        1 => (0..3_u64).prop_map(Expr::number),
        1 => "[a\"\\\\(#]{0,3}".prop_map(Expr::text),
        1 => Just(Expr::call("length")),
        1 => Just(Expr::call("empty")),
        1 => Just(Expr::call("null")),
        1 => Just(Expr::Identity.items()),
        1 => Just(Expr::variable("v")),
        1 => Just(Expr::List(None)),
        1 => Just(Expr::Object(Vec::new())),
    ]
}

fn operator() -> impl Strategy<Value = Operator> {
    prop::sample::select(vec![
        Operator::Pipe,
        Operator::Pipe,
        Operator::Pipe,
        Operator::Comma,
        Operator::Alternative,
        Operator::Or,
        Operator::And,
        Operator::Equal,
        Operator::Less,
        Operator::Add,
        Operator::Add,
        Operator::Subtract,
    ])
}

fn expr() -> impl Strategy<Value = Expr> {
    leaf().prop_recursive(5, 24, 3, |inner| {
        let call = |name: &'static str| move |argument| Expr::Call(name.to_owned(), vec![argument]);
        prop_oneof![
            6 => (inner.clone(), operator(), inner.clone()).prop_map(|(left, by, right)| left.binary(by, right)),
            3 => inner.clone().prop_map(Expr::listed),
            3 => (inner.clone(), "[ab]").prop_map(|(of, name)| of.field(&name)),
            2 => inner.clone().prop_map(Expr::items),
            1 => (inner.clone(), inner.clone()).prop_map(|(of, index)| of.step(Step::Index(index))),
            2 => inner.clone().prop_map(|of| of.step(Step::Slice(Some(Expr::number(1)), None))),
            2 => inner.clone().prop_map(call("map")),
            1 => inner.clone().prop_map(call("select")),
            1 => (inner.clone(), inner.clone()).prop_map(|(of, or)| Expr::Call("any".to_owned(), vec![of, or])),
            1 => inner.clone().prop_map(|of| Expr::Negate(Box::new(of))),
            1 => inner.clone().prop_map(|of| Expr::Try(Box::new(of), None)),
            1 => (inner.clone(), inner.clone()).prop_map(|(of, or)| Expr::Try(Box::new(of), Some(Box::new(or)))),
            1 => (inner.clone(), inner.clone()).prop_map(|(of, body)| {
                Expr::Bind(Box::new(of), Pattern::Variable("v".to_owned()), Box::new(body))
            }),
            1 => prop::collection::vec((prop::sample::select(vec!["a", "b", "c d"]), inner.clone()), 0..3)
                .prop_map(|all| Expr::Object(all.into_iter().map(|(name, value)| Entry::new(name, value)).collect())),
            1 => (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(of, then, or)| Expr::If(vec![(of, then)], Some(Box::new(or)))),
            1 => inner.prop_map(|of| jq("\"<\\($_of)>\"").with("of", of)),
        ]
    })
}

fn runner(seed: u8) -> TestRunner {
    let config = Config { failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]))
}

#[test]
fn what_is_printed_is_read_back() {
    let mut runner = runner(1);
    for _ in 0..3000 {
        let program = expr().new_tree(&mut runner).unwrap().current();
        let text = program.to_string();
        let again = parse(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        // A path of a path is one path, and so on: the text is the same.
        assert_eq!(again.to_string(), text, "{program:?}");
    }
}

/// What a program yields, or that it fails.
fn tried(program: Expr) -> Expr {
    Expr::Try(Box::new(program.listed()), Some(Box::new(Expr::text("failed"))))
}

/// Asks both jqs for the results of pairs of programs over some values, and fails where the two of a pair differ.
fn same(pairs: &[(Expr, Expr)]) {
    let values = [
        json!(null),
        json!(1),
        json!("ab"),
        json!([]),
        json!([[1], {"a": 2}]),
        json!({"a": {"a": 1, "b": [3, null]}, "b": "x"}),
        json!([{"a": [1, 2], "b": false}, {"a": [], "b": null}]),
    ];
    let input: String = values.iter().map(|value| format!("{value}\n")).collect();
    let jqs = ["1.6", NEWEST_JQ].into_iter().filter_map(Oracle::jq);
    for program in jqs {
        for chunk in pairs.chunks(100) {
            let all = chunk.iter().flat_map(|(left, right)| [tried(left.clone()), tried(right.clone())]);
            let all = Expr::Identity.bound_to("v", Expr::joined(all, Operator::Comma).unwrap().listed());
            let mut command = Command::new(&program);
            let done = run(command.args(["-c", &all.to_string()]), Input::Text(&input), Duration::from_secs(60));
            let printed = done.unwrap().success("jq").unwrap();
            assert_eq!(printed.lines().count(), values.len());
            for (line, value) in printed.lines().zip(&values) {
                let results: Vec<Value> = serde_json::from_str(line).unwrap();
                for ((left, right), results) in chunk.iter().zip(results.chunks(2)) {
                    assert_eq!(results[0], results[1], "over {value} with {}\n{left}\n{right}", program.display());
                }
            }
        }
    }
}

#[test]
fn what_is_simplified_yields_the_same() {
    let mut runner = runner(2);
    let pairs: Vec<_> = (0..6000)
        .map(|_| expr().new_tree(&mut runner).unwrap().current())
        .map(|program| (program.clone(), program.simplified()))
        .filter(|(program, simple)| program != simple)
        .collect();
    assert!(pairs.len() > 200, "{}", pairs.len());
    same(&pairs);
}

#[test]
fn a_program_over_a_value_yields_the_same_as_behind_it() {
    let mut runner = runner(3);
    let pairs: Vec<_> = (0..1500)
        .map(|_| expr().new_tree(&mut runner).unwrap().current())
        .map(|program| (Expr::variable("v").then(program.clone()), program.over(Expr::variable("v"))))
        .collect();
    same(&pairs);
}

#[test]
fn each_law_says_what_it_says() {
    for (program, simple) in [
        (". | .a", ".a"),
        (".a | .", ".a"),
        ("{} + {a}", "{a}"),
        ("{a: 1} + {b: 2}", "{a: 1, b: 2}"),
        ("{a: 1} + {a: 2}", "{a: 1} + {a: 2}"),
        ("$x | .a[] | length", "$x.a[] | length"),
        ("[.a, .b][]", ".a, .b"),
        ("[.[] | .a] | .[]", ".[].a"),
        ("map(.a) | map(.b)", "map(.a.b)"),
        ("{a: 1, b: 2}.a", "1"),
        ("\"\\(.a | join(\" \"))\"", ".a | join(\" \")"),
        (".[\"\\(. | \"a\")b\"]", ".ab"),
        ("{\"\\(\"a\")b\": 1}", "{ab: 1}"),
    ] {
        assert_eq!(parse(program).unwrap().simplified().to_string(), simple, "{program}");
    }
    for (program, over) in [
        (".", "input"),
        (".html_url", "input.html_url"),
        (".[] | {number}", "input[] | {number}"),
        (".a, .b", "input | .a, .b"),
        ("map(.number)", "input | map(.number)"),
        (".a // .b", "input | .a // .b"),
        (".state == \"open\"", "input.state == \"open\""),
        ("any(.[]; .a == .b)", "any(input[]; .a == .b)"),
        ("[.[] | {path}]", "[input[] | {path}]"),
        ("[.statuses[]? | {context}]", "[input.statuses[]? | {context}]"),
        (". as $all | [.[]]", "input | . as $all | [.[]]"),
        ("[.[] | .a] | reverse", "[input[] | .a] | reverse"),
        (".a |= null", "input | .a |= null"),
        (".a = \"x\"", "input | .a = \"x\""),
    ] {
        assert_eq!(parse(program).unwrap().over(Expr::call("input")).to_string(), over, "{program}");
    }
    let pages = jq("[input[], input[]]");
    assert_eq!(jq("[.[] | {path}]").over(pages).simplified().to_string(), "[input[], input[] | {path}]");
}
