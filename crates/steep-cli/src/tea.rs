//! The tea that is installed here, and its version.

use std::io;
use std::process::{Command, Stdio};

use steep::{TeaMark, tea_marks, tea_versions};

/// A tea program that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Installed {
    /// As it says itself, or that of the newest known release whose commands it has.
    pub(crate) version: String,
    /// Whether it does not say its version: builds of distributions call themselves `development`.
    pub(crate) is_probed: bool,
}

/// Asks the program of that name for its version; `None` where there is no such program, or it is no tea.
pub(crate) fn installed(program: &str) -> Option<Installed> {
    let said = ask(program, &["--version"]).ok()?;
    if let Some(version) = version_in(&said) {
        return Some(Installed { version, is_probed: false });
    }
    // Another program of that name has no pull requests.
    if !ask(program, &["--help"]).is_ok_and(|help| help.contains("pulls")) {
        return None;
    }
    let mut version = (*tea_versions().first()?).to_owned();
    for TeaMark { version: marked, command, shows } in tea_marks() {
        let arguments: Vec<&str> = command.iter().copied().chain(["--help"]).collect();
        if !ask(program, &arguments).is_ok_and(|help| has_word(&help, &shows)) {
            break;
        }
        version = marked.to_owned();
    }
    Some(Installed { version, is_probed: true })
}

fn ask(program: &str, arguments: &[&str]) -> io::Result<String> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).env("NO_COLOR", "1");
    Ok(String::from_utf8_lossy(&command.output()?.stdout).into_owned())
}

/// The version in what `tea --version` prints, such as `Version: 0.9.2 golang: 1.24.4`.
fn version_in(said: &str) -> Option<String> {
    let mut said = plain(said);
    if let Some(golang) = said.find("golang") {
        said.truncate(golang);
    }
    let words = said.split(|c: char| c.is_whitespace() || c == ',').map(|word| word.trim_start_matches('v'));
    let is_version = |word: &&str| {
        word.contains('.') && word.split('.').all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()))
    };
    words.filter(is_version).map(str::to_owned).next()
}

/// Without the sequences that colour it.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut parts = text.split('\x1b');
    out.extend(parts.next());
    for part in parts {
        out.push_str(part.split_once('m').map_or("", |(_, rest)| rest));
    }
    out
}

fn has_word(help: &str, word: &str) -> bool {
    let is_end = |c: char| !c.is_ascii_alphanumeric() && c != '-';
    plain(help).split(is_end).any(|it| it == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_found_in_what_tea_says() {
        for (said, version) in [
            ("Version: \x1b[1m0.9.2\x1b[0m\tgolang: 1.24.4\n", Some("0.9.2")),
            ("tea version v0.14.0", Some("0.14.0")),
            ("Version: \x1b[1mdevelopment\x1b[0m\tgolang: 1.24.4\n", None),
            ("", None),
        ] {
            assert_eq!(version_in(said).as_deref(), version, "{said:?}");
        }
    }

    #[test]
    fn a_word_of_a_help_is_a_whole_one() {
        let help = "COMMANDS:\n   edit, e  Edit one\n   --add-labels value\n";
        assert!(has_word(help, "edit") && has_word(help, "--add-labels"));
        assert!(!has_word(help, "--add") && !has_word(help, "dit"));
    }
}
