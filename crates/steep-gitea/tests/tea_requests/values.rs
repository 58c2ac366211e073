//! What the words of a request come to when the shell has read them.

use steep_shell::{Part, Word};

/// Values that a shell, or tea, could take amiss.
const HOSTILE: &[(&str, &str)] =
    &[("title", "-t 'q' \"d\" $x `y` \\ é 🚀"), ("text", "-1 'q' \"d\" $x `y` \\n\nsecond line"), ("sha", "f00d")];

/// What the variable of that name holds: something hostile, or what will do as a number, a name and a text.
pub(crate) fn of_variable(name: &str) -> &'static str {
    HOSTILE.iter().find(|(known, _)| *known == name).map_or("12", |(_, value)| value)
}

/// The variables that a text reads, other than those that the environment has anyway.
pub(crate) fn variables(text: &str) -> Vec<(&str, &'static str)> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let names = text.split('$').skip(1).map(|rest| rest.trim_start_matches('{')).map(|rest| {
        let end = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
        rest.split_at(end).0
    });
    let own = names.filter(|name| !name.starts_with("GITEA_") && !["HOME", "PATH"].contains(name));
    own.filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
        .map(|name| (name, of_variable(name)))
        .collect()
}

/// What the shell makes of a word; `None` where that is not known here: a command's output, a pattern, a part to fill in.
pub(crate) fn value(word: &Word) -> Option<String> {
    let part = |part: &Part| match part {
        Part::Literal { text, .. } => Some(text.to_string()),
        part => {
            let name = part.variable().filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()));
            name.map(|name| of_variable(name).to_owned())
        }
    };
    word.parts.iter().map(part).collect()
}
