//! What runs a command, what a command's text is to the shell, and which commands act on the same objects.

#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test fails by panicking")]

use steep_shell::read::{self, Reading};
use steep_shell::{Command, Puts, Runs, Stands};

fn gh(reading: &Reading) -> Vec<&Command> {
    reading.commands.iter().filter(|command| command.program().as_deref() == Some("gh")).collect()
}

/// `text of the command: wrapper (runs, puts), …` of each gh command.
fn wrapped(text: &str) -> Vec<String> {
    let reading = read::script(text);
    assert!(reading.errors.is_empty(), "{text}: {:?}", reading.errors);
    let describe = |command: &&Command| {
        let wrappers = command.wrappers.iter().map(|wrapper| {
            let runs = match wrapper.runs {
                Runs::Words => "",
                Runs::WithoutEnvironment => " without its environment",
                Runs::Joined => " as code",
                Runs::Elsewhere => " elsewhere",
                Runs::Otherwise => " otherwise",
            };
            let puts = match &wrapper.puts {
                Puts::Nothing => String::new(),
                Puts::InPlaceOf(text) => format!(" for {text}"),
                Puts::OneBehind => " with one".to_owned(),
                Puts::ManyBehind => " with many".to_owned(),
            };
            format!("{}{runs}{puts}", wrapper.name)
        });
        let wrappers: Vec<String> = wrappers.collect();
        format!("{}: {}", command.span.text(text), wrappers.join(", "))
    };
    gh(&reading).iter().map(describe).collect()
}

#[test]
fn a_wrapper_is_told_from_the_command_that_it_runs() {
    for (text, expected) in [
        ("exec gh pr list", "gh pr list: exec"),
        ("command gh pr list", "gh pr list: command"),
        ("builtin gh pr list", "gh pr list: builtin otherwise"),
        ("env A=b gh pr list", "gh pr list: env"),
        ("env -u GH_TOKEN gh pr list", "gh pr list: env -u otherwise"),
        ("/usr/bin/time -p gh pr list", "gh pr list: time"),
        ("timeout -k 5 10s gh pr list", "gh pr list: timeout"),
        ("timeout --signal=INT 10 gh pr list", "gh pr list: timeout"),
        ("nice -n 5 nohup gh pr list", "gh pr list: nice, nohup"),
        ("sudo gh pr list", "gh pr list: sudo without its environment"),
        ("sudo -E gh pr list", "gh pr list: sudo"),
        ("sudo -u bob gh pr list", "gh pr list: sudo -u elsewhere"),
        ("watch -n 5 gh pr list", "gh pr list: watch as code"),
        ("watch -x gh pr list", "gh pr list: watch"),
        ("xargs gh pr close", "gh pr close: xargs with many"),
        ("xargs -n1 gh pr close", "gh pr close: xargs with one"),
        ("xargs -r -n 1 -P 4 gh pr close", "gh pr close: xargs with one"),
        ("xargs --max-args=1 gh pr close", "gh pr close: xargs with one"),
        ("xargs -0 -I {} gh pr close {}", "gh pr close {}: xargs for {}"),
        ("xargs -I% gh pr close %", "gh pr close %: xargs for %"),
        ("xargs -rI{} gh pr close {}", "gh pr close {}: xargs for {}"),
        ("parallel -j 4 gh pr close {} ::: 1 2", "gh pr close {}: parallel as code for {}"),
        ("find . -name x -exec gh release upload v1 {} \\;", "gh release upload v1 {}: find -exec for {}"),
        ("find . -exec gh release upload v1 {} +", "gh release upload v1 {}: find -exec with many"),
        ("op run --env-file .env -- gh pr list", "gh pr list: op run"),
        ("direnv exec . gh pr list", "gh pr list: direnv exec"),
        ("retry 3 gh pr list", "gh pr list: retry"),
        ("retry -t 3 -- gh pr list", "gh pr list: retry"),
        ("ssh -p 22 host gh pr list", "gh pr list: ssh elsewhere"),
        ("docker run --rm image gh pr list", "gh pr list: docker run elsewhere"),
        ("kubectl exec pod -- gh pr list", "gh pr list: kubectl exec elsewhere"),
    ] {
        assert_eq!(wrapped(text), [expected], "{text}");
    }
    for text in ["command -v gh", "echo gh pr list", "docker pull gh", "xargs", "timeout 5", "find . -name gh"] {
        assert!(wrapped(text).is_empty(), "{text}");
    }
}

#[test]
fn code_in_single_quotes_and_in_quoted_here_documents_is_read() {
    for (text, stands) in [
        ("sh -c 'gh pr list'", Stands::InSingleQuotes),
        ("bash -euo pipefail -c 'x; gh pr list'", Stands::InSingleQuotes),
        ("bash -lc 'gh pr list | cat'", Stands::InSingleQuotes),
        ("timeout 5 sh -c 'gh pr list'", Stands::InSingleQuotes),
        ("trap 'gh pr list' EXIT", Stands::InSingleQuotes),
        ("alias x='gh pr list'", Stands::InSingleQuotes),
        ("eval 'gh pr list'", Stands::InSingleQuotes),
        ("xargs -n1 sh -c 'gh pr list' sh", Stands::InSingleQuotes),
        ("bash <<'EOF'\ngh pr list\nEOF\n", Stands::InCode),
        ("bash -s -- <<'EOF'\ngh pr list\nEOF\n", Stands::InCode),
    ] {
        let reading = read::script(text);
        let commands = gh(&reading);
        assert_eq!(commands.len(), 1, "{text}");
        assert_eq!(commands[0].span.text(text), "gh pr list", "{text}");
        assert_eq!(commands[0].stands, stands, "{text}");
        assert!(reading.errors.is_empty() && reading.unread_code.is_empty(), "{text}");
    }
}

#[test]
fn code_that_is_taken_apart_first_is_told() {
    for (text, why) in [
        ("bash -c \"gh pr list\"", "takes the quotes around it apart"),
        ("sh -c 'gh pr'\" list\"", "takes the quotes around it apart"),
        ("ssh host 'gh pr list'", "`ssh` runs it in another place"),
        ("ssh host <<'EOF'\ngh pr list\nEOF\n", "`ssh` runs it in another place"),
        ("sudo sh -c 'gh pr list'", "`sudo` does not pass the environment on"),
        ("bash <<EOF\ngh pr list\nEOF\n", "is put together before a shell reads it"),
        ("xargs -I{} sh -c 'gh pr close {}'", "put together when it runs"),
        ("echo 'gh pr list' | sh", "`sh` runs what it is given"),
        ("cat <<'EOF' | bash\ngh pr list\nEOF\n", "`bash` runs what it is given"),
        ("cat > x.sh <<'EOF'\ngh pr list\nEOF\n", "written into the script `x.sh`"),
        ("GH=gh", "run through the variable `GH`"),
        ("GH=\"gh\"", "run through the variable `GH`"),
        ("local cmd=(gh pr list)", "run through the variable `cmd`"),
        ("cmd=(gh pr list)", "run through the variable `cmd`"),
    ] {
        let reading = read::script(text);
        assert!(gh(&reading).is_empty(), "{text}");
        let found: Vec<&str> = reading.unread_code.iter().map(|code| code.why.as_str()).collect();
        assert!(found.iter().any(|found| found.contains(why)), "{text}: {found:?}");
    }
    for text in ["x=\"gh-pages\"", "cat <<'EOF' > notes.md\ngh pr list\nEOF\n", "echo 'gh pr list' | sed s/x/y/"] {
        assert!(read::script(text).unread_code.is_empty(), "{text}");
    }
}

/// Which of the gh commands are one unit: a letter each, in the order of the text.
fn units(text: &str) -> String {
    let reading = read::script(text);
    let mut commands = gh(&reading);
    commands.sort_by_key(|command| command.span.start);
    let mut seen: Vec<usize> = Vec::new();
    let letter = |unit: usize, seen: &mut Vec<usize>| {
        let nth = seen.iter().position(|it| *it == unit).unwrap_or_else(|| {
            seen.push(unit);
            seen.len() - 1
        });
        char::from(b'a' + u8::try_from(nth).unwrap())
    };
    commands.iter().map(|command| letter(command.unit, &mut seen)).collect()
}

#[test]
fn the_parts_of_a_statement_are_one_unit() {
    for (text, expected) in [
        ("gh a\ngh b\n", "ab"),
        ("gh a; gh b\ngh c", "aab"),
        ("gh a | x | xargs -n1 gh b\ngh c", "aab"),
        ("gh a &&\n  gh b || gh c\ngh d", "aaab"),
        ("x \"$(gh a)\" $(gh b)\ngh c", "aab"),
        ("for n in $(gh a); do\n  gh b\n  gh c\ndone\ngh d", "aaab"),
        ("gh a | while read -r n; do\n  gh b\ndone\ngh c", "aab"),
        ("while read -r n; do\n  gh a\n  gh b\ndone < <(gh c)\ngh d", "aaab"),
        ("if gh a; then\n  gh b\nelse\n  gh c\nfi\ngh d", "aaab"),
        ("if x; then\n  gh a\n  gh b\nelse\n  gh c\nfi", "abc"),
        ("if x; then gh a; else gh b; fi", "aa"),
        ("case $(gh a) in\n  x) gh b;;\nesac\ngh c", "aab"),
        ("case $1 in\n  x)\n    gh a\n    ;;\n  y)\n    gh b\n    ;;\nesac", "ab"),
        ("f() {\n  gh a\n  gh b\n}\nf\n", "ab"),
        ("{\n  gh a\n  gh b\n} > out\ngh c", "aab"),
        ("{\n  gh a\n  gh b\n}", "ab"),
        ("sh -c 'gh a; gh b'\ngh c", "aab"),
        ("bash <<'EOF'\ngh a\ngh b\nEOF\ngh c", "aab"),
    ] {
        assert_eq!(units(text), expected, "{text}");
    }
}

#[test]
fn what_a_forge_printed_joins_statements() {
    for (text, expected) in [
        ("n=$(gh a)\ngh b $n\ngh c", "aab"),
        ("gh b $n\nn=$(gh a)\n", "ab"),
        ("n=$(gh a)\nm=${n#x}\necho $m\ngh b \"$m\"", "aa"),
        ("n=1\ngh a $n\ngh b $n", "ab"),
        ("n=$1\ngh a $n\nm=$(gh b $n)\ngh c $m", "abb"),
        ("gh a | read -r n\ngh b \"$n\"", "aa"),
        ("if x; then\n  n=$(gh a)\nelse\n  n=$1\nfi\ngh b $n", "aa"),
        ("for n in 1 2; do gh a $n; done\nfor n in 3; do gh b $n; done", "ab"),
        ("for n in $(gh a); do echo $n; done\nfor n in 3; do gh b $n; done", "ab"),
        ("gh a > list\nwhile read n; do gh b $n; done < list\ngh c", "aab"),
        ("gh a | tee list\ngh b\nxargs -n1 gh c < list", "aba"),
        ("gh a > list\ngh b > list", "ab"),
        ("x=$(gh a)\necho $x > f\nx=$(gh b)\necho $x > f", "ab"),
        ("close() {\n  gh a \"$1\"\n}\ngh b | while read n; do close $n; done\ngh c", "aab"),
        ("list() {\n  gh a\n}\nn=$(list)\ngh b $n\ngh c", "aab"),
        ("list() {\n  gh a\n}\nclose() {\n  gh b \"$1\"\n}\nfor n in $(list); do close $n; done", "aa"),
        ("main() {\n  gh a\n  gh b\n}\nmain \"$@\"", "ab"),
        ("gh a > list\nn=$(head -1 list)\ngh b $n", "aa"),
        ("gh a > list\nfor n in $(<list); do\n  gh b $n\ndone", "aa"),
        ("export N=$(gh a)\ngh b $N", "aa"),
        ("mapfile -t all < <(gh a)\nfor n in \"${all[@]}\"; do\n  gh b $n\ndone", "aa"),
    ] {
        assert_eq!(units(text), expected, "{text}");
    }
}

/// What reads the output of each gh command.
fn read_by(text: &str) -> Vec<Vec<&str>> {
    let reading = read::script(text);
    gh(&reading).iter().map(|command| command.read_by.iter().map(|span| span.text(text).trim()).collect()).collect()
}

#[test]
fn what_reads_the_output_is_told_by_its_lines() {
    for (text, expected) in [
        ("gh a | grep b\n", vec!["| grep b"]),
        ("gh a |\n  grep b\necho c\n", vec!["|\n  grep b"]),
        ("x=$(gh a)\necho b\necho \"$x\" | sed c\n", vec!["echo \"$x\" | sed c"]),
        ("local x=$(gh a)\nn=${x##*/}\n", vec!["n=${x##*/}"]),
        ("x=$(gh a 2>&1 >/dev/null)\ncase $x in\n  *b*) ;;\nesac\necho c\n", vec!["case $x in\n  *b*) ;;\nesac"]),
        ("for x in $(gh a); do\n  echo \"$x\"\ndone\n", vec!["echo \"$x\""]),
        ("gh a | while read -r x y; do\n  echo \"$y\"\ndone\n", vec!["| while read -r x y; do", "echo \"$y\""]),
        ("x=1\necho \"$x\"\nx=$(gh a)\n", vec![]),
        ("gh a\necho b\n", vec![]),
    ] {
        assert_eq!(read_by(text), [expected], "{text}");
    }
}
