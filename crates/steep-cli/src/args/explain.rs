use std::ffi::OsString;

use clap::Args;

use super::{DataFormat, REPORT, Settings};

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// A command, in quotes or not (gh pr merge 12 --squash), or a reason of a report (no-equivalent).
    ///
    /// Options of steep stand before an unquoted command: what follows the word gh is the command's.
    #[arg(required = true, value_name = "COMMAND")]
    pub(crate) words: Vec<String>,

    #[command(flatten)]
    pub(crate) settings: Settings,

    /// How it is written.
    #[arg(long, value_enum, default_value_t = DataFormat::Human, help_heading = REPORT)]
    pub(crate) format: DataFormat,
}

/// The arguments with a `--` in front of an unquoted command of `steep explain`, so that its flags are not taken for steep's.
pub(crate) fn explained(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    let mut words = arguments.iter().map(|it| it.to_string_lossy()).enumerate().skip(1);
    if words.any(|(_, word)| word == "explain")
        && let Some((at, _)) = words.take_while(|(_, word)| word != "--").find(|(_, word)| word == "gh")
    {
        arguments.insert(at, "--".into());
    }
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unquoted_command_keeps_its_flags() {
        let arguments = |line: &str| explained(line.split(' ').map(OsString::from)).join(" ".as_ref());
        let after = "steep explain --target curl -- gh pr list --help";
        assert_eq!(arguments("steep explain --target curl gh pr list --help"), after);
        assert_eq!(arguments(after), after);
        for line in ["steep check gh", "steep explain no-equivalent", "steep explain 'gh pr' --target curl"] {
            assert_eq!(arguments(line), line);
        }
    }
}
