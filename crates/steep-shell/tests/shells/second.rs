//! The second reader: what tree-sitter-bash is known to read otherwise than bash, and that everything else is compared.

use steep_edit::{Edit, Edits, Span};
use steep_shell::read::{self, Limits};
use steep_shell::second::{self, Change, Difference, FAULTS, MAX_STATEMENT, MAX_WHOLE, Second, Treatment};
use steep_shell::{Command, Part, Stdout};

use crate::shells::shell::{Shell, has_bash};

/// Every program of [`FAULTS`] as a function that says what it was called with, and whether a pipe reads it.
const RECORDERS: &str = "exec 3>&1 >/dev/null\n\
     record() { local out; out=$1; shift; [ $# -eq 0 ] || out+=$(printf ' <%s>' \"$@\"); [ ! -p /dev/fd/4 ] || out+=' |'; \
     printf '%s\\n' \"$out\" >&3; }\n";

fn recorded(script: &str) -> Vec<String> {
    let functions: String =
        ["a", "b", "c", "d"].map(|name| format!("{name}() {{ record {name} \"$@\" 4>&1; }}\n")).concat();
    let run = Shell::Bash.run(&format!("{RECORDERS}{functions}{script}"));
    let mut lines: Vec<String> = String::from_utf8_lossy(&run.stdout).lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

/// The same as our own reader says it, where every program succeeds.
fn said(script: &str) -> Vec<String> {
    let mut lines: Vec<String> = read::script(script).commands.iter().filter_map(call).collect();
    lines.sort();
    lines
}

fn call(command: &Command) -> Option<String> {
    let mut words = command.words.iter().map(|word| {
        let texts = word.parts.iter().map(|part| match part {
            Part::Literal { text, .. } | Part::Placeholder { source: text, .. } => text.as_str(),
            Part::Expansion { .. } => "",
        });
        texts.collect::<String>()
    });
    let mut line = words.next()?;
    line.extend(words.map(|word| format!(" <{word}>")));
    if matches!(command.stdout, Stdout::Pipe(_) | Stdout::Substitution) {
        line += " |";
    }
    Some(line)
}

#[test]
fn every_fault_is_one_and_bash_is_the_judge() {
    for fault in FAULTS {
        let tree = second::s_expression(fault.input).expect("it is read");
        assert!(tree.contains(fault.tree), "{}: tree-sitter-bash now says {tree}", fault.name);
        let mut ours = said(fault.input);
        // What is not run, and what is no recorder.
        ours.retain(|line| line != "e" && line != "set <1>");
        assert_eq!(ours, fault.bash, "{}: our own reader", fault.name);
        if has_bash() {
            assert_eq!(recorded(fault.input), fault.bash, "{}: bash", fault.name);
        }
    }
}

#[test]
fn a_fault_is_mended_or_refused() {
    for fault in FAULTS {
        let differences = differences(fault.input);
        let agree = fault.treatment != Treatment::Refused;
        assert_eq!(differences.is_empty(), agree, "{}: {differences:?}", fault.name);
    }
}

/// What the readers do not agree on, of every command of the script.
fn differences(script: &str) -> Vec<Difference> {
    let second = Second::new(script, &Limits::default());
    let starts: Vec<usize> = second.own().outline.commands.iter().map(|command| command.start()).collect();
    starts.into_iter().filter_map(|start| second.difference(start)).collect()
}

#[test]
fn the_readers_agree_on_what_scripts_are_made_of() {
    for script in [
        "gh pr list --json number --jq '.[] | .number' | while read -r n; do gh pr close \"$n\" || exit; done",
        "x=$(gh pr view 3 --json url -q .url) && echo \"$x\"",
        "if ! gh auth status >/dev/null 2>&1; then exit 1; else gh repo clone a/b; fi # done",
        "for n in $(gh issue list); do { gh issue view $n; } >>log; done < in",
        "GH_TOKEN=$T gh api repos/$OWNER/$REPO/pulls -F x=@f --input - <<'E'\n{\"a\": \"$(no)\"}\nE",
        "case $1 in a|b) gh pr list;; *) (gh issue list) & ;; esac",
        "f() { local x=$1; gh pr view \"${x:-$(gh pr list)}\"; }; f 1",
        "gh pr view <N> --comments 2>/dev/null --web",
        "gh pr list \\\r\n  --limit 5\r\ngh issue list\r\n",
        "diff <(gh pr list) <(gh issue list) | tee >(wc -l)",
        "time -p gh pr list | a | b # c\n[ -n \"$x\" ] || exit",
        "{ gh pr list; } <<E 2>&1 | tail -1\nx\nE",
        "gh api x <<E\n\n  - $x\nE\ngh pr list",
        "gh api x <<-E | jq .\n\tx $(gh pr list)\n\n\tE",
    ] {
        assert_eq!(differences(script), [], "{script}");
    }
}

#[test]
fn what_differs_is_named() {
    let difference = |script: &str| differences(script).into_iter().next();
    assert_eq!(difference("a <<A <<B\nx\nA\ny\nB"), Some(Difference::Unreadable));
    assert_eq!(difference("a <<E\n`b`\nE"), Some(Difference::Inside));
    let second = Second::new("a b", &Limits::default());
    assert_eq!(second.difference(2), Some(Difference::Unknown));
    assert_eq!(second.comment_difference(2), Some(Difference::Comments));
}

#[test]
fn a_comment_is_one_for_both() {
    let text = "a # gh pr list\nb '# no'\nc";
    let second = Second::new(text, &Limits::default());
    assert_eq!(second.comment_difference(6), None);
    assert_eq!(second.comment_difference(18), Some(Difference::Comments));
}

#[test]
fn long_texts_are_read_by_their_statements_and_no_longer_ones() {
    let many = "a b\n".repeat(MAX_WHOLE / 4 + 1) + "gh pr list\n";
    let start = many.len() - "gh pr list\n".len();
    assert_eq!(Second::new(&many, &Limits::default()).difference(start), None);
    let long = format!("gh pr list {}\ngh issue list", "x ".repeat(MAX_STATEMENT / 2));
    let second = Second::new(&long, &Limits::default());
    assert_eq!(second.difference(0), Some(Difference::TooLong));
    assert_eq!(second.difference(long.len() - "gh issue list".len()), None);
}

#[test]
fn an_error_elsewhere_is_no_reason() {
    let text = "a <<A <<B\nx\nA\ny\nB\ngh pr list\n";
    let second = Second::new(text, &Limits::default());
    assert_eq!(second.difference(text.find("gh").expect("it is there")), None);
}

#[test]
fn deep_nesting_is_read_without_recursion() {
    assert!(second::errors(&"$(".repeat(20_000), &Limits::default()).is_ok_and(|errors| errors > 0));
    let list = format!("a{}", " && a".repeat(10_000));
    assert_eq!(Second::new(&list, &Limits::default()).difference(0), None);
}

/// What changes besides, when `old` becomes `new` in the script.
fn change(script: &str, old: &str, new: &str) -> Option<Change> {
    let start = script.find(old).expect("it is there");
    let mut edits = Edits::new();
    edits.add(Edit::new(Span::new(start, start + old.len()), new)).expect("one edit");
    let after = edits.apply(script);
    let limits = Limits::default();
    second::change(&Second::new(script, &limits), &Second::new(&after, &limits), &edits)
}

#[test]
fn a_rewrite_changes_nothing_else() {
    for (script, old, new) in [
        ("a | gh x | b\nc || d", "gh x", "e | f"),
        ("for n in 1; do gh x $n; done # c", "gh x $n", "{ e; f \"$n\"; }"),
        ("a \"$(gh x)\" b", "gh x", "e | f"),
        ("gh x <<E\nt $(a)\nE\nb", "gh x <<E", "{ e | f; } <<E"),
        ("# gh x\na", "gh x", "e f"),
        ("a\ngh x\nb\n", "gh x", "e \\\n  f |\n  g"),
    ] {
        assert_eq!(change(script, old, new), None, "{script}");
    }
}

#[test]
fn what_a_rewrite_changes_besides_is_found() {
    for (script, old, new, expected) in [
        ("gh x; a", "gh x", "e 'f", Change::Errors),
        ("gh x && a", "gh x", "e; f", Change::Surroundings),
        ("gh x --y z", "gh x", "e", Change::Commands),
        ("gh x | a", "gh x", "e; f", Change::Surroundings),
        ("# gh x\na", "gh x", "e\nf", Change::Comments),
        ("gh x\na", "gh x", "e <<E", Change::Errors),
        ("gh x; a", "gh x", "e #", Change::Commands),
    ] {
        assert_eq!(change(script, old, new), Some(expected), "{script} → {new}");
    }
}
