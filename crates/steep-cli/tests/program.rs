//! The program as a person runs it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const COMMAND: &str = "`gh issue close 12 --repo Acme/widgets`\n";
const REFUSED: &str = "`gh api graphql -f query=x`\n";

struct Folder {
    folder: TempDir,
}

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Folder { folder: TempDir::new().unwrap() };
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.run_with_input(arguments, "")
    }

    fn run_with_input(&self, arguments: &[&str], input: &str) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_steep"))
            .args(arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    }
}

const SETTINGS: [&str; 5] = ["--no-config", "--host", "https://git.example.org", "--map-owner", "Acme=acme"];

fn with_settings<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    arguments.iter().copied().chain(SETTINGS).collect()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn rewrite_changes_the_files_and_says_so() {
    let folder =
        Folder::new(&[("docs/a.md", COMMAND), ("docs/deep/b.markdown", "no command\n"), ("docs/c.txt", COMMAND)]);
    let out = folder.run(&with_settings(&["rewrite", "docs"]));
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    assert!(!folder.read("docs/a.md").contains("gh "), "{}", folder.read("docs/a.md"));
    assert!(folder.read("docs/a.md").contains("acme/widgets"));
    assert_eq!(folder.read("docs/deep/b.markdown"), "no command\n");
    assert_eq!(folder.read("docs/c.txt"), COMMAND);
    assert!(stdout(&out).contains("2 files read, 1 changed"), "{}", stdout(&out));
    let again = folder.run(&with_settings(&["rewrite", "docs"]));
    assert!(stdout(&again).contains("2 files read, 0 changed"), "{}", stdout(&again));
}

#[test]
fn the_exit_status_says_whether_something_is_left_to_say() {
    let folder = Folder::new(&[("good.md", COMMAND), ("refused.md", REFUSED), ("none.md", "text\n")]);
    let status = |arguments: &[&str]| folder.run(&with_settings(arguments)).status.code();
    assert_eq!(status(&["check", "none.md"]), Some(0));
    assert_eq!(status(&["check", "good.md"]), Some(1));
    assert_eq!(status(&["diff", "good.md"]), Some(1));
    assert_eq!(status(&["rewrite", "refused.md"]), Some(1));
    assert_eq!(status(&["scan", "good.md"]), Some(0));
    assert_eq!(status(&["rewrite", "missing.md"]), Some(2));
    assert_eq!(status(&["rewrite", "good.md", "--target", "tea@9.9"]), Some(2));
    assert_eq!(status(&["rewrite", "--no-such-option"]), Some(2));
    assert_eq!(folder.run(&["rewrite", "good.md", "--no-config"]).status.code(), Some(2), "no host");
    assert_eq!(folder.read("good.md"), COMMAND);
}

#[test]
fn standard_input_goes_to_standard_output_and_the_report_to_standard_error() {
    let folder = Folder::new(&[]);
    let out = folder.run_with_input(&with_settings(&["rewrite", "-"]), COMMAND);
    assert_eq!(out.status.code(), Some(0));
    assert!(stdout(&out).starts_with('`') && stdout(&out).contains("acme/widgets"));
    assert!(!stdout(&out).contains("file read"));
    assert!(stderr(&out).contains("1 file read"), "{}", stderr(&out));
}

#[test]
fn the_json_report_gives_the_rewritten_file() {
    let text = "é `gh issue close 12 --repo Acme/widgets` – gh api graphql -f query=x\n\n| a | `gh pr list \\| wc` |\n|--|--|\n";
    let folder = Folder::new(&[("a.md", text)]);
    let out = folder.run(&with_settings(&["rewrite", "a.md", "--format", "json"]));
    let report: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(report["version"], 1);
    let mut rebuilt = text.to_owned();
    let findings = report["findings"].as_array().unwrap();
    assert!(findings.len() >= 2, "{findings:#?}");
    for finding in findings.iter().rev() {
        let start = usize::try_from(finding["start"].as_u64().unwrap()).unwrap();
        let end = usize::try_from(finding["end"].as_u64().unwrap()).unwrap();
        assert_eq!(&text[start..end], finding["command"].as_str().unwrap());
        if finding["outcome"] == "rewritten" {
            rebuilt.replace_range(start..end, finding["replacement"].as_str().unwrap());
        }
    }
    assert_eq!(rebuilt, folder.read("a.md"));
    assert_ne!(rebuilt, text);
    let first = &findings[0];
    assert_eq!((first["line"].as_u64(), first["column"].as_u64()), (Some(1), Some(4)));
    assert_eq!(report["summary"]["files"], 1);
}

#[test]
fn check_and_diff_change_nothing() {
    let folder = Folder::new(&[("a.md", COMMAND)]);
    folder.run(&with_settings(&["check", "a.md"]));
    let diff = folder.run(&with_settings(&["diff", "a.md"]));
    assert_eq!(folder.read("a.md"), COMMAND);
    assert!(stdout(&diff).contains("-`gh issue close") && stdout(&diff).contains("+++ b/a.md"), "{}", stdout(&diff));
}

#[test]
fn a_bad_file_is_named_and_the_others_are_done() {
    let folder = Folder::new(&[("a.md", COMMAND), ("empty.md", "")]);
    folder.write("latin.md", b"caf\xe9 gh pr list\n");
    let out = folder.run(&with_settings(&["rewrite", "."]));
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("latin.md") && stderr(&out).contains("byte 3"), "{}", stderr(&out));
    assert_eq!(fs::read(folder.path("latin.md")).unwrap(), b"caf\xe9 gh pr list\n");
    assert!(folder.read("a.md").contains("acme/widgets"));
    assert_eq!(folder.read("empty.md"), "");
}

#[test]
#[cfg(unix)]
fn a_directory_loop_is_named_and_the_others_are_done() {
    let folder = Folder::new(&[("docs/a.md", COMMAND)]);
    std::os::unix::fs::symlink(folder.path("docs"), folder.path("docs/again")).unwrap();
    let out = folder.run(&with_settings(&["rewrite", "docs"]));
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("again"), "{}", stderr(&out));
    assert!(folder.read("docs/a.md").contains("acme/widgets"));
}

#[test]
#[cfg(unix)]
fn links_stay_links_and_do_not_lead_out_of_the_roots() {
    let folder = Folder::new(&[("docs/a.md", "x\n"), ("outside/b.md", COMMAND), ("real.md", COMMAND)]);
    std::os::unix::fs::symlink(folder.path("outside/b.md"), folder.path("docs/b.md")).unwrap();
    std::os::unix::fs::symlink(folder.path("real.md"), folder.path("link.md")).unwrap();
    folder.run(&with_settings(&["rewrite", "docs", "link.md"]));
    assert_eq!(folder.read("outside/b.md"), COMMAND);
    assert!(fs::symlink_metadata(folder.path("link.md")).unwrap().file_type().is_symlink());
    assert!(folder.read("real.md").contains("acme/widgets"));
}

#[test]
#[cfg(unix)]
fn mode_and_line_endings_stay_and_a_read_only_file_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let crlf = COMMAND.replace('\n', "\r\n");
    let folder = Folder::new(&[("a.md", &crlf), ("locked.md", COMMAND)]);
    fs::set_permissions(folder.path("a.md"), fs::Permissions::from_mode(0o640)).unwrap();
    fs::set_permissions(folder.path("locked.md"), fs::Permissions::from_mode(0o444)).unwrap();
    let out = folder.run(&with_settings(&["rewrite", "."]));
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("locked.md") && stderr(&out).contains("read-only"), "{}", stderr(&out));
    assert_eq!(folder.read("locked.md"), COMMAND);
    assert_eq!(fs::metadata(folder.path("a.md")).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(folder.read("a.md").ends_with("\r\n") && folder.read("a.md").contains("acme"));
    let left: Vec<_> = fs::read_dir(folder.folder.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn a_line_of_many_megabytes_is_read() {
    let folder = Folder::new(&[]);
    let long = format!("{} {COMMAND}", "x".repeat(50 * 1024 * 1024));
    folder.write("long.md", &long);
    let out = folder.run(&with_settings(&["rewrite", "long.md"]));
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    assert!(folder.read("long.md").trim_end().ends_with('`'));
    assert!(!folder.read("long.md").contains("gh issue"));
}

#[test]
fn the_notice_is_inserted_once() {
    let folder = Folder::new(&[("docs/README.md", "# Title\n\ntext\n"), ("docs/a.md", COMMAND)]);
    let arguments = with_settings(&["rewrite", "docs", "--notice", "docs/README.md"]);
    assert_eq!(folder.run(&arguments).status.code(), Some(0));
    let once = folder.read("docs/README.md");
    assert!(once.starts_with("# Title\n") && once.contains("tea-0.9.2-linux-amd64.sha256") && once.ends_with("text\n"));
    folder.run(&arguments);
    assert_eq!(folder.read("docs/README.md"), once);
}

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
    let out = folder.run(&["rewrite", "bad"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("bad/steep.toml") && stderr(&out).contains("hots"), "{}", stderr(&out));
}

#[test]
fn explain_shows_every_target() {
    let folder = Folder::new(&[]);
    let out = folder.run(&["explain", "gh pr merge 12 --repo acme/widgets --squash", "--no-config"]);
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    let text = stdout(&out);
    assert!(text.contains("tea@0.9.2\n") && text.contains("\ncurl\n") && text.contains("tea pulls merge"), "{text}");
}

#[test]
fn addresses_are_rewritten_when_asked() {
    let text = "[it](https://github.com/Acme/widgets/pull/3)\n";
    let folder = Folder::new(&[("a.md", text)]);
    folder.run(&with_settings(&["rewrite", "a.md"]));
    assert_eq!(folder.read("a.md"), text);
    let out = folder.run(&with_settings(&["rewrite", "a.md", "--urls"]));
    assert_eq!(folder.read("a.md"), "[it](https://git.example.org/acme/widgets/pulls/3)\n");
    assert!(stdout(&out).contains("1 address rewritten"), "{}", stdout(&out));
}

#[test]
fn help_names_every_option_of_the_work() {
    let folder = Folder::new(&[]);
    let out = folder.run(&["rewrite", "--help"]);
    let text = stdout(&out);
    for option in [
        "--target",
        "--host",
        "--map-owner",
        "--accept",
        "--prefer",
        "--tea-bin",
        "--tea-login",
        "--urls",
        "--notice",
        "--no-config",
        "--format",
    ] {
        assert!(text.contains(option), "{option} is missing");
    }
    assert!(Path::new(env!("CARGO_BIN_EXE_steep")).is_file());
}
