//! `steep rewrite --interactive`, in a pseudo-terminal.

use crate::program::folder::{COMMAND, Folder, rewritten, skip, stderr, stdout, with_settings};

/// Runs it over the folder and gives these answers. `None` where there is no pseudo-terminal.
fn answer(folder: &Folder, answers: &str) -> Option<(Option<i32>, String)> {
    if !folder.shell("command -v script").status.success() {
        skip("questions on a terminal", "there is no `script`");
        return None;
    }
    let steep = "$STEEP rewrite . --interactive --no-config --host https://git.example.org --map-owner Acme=acme";
    // The answers come one by one, as a person gives them: a terminal would lose what comes before it is read.
    let typed: String = answers.chars().map(|c| format!("sleep 0.3; echo {c}; ")).collect();
    let script = format!(
        "{{ sleep 0.5; {typed} sleep 0.5; }} | TERM=xterm script -qec \"stty -echo; {steep}; echo status \\$?\" /dev/null"
    );
    let out = folder.shell(&script);
    let text = stdout(&out).replace('\r', "");
    let status = text.lines().rev().find_map(|line| line.trim().strip_prefix("status ")?.parse().ok());
    Some((status, text))
}

fn folder() -> Folder {
    Folder::new(&[("a.md", &COMMAND.repeat(3)), ("b.md", &COMMAND.repeat(2)), ("c.md", COMMAND)])
}

#[test]
fn each_command_is_asked_about() {
    let (folder, new) = (folder(), rewritten());
    let Some((status, text)) = answer(&folder, "yn?ydy") else { return };
    assert_eq!(folder.read("a.md"), format!("{new}{COMMAND}{new}"), "{text}");
    assert_eq!(folder.read("b.md"), COMMAND.repeat(2), "{text}");
    assert_eq!(folder.read("c.md"), new, "{text}");
    assert!(text.contains("a - rewrite this command and all that follow in this file"), "{text}");
    assert!(text.contains("(2 of 3 in this file)"), "{text}");
    assert!(text.contains("3 commands still say gh"), "{text}");
    assert!(text.contains("suggested (policy)"), "{text}");
    assert_eq!(status, Some(1), "{text}");
    // It is a run like any other.
    assert!(folder.run(&["undo"]).status.success());
    assert_eq!(folder.read("a.md"), COMMAND.repeat(3));
}

#[test]
fn all_of_a_file_and_none_of_the_rest() {
    let (folder, new) = (folder(), rewritten());
    let Some((status, text)) = answer(&folder, "aq") else { return };
    assert_eq!(folder.read("a.md"), new.repeat(3), "{text}");
    assert_eq!((folder.read("b.md"), folder.read("c.md")), (COMMAND.repeat(2), COMMAND.to_owned()), "{text}");
    assert_eq!(status, Some(1), "{text}");
}

#[test]
fn a_statement_is_not_rewritten_by_half() {
    let text = "```sh\ngh issue view 12 --repo Acme/widgets && gh issue close 12 --repo Acme/widgets\n```\n";
    let folder = Folder::new(&[("a.md", text)]);
    let Some((_, said)) = answer(&folder, "yn") else { return };
    assert_eq!(folder.read("a.md"), text, "{said}");
    assert!(said.contains("part-of-statement"), "{said}");
}

#[test]
fn where_nobody_can_answer_nothing_is_done() {
    let folder = folder();
    for arguments in [&["rewrite", ".", "--interactive"][..], &["rewrite", "-", "--interactive"]] {
        let out = folder.run_with_input(&with_settings(arguments), "y\ny\n");
        assert_eq!((out.status.code(), stdout(&out).as_str()), (Some(2), ""));
        assert!(stderr(&out).contains("--interactive asks on"), "{}", stderr(&out));
    }
    assert_eq!(folder.read("a.md"), COMMAND.repeat(3));
}
