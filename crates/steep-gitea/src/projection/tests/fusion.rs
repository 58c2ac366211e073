//! Which filters are put in Gitea's words, and, by the real jq, that they say the same then.

use std::io::Write as _;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use steep_jq::{Expr, Filter};

use steep_gh_json::{Beginning, Projection, Shape, fuse, read_by};

use crate::projection::{ISSUE, PULL};

/// All fields of a kind that need no further request.
fn shape(projection: &'static Projection, in_list: bool) -> Shape {
    let own = projection.fields.iter().filter(|field| field.request.is_none());
    let names: Vec<String> = own.map(|field| field.name.to_owned()).collect();
    Shape::new(projection, &names, false, in_list, "https://git.example.org").unwrap()
}

fn text(filter: &str, shape: &Shape) -> Option<String> {
    fuse(&Filter::new(filter), shape).map(|fused| fused.text)
}

fn check(filter: &str, fused: &str) {
    assert_eq!(text(filter, &shape(&PULL, true)).as_deref(), Some(fused));
}

fn check_apart(filter: &str) {
    assert_eq!(fuse(&Filter::new(filter), &shape(&PULL, true)), None, "{filter}");
}

#[test]
fn fields_are_put_in_gitea_s_words() {
    check(".[].number", ".[].number");
    check(".[].url", ".[].html_url");
    check(".[] | .headRefName", ".[] | .head.label");
    check(
        r##".[] | "#\(.number) by \(.author.login): \(.title[:60])""##,
        r##".[] | "#\(.number) by \(.user.login): \(.title[:60])""##,
    );
    check("[.[] | select(.isDraft | not)] | length", "[.[] | select(.draft | not)] | length");
    check(".[].labels[].name", ".[].labels[]?.name");
    check(".[] | .assignees | map(.login)", ".[] | .assignees // [] | map(.login)");
    check(
        ".[] | select(.labels | any(.name == \"bug\")) | .number",
        ".[] | select(.labels // [] | any(.name == \"bug\")) | .number",
    );
    check(".[] | {number, url, who: .author.login}", ".[] | {number, url: .html_url, who: .user.login}");
    check("map(.closed)", "map(.state == \"closed\")");
    check(".[] | [.closed, .id] | @tsv", ".[] | [(.state == \"closed\"), (.id | tostring)] | @tsv");
    check(".[] | .milestone.title // \"none\"", ".[] | .milestone.title // \"none\"");
    check(".[] | select(.milestone == null) | .number", ".[] | select(.milestone == null) | .number");
    check(
        "group_by(.author.login)[] | \"\\(.[0].author.login) \\(length)\"",
        "group_by(.user.login)[] | \"\\(.[0].user.login) \\(length)\"",
    );
    check(".[0].author.login", ".[0].user.login");
    check("  .[0].url  ", "  .[0].html_url  ");
    check("first(.[] | select(.baseRefName == \"main\")).title", "first(.[] | select(.base.ref == \"main\")).title");
    check(".[] | .number as $n | .title | \"\\($n) \\(.)\"", ".[] | .number as $n | .title | \"\\($n) \\(.)\"");
}

#[test]
fn what_goes_on_from_a_path() {
    let shape = shape(&PULL, true);
    let continues = |filter: &str| fuse(&Filter::new(filter), &shape).unwrap().continues_a_path;
    for filter in [".[].number", ".[0].number", ".[] | .url | length", ".[:3] | map(.number)"] {
        assert!(continues(filter), "{filter}");
    }
    for filter in [".[].number, 1", ".[0].number // .[1].number", "length", "map(.number)", "[.[].number]"] {
        assert!(!continues(filter), "{filter}");
    }
}

#[test]
fn one_object() {
    let shape = shape(&PULL, false);
    let fused = |filter| text(filter, &shape);
    assert_eq!(fused(".url").as_deref(), Some(".html_url"));
    assert_eq!(fused(".closed").as_deref(), Some(".state == \"closed\""));
    assert_eq!(fused("[.labels[].name] | join(\",\")").as_deref(), Some("[.labels[]?.name] | join(\",\")"));
    // It may have to be put in UTC.
    assert_eq!(fused(".mergedAt"), None);
    for apart in ["keys", "length", "to_entries[]", ".", "has(\"number\")", "tojson", ".[]", "..", ". as $pr | $pr.url"]
    {
        assert_eq!(fused(apart), None, "{apart}");
    }
}

#[test]
fn what_else_is_done_with_an_object_keeps_the_stages_apart() {
    for filter in [
        ".",
        ".[]",
        ".[0]",
        ".[] | select(.number == 1)",
        ".[].author",
        ".[] | {author}",
        "map(length)",
        ".[] | keys",
        "sort",
        "unique",
        ". == []",
        "tojson",
        ".[] | tostring",
        ".[].labels",
        "to_entries[] | .value.number",
        // Not asked for.
        ".[].files[].path",
        ".[] | .nothing",
        // Null has no labels, and the rebuilt null has none either, but fails.
        ".[0].labels[].name",
        ".[0].closed",
        ".[].state",
        "reduce .[] as $pr (0; . + 1)",
        "def f: .number; .[] | f",
        ".[] | .title | debug",
        "[.[] | .title] | input",
        ".[] | .author == null",
        ".[] | .number |= 1",
    ] {
        check_apart(filter);
    }
}

#[test]
fn fields_that_a_filter_does_not_read_are_left_out() {
    let names = |filter: &str, in_list| {
        let asked = ["title", "number", "labels"].map(str::to_owned);
        let shape = Shape::new(&PULL, &asked, false, in_list, "https://git.example.org").unwrap();
        Vec::from_iter(read_by(&Filter::new(filter), shape).names())
    };
    for (filter, read) in [
        (".[].number", &["number"][..]),
        (".[] | select(.labels == []) | \"\\(.number)\"", &["labels", "number"]),
        (".[] | select(.assignees | length == 0) | .title", &["title"]),
        ("map(select(.labels[].name == \"bug\")) | length", &["labels"]),
        ("sort_by(.number) | .[0].title", &["number", "title"]),
        (".[] | {number, who: .author.login}", &["number"]),
    ] {
        assert_eq!(names(filter, true), read, "{filter}");
    }
    assert_eq!(names(".title", false), ["title"]);
    // It may show which fields there are.
    for filter in [
        ".",
        ".[]",
        ".[] | keys",
        "sort",
        "unique | length",
        ".[] | length",
        ".[0] == .[1]",
        "tostring",
        ".. | .number?",
    ] {
        assert_eq!(names(filter, true).len(), 3, "{filter}");
    }
    // An object without fields would be no shorter to read.
    for filter in ["length", ".[] | .author", "map(1)"] {
        assert_eq!(names(filter, true).len(), 3, "{filter}");
    }
}

/// What jq prints; `None` where there is no jq.
fn jq(arguments: &[&str], input: &str) -> Option<String> {
    let spawned =
        Command::new("jq").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let Ok(mut child) = spawned else {
        eprintln!("SKIPPED: there is no jq");
        return None;
    };
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    // It prints while it still reads.
    let writer = std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Some(String::from_utf8(output.stdout).unwrap())
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z ]{0,8}",
        Just("feat(tray): \"one\" \\ two".to_owned()),
        Just("bug".to_owned()),
        Just("2024-05-06T07:08:09Z".to_owned()),
        Just("🚀 ü\n\t'".to_owned()),
    ]
}

fn json(value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    value.prop_map(|text| {
        let inner: String = text
            .chars()
            .map(|c| match c {
                '"' => "\\\"".to_owned(),
                '\\' => "\\\\".to_owned(),
                '\n' => "\\n".to_owned(),
                '\t' => "\\t".to_owned(),
                c => c.to_string(),
            })
            .collect();
        format!("\"{inner}\"")
    })
}

fn or_null(value: impl Strategy<Value = String> + 'static) -> impl Strategy<Value = String> {
    prop_oneof![3 => value, 1 => Just("null".to_owned())]
}

fn person() -> impl Strategy<Value = String> {
    ("[ab]", 0..3u32, json(words()))
        .prop_map(|(login, id, name)| format!(r#"{{"id": {id}, "login": "{login}", "full_name": {name}}}"#))
}

fn list(item: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    prop::collection::vec(item, 0..4).prop_map(|items| format!("[{}]", items.join(", ")))
}

fn label() -> impl Strategy<Value = String> {
    (0..3u32, json(words()))
        .prop_map(|(id, name)| format!(r#"{{"id": {id}, "name": {name}, "description": "", "color": "ff0000"}}"#))
}

fn milestone() -> impl Strategy<Value = String> {
    json(words()).prop_map(|title| format!(r#"{{"id": 1, "title": {title}, "description": "", "due_on": null}}"#))
}

/// A time as Gitea gives it.
fn time() -> impl Strategy<Value = String> {
    (1..29u32, 0..24u32, prop_oneof![Just("Z"), Just("+01:00"), Just("-03:30")])
        .prop_map(|(day, hour, zone)| format!("\"2026-02-{day:02}T{hour:02}:08:09{zone}\""))
}

/// An object as Gitea gives it for a pull request, and for an issue as far as that has it.
fn object() -> impl Strategy<Value = String> {
    let times = (or_null(time()), or_null(time()), time());
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    let people = (person(), or_null(list(person())));
    let more = (or_null(list(label())), or_null(milestone()));
    (0..40u32, json(words()), json(words()), times, flags, people, more).prop_map(
        |(number, title, name, (closed, merged, created), (open, draft, pinned), (user, assignees), (labels, milestone))| {
            format!(
                r#"{{"id": {number}, "number": {number}, "title": {title}, "body": {name}, "state": "{state}",
                "draft": {draft}, "merged": {pinned}, "merged_at": {merged}, "closed_at": {closed}, "created_at": {created},
                "updated_at": {created}, "user": {user}, "assignees": {assignees}, "labels": {labels},
                "milestone": {milestone}, "html_url": {name}, "pin_order": {number}, "mergeable": {open},
                "head": {{"label": {name}, "ref": {name}, "sha": "f00d", "repo_id": 1, "repo": null}},
                "base": {{"label": "main", "ref": "main", "sha": "ba5e", "repo_id": 1, "repo": {{"updated_at": {created}}}}}}}"#,
                state = if open { "open" } else { "closed" },
            )
        },
    )
}

/// The filters that people write behind `gh COMMAND`.
fn written(command: &str) -> Vec<String> {
    let file = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/jq/filters.toml")).unwrap();
    let table: toml::Table = file.parse().unwrap();
    let reads = table["read"].as_array().unwrap().iter();
    let of_command = reads.filter(|read| read["gh"].as_str().unwrap().starts_with(&format!("gh {command} ")));
    let filters = of_command.flat_map(|read| read["jq"].as_array().unwrap());
    filters.map(|filter| filter.as_str().unwrap().to_owned()).collect()
}

/// The filter with a mark behind what it prints of each document: one that fails over a document prints no mark.
fn marked(filter: &str) -> String {
    format!("(({filter}\n) | [.]), \"--\"")
}

/// The program that rebuilds the document of these fields.
fn program(shape: &Shape) -> String {
    if shape.is_in_list() { format!("[.[] | {}]", shape.own()) } else { shape.own().to_string() }
}

/// What a filter prints of documents; `None` without jq.
fn printed(filter: &str, documents: &str) -> Option<String> {
    jq(&["-c", "-S", &marked(filter)], documents)
}

/// That the filter prints `apart` over the fields that it reads, too; `None` without jq.
fn same_over_fields_read(filter: &str, shape: &Shape, documents: &str, apart: &str) -> Option<()> {
    let read = read_by(&Filter::new(filter), shape.clone());
    if read.names().count() < shape.names().count() {
        let fields = jq(&["-c", &program(&read)], documents)?;
        assert_eq!(printed(filter, &fields)?, apart, "{filter}");
    }
    Some(())
}

/// That a filter that begins with a path prints `apart` in the stage that rebuilds the document, too; `None` without jq.
fn same_in_one_stage(filter: &str, shape: &Shape, documents: &str, apart: &str) -> Option<()> {
    let Some(beginning) = Beginning::of(&Filter::new(filter)) else { return Some(()) };
    let own = read_by(&Filter::new(filter), shape.clone()).own();
    let first = if shape.is_in_list() {
        let Some(each) = beginning.over_items(own) else { return Some(()) };
        Expr::Identity.items().then(each)
    } else {
        beginning.over(own)
    };
    let program = format!("{first} | {}", beginning.rest.as_deref().unwrap_or("."));
    assert_eq!(printed(&program, documents)?, apart, "{filter}\n{program}");
    Some(())
}

/// That a filter that can be said in Gitea's words prints `apart` so, too; `None` without jq. Else whether it can.
fn same_when_fused(filter: &str, shape: &Shape, documents: &str, apart: &str) -> Option<bool> {
    let Some(fused) = text(filter, shape) else { return Some(false) };
    assert_eq!(printed(&fused, documents)?, apart, "{filter}\n{fused}");
    Some(true)
}

/// Answers of Gitea's, one a line, and the documents rebuilt of them; `None` without jq.
fn documents(shape: &Shape) -> Option<(String, String)> {
    let mut runner = TestRunner::deterministic();
    let mut documents = String::new();
    for _ in 0..60 {
        let one = if shape.is_in_list() { list(object()).boxed() } else { object().boxed() };
        let one = one.new_tree(&mut runner).unwrap().current();
        documents.push_str(&one);
        documents.push('\n');
    }
    let rebuilt = jq(&["-c", &program(shape)], &documents)?;
    Some((documents, rebuilt))
}

/// Holds a filter to saying the same in each way; `None` without jq. Else whether it is fused.
fn same(filter: &str, shape: &Shape, documents: &str, rebuilt: &str) -> Option<bool> {
    let apart = printed(filter, rebuilt)?;
    same_over_fields_read(filter, shape, documents, &apart)?;
    same_in_one_stage(filter, shape, documents, &apart)?;
    same_when_fused(filter, shape, documents, &apart)
}

/// Each filter over the rebuilt documents and, fused, over Gitea's own; returns how many were fused.
fn compare(projection: &'static Projection, in_list: bool, command: &str) -> Option<usize> {
    let shape = shape(projection, in_list);
    let (documents, rebuilt) = documents(&shape)?;
    let mut count = 0;
    let filters = written(command);
    assert!(!filters.is_empty(), "{command}");
    for filter in filters {
        count += usize::from(same(&filter, &shape, &documents, &rebuilt)?);
    }
    Some(count)
}

#[test]
fn fused_filters_print_the_same() {
    for (projection, in_list, command, least) in
        [(&PULL, true, "pr list", 40), (&ISSUE, true, "issue list", 5), (&PULL, false, "pr view", 3)]
    {
        let Some(fused) = compare(projection, in_list, command) else { return };
        assert!(fused >= least, "{command}: {fused}");
    }
}

/// What a filter takes of an object: fields, parts of them, conditions over them, and what looks at the object as a whole.
const TERMS: [&str; 40] = [
    ".number",
    ".title",
    ".author.login",
    ".author",
    ".labels",
    ".labels[].name",
    ".labels | length",
    ".labels[0].name",
    ".labels | map(.name) | sort | join(\"/\")",
    ".labels | sort_by(.name) | .[0].color",
    ".labels | any(.name == \"bug\")",
    "(.labels | map(.name) | index(\"bug\"))",
    "any(.labels[]; .name == \"bug\")",
    "first(.labels[]) | .name",
    ".labels |= length | .labels",
    ".assignees | map(.login) | join(\",\")",
    ".assignees[0].login // empty",
    ".assignees == []",
    ".milestone",
    ".milestone.title // \"none\"",
    ".milestone != null",
    ".state",
    ".isDraft | not",
    ".createdAt[:10]",
    ".headRepository.name",
    ".nothing",
    "{number, title}",
    "{labels, n: .number}",
    "{(.title): .state}",
    "[.number, (.labels | length)] | @json",
    "\"\\(.number) \\(.author.login)\"",
    "if .isDraft then .title else .labels end",
    ".title as $t | \"\\($t)\"",
    "keys | length",
    "tostring",
    ". == .",
    "to_entries | length",
    "del(.labels) | has(\"number\")",
    "reduce .labels[] as $l (0; . + 1)",
    "[paths] | length",
];

/// How a filter comes to the objects of a list.
const WAYS: [&str; 16] = [
    ".[] | _",
    " .[]|_",
    ".[]? | _",
    "map(_)",
    "[.[] | _] | length",
    ".[0] | _",
    ".[-1] | _",
    ".[:2][] | _",
    "first(.[]) | _",
    ".[] | select(_) | .title",
    "map(select(_)) | length",
    "sort_by(.number) | .[0] | _",
    "group_by(.author.login)[] | .[0] | _",
    "unique_by(.author.login) | map(_)",
    "max_by(.number) | _",
    "reverse | .[] | _",
];

#[test]
fn generated_filters_print_the_same() {
    for (in_list, least) in [(true, 30), (false, 10)] {
        let shape = shape(&PULL, in_list);
        let Some((documents, rebuilt)) = documents(&shape) else { return };
        let mut fused = 0;
        for (nth, term) in TERMS.iter().enumerate() {
            let ways: Vec<&str> = WAYS.iter().copied().cycle().skip(nth * 3).take(2).collect();
            for way in if in_list { ways } else { vec!["_"] } {
                fused += usize::from(same(&way.replace('_', term), &shape, &documents, &rebuilt).unwrap());
            }
        }
        assert!(fused >= least, "{in_list}: {fused}");
    }
}
