//! A folder of documents, and steep run in it.

use std::ffi::OsStr;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A document with a command that every target can do.
pub(crate) const COMMAND: &str = "`gh issue close 12 --repo Acme/widgets`\n";
/// A document with a command that none can do.
pub(crate) const REFUSED: &str = "`gh api graphql -f query=x`\n";

const SETTINGS: [&str; 5] = ["--no-config", "--host", "https://git.example.org", "--map-owner", "Acme=acme"];

pub(crate) fn with_settings<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    // What is listed does not depend on what would be written.
    let settings = if arguments.first() == Some(&"scan") { &SETTINGS[..1] } else { &SETTINGS[..] };
    arguments.iter().copied().chain(settings.iter().copied()).collect()
}

/// A folder of documents. Where steep keeps its records is a folder of its own.
pub(crate) struct Folder {
    folder: TempDir,
    pub(crate) state: TempDir,
}

impl Folder {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let folder = Folder { folder: TempDir::new().unwrap(), state: TempDir::new().unwrap() };
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: impl AsRef<Path>, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, name: impl AsRef<Path>) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names of all that is in it, at any depth, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        fn add(folder: &Path, root: &Path, names: &mut Vec<String>) {
            for entry in fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                if entry.file_type().unwrap().is_dir() {
                    add(&entry.path(), root, names);
                } else {
                    names.push(entry.path().strip_prefix(root).unwrap().to_string_lossy().into_owned());
                }
            }
        }
        let mut names = Vec::new();
        add(self.root(), self.root(), &mut names);
        names.sort();
        names
    }

    /// `program` as it is to be run there.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.root()).env("XDG_STATE_HOME", self.state.path());
        for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(variable);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub(crate) fn steep(&self, arguments: &[&str]) -> Command {
        let mut command = self.command(env!("CARGO_BIN_EXE_steep"));
        command.args(arguments);
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.run_with_input(arguments, "")
    }

    pub(crate) fn run_with_input(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
        let mut child = self.steep(arguments).spawn().unwrap();
        match child.stdin.take().unwrap().write_all(input.as_ref()) {
            // It may end, with an error that the test looks at, before it has read all of it.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
            result => result.unwrap(),
        }
        child.wait_with_output().unwrap()
    }

    /// Runs a shell script in it, `$STEEP` being the program.
    pub(crate) fn shell(&self, script: &str) -> Output {
        self.command("sh").args(["-c", script]).env("STEEP", env!("CARGO_BIN_EXE_steep")).output().unwrap()
    }
    /// Runs a shell script in it as a user to whom the rights of files apply: root may do everything. `None` where no such
    /// user can be had.
    #[cfg(unix)]
    pub(crate) fn shell_as_somebody(&self, script: &str) -> Option<Output> {
        use std::os::unix::fs::PermissionsExt;
        if !rustix::process::geteuid().is_root() {
            return Some(self.shell(script));
        }
        let steep = self.state.path().join("steep-for-all");
        fs::copy(env!("CARGO_BIN_EXE_steep"), &steep).unwrap();
        for path in [self.root(), self.state.path(), &steep] {
            fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        let run = |script: &str| {
            let mut command = self.command("setpriv");
            command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups", "sh", "-c", script]);
            command.env("STEEP", &steep).output().ok()
        };
        run("$STEEP --version").filter(|out| out.status.success()).and_then(|_| run(script))
    }
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Says that something is not tested here; where everything has to be tested, that is a failure.
pub(crate) fn skip(what: &str, why: &str) {
    assert!(std::env::var_os("CI").is_none(), "on CI nothing may be skipped: {what}: {why}");
    eprintln!("SKIPPED: {what}: {why}");
}

/// What was rewritten from [`COMMAND`] with these settings.
pub(crate) fn rewritten() -> String {
    let folder = Folder::new(&[]);
    let text = stdout(&folder.run_with_input(&with_settings(&["rewrite", "-"]), COMMAND));
    assert!(text.contains("acme/widgets") && !text.contains("gh "), "{text}");
    text
}
