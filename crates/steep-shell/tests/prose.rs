//! Commands in running text: where they begin, where they end, what stands around them.

use steep_shell::read::{self, Take};
use steep_shell::{Command, Part, Status, Stdin, Stdout, Word};

/// A grammar for the tests: words of the command's kind are taken, an em dash or a capital letter ends it, and a
/// sentence's punctuation is not part of the last word.
fn take(_: &[Word], word: &Word) -> Take {
    let text = word.display();
    if text == "—"
        || text.starts_with(|c: char| c.is_ascii_uppercase())
        || ["and", "or", "to", "for"].contains(&text.as_str())
    {
        return Take::Stop;
    }
    match text.chars().next_back() {
        Some('.' | ',' | ':') if text != "..." => Take::WordWithout(1),
        _ => Take::Word,
    }
}

fn at(text: &str, start: usize) -> Option<Command> {
    read::prose(text, start, &mut take)
}

/// The commands of `text`, each at a candidate behind the one before it.
fn all(text: &str) -> Vec<Command> {
    let mut end = 0;
    let mut found = Vec::new();
    for start in read::prose_starts(text) {
        if start < end {
            continue;
        }
        let start = read::with_assignments(text, start);
        if let Some(reading) = read::prose_reading(text, start, &mut take) {
            end = reading.end;
            found.extend(reading.command().cloned());
        }
    }
    found
}

fn texts(text: &str) -> Vec<&str> {
    all(text).iter().map(|command| command.span.text(text)).collect()
}

fn pipe(program: &str) -> Stdout {
    Stdout::Pipe(Some(program.to_owned()))
}

#[test]
fn a_candidate_is_the_word_on_its_own() {
    let starts = |text: &str| read::prose_starts(text).len();
    for text in [
        "gh",
        "run gh pr",
        "(gh x)",
        "`gh x`",
        "\"gh x\"",
        "do: gh x",
        "→gh x",
        "$(gh x)",
        "a|gh x",
        "gh: no",
        "gh.",
        "x\ngh y",
    ] {
        assert_eq!(starts(text), 1, "{text}");
    }
    for text in [
        "/usr/bin/gh x",
        "gh-pages",
        "--gh",
        "gh_token",
        "GH_TOKEN",
        "high",
        "gh.io",
        "gh/x",
        "a-gh",
        "@gh",
        "$gh",
        "égh",
        "ghé",
        "#gh",
    ] {
        assert_eq!(starts(text), 0, "{text}");
    }
    assert_eq!(read::prose_starts("é gh pr, gh x"), [3, 10]);
}

#[test]
fn assignments_in_front_belong_to_the_command() {
    let text = "Run GH_REPO=acme/widgets GH_HOST=h gh pr list now";
    let command = &all(text)[0];
    assert_eq!(command.span.text(text), "GH_REPO=acme/widgets GH_HOST=h gh pr list now");
    assert_eq!(command.assignments.len(), 2);
    assert_eq!(texts("x=1 gh pr list"), ["gh pr list"]);
}

#[test]
fn a_command_ends_where_its_grammar_says() {
    assert_eq!(texts("Use gh issue edit --add-assignee @me. Then go on."), ["gh issue edit --add-assignee @me"]);
    assert_eq!(
        texts("gh api repos/acme/<repo>/commits?per_page=5 — compare"),
        ["gh api repos/acme/<repo>/commits?per_page=5"]
    );
    assert_eq!(texts("See gh pr view #12, and gh pr diff #12."), ["gh pr view #12", "gh pr diff #12"]);
    assert_eq!(texts("gh"), [""; 0]);
    assert_eq!(texts("The gh CLI"), [""; 0]);
    assert_eq!(texts("gh. Then"), [""; 0]);
}

#[test]
fn a_command_ends_at_what_no_word_can_hold() {
    assert_eq!(texts("All checks green (gh pr checks <N>) first"), ["gh pr checks <N>"]);
    assert_eq!(texts("(see gh pr view #12)"), ["gh pr view #12"]);
    assert_eq!(texts("gh pr list; then look"), ["gh pr list"]);
    assert_eq!(texts("gh pr list (open ones)"), ["gh pr list"]);
    assert_eq!(texts("gh pr list\nmore text"), ["gh pr list"]);
    assert_eq!(texts("gh pr list `x`"), ["gh pr list"]);
}

#[test]
fn quotation_marks_around_a_command_are_not_its_own() {
    assert_eq!(texts("say \"gh pr list\" or \"gh pr view 1\"."), ["gh pr list", "gh pr view 1"]);
    assert_eq!(texts("please \"run gh pr list\" now"), ["gh pr list"]);
    assert_eq!(texts("the 'gh pr list' command"), ["gh pr list"]);
    assert_eq!(texts("gh pr list --label \"a b\" --search 'c d'"), ["gh pr list --label \"a b\" --search 'c d'"]);
}

#[test]
fn apostrophes_and_quotes_that_never_close_do_no_harm() {
    assert_eq!(texts("gh pr list and don't forget the user's 'x"), ["gh pr list"]);
    assert_eq!(texts("gh pr list don't"), ["gh pr list don't"]);
    assert_eq!(texts("gh issue create --title \"never closed\nmore"), ["gh issue create --title"]);
    assert!(all("gh issue create --title \"never closed\nmore")[0].cut_off);
    assert!(!all("gh pr list and don't forget the user's 'x")[0].cut_off);
    assert_eq!(texts("It's done: don't run gh pr merge 1 it's bad"), ["gh pr merge 1 it's bad"]);
}

#[test]
fn a_command_may_span_lines() {
    let text =
        "gh issue create --repo acme/widgets \\\n     --label needs-work \\\n     --title \"a\n     b\" \\\n  more";
    let command = &all(text)[0];
    assert_eq!(command.span.text(text), text);
    assert_eq!(command.words.len(), 10);
    let text = "gh issue create --label \"<type>\" \\      # one of: bug, docs\n   --body x\nnext";
    let command = &all(text)[0];
    assert_eq!(command.words.len(), 7);
    assert_eq!(command.broken_continuations.len(), 1);
    let text = "gh issue list --limit 5 \\\nThen";
    assert_eq!(texts(text), ["gh issue list --limit 5"]);
    assert_eq!(all(text)[0].broken_continuations, []);
}

#[test]
fn an_end_tag_is_no_redirection() {
    assert_eq!(texts("<cmd>gh pr view 12</cmd> now"), ["gh pr view 12"]);
    assert_eq!(texts("gh pr view 12 </x-cmd>"), ["gh pr view 12"]);
    assert_eq!(texts("gh pr comment 12 --body-file </dev/null>"), ["gh pr comment 12 --body-file </dev/null"]);
    let script = read::script("gh pr view 12</cmd> now");
    assert_eq!(script.errors.len(), 1);
}

#[test]
fn redirections_belong_to_it_when_they_are_meant() {
    let command = &all("gh run list 2>/dev/null --limit 5 > out.json Then")[0];
    assert_eq!(command.redirects.len(), 2);
    assert_eq!(command.words.len(), 5);
    assert_eq!(command.stdout, Stdout::File);
    assert_eq!(texts("gh pr list > tea"), ["gh pr list"]);
    assert_eq!(texts("gh pr list 2>&1 now"), ["gh pr list 2>&1 now"]);
    assert_eq!(texts("gh pr view <number> --comments"), ["gh pr view <number> --comments"]);
    assert_eq!(texts("gh pr view -> shows it"), ["gh pr view -"]);
}

#[test]
fn substitutions_and_here_documents_are_part_of_it() {
    let text = "gh pr list --search \"merged:>$(date -d '6 hours ago' +%F)\" --limit 5";
    let reading = read::prose_reading(text, 0, &mut take).unwrap();
    assert_eq!(reading.command().unwrap().words.len(), 7);
    assert_eq!(reading.commands[0].program().as_deref(), Some("date"));
    assert_eq!(reading.commands[0].inside, Some(1));

    let text = "gh issue create \\\n  --body \"$(cat <<EOF\n**Repro** (don't\n\\`\\`\\`bash\n<command>\n\\`\\`\\`\nEOF\n)\" --label x\nMore text";
    assert_eq!(texts(text), [text.strip_suffix("\nMore text").unwrap()]);

    let text = "gh issue comment 1 --body-file - <<'EOF'\nuse gh pr view\nEOF\nand gh pr list";
    assert_eq!(texts(text), ["gh issue comment 1 --body-file - <<'EOF'", "gh pr list"]);
}

#[test]
fn a_loop_without_markup_gives_the_surroundings() {
    let text = "gh repo list acme --json name --jq '.[].name' | while read repo; do\n    gh issue list --repo acme/$repo --limit 3\n    FAILED=$(gh run list --repo acme/$repo 2>/dev/null)\n  done\ngh pr list";
    let found = all(text);
    let told: Vec<_> = found.iter().map(|command| (command.stdout.clone(), command.stdin)).collect();
    assert_eq!(
        told,
        [
            (pipe("while"), Stdin::Inherited),
            (Stdout::Reader, Stdin::Loop),
            (Stdout::Substitution, Stdin::Loop),
            (Stdout::Reader, Stdin::Inherited),
        ]
    );
    assert_eq!(found[1].indent, "    ");
    let text = "for r in a b; do\n  gh run list -R $r\ndone | sort";
    assert_eq!((all(text)[0].stdout.clone(), all(text)[0].stdin), (pipe("sort"), Stdin::Inherited));
    let text = "while read r; do gh run list -R $r; done < names";
    assert_eq!(all(text)[0].stdin, Stdin::Loop);
    let text = "for x in $(gh repo list); do\n echo; done > f";
    assert_eq!(all(text)[0].stdout, Stdout::Substitution);
    let text = "What to do for each: done\ngh pr list";
    assert_eq!(all(text)[0].stdin, Stdin::Inherited);
}

#[test]
fn operators_around_a_command_are_looked_at() {
    let one = |text: &str| all(text).remove(0);
    assert_eq!(one("gh pr list | jq .").stdout, pipe("jq"));
    assert_eq!(one("gh pr list \\\n  | jq .").stdout, pipe("jq"));
    assert_eq!(one("gh pr list | Lists them").stdout, Stdout::Reader);
    assert_eq!(one("gh pr list || true").status, Status::Used);
    assert_eq!(one("gh pr checks 1 && x").status, Status::Used);
    assert_eq!(one("if gh pr checks 1; then").status, Status::Used);
    assert_eq!(one("gh pr checks 1\necho $?").status, Status::Used);
    assert_eq!(one("N=$(gh pr list) || exit").status, Status::Used);
    assert_eq!(one("x && gh pr list").status, Status::Unused);
    assert_eq!(one("cat x | gh pr comment 1 -F -").stdin, Stdin::Pipe);
    for text in ["gh pr list | jq .", "x && gh pr list", "gh pr list || true", "! gh pr list", "gh x 2>/dev/null"] {
        assert!(one(text).needs_group, "{text}");
    }
    assert!(!one("gh pr list; x").needs_group);
}

#[test]
fn words_are_those_of_the_script_reader() {
    let text = "gh pr create --title \"fix(<area>): $x\" --body ... --label a,b";
    let prose = at(text, 0).unwrap();
    let script = read::script(text).commands.remove(0);
    assert_eq!(prose, script);
    assert!(matches!(prose.words[6].parts[..], [Part::Placeholder { .. }]));
}

#[test]
fn offsets_that_make_no_sense_give_nothing() {
    assert_eq!(at("é", 1), None);
    assert_eq!(at("gh pr", 99), None);
    assert_eq!(at("", 0), None);
    assert_eq!(at("gh pr", usize::MAX), None);
}

#[test]
fn every_candidate_of_a_long_line_is_read() {
    for piece in ["gh \"", "gh x <<A ", "gh ", "gh x; do "] {
        let text = piece.repeat((1 << 15) / piece.len());
        let starts = read::prose_starts(&text);
        assert_eq!(starts.len(), text.matches("gh").count(), "{piece}");
        for start in starts {
            let _ = read::prose(&text, start, &mut |words, _| if words.len() < 8 { Take::Word } else { Take::Stop });
        }
    }
}

#[test]
fn a_command_whose_input_is_cut_off_says_so() {
    for text in ["gh issue create --body-file - <<'EOF'", "gh issue create --body-file - <<EOF\nno end", "gh pr list <"]
    {
        assert!(at(text, 0).is_some_and(|command| command.cut_off), "{text}");
    }
    for text in ["gh issue create --body-file - <<'EOF'\nx\nEOF", "gh pr list <N>", "gh pr view 1 > names"] {
        assert!(at(text, 0).is_some_and(|command| !command.cut_off), "{text}");
    }
}
