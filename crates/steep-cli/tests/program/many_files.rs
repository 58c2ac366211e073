//! A run over many files shows what matters.

use crate::program::folder::{COMMAND, Folder, REFUSED, stderr, stdout, with_settings};

fn thousand() -> Folder {
    let folder = Folder::new(&[]);
    for n in 0..1000 {
        let text = if n % 25 == 0 { format!("{COMMAND}\n{REFUSED}") } else { COMMAND.to_owned() };
        folder.write(format!("{:02}/{n}.md", n / 50), text);
    }
    folder.write("10/latin.md", b"caf\xe9 gh pr list\n");
    folder
}

#[test]
fn of_a_thousand_files_the_commands_that_stay_are_told() {
    let folder = thousand();
    let out = folder.run(&with_settings(&["check", "."]));
    let text = stdout(&out);
    assert!(text.contains("1000 files would change, 1000 commands in them (--verbose names them)\n"), "{text}");
    assert!(!text.contains(": would change"), "{text}");
    assert_eq!(text.matches("no-equivalent)\n").count(), 30, "{text}");
    assert!(text.contains("… and 10 commands more are listed below"), "{text}");
    assert!(text.contains("40 commands would still say gh"), "{text}");
    assert!(text.lines().count() < 200, "{} lines", text.lines().count());
    for n in (0..1000).step_by(25) {
        assert!(text.contains(&format!("    {:02}/{n}.md:3:2", n / 50)), "{n} is not told");
    }
    assert_eq!(stderr(&out), "steep: cannot read 10/latin.md: it is not UTF-8 text (byte 3)\n");
    assert!(text.contains("1 failed"), "{text}");
}

#[test]
fn how_far_a_long_run_is_shows_on_a_terminal_alone() {
    let folder = Folder::new(&[]);
    if !folder.shell("command -v script").status.success() {
        return crate::program::folder::skip("progress on a terminal", "there is no `script`");
    }
    let check = "$STEEP check . --no-config --host https://git.example.org";
    let on_terminal =
        |more: &str| stdout(&folder.shell(&format!("TERM=xterm script -qec \"{check} {more}\" /dev/null")));
    // A run that is over at once says nothing, so more and more is asked for.
    let (mut text, mut files) = (String::new(), 0);
    while !text.contains(" files\r") && files < 20_000 {
        let more = files.max(200);
        (files..files + more).for_each(|n| folder.write(format!("{n}.md"), COMMAND.repeat(5)));
        files += more;
        text = on_terminal("");
    }
    let shown = text.find(&format!(" of {files} files")).unwrap_or_else(|| panic!("{text}"));
    let cleared = text.find("\r\x1b[K").unwrap_or_else(|| panic!("{text}"));
    assert!(shown < cleared && cleared < text.find("would change").unwrap(), "{text}");
    assert!(!on_terminal("--quiet").contains(&format!(" of {files} files")));
    let out = folder.run(&with_settings(&["check", "."]));
    assert!(!(stdout(&out) + &stderr(&out)).contains(&format!(" of {files} files")));
}

#[test]
fn a_narrow_terminal_is_not_overrun() {
    let folder = Folder::new(&[
        ("docs/a.md", &format!("{} {}", "some words before it ".repeat(4), REFUSED)),
        (
            "docs/b.md",
            &format!("{COMMAND}gh is done. `gh issue close 7 --reason completed`\n\n`gh pr list --no-such-flag`\n"),
        ),
        ("docs/c.yml", "- run: gh pr list\n"),
        ("docs/c.py", "# gh pr list\n"),
        ("docs/Makefile", "all:\n\tgh pr list\n"),
    ]);
    if !folder.shell("command -v script").status.success() {
        return crate::program::folder::skip("the width of a terminal", "there is no `script`");
    }
    let check = "$STEEP check docs --no-config --host https://git.example.org --color never";
    let out = folder.shell(&format!("TERM=xterm script -qec \"stty rows 24 cols 60; {check}\" /dev/null"));
    let text = stdout(&out);
    assert!(text.contains("what to do") || text.contains("describe the step"), "{text}");
    // A form is a text to be copied.
    let told = text.lines().filter(|line| !line.starts_with("  + "));
    let wide: Vec<&str> = told.filter(|line| line.trim_end().chars().count() > 60).collect();
    assert!(wide.is_empty(), "{wide:#?}");
}
