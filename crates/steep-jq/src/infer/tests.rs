use super::*;
use crate::parse::parse;
use crate::visits;

fn schema(name: &str) -> Type {
    match name {
        "closedAt" => Type::SOME_TEXT.or_null(),
        "title" | "createdAt" | "message" | "login" => Type::SOME_TEXT,
        "body" | "name" => Type::TEXT,
        "number" | "count" | "n" | "x" => Type::COUNT,
        "commit" | "author" => Type::OBJECT,
        "milestone" => Type::OBJECT.or_null(),
        "labels" => Type::OBJECT.list(),
        _ => Type::DOCUMENT,
    }
}

fn over(text: &str, input: &Type) -> (Type, Facts) {
    let program = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    infer(&program, input, &schema)
}

fn of(text: &str) -> (Type, Facts) {
    over(text, &Type::OBJECT.list())
}

fn facts(text: &str) -> Facts {
    of(text).1
}

/// Whether it may print null, and lists or objects.
fn printed(text: &str) -> (bool, bool) {
    let (yields, _) = of(text);
    (yields.may_be_null(), yields.may_be_composite())
}

#[test]
fn fields_are_those_that_are_named() {
    let read = facts(
        r##".[] | select(.labels | any(.name == "x")) | {number, by: .author.login} | "#\(.number) \(.title[:60])""##,
    );
    let fields: Vec<&str> = read.fields.iter().map(String::as_str).collect();
    assert_eq!(fields, ["author", "labels", "login", "name", "number", "title"]);
    assert!(!read.reads_all);
    assert!(facts(".[0] | keys").reads_all && facts("..").reads_all);
}

#[test]
fn what_may_be_printed_is_known() {
    for (text, null, composite) in [
        (r##".[] | select(.x) | "#\(.number)""##, false, false),
        (".[].name", false, false),
        ("length", false, false),
        (".[0].name", true, false),
        (".[] | .closedAt", true, false),
        (".[] | select(.a == 1)", false, true),
        ("sort_by(.a) | .[0:3] | .[]", false, true),
        ("map(.closedAt) | .[]", true, false),
        (".[] | {number, title}", false, true),
        ("map(.number)", false, true),
        (".[].labels", false, true),
        (".[0].closedAt // \"none\"", false, false),
        ("[.[].number] | @csv", false, false),
        (".[].title[:50]", false, false),
        (".[].milestone.title", true, false),
        ("map(select(.number)) | first | .name", true, false),
        (".[0] | .name", true, false),
        ("first(.[] | select(.a)) | .name", false, false),
        (".[] | .closedAt | ltrimstr(\"2024-\")", true, false),
        ("group_by(.author.login)[] | .[0].title", false, false),
        (".[] | {a: .number} | .a, .b", true, false),
        (".[] | .title | split(\" \")[0]", false, false),
        (".[] | .body | split(\" \")[0]", true, false),
        (".[] | .title + \": \" + .name", false, false),
        (".[] | if .closedAt then 1 else null end", true, false),
        (".[] | .milestone | if . then .title else \"\" end", false, false),
    ] {
        assert_eq!(printed(text), (null, composite), "{text}");
    }
}

#[test]
fn fractions_are_seen_where_they_come_out() {
    for text in ["add / length", "[.[].n] | add / 2", "now", "1.5", ".[].a / 2, 1", "map(.x / 2)[]"] {
        assert!(of(text).0.may_be_fraction(), "{text}");
    }
    for text in [".[].number", "add / length | floor", "map(.x / 2)", r#""\(1 / 3)""#, ".[] | add", "now | todate"] {
        assert!(!of(text).0.may_be_fraction(), "{text}");
    }
}

#[test]
fn definitions_stand_only_where_they_are_needed() {
    for (text, prelude) in [
        (r#".[] | .body | split("\n")[0]"#, vec![call::SPLIT]),
        (r#".[] | .createdAt | split("T")[0]"#, vec![]),
        (r#".[] | "\(.commit.message | split("\n") | first)""#, vec![]),
        (r#".[] | .author.name | split(" ")[0]"#, vec![call::SPLIT]),
        ("map({(.title): 1}) | add | to_entries[] | .key", vec![call::TO_ENTRIES]),
        (r#".[].labels[].name | ltrimstr("x")"#, vec![]),
        (r#".[].milestone.title | ltrimstr("x")"#, vec![call::LTRIMSTR]),
        (r#"def split(x): x; .[] | .body | split("x")"#, vec![]),
    ] {
        assert_eq!(facts(text).prelude, prelude, "{text}");
    }
}

#[test]
fn what_gh_does_not_know_is_named() {
    assert_eq!(facts("keys_unsorted").error.as_deref(), Some("function not defined: keys_unsorted/0"));
    assert_eq!(facts("$__loc__").error.as_deref(), Some("variable not defined: $__loc__"));
    let flags = facts(r#".[] | select(.title | test("a"; "ix"))"#).error;
    assert_eq!(flags.as_deref(), Some(r#"unsupported regular expression flag: "ix""#));
    assert_eq!(facts(r#".[] | .title | gsub("a"; "x"; "gi") | sub("x"; "n")"#).error, None);
}

#[test]
fn what_jq_1_6_does_otherwise_is_seen() {
    for text in [
        "reduce .[] as $label (0; . + 1)",
        r#".[].title | index("x")"#,
        "[limit(0; .[])]",
        r#".[].title | gsub("^a"; "")"#,
        ".[] | if .a then 1 end",
    ] {
        assert!(facts(text).needs_newer_jq, "{text}");
    }
    for text in
        ["reduce .[] as $one (0; . + 1)", r#".[] | [.labels[].name] | index("x")"#, r#".[].title | gsub("a"; "")"#]
    {
        assert!(!facts(text).needs_newer_jq, "{text}");
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
        assert!(facts(text).reads_order, "{text}");
        assert!(facts(text).differs.is_empty(), "{text}");
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
        assert!(!facts(text).reads_order, "{text}");
    }
}

#[test]
fn the_order_of_the_program_s_own_keys_is_another() {
    for text in
        [".[] | {number, author} | @json", "reduce .[] as $x ({}; .[$x.title] += 1) | .[]", ".[] | {a: 1} | .[]"]
    {
        assert_eq!(facts(text).differs, [ORDER], "{text}");
    }
    let counted = facts("reduce .[] as $x ({}; .[$x.title] += 1) | to_entries[] | .key");
    assert_eq!((counted.prelude, counted.differs), (vec![call::TO_ENTRIES], Vec::new()));
}

#[test]
fn regular_expressions_that_are_taken_otherwise_are_seen() {
    assert_eq!(facts(r#".[].title | test("\\bfix\\b")"#).differs, [SCRIPTS]);
    assert_eq!(facts(r#".[].body | test("done$")"#).differs, [LAST_LINE_END]);
    for text in [r#".[].title | test("done$")"#, r#".[].body | test("a\\$b|[$]")"#, r#".[].body | test("^[a-z]+ ")"#] {
        assert!(facts(text).differs.is_empty(), "{text}");
    }
}

#[test]
fn types_stay_small_whatever_a_program_nests() {
    let doubled = "{a: ., b: .} | ".repeat(25);
    let text = format!("({doubled} .), ({doubled} .) | .a.a.a == ({doubled} .)");
    let visits = visits::of(|| assert!(of(&text).0 == Type::BOOLEAN));
    assert!(visits < 4000, "{visits}");
}
