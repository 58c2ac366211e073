//! What the script reader makes of shell text: words, surroundings, and the traps that documents hold.

use steep_edit::Span;
use steep_shell::read::{self, Reading};
use steep_shell::{Command, Expansion, Exported, Part, Quote, Status, Stdin, Stdout, Word};

/// Reads `text`, which must have no errors.
fn clean(text: &str) -> Vec<Command> {
    let Reading { commands, errors, .. } = read::script(text);
    assert_eq!(errors, [], "in {text:?}");
    commands
}

/// The one command of `text` whose program is `gh`.
fn gh(text: &str) -> Command {
    let mut found: Vec<Command> = of(&clean(text), "gh");
    assert_eq!(found.len(), 1, "{text}");
    found.remove(0)
}

fn of(commands: &[Command], program: &str) -> Vec<Command> {
    commands.iter().filter(|command| command.program().as_deref() == Some(program)).cloned().collect()
}

fn words(command: &Command) -> Vec<String> {
    command.words.iter().map(Word::display).collect()
}

fn lines(commands: &[Command]) -> Vec<String> {
    commands.iter().map(|command| words(command).join(" ")).collect()
}

fn redirects(command: &Command) -> Vec<&str> {
    command.redirects.iter().map(|redirect| redirect.source.as_str()).collect()
}

fn pipe(program: &str) -> Stdout {
    Stdout::Pipe(Some(program.to_owned()))
}

fn literal(text: &str, quote: Quote) -> Part {
    Part::Literal { text: text.into(), quote }
}

fn placeholder(source: &str, quote: Quote) -> Part {
    Part::Placeholder { source: source.into(), quote }
}

fn parameter(source: &str, name: &str, quote: Quote) -> Part {
    Part::Expansion { source: source.into(), kind: Expansion::Parameter(name.into()), quote }
}

fn pattern(source: &str) -> Part {
    Part::Expansion { source: source.into(), kind: Expansion::Pattern, quote: Quote::None }
}

fn parts(text: &str) -> Vec<Part> {
    let word = Word::parse(text).expect("one word");
    assert_eq!(word.source, text);
    word.parts
}

#[test]
fn a_named_group_of_a_regular_expression_is_no_placeholder() {
    let literal = |text: &str, quote| vec![Part::Literal { text: text.into(), quote }];
    assert_eq!(parts("'test(\"(?<at>.*)\")'"), literal("test(\"(?<at>.*)\")", Quote::Single));
    assert_eq!(parts("\"(?<at>.*)\""), literal("(?<at>.*)", Quote::Double));
    assert_eq!(parts("'is it (<N>)?'").len(), 3);
}

mod a_word {
    use super::*;

    #[test]
    fn keeps_its_quotes() {
        assert_eq!(parts("plain"), [literal("plain", Quote::None)]);
        assert_eq!(parts("'a b'"), [literal("a b", Quote::Single)]);
        assert_eq!(parts(r#""a \" \$ \n b""#), [literal(r#"a " $ \n b"#, Quote::Double)]);
        assert_eq!(parts(r"a\ b\'c"), [literal("a b'c", Quote::None)]);
        assert_eq!(parts(r"$'a\tb'"), [literal("a\tb", Quote::AnsiC)]);
        assert_eq!(
            parts(r#"a'b'"c""#),
            [literal("a", Quote::None), literal("b", Quote::Single), literal("c", Quote::Double)]
        );
        assert_eq!(parts("''"), [literal("", Quote::Single)]);
        assert_eq!(parts(r#"''"""#), [literal("", Quote::Double)]);
        assert_eq!(parts("a''"), [literal("a", Quote::None)]);
    }

    #[test]
    fn keeps_its_expansions() {
        assert_eq!(parts("$repo"), [parameter("$repo", "repo", Quote::None)]);
        assert_eq!(parts("\"${repo:-x}\""), [parameter("${repo:-x}", "repo", Quote::Double)]);
        assert_eq!(parts("${#x}"), [parameter("${#x}", "x", Quote::None)]);
        assert_eq!(parts("$?"), [parameter("$?", "?", Quote::None)]);
        assert_eq!(parts("${a:-\"}\"}"), [parameter("${a:-\"}\"}", "a", Quote::None)]);
        assert_eq!(parts("a$"), [literal("a$", Quote::None)]);
        assert_eq!(
            parts("$((1 + (2)))"),
            [Part::Expansion { source: "$((1 + (2)))".into(), kind: Expansion::Arithmetic, quote: Quote::None }]
        );
        let old = |quote| Part::Expansion { source: "$[ n + a[1] ]".into(), kind: Expansion::Arithmetic, quote };
        assert_eq!(parts("$[ n + a[1] ]"), [old(Quote::None)]);
        assert_eq!(parts("\"$[ n + a[1] ]\""), [old(Quote::Double)]);
        for text in ["gh x a$[", "gh x \"$[a\\nb]\"", "gh x \"$[a['b']]\"", "gh x $[\na]"] {
            let reading = read::script(text);
            assert!(reading.is_unclear(&reading.commands[0]), "{text}");
        }
        assert!(read::script("gh x '$['; gh x \\$[").errors.is_empty());
        for command in ["$(date +%F)", "`date`", "$( (a) )", "$((a); b)"] {
            assert_eq!(
                parts(command),
                [Part::Expansion { source: command.into(), kind: Expansion::Command, quote: Quote::None }]
            );
        }
        assert_eq!(
            parts("<(a)"),
            [Part::Expansion { source: "<(a)".into(), kind: Expansion::Process, quote: Quote::None }]
        );
    }

    #[test]
    fn split_by_expansions_stays_one_word() {
        let command = gh("gh api repos/$OWNER/$REPO/contents/x");
        assert_eq!(command.words.len(), 3);
        assert_eq!(
            command.words[2].parts,
            [
                literal("repos/", Quote::None),
                parameter("$OWNER", "OWNER", Quote::None),
                literal("/", Quote::None),
                parameter("$REPO", "REPO", Quote::None),
                literal("/contents/x", Quote::None),
            ]
        );
    }

    #[test]
    fn with_a_glob_a_brace_or_a_tilde_has_a_pattern() {
        assert_eq!(parts("*.md"), [pattern("*"), literal(".md", Quote::None)]);
        assert_eq!(parts("~/src"), [pattern("~"), literal("/src", Quote::None)]);
        assert_eq!(
            parts("~$USER/a"),
            [literal("~", Quote::None), parameter("$USER", "USER", Quote::None), literal("/a", Quote::None)]
        );
        assert_eq!(parts("{a,b}"), [pattern("{a,b}")]);
        assert_eq!(parts("x[a-z]"), [literal("x", Quote::None), pattern("[a-z]")]);
        assert_eq!(parts("a?"), [literal("a", Quote::None), pattern("?")]);
        assert_eq!(parts("HEAD~1"), [literal("HEAD~1", Quote::None)]);
        assert_eq!(parts("'*'"), [literal("*", Quote::Single)]);
    }

    #[test]
    fn that_only_looks_like_a_pattern_is_text() {
        for text in
            ["repos/a/b/commits?per_page=1", "repos/{owner}/{repo}/pulls", "labels[]=bug", "a[b]=c", "{}", ".[]"]
        {
            assert_eq!(parts(text), [literal(text, Quote::None)], "{text}");
        }
        assert!(Word::parse("repos/a/b/?").unwrap().has_expansion());
    }

    #[test]
    fn has_placeholders_bare_and_in_quotes() {
        assert_eq!(parts("<N>"), [placeholder("<N>", Quote::None)]);
        assert_eq!(parts("acme/<repo>"), [literal("acme/", Quote::None), placeholder("<repo>", Quote::None)]);
        assert_eq!(
            parts("\"Closes #<N>.\""),
            [literal("Closes #", Quote::Double), placeholder("<N>", Quote::Double), literal(".", Quote::Double)]
        );
        assert_eq!(parts("'<a b>'"), [placeholder("<a b>", Quote::Single)]);
        assert_eq!(parts("${{ github.token }}"), [placeholder("${{ github.token }}", Quote::None)]);
        assert_eq!(parts("\"${{ github.token }}\""), [placeholder("${{ github.token }}", Quote::Double)]);
        assert_eq!(parts("{{ number }}"), [placeholder("{{ number }}", Quote::None)]);
        assert_eq!(parts("\"...\""), [placeholder("...", Quote::Double)]);
        assert_eq!(parts("…"), [placeholder("…", Quote::None)]);
        assert_eq!(parts("[NUMBER]"), [placeholder("[NUMBER]", Quote::None)]);
        assert_eq!(parts("'{{.title}}'"), [literal("{{.title}}", Quote::Single)]);
        assert_eq!(parts("'.[] | select(.a < 5 and .b > 3)'").len(), 1);
    }

    #[test]
    fn is_not_several_words_nor_half_of_one() {
        for text in ["", "a b", " a", "a ", "a;b", "'a", "\"a", "$(a", "`a", "${a", "a\n", "|", "<a", "(a)", "a#b c"] {
            assert_eq!(Word::parse(text), None, "{text:?}");
        }
        assert!(Word::parse("a#b").is_some());
    }
}

mod a_command {
    use super::*;

    #[test]
    fn is_its_words_with_assignments_and_redirections_taken_out() {
        let command = gh("GH_REPO=acme/widgets A= gh 2>/dev/null pr list >out.json --limit 5 <in");
        assert_eq!(words(&command), ["gh", "pr", "list", "--limit", "5"]);
        assert_eq!(redirects(&command), ["2>/dev/null", ">out.json", "<in"]);
        let assigned: Vec<_> = command.assignments.iter().map(|one| (one.name.as_str(), one.value.display())).collect();
        assert_eq!(assigned, [("GH_REPO", "acme/widgets".to_owned()), ("A", String::new())]);
        assert_eq!((command.stdout, command.stdin, command.needs_group), (Stdout::File, Stdin::Redirect, true));
    }

    #[test]
    fn has_a_redirection_that_does_not_swallow_what_follows() {
        let command = gh("gh run list 2>/dev/null --limit 5 | head -n 1");
        assert_eq!(words(&command), ["gh", "run", "list", "--limit", "5"]);
        assert_eq!(redirects(&command), ["2>/dev/null"]);
        assert_eq!(command.stdout, pipe("head"));
    }

    #[test]
    fn has_placeholders_that_are_not_redirections() {
        let command = gh("gh issue view <number> --comments");
        assert_eq!(words(&command), ["gh", "issue", "view", "<number>", "--comments"]);
        assert_eq!(redirects(&command), [""; 0]);
        let command = gh(
            "gh issue comment <N> --body \"Picking this up. Branch fix/issue-<N>-<slug>. Plan: <1-line approach>.\"",
        );
        assert_eq!(command.words.len(), 6);
        assert_eq!(command.words[5].parts.iter().filter(|part| matches!(part, Part::Placeholder { .. })).count(), 3);
        let command = gh("gh pr view {{ number }} -R ${{ github.repository }} … ...");
        assert_eq!(command.words.iter().filter(|word| word.has_placeholder()).count(), 4);
    }

    #[test]
    fn has_real_redirections_that_are_not_placeholders() {
        for (text, expected) in [
            ("gh issue comment 1 -F - <notes.md >/dev/null", vec!["<notes.md", ">/dev/null"]),
            ("gh issue comment 1 -F - < notes.md", vec!["< notes.md"]),
            ("gh x 2>&1", vec!["2>&1"]),
            ("gh x &>log", vec!["&>log"]),
            ("gh x >>log 2>>log", vec![">>log", "2>>log"]),
            ("gh x <<<\"a b\"", vec!["<<<\"a b\""]),
            ("gh x > \"$out\"", vec!["> \"$out\""]),
        ] {
            assert_eq!(redirects(&gh(text)), expected, "{text}");
        }
    }

    #[test]
    fn goes_on_behind_a_backslash_at_the_end_of_the_line() {
        for text in ["gh pr list \\\n  --limit 5", "gh pr list \\\r\n  --limit 5", "gh pr list\\\n --limit \\\n\\\n5"] {
            let command = gh(text);
            assert_eq!(words(&command), ["gh", "pr", "list", "--limit", "5"], "{text:?}");
            assert_eq!(command.broken_continuations, []);
            assert_eq!(command.span, Span::new(0, text.len()));
        }
    }

    #[test]
    fn ends_before_a_continuation_that_a_blank_follows() {
        for end in ["\n", "\r\n"] {
            let text = format!("gh pr list --json a,b\\{end}  --limit 5\n");
            let command = gh(&text);
            let sources: Vec<&str> = command.words.iter().map(|word| word.span.text(&text)).collect();
            assert_eq!(sources, ["gh", "pr", "list", "--json", "a,b", "--limit", "5"]);
        }
    }

    #[test]
    fn goes_on_behind_a_continuation_that_only_its_author_sees() {
        let text =
            "gh issue create \\\n  --label \"<type>\" \\      # one of: bug, feature\n  --body x \\  \n  --title y";
        let command = gh(text);
        assert_eq!(words(&command), ["gh", "issue", "create", "--label", "<type>", "--body", "x", "--title", "y"]);
        let broken: Vec<&str> = command.broken_continuations.iter().map(|span| span.text(text)).collect();
        assert_eq!(broken, ["\\      # one of: bug, feature", "\\  "]);
    }

    #[test]
    fn may_hold_an_escaped_blank() {
        assert_eq!(words(&gh("gh pr list a\\ b \\ c")), ["gh", "pr", "list", "a b", " c"]);
    }

    #[test]
    fn ends_at_a_comment() {
        let text = "gh pr list # --limit 5\n#gh pr view\necho a#b '#'";
        let commands = clean(text);
        assert_eq!(lines(&commands), ["gh pr list", "echo a#b #"]);
        assert_eq!(commands[0].span.text(text), "gh pr list");
    }

    #[test]
    fn in_quotes_or_a_here_document_is_data() {
        let text =
            "echo \"gh pr list\" 'gh pr view' <<EOF\ngh pr merge\nEOF\ncat <<-'X'\n\tgh pr close $(gh pr x)\n\tX\n";
        assert_eq!(lines(&clean(text)), ["echo gh pr list gh pr view", "cat"]);
    }

    #[test]
    fn in_a_substitution_is_code_wherever_the_substitution_stands() {
        let text = "echo \"a $(gh pr list) b\" `gh pr view` <(gh pr diff) ${x:-$(gh a)} $(( $(gh b) + 1 )) <<EOF\n$(gh c)\nEOF\n";
        let commands = clean(text);
        assert_eq!(lines(&commands)[..6], ["gh pr list", "gh pr view", "gh pr diff", "gh a", "gh b", "gh c"]);
        assert_eq!(commands.len(), 7);
        assert!(commands[..6].iter().all(|command| command.inside == Some(6)));
        assert_eq!(commands[0].stdout, Stdout::Substitution);
        assert_eq!(commands[2].stdout, pipe("echo"));
        for command in &commands[..6] {
            assert_eq!(command.span.text(text), words(command).join(" "));
        }
    }

    #[test]
    fn comes_behind_the_ones_in_its_words() {
        let commands = clean("a $(b \"$(c)\") $(d | e)\nf");
        assert_eq!(lines(&commands), ["c", "b $(c)", "d", "e", "a $(b \"$(c)\") $(d | e)", "f"]);
        let inside: Vec<_> = commands.iter().map(|command| command.inside).collect();
        assert_eq!(inside, [Some(1), Some(4), Some(4), Some(4), None, None]);
    }

    #[test]
    fn knows_its_indentation() {
        assert_eq!(gh("if a; then\n\t  x; gh pr list\nfi").indent, "\t  ");
    }

    #[test]
    fn may_be_told_to_stay() {
        let ignored = |text: &str| of(&clean(text), "gh").iter().map(|command| command.ignored).collect::<Vec<_>>();
        assert_eq!(ignored("gh a # steep: ignore\ngh b"), [true, false]);
        assert_eq!(ignored("# steep: ignore\ngh a\ngh b"), [true, false]);
        assert_eq!(ignored("gh a \\\n  --x # steep:ignore because\ngh b"), [true, false]);
        assert_eq!(ignored("gh a # steep: ignored\necho '# steep: ignore'; gh b"), [false, false]);
    }

    #[test]
    fn of_an_array_or_a_declaration_is_read() {
        let commands = clean("a=(x $(gh pr list) 'y z')\nexport B=$(gh pr view) c+=(d)\nm[0]=$(gh x)");
        assert_eq!(lines(&of(&commands, "gh")), ["gh pr list", "gh pr view", "gh x"]);
        assert_eq!(commands[1].assignments[0].value.source, "(x $(gh pr list) 'y z')");
        assert_eq!(lines(&of(&commands, "export")), ["export B=$(gh pr view) c+=(d)"]);
    }
}

mod surroundings {
    use super::*;

    /// What is known of the variable A, with `export` where commands find it in their environment; `?` where that is not sure.
    fn variable(text: &str) -> Option<String> {
        let command = gh(text);
        let known = command.variables.get("A")?;
        let exported = match known.exported {
            Exported::No => "",
            Exported::Yes => "export ",
            Exported::Perhaps => "export? ",
        };
        Some(format!("{exported}{}", known.value.map_or("?".to_owned(), Word::display)))
    }

    #[test]
    fn what_earlier_commands_have_done_to_a_variable() {
        for (text, expected) in [
            ("gh x", None),
            ("export A=b\ngh x", Some("export b")),
            ("export Z='b c' A=\"$C\"; gh x", Some("export $C")),
            ("A=b; gh x", Some("b")),
            ("A+=b; gh x", Some("?")),
            ("A=b gh x", None),
            ("A=b; export A; gh x", Some("export b")),
            ("export A; gh x", Some("export ?")),
            ("export A=b; A=c; gh x", Some("export c")),
            ("export A=b; export A=c; gh x", Some("export c")),
            ("export A=b; export -n A; gh x", Some("b")),
            ("declare -x A=b; gh x", Some("export b")),
            ("readonly A=b; gh x", Some("b")),
            ("set -a; A=b; set +a; gh x", Some("export b")),
            ("set -o allexport; A=b; gh x", Some("export b")),
            ("export A=b; unset A; gh x", None),
            ("{ export A=b; }; gh x", Some("export b")),
            ("(export A=b); gh x", None),
            ("(export A=b; gh x)", Some("export b")),
            ("export A=b; x=$(gh x)", Some("export b")),
            ("if x; then export A=b; fi; gh x", Some("export? ?")),
            ("if x; then export A=b; gh x; fi", Some("export b")),
            ("x && export A=b; gh x", Some("export? ?")),
            ("export A=b; x || unset A; gh x", Some("export? ?")),
            ("f() { export A=b; }; gh x", Some("export? ?")),
            ("A=b; read -r A; gh x", Some("?")),
            ("A=b; eval \"$c\"; gh x", Some("?")),
            ("A=b; x | read A; gh x", Some("?")),
            ("A=b; for A in 1 2; do gh x; done", Some("?")),
            ("for A in x/1 x/2; do gh x; done", Some("x/*")),
            ("for A in x/1 y/2; do gh x; done", Some("?")),
            // What follows in a loop has run before, and what follows a function before it is called.
            ("A=b; while x; do gh x; A=c; done", Some("?")),
            ("A=b; while x; do A=c; gh x; done", Some("c")),
            ("A=b; while x; do y; done; gh x", Some("b")),
            ("A=b; f() { gh x; }; f", Some("b")),
            ("A=b; f() { gh x; }; A=c; f", Some("?")),
            ("f() { gh x; }; export A=c; f", Some("export? ?")),
            ("export A=b; f() { gh x; }; unset A; f", Some("export? ?")),
            ("A=b; f() { x; }; f; gh x", Some("b")),
        ] {
            // The command is the one that names the variable.
            let text = text.replacen("gh x", "gh x $A", 1);
            assert_eq!(variable(&text), expected.map(str::to_owned), "{text}");
        }
    }

    #[test]
    fn who_reads_the_output() {
        let cases = [
            ("gh x", Stdout::Reader),
            ("gh x | jq .", pipe("jq")),
            ("gh x 2>&1 | /usr/bin/head -1", pipe("head")),
            ("gh x |& grep a", pipe("grep")),
            ("gh x |\n  # why\n  jq .", pipe("jq")),
            ("gh x | while read a; do b; done", pipe("while")),
            ("gh x | { jq .; }", Stdout::Pipe(None)),
            ("gh x | $PAGER", Stdout::Pipe(None)),
            ("a=$(gh x)", Stdout::Substitution),
            ("for a in `gh x`; do b; done", Stdout::Substitution),
            ("a=$(gh x | jq .)", pipe("jq")),
            ("gh x > f", Stdout::File),
            ("gh x >> f", Stdout::File),
            ("gh x >/dev/null", Stdout::Discarded),
            ("gh x &>/dev/null", Stdout::Discarded),
            ("gh x >&2", Stdout::Reader),
            ("gh x >/dev/null 2>&1 | cat", Stdout::Discarded),
            ("gh x > >(tee log)", Stdout::File),
            ("{ gh x; } > f", Stdout::File),
            ("for a in b; do gh x; done | sort", pipe("sort")),
            ("if a; then gh x; fi >/dev/null", Stdout::Discarded),
            ("(gh x) | tee f", pipe("tee")),
            ("gh x <<'EOF' 2>&1 | tail -1\nbody\nEOF", pipe("tail")),
            ("exec >log; gh x", Stdout::File),
            ("f() { gh x; }; a=$(f)", Stdout::Substitution),
            ("f() { gh x; }; g() { f; }; g | jq .", pipe("jq")),
            ("f() { gh x; }; f", Stdout::Reader),
            ("diff <(gh x) y", pipe("diff")),
            ("while read a; do b; done < <(gh x)", pipe("while")),
        ];
        for (text, stdout) in cases {
            assert_eq!(gh(text).stdout, stdout, "{text}");
        }
    }

    #[test]
    fn whether_the_status_is_used() {
        let used = [
            "gh x && a",
            "gh x || true",
            "a && gh x || b",
            "if gh x; then a; fi",
            "if a; then b; elif gh x; then c; fi",
            "while ! gh x; do a; done",
            "until gh x; do sleep 1; done",
            "! gh x",
            "set -e\ngh x",
            "set -euo pipefail\nif a; then\n gh x\nfi",
            "set -o errexit; gh x",
            "#!/bin/bash -e\ngh x",
            "gh x\nif [ $? -ne 0 ]; then a; fi",
            "gh x; rc=$?",
            "gh x\n[[ $? == 0 ]] || a",
            "gh x; (( $? == 0 )) && a",
            "f() { a; gh x; }",
            "a=$(gh x) || exit 1",
            "if (a; gh x); then b; fi",
            "a | gh x && b",
            "set -o pipefail; set -e; gh x | b",
            "gh x &&\n",
        ];
        for text in used {
            let reading = read::script(text);
            assert_eq!(of(&reading.commands, "gh")[0].status, Status::Used, "{text}");
        }
        let unused = [
            "gh x",
            "a && gh x",
            "a || gh x",
            "gh x | a && b",
            "set -e; gh x | a",
            "if a; then gh x; fi",
            "set -e; set +e; gh x",
            "(set -e); gh x",
            "f() { gh x; a; }",
            "echo $(gh x) || exit 1",
            "local a=$(gh x) || exit 1",
            "gh x; echo; rc=$?",
            "set -x; gh x",
        ];
        for text in unused {
            assert_eq!(gh(text).status, Status::Unused, "{text}");
        }
    }

    #[test]
    fn where_the_input_comes_from() {
        let cases = [
            ("gh x", Stdin::Inherited),
            ("a | gh x", Stdin::Pipe),
            ("gh x | a", Stdin::Inherited),
            ("gh x < f", Stdin::Redirect),
            ("gh x <<EOF\na\nEOF", Stdin::Redirect),
            ("gh x <<< a", Stdin::Redirect),
            ("a | while read b; do gh x; done", Stdin::Loop),
            ("a | while gh x; do b; done", Stdin::Loop),
            ("a | while read b; do if c; then d=$(gh x); fi; done", Stdin::Loop),
            ("a | while read b; do c | gh x; done", Stdin::Pipe),
            ("a | while read b; do gh x </dev/null; done", Stdin::Redirect),
            ("while read b; do gh x; done < f", Stdin::Loop),
            ("while read b; do gh x; done <<< \"$a\"", Stdin::Loop),
            ("{ while read b; do gh x; done; } < f", Stdin::Loop),
            ("while read b; do gh x; done", Stdin::Inherited),
            ("for a in b; do gh x; done", Stdin::Inherited),
            ("{ gh x; } < f", Stdin::Redirect),
            ("a | { gh x; }", Stdin::Pipe),
            ("f() { gh x; }", Stdin::Inherited),
        ];
        for (text, stdin) in cases {
            assert_eq!(gh(text).stdin, stdin, "{text}");
        }
    }

    #[test]
    fn whether_a_replacement_must_be_grouped() {
        for text in ["gh x | a", "a | gh x", "! gh x", "gh x > f", "gh x && a", "a || gh x", "gh x & a", "time gh x"] {
            assert!(gh(text).needs_group, "{text}");
        }
        for text in [
            "gh x",
            "a; gh x; b",
            "if gh x; then a; fi",
            "a=$(gh x)",
            "(gh x)",
            "{ gh x; } | a",
            "while gh x; do a; done > f",
        ] {
            assert!(!gh(text).needs_group, "{text}");
        }
    }
}

mod a_script {
    use super::*;

    #[test]
    fn gives_the_commands_of_every_construct() {
        let text = "\
if c1; then c2; elif c3; then c4; else c5; fi
for a in 1 2; do c6; done
for ((i = 0; i < 3; i++)); do c7; done
while c8; do c9; done
until c10
do
  c11
done
case $a in
  x | y) c12 ;;
  (z) c13
      c14 ;&
  *) c15
esac
f() { c16; }
function g { c17; }
function h() ( c18 )
{ c19; c20; }
( c21 & c22 )
[[ -n $a && $b < $c ]] && c23
((i++)) || c24
! c25
time -p c26 | c27
c28 \\
  | c29
select a in b; do c30; done
c31 > x; c32
";
        let programs: Vec<String> = clean(text).iter().filter_map(Command::program).collect();
        let numbered: Vec<&str> = programs.iter().map(String::as_str).filter(|name| *name != "[[").collect();
        let expected: Vec<String> = (1..=32).map(|n| format!("c{n}")).collect();
        assert_eq!(numbered, expected);
    }

    #[test]
    fn has_loops_over_its_arguments_and_comment_signs_in_patterns() {
        assert_eq!(lines(&clean("for x do gh $x; done; for do in do; do gh $do; done")), ["gh $x", "gh $do"]);
        let text = "[[ $a =~ ^(b)#([0-9]+)$ ]] && gh 1\n[[ $a =~ ^#(b)$ ]] || gh 2 # c\n[[ a == b # ]]\n]] && gh 3";
        assert_eq!(lines(&of(&clean(text), "gh")), ["gh 1", "gh 2", "gh 3"]);
    }

    #[test]
    fn of_one_half_a_loop_gives_what_is_clear() {
        let reading = read::script("gh repo list | while read r; do\n  gh pr list -R $r\n");
        assert_eq!(lines(&of(&reading.commands, "gh")), ["gh repo list", "gh pr list -R $r"]);
        let second = &of(&reading.commands, "gh")[1];
        assert_eq!(second.stdin, Stdin::Loop);
        assert!(!reading.errors.is_empty() && !reading.is_unclear(second));

        let text = "  gh pr list -R $r\ndone | sort > f\ngh x";
        let reading = read::script(text);
        let found = of(&reading.commands, "gh");
        assert_eq!((found[0].stdout.clone(), found[1].stdout.clone()), (pipe("sort"), Stdout::Reader));
        assert_eq!(reading.errors, [Span::new(19, 23)]);

        for text in
            ["do gh a; done", "then gh a; fi", "gh a; }", "gh a; fi", "else gh a", "gh a ;; esac", "gh a &&", "gh a |"]
        {
            let reading = read::script(text);
            assert_eq!(lines(&of(&reading.commands, "gh")), ["gh a"], "{text}");
            assert!(!reading.errors.is_empty(), "{text}");
            assert!(!reading.is_unclear(&of(&reading.commands, "gh")[0]), "{text}");
        }
    }

    #[test]
    fn with_an_open_quote_gives_what_stands_before_it() {
        let text = "gh pr list\ngh pr create --title \"open\ngh pr view 1\n";
        let reading = read::script(text);
        assert_eq!(lines(&reading.commands)[0], "gh pr list");
        assert!(!reading.is_unclear(&reading.commands[0]));
        let rest: Vec<_> = reading.commands.iter().skip(1).collect();
        assert!(rest.iter().all(|command| reading.is_unclear(command)), "{rest:?}");
        assert_eq!(reading.errors, [Span::new(text.find('"').unwrap(), text.len())]);
    }

    #[test]
    fn with_an_apostrophe_in_running_text_goes_on() {
        let reading = read::script("Don't do this:\ngh pr list\nit's the user's\ngh pr view 1\n");
        let found = of(&reading.commands, "gh");
        assert_eq!(lines(&found), ["gh pr list", "gh pr view 1"]);
        assert!(found.iter().all(|command| !reading.is_unclear(command)));
    }

    #[test]
    fn that_no_shell_takes_has_errors_where_it_is_wrong() {
        let text = "gh pr list (the open ones)\ngh pr view 1";
        let reading = read::script(text);
        let found = of(&reading.commands, "gh");
        assert!(reading.is_unclear(&found[0]) && !reading.is_unclear(&found[1]));
        for text in
            ["${\\", "\"\\", "a >", "cat <<EOF\nno end", "$(a", "a `b", "${a", "(a", "{ a", "a )", "a; ;; b", "x=(a"]
        {
            assert!(!read::script(text).errors.is_empty(), "{text}");
        }
    }

    #[test]
    fn with_escapes_in_backquotes_is_unclear_there() {
        let reading = read::script("a `gh pr view \\`gh x\\``\ngh y");
        let found = of(&reading.commands, "gh");
        assert!(found.iter().filter(|command| words(command)[1] != "y").all(|command| reading.is_unclear(command)));
        assert!(found.iter().any(|command| words(command)[1] == "y" && !reading.is_unclear(command)));
    }

    #[test]
    fn here_documents_end_where_their_delimiter_stands() {
        let text = "cat <<A <<-\"B C\" | x\n$(gh a)\nA\n\t$(gh b)\n\tB C\ny\n";
        assert_eq!(lines(&clean(text)), ["gh a", "cat", "x", "y"]);
        let text = "gh x --body \"$(cat <<EOF\n**a** \\`\\`\\` (b\n  EOF\n)\" --title t\ngh y";
        assert_eq!(lines(&of(&clean(text), "gh")).len(), 2, "an indented delimiter");
    }

    #[test]
    fn with_windows_line_endings_reads_the_same() {
        let text = "for a in b c; do\r\n  gh pr view $a \\\r\n    --comments\r\ndone\r\ncat <<EOF\r\nx\r\nEOF\r\n";
        assert_eq!(lines(&clean(text)), ["gh pr view $a --comments", "cat"]);
    }
}

mod hostile_input {
    use super::*;

    #[test]
    fn is_read_to_its_end_on_a_small_stack() {
        let repeated = [
            "$(",
            "`",
            "(",
            "((",
            "$((",
            "$[",
            "{ ",
            "if ",
            "while ",
            "case a in ",
            "f() ",
            "! ",
            "a | ",
            "a && ",
            "a;",
            "\"",
            "'",
            "a'a",
            "${",
            "${a:-\"",
            "<",
            "<a",
            "<(",
            ">",
            "<<A ",
            "<<A\n",
            "{{",
            "{",
            "{a,",
            "[",
            "?",
            "*",
            "~",
            "\\",
            "\\ #",
            "\\ ",
            "#\n",
            "$'",
            "a=(",
            "done ",
            "fi\n",
            "}",
            ")",
            ";;",
            "esac ",
            "\u{2026}",
            "a\n",
            "&",
            "&&",
            "||",
            "\"$(",
            "\"${",
            "`$(",
            "<a> ",
            "$(a) ",
            "<<-'A'\nA\n",
            "function f ",
            "[[ ",
            "$(if a; then for x in y; do \"$(",
            "cat <<A\n$(",
            "]] ",
            "time ",
            "select a in b; do ",
        ];
        for piece in repeated {
            let text = piece.repeat((256 << 10) / piece.len());
            let reader = move || {
                let _ = read::script(&text);
                let _ = Word::parse(&text);
            };
            // A quarter of what a thread gets by default.
            let thread = std::thread::Builder::new().stack_size(512 << 10).spawn(reader).unwrap();
            thread.join().unwrap();
        }
    }

    #[test]
    fn that_is_too_long_or_too_deep_is_an_error() {
        let limits = read::Limits { text: 1 << 20, ..read::Limits::default() };
        let long = "gh pr list ".repeat(limits.text / 8);
        let reading = read::script_within(&long, &limits);
        let unread = read::Unread { span: Span::new(0, long.len()), why: read::TooLarge::Text(limits.text) };
        assert_eq!(reading.unread, Some(unread));
        assert!(reading.commands.is_empty());
        assert_eq!(reading.errors, [Span::new(0, long.len())]);

        let deep = format!("gh a; {}", "$(".repeat(100_000));
        let reading = read::script(&deep);
        assert_eq!(lines(&reading.commands)[0], "gh a");
        assert_eq!(reading.unread.map(|unread| unread.why), Some(read::TooLarge::Nesting(32)));
        assert!(reading.errors.iter().any(|error| error.end == deep.len()));
        assert!(reading.errors.windows(2).all(|pair| pair[0].end <= pair[1].start));
    }
}
