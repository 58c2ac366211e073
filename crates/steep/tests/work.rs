//! The work that a program, a search, a template and a word take grows with them and not faster. What is counted is pieces of
//! memory and their bytes, not time: a walk that takes a part apart again at each level makes anew what it made before.
//! `steep-jq` counts the visits of its own walks.

use crate::promises::transpilers;

/// A shell script with so many of something, and which numbers of it are compared.
struct Growing {
    name: &'static str,
    counts: [usize; 4],
    text: fn(usize) -> String,
}

/// What lies in one another, or is limited by a number.
const FEW: [usize; 4] = [3, 6, 12, 24];
/// What is limited to some hundreds.
const SOME: [usize; 4] = [40, 80, 160, 320];
/// What has no limit.
const MANY: [usize; 4] = [100, 200, 400, 800];

const fn few(name: &'static str, text: fn(usize) -> String) -> Growing {
    Growing { name, counts: FEW, text }
}

const fn some(name: &'static str, text: fn(usize) -> String) -> Growing {
    Growing { name, counts: SOME, text }
}

const fn many(name: &'static str, text: fn(usize) -> String) -> Growing {
    Growing { name, counts: MANY, text }
}

fn nest(open: &str, inner: &str, close: &str, times: usize) -> String {
    format!("{}{inner}{}", open.repeat(times), close.repeat(times))
}

fn jq(program: &str) -> String {
    format!("gh pr list --json number,title --jq '{program}'\n")
}

fn template(text: &str) -> String {
    format!("gh pr list --json number,title,author --template '{{{{range .}}}}{text}{{{{end}}}}'\n")
}

fn search(query: &str) -> String {
    format!("gh issue list --search '{query}'\n")
}

fn numbered(times: usize, piece: impl Fn(usize) -> String) -> String {
    (0..times).map(piece).collect()
}

/// All of them.
const GROWING: &[Growing] = &[
    // jq programs.
    some("operators of jq", |n| jq(&format!(".[] | .number{}", " + .number".repeat(n)))),
    some("alternatives of jq", |n| jq(&format!(".[] | .number{}", " // .number".repeat(n)))),
    some("conditions of jq", |n| jq(&format!(".[] | select(.number{})", " and .number".repeat(n)))),
    some("stages of jq", |n| jq(&format!(".[]{}", " | .".repeat(n)))),
    some("commas of jq", |n| jq(&format!(".[] | .number{}", ", .title".repeat(n)))),
    few("parentheses of jq", |n| jq(&format!(".[] | {}", nest("(.number + ", "1", ")", n)))),
    few("lists of jq", |n| jq(&nest("[", ".[].number", "]", n))),
    few("objects of jq", |n| jq(&format!(".[] | {}", nest("{a: ", ".number", "}", n)))),
    few("texts in texts of jq", |n| jq(&format!(".[] | {}", nest("\"\\(", ".number", ")\"", n)))),
    few("conditions in jq", |n| jq(&format!(".[] | {}", nest("if .number then ", "1", " else 2 end", n)))),
    few("else of jq", |n| jq(&format!(".[] | {}", nest("if .number then 1 else ", "2", " end", n)))),
    some("branches of jq", |n| {
        jq(&format!(".[] | if .number then 1{} else 2 end", " elif .title then 1".repeat(n / 4)))
    }),
    few("reductions of jq", |n| jq(&nest("reduce .[] as $x (0; ", ". + 1", ")", n))),
    few("walks of jq", |n| jq(&nest("foreach .[] as $x (0; ", ". + 1", "; .)", n))),
    few("tries of jq", |n| jq(&format!(".[] | {}", nest("try (", ".number", ") catch .", n)))),
    few("definitions in definitions of jq", |n| jq(&nest("def f: ", ".[].number", "; f", n))),
    some("definitions of jq", |n| jq(&format!("{}.[] | .number", "def f: .; ".repeat(n)))),
    some("variables of jq", |n| jq(&format!(".[] | {}.number", ".number as $x | ".repeat(n / 3)))),
    few("labels of jq", |n| jq(&format!("{}.[].number", "label $x | ".repeat(n)))),
    few("calls of jq", |n| jq(&nest("map(", ".", ")", n))),
    few("choices of jq", |n| jq(&format!(".[] | {}", nest("select(", ".number", ")", n)))),
    few("indices of jq", |n| jq(&nest(".[", "0", "]", n))),
    many("paths of jq", |n| jq(&format!(".[] | .author{}", ".a".repeat(n)))),
    many("pieces of a text of jq", |n| jq(&format!(".[] | \"{}\"", "\\(.number) ".repeat(n)))),
    many("a regular expression of jq", |n| jq(&format!(".[] | .title | gsub(\"{}\"; \"\")", nest("(", "a", ")?", n)))),
    // Templates.
    few("ranges in a template", |n| template(&nest("{{range .author}}", "x", "{{end}}", n))),
    few("conditions in a template", |n| template(&nest("{{if .title}}", "x", "{{else}}y{{end}}", n))),
    few("else in a template", |n| template(&nest("{{if .title}}x{{else}}", "y", "{{end}}", n))),
    few("blocks in a template", |n| template(&nest("{{with .author}}", "x", "{{end}}", n))),
    few("variables in a template", |n| template(&numbered(n, |nth| format!("{{{{$a{nth} := .title}}}}")))),
    few("stages in a template", |n| template(&format!("{{{{.title{}}}}}", " | print".repeat(n)))),
    few("parentheses in a template", |n| template(&format!("{{{{{}}}}}", nest("print (", ".title", ")", n)))),
    few("comparisons in a template", |n| template(&format!("{{{{{}}}}}", nest("not (eq ", ".title", " \"a\")", n)))),
    few("and in a template", |n| template(&format!("{{{{{}}}}}", nest("and (", "print .title", ") .title", n)))),
    few("or in a template", |n| template(&format!("{{{{{}}}}}", nest("or (", "print .title", ") .title", n)))),
    few("arguments in a template", |n| template(&format!("{{{{and .title{}}}}}", " .title".repeat(n)))),
    few("equals in a template", |n| template(&format!("{{{{eq (print .title){}}}}}", " .title".repeat(n)))),
    few("fields in a template", |n| template(&format!("{{{{.author{}}}}}", ".a".repeat(n)))),
    many("actions of a template", |n| template(&"{{.number}} ".repeat(n))),
    // Searches.
    few("parentheses of a search", |n| search(&nest("(", "label:a label:b", ")", n))),
    few("negations of a search", |n| search(&format!("{}label:a", "NOT ".repeat(n)))),
    Growing { name: "conditions of a search", counts: [20, 40, 80, 160], text: |n| search(&"-label:a ".repeat(n)) },
    Growing {
        name: "alternatives of a search",
        counts: [10, 20, 40, 80],
        text: |n| search(numbered(n, |nth| format!("label:a{nth} OR ")).trim_end_matches(" OR ")),
    },
    Growing {
        name: "labels of a search",
        counts: [20, 40, 80, 160],
        text: |n| search(&format!("label:a{}", ",b".repeat(n))),
    },
    // Words and commands.
    few("substitutions in substitutions", |n| format!("gh issue close {}\n", nest("$(echo ", "1", ")", n))),
    few("quoted substitutions", |n| format!("gh issue comment 1 --body {}\n", nest("\"$(echo ", "1", ")\"", n))),
    few("commands in substitutions", |n| format!("{}\n", nest("echo $(", "gh pr list", ")", n))),
    few("subshells", |n| format!("{}\n", nest("(", "gh issue close 1", ")", n))),
    few("conditions", |n| format!("{}\n", nest("if true; then ", "gh issue close 1", "; fi", n))),
    few("expansions", |n| format!("gh issue close \"{}\"\n", nest("${a:-", "1", "}", n))),
    many("parts of a word", |n| format!("gh issue comment 1 --body \"{}\"\n", "$a b ".repeat(n))),
    many("substitutions of a word", |n| format!("gh issue comment 1 --body \"{}\"\n", "$(a) ".repeat(n))),
    many("a long value", |n| format!("gh issue comment 1 --body '{}'\n", "a b ".repeat(n))),
    some("labels", |n| format!("gh issue create -t x -b y{}\n", numbered(n, |nth| format!(" -l a{nth}")))),
    some("labels in variables", |n| format!("gh issue list{}\n", numbered(n, |nth| format!(" -l \"$a{nth}\"")))),
    some("fields of a call", |n| format!("gh api repos/acme/w/issues{}\n", numbered(n, |nth| format!(" -f a{nth}=x")))),
    some("issues of a command", |n| format!("gh issue edit{} --add-label a\n", numbered(n, |nth| format!(" {nth}")))),
    many("commands", |n| "gh issue close 1\n".repeat(n)),
    many("commands of a pipeline", |n| format!("{}cat\n", "gh pr list | ".repeat(n))),
    few("commands of a list", |n| format!("{}true\n", "gh issue close 1 && ".repeat(n))),
];

#[test]
fn the_work_grows_with_the_text_and_not_faster() {
    let mut told = Vec::new();
    for steep in &transpilers() {
        for Growing { name, counts, text } in GROWING {
            let taken = counts.map(|count| {
                let text = text(count);
                allocation_counter::measure(|| drop(steep.shell(&text)))
            });
            let pieces = taken.map(|taken| taken.count_total);
            let bytes = taken.map(|taken| taken.bytes_total);
            // What is the same for all sizes is taken off. Lists that double their room leap, and what no longer fits on a line is
            // broken, so there is some slack.
            let grows = |of: [u64; 4], most: u64, slack: u64| {
                let [_, two, four, eight] = of;
                eight.saturating_sub(four) > four.saturating_sub(two) * most / 10 + slack
            };
            if grows(pieces, 22, 200) || grows(bytes, 30, 20_000) {
                told.push(format!("{} {name}: {pieces:?} pieces, {bytes:?} bytes", steep.target().name()));
            }
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}
