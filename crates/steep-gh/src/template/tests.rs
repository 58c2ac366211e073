//! What is taken apart, and what is refused. That the parts mean what gh means is tested where they are printed.

use steep_forge::Refusal;
use steep_forge::template::{Expr, Function, Node, Template};
use steep_shell::Word;

use super::read;

fn nodes(text: &str) -> Vec<Node> {
    let Template { nodes, .. } = read(&Word::literal(text)).unwrap_or_else(|refusal| panic!("{text}: {refusal}"));
    nodes
}

fn refusal(text: &str) -> String {
    match read(&Word::literal(text)) {
        Ok(template) => panic!("{text}: {template:?}"),
        Err(refusal) => format!("{}: {refusal}", refusal.category()),
    }
}

fn field(name: &str) -> Expr {
    Expr::Field(Box::new(Expr::Current), name.to_owned())
}

fn text(text: &str) -> Node {
    Node::Text(text.to_owned())
}

#[test]
fn text_is_trimmed_where_actions_say_so() {
    assert_eq!(nodes("a {{.x}} b"), [text("a "), Node::Print(field("x")), text(" b")]);
    assert_eq!(nodes("a {{- .x -}} b"), [text("a"), Node::Print(field("x")), text("b")]);
    // A dash without white space is a number's sign.
    assert_eq!(nodes("a {{-3}}"), [text("a "), Node::Print(Expr::Integer(-3))]);
    assert_eq!(nodes("a {{/* c */}} b"), [text("a "), text(" b")]);
    assert_eq!(nodes("a {{- /* c */ -}} b"), [text("a"), text("b")]);
}

#[test]
fn what_is_piped_is_the_last_argument() {
    let joined = |list| Node::Print(Expr::Call(Function::Join, vec![Expr::Text(", ".to_owned()), list]));
    assert_eq!(nodes(r#"{{join ", " .x}}"#), [joined(field("x"))]);
    assert_eq!(nodes(r#"{{.x | join ", "}}"#), [joined(field("x"))]);
    let plucked = Expr::Call(Function::Pluck, vec![Expr::Text("n".to_owned()), field("x")]);
    assert_eq!(nodes(r#"{{pluck "n" .x | join ", "}}"#), [joined(plucked.clone())]);
    assert_eq!(nodes(r#"{{join ", " (pluck "n" .x)}}"#), [joined(plucked)]);
}

#[test]
fn chains_hang_together_and_arguments_do_not() {
    let chain = Expr::Field(Box::new(field("a")), "b".to_owned());
    assert_eq!(nodes("{{.a.b}}"), [Node::Print(chain)]);
    let equal = Expr::Call(Function::Equal, vec![field("a"), field("b")]);
    assert_eq!(nodes("{{eq .a .b}}"), [Node::Print(equal)]);
    let of_index = Expr::Call(Function::Index, vec![Expr::Current, Expr::Integer(0)]);
    assert_eq!(nodes("{{(index . 0).n}}"), [Node::Print(Expr::Field(Box::new(of_index), "n".to_owned()))]);
}

#[test]
fn control_structures_nest() {
    let expected = Node::Range {
        over: Expr::Current,
        key: Some("i".to_owned()),
        item: Some("e".to_owned()),
        body: vec![Node::If {
            condition: Expr::Variable("i".to_owned()),
            then: vec![text(",")],
            otherwise: vec![Node::If { condition: field("x"), then: Vec::new(), otherwise: vec![text("!")] }],
        }],
        otherwise: vec![text("none")],
    };
    assert_eq!(nodes("{{range $i, $e := .}}{{if $i}},{{else if .x}}{{else}}!{{end}}{{else}}none{{end}}"), [expected]);
}

#[test]
fn refusals_name_what_they_are_about() {
    for (text, wanted) in [
        ("{{timeago .createdAt}}", "no-equivalent: the target has no counterpart of `timeago` in a template"),
        ("{{range .}}{{break}}{{end}}", "no-equivalent: the target has no counterpart of `break` in a template"),
        ("{{$x := 1}}{{$x = 2}}", "no-equivalent: the target has no counterpart of `$x = …` in a template"),
        ("{{printf \"%q\" .x}}", "no-equivalent: the target has no counterpart of `%q` in a template"),
        (
            "{{timefmt \"3:04pm\" .x}}",
            "no-equivalent: the target has no counterpart of `timefmt with pm` in a template",
        ),
        ("{{template \"a\"}}", "no-equivalent: the target has no counterpart of `template` in a template"),
    ] {
        assert_eq!(refusal(text), wanted, "{text}");
    }
}

#[test]
fn what_gh_does_not_take_is_a_usage_error() {
    for text in [
        "{{range .}}",
        "{{end}}",
        "{{.x",
        "{{}}",
        "{{else}}",
        "{{nope .x}}",
        "{{.[0]}}",
        "{{$y}}",
        "{{\"a}}",
        "{{.x 1}}",
        "{{(.x}}",
        "{{.x)}}",
        "{{printf \"%v %v\" .x}}",
        "{{printf \"x\" .x}}",
        "{{nil}}",
        "{{if}}x{{end}}",
        "{{join .x}}",
        "{{if .x}}a{{else}}b{{else}}c{{end}}",
        "{{1_0.5}}",
        "{{/* c }}",
    ] {
        assert!(refusal(text).starts_with("usage-error"), "{text}: {}", refusal(text));
    }
}

#[test]
fn what_the_shell_fills_in_is_refused() {
    let word = Word::parse("\"{{range .}}$x{{end}}\"").unwrap();
    assert!(matches!(read(&word), Err(Refusal::RuntimeValue { .. })));
}

#[test]
fn depth_is_limited() {
    let deep = format!("{{{{{}1{}}}}}", "(".repeat(10_000), ")".repeat(10_000));
    assert!(refusal(&deep).starts_with("no-equivalent"));
    let deep = "{{if .x}}".repeat(10_000);
    assert!(refusal(&deep).starts_with("no-equivalent"));
}
