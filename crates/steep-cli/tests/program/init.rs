//! `steep init` and `--target auto`.

use std::path::Path;
use std::process::Output;

use steep_oracle::Oracle;

use crate::program::folder::{COMMAND, Folder, stderr, stdout, with_settings};

/// Runs steep with that program as `tea`, and with tea's configuration, if it is given one.
fn run(folder: &Folder, tea: &Path, configuration: Option<&str>, arguments: &str) -> Output {
    let config = folder.state.path().join("config");
    if let Some(text) = configuration {
        std::fs::create_dir_all(config.join("tea")).unwrap();
        std::fs::write(config.join("tea/config.yml"), text).unwrap();
    }
    let bin = tea.parent().unwrap().display();
    folder.shell(&format!(
        "PATH={bin}:$PATH HOME={home} XDG_CONFIG_HOME={} $STEEP {arguments}",
        config.display(),
        home = folder.state.path().display()
    ))
}

const LOGINS: &str = "logins:\n    - name: work\n      url: https://git.acme.test\n      token: s3cr3t\n      default: true\n      \
     user: avery\npreferences:\n    editor: false\n";

#[test]
fn a_file_is_proposed_from_remotes_logins_tea_and_commands() {
    let Some(tea) = Oracle::tea("0.11.1") else { return };
    let folder = Folder::new(&[("docs/a.md", COMMAND), ("docs/b.md", "`gh pr list -R Other/x`\n")]);
    let git = "git init -q . && git remote add origin git@github.com:Acme/widgets.git && \
               git remote add new https://git.acme.test/acme/widgets.git";
    assert!(folder.shell(git).status.success());
    let out = run(&folder, &tea, Some(LOGINS), "init");
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    let said = "wrote steep.toml: host https://git.acme.test, tea 0.11.1, 2 owners\n2 commands in 2 files looked at\n\
                Next: read it, then run `steep check .`\n";
    assert_eq!((stdout(&out).as_str(), stderr(&out).as_str()), (said, ""));
    insta::assert_snapshot!(folder.read("steep.toml"));
    // It is taken, and it is not written over.
    let out = folder.run(&["rewrite", "docs/a.md"]);
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    assert!(folder.read("docs/a.md").contains("acme/widgets"), "{}", folder.read("docs/a.md"));
    folder.write("steep.toml", "# mine\n");
    let out = run(&folder, &tea, None, "init");
    assert_eq!((out.status.code(), folder.read("steep.toml").as_str()), (Some(2), "# mine\n"));
    assert!(stderr(&out).contains("steep.toml is there already"), "{}", stderr(&out));
}

#[test]
fn where_nothing_is_known_the_file_says_what_to_fill_in() {
    let folder = Folder::new(&[]);
    let out = folder
        .shell("cd . && HOME=/nonexistent XDG_CONFIG_HOME=/nonexistent $STEEP init --stdout --tea-bin no-such-tea");
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    insta::assert_snapshot!(stdout(&out));
    assert!(folder.names().is_empty(), "{:?}", folder.names());
}

#[test]
fn the_version_of_a_tea_that_does_not_say_it_is_told_by_its_commands() {
    for version in ["0.9.2", "0.11.1"] {
        let Some(tea) = Oracle::tea(version) else { continue };
        let folder = Folder::new(&[("a.md", COMMAND)]);
        let check = with_settings(&["check", "a.md", "--target", "auto"]).join(" ");
        let out = run(&folder, &tea, None, &check);
        let note = format!("note: --target auto: `tea` is tea {version}, by the commands that it has\n");
        assert_eq!(stderr(&out), note, "{}", stdout(&out));
    }
}

#[test]
fn without_a_tea_auto_is_an_error() {
    let folder = Folder::new(&[("a.md", COMMAND)]);
    let out = folder.run(&with_settings(&["rewrite", "a.md", "--target", "auto", "--tea-bin", "no-such-tea"]));
    assert_eq!((out.status.code(), folder.read("a.md").as_str()), (Some(2), COMMAND));
    let said = "steep: --target auto: there is no `no-such-tea` here; name a target, such as tea@0.9.2 or curl\n";
    assert_eq!(stderr(&out), said);
}
