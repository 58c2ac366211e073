//! Functions at the head of a script or fence: where they stand, what calls them, and that nothing else is changed by it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use steep::{
    Builder, Decision, Edit, Edits, Gitea, Head, Language, Layout, Outcome, Span, Target, Transpiled, Transpiler,
};

const HEAD: &str = "# The commands below call these functions.\n";

fn builder(layout: Layout) -> Builder {
    builder_for(Target::gitea("https://git.example.org"), layout)
}

fn builder_for(target: Gitea, layout: Layout) -> Builder {
    Transpiler::builder().target(target).layout(layout)
}

fn hoisting() -> Transpiler {
    builder(Layout::Hoist).build().unwrap()
}

fn self_contained() -> Transpiler {
    builder(Layout::SelfContained).build().unwrap()
}

/// The text that comes of the findings: each replacement over its span, and the head in its place.
fn of_findings(source: &str, out: &Transpiled<'_>) -> String {
    let mut edits = Edits::new();
    let mut heads: Vec<&Head> = out.findings.iter().filter_map(|finding| finding.head.as_ref()).collect();
    heads.dedup();
    heads.into_iter().for_each(|head| edits.add(Edit::new(Span::empty(head.at), head.text.as_str())).unwrap());
    for finding in out.findings.iter().filter(|it| it.outcome == Outcome::Rewritten && it.inside.is_none()) {
        edits.add(Edit::new(finding.span, finding.replacement.clone().unwrap())).unwrap();
    }
    edits.apply(source).into_owned()
}

/// Checks what holds of each rewrite, and returns the text.
fn rewritten(steep: &Transpiler, source: &str, language: &Language) -> String {
    let out = steep.transpile(source, language);
    assert_eq!(of_findings(source, &out), out.text, "the findings do not say what is written");
    let again = steep.transpile(&out.text, language);
    assert_eq!(again.text, out.text, "a second run changes the result");
    assert_eq!(again.summary.rewritten(), 0);
    let alone = self_contained().transpile(source, language);
    let judged = |out: &Transpiled<'_>| -> Vec<_> {
        out.findings.iter().map(|it| (it.span, it.outcome, it.fidelity, it.tool.clone(), it.inside)).collect()
    };
    assert_eq!(judged(&out), judged(&alone), "the layout changes what is rewritten, or how well");
    let grown = |out: &Transpiled<'_>| out.text.chars().count();
    assert!(grown(&out) <= grown(&alone), "it is longer than with self-contained forms:\n{}", out.text);
    out.text.into_owned()
}

fn script(source: &str) -> String {
    rewritten(&hoisting(), source, &Language::Shell)
}

fn markdown(source: &str) -> String {
    rewritten(&hoisting(), source, &Language::Markdown)
}

#[test]
fn functions_stand_once_at_the_head_of_a_script_and_forms_call_them() {
    let source = "#!/usr/bin/env bash\n# Tidies up.\nset -euo pipefail\n\n# Say so.\ngh issue comment 3 --body Done\n\
                  title=\"$(gh pr view 4 --json title --jq .title)\"\nif [ -n \"$title\" ]; then\n  gh pr close 4\nfi\n";
    assert_eq!(
        script(source),
        r##"#!/usr/bin/env bash
# Tidies up.
set -euo pipefail

# The commands below call these functions.
gitea_api() (
  gitea_path="$1"
  shift
  curl -fsSL -H "Authorization: token $GITEA_TOKEN" "$@" \
    "https://git.example.org/api/v1/$gitea_path"
)
gitea_json() {
  gitea_api "$@" --post301 -H "Content-Type: application/json"
}
gitea_repo() {
  echo origin github upstream "$(git config -l | sed -nE 's/^remote\.(.*)\.gh-resolved=.*/\1/p')" |
    xargs -n1 git ls-remote --get-url |
    sed -nE '/github\.com/d;s#\.git$##;s#.*[:/](.+/)#\1#p' |
    tail -n1
}

# Say so.
gitea_json "repos/$(gitea_repo)/issues/3/comments" -d '{"body": "Done"}' | jq -nr input.html_url
title="$(gitea_api "repos/$(gitea_repo)/pulls/4" | jq -nr 'input | .title')"
if [ -n "$title" ]; then
  gitea_json "repos/$(gitea_repo)/pulls/4" -o /dev/null -X PATCH -d '{"state": "closed"}'
fi
"##
    );
}

#[test]
fn only_the_functions_that_are_called_are_written() {
    let named = script("gh issue view 1 -R acme/widgets --json title\n".repeat(9).as_str());
    assert!(
        named.contains("gitea_api() (") && !named.contains("gitea_json()") && !named.contains("gitea_repo()"),
        "{named}"
    );
    let clones = script(&"git push \"https://git.example.org/x\"\ngh pr checkout 3\n".repeat(3));
    assert!(clones.contains("gitea_repo() {"), "{clones}");
}

#[test]
fn a_text_with_one_command_and_one_of_one_line_stay_self_contained() {
    for source in [
        "gh pr close 3\n",
        "echo start\ngh pr close 3\n",
        // Of those of another repository, little is said again.
        "gh issue view 1 -R acme/widgets --json title\ngh issue view 2 -R acme/widgets --json title\n",
    ] {
        assert!(!script(source).contains(HEAD), "{source}");
        assert_eq!(script(source), self_contained().shell(source).text);
    }
    for source in [
        "Run `gh pr close 3`, then `gh pr close 4`.\n",
        "| a | b |\n|---|---|\n| `gh pr close 3` | `gh pr close 4` |\n",
        "```console\n$ gh pr close 3\n$ gh pr close 4\nok\n```\n",
        "```sh\ngh pr close 3\n```\n\n```sh\ngh pr close 4\n```\n",
    ] {
        assert!(!markdown(source).contains("gitea_api"), "{source}");
    }
}

#[test]
fn what_another_process_runs_is_self_contained() {
    let two = "gh pr close 3\ngh pr close 4\n";
    for other in [
        "bash -c 'gh pr close 5'\n",
        "echo 5 | xargs -n 1 gh pr close\n",
        "timeout 9 gh pr close 5\n",
        "find . -name x -exec gh pr close 5 \\;\n",
        "cat > run.sh <<'EOF'\ngh pr close 5\nEOF\n",
        "bash <<'EOF'\ngh pr close 5\nEOF\n",
        "trap 'gh pr close 5' EXIT\n",
        "# Or: gh pr close 5\n",
    ] {
        let text = script(&format!("{two}{other}"));
        let (hoisted, rest) = text.split_at(text.rfind("pulls/4").unwrap());
        assert!(hoisted.contains(HEAD), "{other}{text}");
        assert!(!rest.contains("gitea_"), "{other}{text}");
    }
}

#[test]
fn no_functions_are_written_where_they_may_not_be_known() {
    let two = "gh pr close 3\ngh pr close 4\n";
    for source in [
        format!("ssh build\n{two}"),
        format!("gitea_repo() {{ :; }}\n{two}"),
        format!("both() {{\n{two}}}\nexport -f both\nxargs -n1 bash -c both <list\n"),
        format!("docker exec -it app bash\n{two}"),
    ] {
        let text = script(&source);
        assert!(!text.contains(HEAD), "{text}");
        assert_eq!(text, self_contained().shell(&source).text);
    }
}

#[test]
fn they_are_never_inside_of_anything() {
    for (source, before) in [
        ("both() {\n  gh pr close 3\n  gh pr close 4\n}\nboth\n", ""),
        ("for n in 1 2; do\n  gh pr close 3\n  gh pr close 4\ndone\n", ""),
        ("cd app\nif true; then\n  gh pr close 3\n  gh pr close 4\nfi\n", ""),
        ("set -e\n\n(\n  gh pr close 3\n  gh pr close 4\n)\n", "set -e\n\n"),
        ("  gh pr close 3\n  gh pr close 4\n", ""),
    ] {
        let text = script(source);
        assert_eq!(text.split_once(HEAD).map(|(before, _)| before), Some(before), "{text}");
    }
}

#[test]
fn a_command_in_the_words_of_another_calls_them_too() {
    let source = "gh issue comment 3 --body \"$(gh pr view 4 --json title --jq .title)\"\ngh pr close 3\n";
    let out = hoisting().shell(source);
    let inner = out.findings.iter().find(|finding| finding.inside.is_some()).unwrap();
    let outer = out.findings.iter().find(|finding| Some(finding.span) == inner.inside).unwrap();
    let text = inner.replacement.as_deref().unwrap();
    assert!(text.starts_with("gitea_api ") && outer.replacement.as_deref().unwrap().contains(text), "{}", out.text);
    script(source);
}

#[test]
fn a_place_keeps_its_prefixes_and_line_endings() {
    let fence = "```sh\ngh pr close 3\ngh pr close 4\n```\n";
    let quoted: String = fence.lines().map(|line| format!("> {line}\n")).collect();
    let listed: String = fence.lines().map(|line| format!("   {line}\n")).collect();
    for (source, line) in [
        (fence.to_owned(), "\ngitea_api() (\n"),
        (quoted, "\n> gitea_api() (\n"),
        (format!("1. Close:\n\n{listed}"), "\n   gitea_api() (\n"),
        (fence.replace('\n', "\r\n"), "\r\ngitea_api() (\r\n"),
    ] {
        let text = markdown(&source);
        assert!(text.contains(line), "{text}");
        assert_eq!(text.matches('\n').count() > text.matches("\r\n").count(), !source.contains('\r'), "{text:?}");
    }
}

#[test]
fn each_fence_has_its_own() {
    let fence = "```sh\ngh pr close 3\ngh pr close 4\n```\n";
    assert_eq!(markdown(&format!("{fence}\n{fence}")).matches(HEAD).count(), 2);
}

#[test]
fn they_are_written_where_two_or_more_of_the_accepted_commands_call_them() {
    let source = "gh pr close 3\ngh pr close 4\ngh issue close 5\n";
    let keeping = |kept: &'static [&'static str]| {
        let decide = move |finding: &steep::Finding, _: &steep::Place| match kept.contains(&finding.command.as_str()) {
            true => Decision::Refuse("by hand".to_owned()),
            false => Decision::Apply,
        };
        let steep = builder(Layout::Hoist).decide(decide).build().unwrap();
        let out = steep.shell(source);
        assert_eq!(of_findings(source, &out), out.text);
        assert_eq!(out.summary.rewritten(), 3 - kept.len(), "{:?}", out.findings);
        out.text.into_owned()
    };
    assert!(keeping(&["gh pr close 3"]).contains(HEAD));
    let one = keeping(&["gh pr close 3", "gh issue close 5"]);
    assert!(!one.contains("gitea_") && one.contains("gh pr close 3\n") && one.contains("gh issue close 5\n"), "{one}");
    assert_eq!(keeping(&["gh pr close 3", "gh pr close 4", "gh issue close 5"]), source);

    let all = hoisting().shell(source).findings;
    let chosen = |count: usize| hoisting().apply(source, &Language::Shell, &all[..count]).text.into_owned();
    assert!(chosen(2).contains(HEAD) && !chosen(1).contains(HEAD), "{}", chosen(2));
}

#[test]
fn what_tea_does_is_left_to_tea() {
    let tea = || Target::gitea("https://git.example.org").tea("0.9.2");
    let steep = builder_for(tea(), Layout::Hoist).build().unwrap();
    let only_tea = "gh issue close 3\ngh issue close 4\n";
    assert!(!steep.shell(only_tea).text.contains(HEAD));
    let text = steep.shell("gh issue close 3\ngh pr diff 4\ngh pr diff 5\n").text.into_owned();
    assert!(text.contains("\ntea issues close 3 ") && text.contains(HEAD), "{text}");
}

#[test]
fn a_connection_from_the_environment_is_in_the_functions() {
    let target = Target::gitea("https://git.example.org").connection_in_environment();
    let text =
        builder_for(target, Layout::Hoist).build().unwrap().shell("gh pr close 3\ngh pr close 4\n").text.into_owned();
    assert!(text.contains("curl -fsSL -K \"$GITEA_CURLRC\" \"$@\" \"$GITEA_API/$gitea_path\""), "{text}");
    assert!(text.contains("gitea_json \"repos/$(gitea_repo)/pulls/3\""), "{text}");
}

#[test]
fn a_companion_needs_none() {
    let target = Target::gitea("https://git.example.org").companion("gitea-api");
    let out = |layout| {
        builder_for(target.clone(), layout).build().unwrap().shell("gh pr close 3\ngh pr close 4\n").text.into_owned()
    };
    assert_eq!(out(Layout::Hoist), out(Layout::SelfContained));
}

#[test]
fn the_summary_counts_them_once() {
    let source = "gh pr close 3\ngh pr close 4\n";
    let out = hoisting().shell(source);
    let (before, after) = (out.summary.characters_before, out.summary.characters_after);
    assert_eq!(out.text.chars().count() - source.chars().count(), after - before);
}

#[cfg(unix)]
mod shells {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::PathBuf;
    use std::process::Command;
    use std::time::Duration;

    use steep_oracle::process::{Input, find_in_path, run};
    use steep_oracle::scratch::Scratch;

    use super::{hoisting, self_contained};

    /// Shells, and how each is called for a script.
    const SHELLS: &[(&str, &[&str])] = &[
        ("dash", &[]),
        ("bash", &[]),
        ("bash", &["--posix"]),
        ("busybox", &["ash"]),
        ("zsh", &[]),
        ("mksh", &[]),
        ("ksh93", &[]),
    ];

    /// It notes its arguments, those of options sorted, and answers with what jq programs find something in.
    const CURL: &str = r#"#!/bin/sh
{
  printf '%s\n' "$@" | sed 's/^-gfsSL$/-g\n-fsSL/' | LC_ALL=C sort | tr '\n' ' '
  case " $* " in (*" @- "*) cat ;; esac
  echo
} >>"$LOG"
case "$*" in
  (*/404*) exit 22 ;;
  (*page=2*|*comments*\?*) echo '[]' ;;
  (*labels?*) echo '[{"id": 1, "name": "bug"}]' ;;
  (*issues?*|*pulls?*) echo '[]' ;;
  (*) echo '{"number": 4, "title": "a \"title\"", "state": "open", "html_url": "https://h/4", "head": {"sha": "0", "label": "b"}, "base": {}}' ;;
esac
"#;

    const SCRIPTS: &[&str] = &[
        "gh issue comment 3 --body 'It'\"'\"'s done: $5 `x`'\ngh pr close 4\necho \"status $?\"\n",
        "for n in 1 2 '3 4' '[1-2]'; do\n  gh issue view \"$n\" --json title --jq .title\ndone\ngh pr view 4 --json number\n",
        "both() {\n  gh issue edit 3 --add-label bug\n  gh pr close \"$1\"\n}\nboth 4 || exit 5\n",
        "title=\"$(gh pr view 4 --json title --jq .title)\"\n(cd ../b && gh pr close 5)\ncd ../b\ngh issue comment 3 --body \"$title\"\n",
        "gh pr view 404 --json title && echo yes || echo no\nif gh pr close 404; then echo yes; else echo no; fi\ngh pr close 4 | cat\n",
        "printf 'a b\\n' | gh issue comment 3 --body-file -\ngh issue comment 4 --body-file - <<'EOF'\nx $y\nEOF\ngh issue close 3 --comment x\n",
        "gitea_path=mine at=1\nset -- a b\ngh pr close 4\ngh pr close 5\necho \"$gitea_path $at $* $#\"\n",
        "gh issue list --label bug --limit 3 | cat\ngh pr list --search 'x y' | cat\ngh issue comment 3 --body x\n",
    ];

    struct World {
        folder: Scratch,
        path: String,
    }

    impl World {
        fn new() -> Self {
            let folder = Scratch::new().unwrap();
            let bin = folder.path().join("bin");
            fs::create_dir(&bin).unwrap();
            fs::write(bin.join("curl"), CURL).unwrap();
            fs::set_permissions(bin.join("curl"), fs::Permissions::from_mode(0o755)).unwrap();
            for (name, owner) in [("a", "acme"), ("b", "blake")] {
                let clone = folder.path().join(name);
                fs::create_dir(&clone).unwrap();
                let address = format!("https://git.example.org/{owner}/widgets.git");
                for args in [&["init", "-q"][..], &["remote", "add", "origin", &address]] {
                    assert!(Command::new("git").args(args).current_dir(&clone).status().unwrap().success());
                }
            }
            let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
            World { folder, path }
        }

        /// What the script prints and asks for, and its status.
        fn run(&self, shell: &PathBuf, args: &[&str], script: &str) -> (String, String, i32) {
            let log = self.folder.path().join("log");
            fs::write(&log, "").unwrap();
            let file = self.folder.path().join("script");
            fs::write(&file, script).unwrap();
            let mut command = Command::new(shell);
            command.args(args).arg(&file).current_dir(self.folder.path().join("a")).env("PATH", &self.path);
            command.env("LOG", &log).env("GITEA_TOKEN", "secret").env("HOME", self.folder.path());
            let done = run(&mut command, Input::Text(""), Duration::from_secs(60)).unwrap();
            (done.stdout, fs::read_to_string(&log).unwrap(), done.status)
        }
    }

    #[test]
    fn every_shell_does_with_them_what_it_does_without() {
        let world = World::new();
        let (mut ran, mut wrong) = (0, Vec::new());
        let here = SHELLS.iter().filter_map(|(name, args)| Some((find_in_path(name)?, *args)));
        for (shell, args) in here {
            for (nth, script) in SCRIPTS.iter().enumerate() {
                let options = match (nth + ran) % 3 {
                    0 => "",
                    1 => "set -eu\n",
                    _ if shell.ends_with("dash") => "set -e\n",
                    _ => "set -euo pipefail\n",
                };
                let source = format!("{options}{script}");
                let (with, without) = (hoisting().shell(&source), self_contained().shell(&source));
                assert!(with.findings.iter().any(|finding| finding.head.is_some()), "{}", with.text);
                let expected = world.run(&shell, args, &without.text);
                assert!(expected.1.contains("api/v1/"), "{expected:?}\n{}", without.text);
                let found = world.run(&shell, args, &with.text);
                ran += 1;
                if found != expected {
                    wrong.push(format!("{} {args:?}: {found:?} and not {expected:?}\n{}", shell.display(), with.text));
                }
            }
        }
        assert!(wrong.is_empty(), "{}\n{} of {ran}", wrong.join("\n\n"), wrong.len());
        assert!(ran >= 2 * SCRIPTS.len(), "there is hardly a shell here");
    }
}
