//! What stands around a command: options of the shell, and constructs that use its status or share their standard input with
//! it. Which of them a run gets is told by the names of the case and the shell, so that every operation meets all of them over
//! its cases and a run of all takes no longer than without.

use super::Case;

/// The variable of the environment that gives every run that may have it this setting: `strict`.
const ONLY: &str = "STEEP_LIVE_SETTING";

/// What stands around the text of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// Nothing.
    Plain,
    /// The options with which careful scripts begin: `set -eu`, and `-E` with a trap and `-o pipefail` where the shell has them.
    Strict,
    /// `{ …; } || exit $?`, where `-e` takes no notice of what fails.
    Alternative,
    /// The body of a function.
    Function,
    /// A loop that reads standard input: the text leaves it alone.
    Loop,
}

/// A number that names tell, so that it is the same in each run.
pub(super) fn hash(names: &[&str]) -> u32 {
    names.concat().bytes().fold(5381_u32, |hash, byte| hash.wrapping_mul(33) ^ u32::from(byte))
}

impl Setting {
    const ALL: [Setting; 5] = [Setting::Plain, Setting::Strict, Setting::Alternative, Setting::Function, Setting::Loop];

    /// That of one run. Half of them are plain.
    pub(super) fn of(operation: &str, case: &Case, shell: &str) -> Setting {
        let wanted = match std::env::var(ONLY) {
            Ok(name) => Setting::ALL.into_iter().find(|setting| setting.name() == name).unwrap_or(Setting::Plain),
            Err(_) => match (hash(&[operation, &case.name, shell]) >> 5) % 8 {
                0 | 1 => Setting::Strict,
                2 => Setting::Alternative,
                3 => Setting::Function,
                4 => Setting::Loop,
                _ => Setting::Plain,
            },
        };
        if wanted.suits(case) { wanted } else { Setting::Plain }
    }

    fn suits(self, case: &Case) -> bool {
        let gh = &case.gh;
        match self {
            Setting::Plain => true,
            _ if case.plain => false,
            // A text that goes on after a failure ends there, and a filter that fails in front of a pipe fails all of it.
            // Whether a program sees that its reader has stopped early (status 141 under `pipefail`) is a matter of time, with
            // gh as well.
            Setting::Strict => {
                case.status == super::Status::Number(0)
                    && !["| head", "| grep -q"].iter().any(|reader| gh.contains(reader))
                    && case.lenient.is_none()
                    && case.filtered.as_ref().is_none_or(|filtered| !filtered.otherwise.is_empty())
            }
            Setting::Alternative => true,
            Setting::Function => !gh.contains("$@") && !gh.contains("$1") && !gh.contains("local "),
            Setting::Loop => {
                case.stdin.is_none()
                    && !["read ", "while", "break", "exit", "continue", "<&0", "ended"]
                        .iter()
                        .any(|word| gh.contains(word))
            }
        }
    }

    /// The text in it, for that shell.
    pub(super) fn around(self, text: &str, shell: &str) -> String {
        let whole = text;
        let text = text.trim_end_matches('\n');
        match self {
            Setting::Plain => whole.to_owned(),
            // An `ERR` trap of zsh's is run for what stands in front of `||`, too.
            Setting::Strict if shell == "zsh" || shell == "ash" => format!("set -euo pipefail\n{text}\n"),
            Setting::Strict if shell == "bash" => {
                format!("set -Eeuo pipefail\ntrap 'echo \"a command failed\" >&2' ERR\n{text}\n")
            }
            Setting::Strict => format!("set -eu\n{text}\n"),
            Setting::Alternative => format!("{{\n{text}\n}} || exit $?\n"),
            Setting::Function => format!("run() {{\n{text}\n}}\nrun\n"),
            Setting::Loop => format!(
                "while read -r line; do\nif test \"$line\" = two; then exit \"$ended\"; fi\n{text}\nended=$?\ndone <<'LINES'\n\
                 one\ntwo\nLINES\necho 'it read the lines of the loop' >&2\nexit 90\n"
            ),
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Setting::Plain => "plain",
            Setting::Strict => "strict",
            Setting::Alternative => "alternative",
            Setting::Function => "function",
            Setting::Loop => "loop",
        }
    }
}
