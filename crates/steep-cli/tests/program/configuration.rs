//! `steep.toml`.

use crate::program::folder::{COMMAND, Folder, stderr, stdout};

const HOST: &str = "host = \"https://git.example.org\"\n[owners]\nAcme = \"acme\"\n";

#[test]
fn the_nearest_configuration_is_used_and_a_wrong_one_is_an_error() {
    let folder = Folder::new(&[
        ("steep.toml", "host = \"https://git.example.org\"\ntarget = \"curl\"\n[owners]\nAcme = \"acme\"\n"),
        ("docs/a.md", COMMAND),
        ("bad/steep.toml", "hots = \"https://git.example.org\"\n"),
        ("bad/a.md", COMMAND),
    ]);
    assert_eq!(folder.run(&["rewrite", "docs"]).status.code(), Some(0));
    assert!(folder.read("docs/a.md").contains("https://git.example.org/api/v1/repos/acme/widgets"));
    folder.write("docs/a.md", COMMAND);
    for path in ["bad", "."] {
        let out = folder.run(&["rewrite", path]);
        assert_eq!(out.status.code(), Some(2));
        assert!(stderr(&out).contains("bad/steep.toml") && stderr(&out).contains("hots"), "{}", stderr(&out));
        assert_eq!(folder.read("docs/a.md"), COMMAND, "nothing is changed before all is understood");
    }
}

#[test]
fn each_document_follows_its_own_nearest_configuration() {
    let folder = Folder::new(&[
        ("steep.toml", HOST),
        ("a.md", COMMAND),
        ("other/steep.toml", "host = \"https://other.example\"\ntarget = \"curl\"\n"),
        ("other/deep/b.md", COMMAND),
    ]);
    let runs: [&[&str]; 3] = [&["."], &["other", "a.md"], &["other/deep/b.md", "a.md"]];
    for paths in runs {
        folder.write("a.md", COMMAND);
        folder.write("other/deep/b.md", COMMAND);
        let out = folder.run(&[&["rewrite"], paths].concat());
        assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
        assert!(folder.read("a.md").contains("tea"), "{}", folder.read("a.md"));
        let other = folder.read("other/deep/b.md");
        assert!(other.contains("https://other.example/api/v1/repos/Acme/widgets"), "{other}");
    }
}

#[test]
fn files_are_included_and_excluded_where_the_configuration_stands() {
    let files = "[files]\ninclude = [\"*.txt\", \"*.yml\"]\nexclude = [\"/old/\", \"*.draft.md\"]\n";
    let folder = Folder::new(&[
        ("project/steep.toml", &format!("{files}{}", HOST.replacen("host", "\nhost", 0))),
        ("project/a.txt", COMMAND),
        ("project/b.draft.md", COMMAND),
        ("project/old/c.md", COMMAND),
        ("project/new/old/d.md", COMMAND),
        ("project/b.yml", &format!("run: {COMMAND}")),
        ("outside.txt", COMMAND),
    ]);
    folder.write("project/steep.toml", format!("host = \"https://git.example.org\"\n{files}"));
    let out = folder.run(&["check", "project", "outside.txt", "--host", "https://git.example.org"]);
    let text = stdout(&out);
    assert!(text.contains("2 files read, 2 would change"), "{text}{}", stderr(&out));
    for name in ["project/a.txt", "project/new/old/d.md"] {
        assert!(text.contains(&format!("{name}: would change 1 command\n")), "{name}: {text}");
    }
    let others = "2 commands of these in 2 files of languages that are not rewritten: 1 YAML, 1 plain text";
    assert!(text.contains(others), "plain text that is not included, YAML in any case: {text}");
    let out = folder.run(&["check", "project/b.draft.md"]);
    assert!(stdout(&out).contains("1 would change"), "it is named: {}", stdout(&out));
}

#[test]
fn the_notice_of_a_configuration_is_beside_it() {
    let folder = Folder::new(&[
        ("docs/steep.toml", &format!("notice = \"README.md\"\n{HOST}")),
        ("docs/README.md", "# Title\n"),
        ("docs/deep/a.md", COMMAND),
        ("README.md", "# Other\n"),
    ]);
    let out = folder.run(&["rewrite", "docs/deep"]);
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    assert!(folder.read("docs/README.md").contains("steep:notice"));
    assert_eq!(folder.read("README.md"), "# Other\n");
}

#[test]
fn standard_input_follows_the_configuration_of_its_path() {
    let folder = Folder::new(&[("docs/steep.toml", HOST)]);
    let out = folder.run_with_input(&["rewrite", "-", "--stdin-path", "docs/a.md"], COMMAND);
    assert!(stdout(&out).contains("acme/widgets"), "{}", stderr(&out));
    let out = folder.run_with_input(&["rewrite", "-"], COMMAND);
    assert_eq!((out.status.code(), stdout(&out).as_str()), (Some(2), ""));
}
