//! The prompts of console sessions.

/// What reads the command behind a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// A POSIX shell or a kin of it.
    Shell,
    /// PowerShell, whose quotes and pipelines are others.
    PowerShell,
    /// The command processor of Windows.
    Batch,
}

impl Reader {
    /// Its language, where it is no shell that is read here.
    pub(crate) fn other_language(self) -> Option<&'static str> {
        match self {
            Reader::Shell => None,
            Reader::PowerShell => Some("powershell"),
            Reader::Batch => Some("batch"),
        }
    }
}

/// How sure it is that a line begins with a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Certainty {
    /// By itself.
    Sure,
    /// Only in a block that begins with it: `% ` is also a job, and the comment of other languages.
    InItsBlock,
    /// `> `, which is also the prompt of a further line, a quotation, and a redirection: in a block of plain text or of a
    /// session that begins with it.
    Angle,
}

/// A prompt at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Prompt {
    /// Its length in bytes, white space around it included.
    pub(crate) length: usize,
    pub(crate) reader: Reader,
    pub(crate) certainty: Certainty,
}

/// A longer prompt is text.
const MAX_LENGTH: usize = 120;

/// The prompt that `line` begins with. `any_sigil` takes `#`, `%` and `❯` for prompts that are sure: elsewhere the first
/// is a comment.
pub(crate) fn read(line: &str, any_sigil: bool) -> Option<Prompt> {
    let blanks = |text: &str| text.len() - text.trim_start().len();
    let mut at = blanks(line);
    // `(venv) $ `
    while let Some(rest) = line.get(at..).and_then(environment) {
        at = line.len() - rest.len();
    }
    let body = line.get(at..)?;
    let (length, reader, certainty) = windows(body)
        .map(|(length, reader)| (length, reader, Certainty::Sure))
        .or_else(|| sigil(body, any_sigil).map(|(length, certainty)| (length, Reader::Shell, certainty)))
        .or_else(|| named(body).map(|length| (length, Reader::Shell, Certainty::Sure)))?;
    let rest = body.get(length..)?;
    let command = rest.trim_start_matches([' ', '\t']);
    // The command processor of Windows writes no space behind its prompt.
    if command.len() == rest.len() && reader != Reader::Batch {
        return None;
    }
    Some(Prompt { length: line.len() - command.len(), reader, certainty })
}

/// What stands behind the name in brackets that a virtual environment writes in front of a prompt.
fn environment(text: &str) -> Option<&str> {
    let (name, rest) = text.strip_prefix('(')?.split_once(") ")?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '/' | ':');
    (!name.is_empty() && name.chars().all(plain)).then(|| rest.trim_start())
}

/// `PS C:\work> `, `PS> `, `C:\work>`: the length up to the angle.
fn windows(text: &str) -> Option<(usize, Reader)> {
    let head = text.char_indices().take(MAX_LENGTH).find(|(_, c)| *c == '>')?.0;
    let name = text.get(..head)?;
    if name == "PS" || name.starts_with("PS ") {
        return Some((head + 1, Reader::PowerShell));
    }
    let mut chars = name.chars();
    let drive = chars.next().is_some_and(|c| c.is_ascii_alphabetic()) && chars.next() == Some(':');
    (drive && chars.next() == Some('\\')).then_some((head + 1, Reader::Batch))
}

/// `$ `, `$> `, `% `, `> `, and what only sessions have.
fn sigil(text: &str, any_sigil: bool) -> Option<(usize, Certainty)> {
    let first = text.chars().next()?;
    let length = first.len_utf8();
    let angle = usize::from(text.get(length..).is_some_and(|rest| rest.starts_with('>')));
    match first {
        '$' => Some((length + angle, Certainty::Sure)),
        '#' | '❯' | '➜' if any_sigil => Some((length, Certainty::Sure)),
        '%' if any_sigil => Some((length + angle, Certainty::Sure)),
        '%' => Some((length + angle, Certainty::InItsBlock)),
        '❯' => Some((length, Certainty::InItsBlock)),
        '>' => Some((length, Certainty::Angle)),
        _ => None,
    }
}

/// `user@host:~/x$`, `[user@host x]#`, `user@host x %`, `bash-5.2$`, `~/x $`: the length up to the sigil.
fn named(text: &str) -> Option<usize> {
    let head = text.char_indices().take(MAX_LENGTH).find_map(|(at, c)| {
        let is_sigil = matches!(c, '$' | '#' | '%');
        (is_sigil && matches!(text.as_bytes().get(at + 1), Some(b' ' | b'\t'))).then_some(at)
    })?;
    let name = text.get(..head)?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '@' | ':' | '~' | '/' | '-' | '+');
    let inner = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let words = || inner.unwrap_or(name).split(' ');
    // A branch may stand in brackets behind the folder.
    let is_plain = |word: &str| {
        let word = word.strip_prefix('(').and_then(|word| word.strip_suffix(')')).unwrap_or(word);
        word.chars().all(plain)
    };
    let well_formed = words().all(is_plain) && words().count() <= 4;
    let first = words().next().unwrap_or("");
    let is_host = first.contains('@') && first.len() > 1;
    let is_folder = inner.is_none() && name.ends_with(' ') && first.starts_with(['~', '/']);
    // Only brackets and a folder of its own may have a space in front of the sigil.
    let spaced = name.contains(' ');
    let is_host = is_host && (inner.is_some() || !spaced || words().nth(1).is_some_and(|folder| !folder.is_empty()));
    (well_formed && (is_host || is_folder || is_versioned_shell(name))).then_some(head + 1)
}

/// `bash-5.2`
fn is_versioned_shell(name: &str) -> bool {
    name.split_once("sh-").is_some_and(|(kind, version)| {
        matches!(kind, "" | "ba" | "da" | "k" | "mk" | "z")
            && !version.is_empty()
            && version.chars().all(|c| c.is_ascii_digit() || c == '.')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(&str, Reader, Certainty)>) {
        let found = read(line, false);
        let found = found.map(|it| (line.get(it.length..).unwrap_or_default(), it.reader, it.certainty));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn prompts_of_shells_are_known() {
        for line in [
            "$ gh",
            "  $ gh",
            "$> gh",
            "(venv) $ gh",
            "(base) (venv) me@host:~$ gh",
            "bash-5.2$ gh",
            "sh-5.1# gh",
            "me@host:~/x$ gh",
            "[me@host x]# gh",
            "me@host dir % gh",
            "me@host ~/a/b % gh",
            "~ $ gh",
            "~/a/b (main) $ gh",
            "/srv/x $ gh",
        ] {
            check(line, Some(("gh", Reader::Shell, Certainty::Sure)));
        }
        check("% gh", Some(("gh", Reader::Shell, Certainty::InItsBlock)));
        check("❯ gh", Some(("gh", Reader::Shell, Certainty::InItsBlock)));
        check("> gh", Some(("gh", Reader::Shell, Certainty::Angle)));
    }

    #[test]
    fn prompts_of_windows_are_other_languages() {
        check("PS C:\\work> gh", Some(("gh", Reader::PowerShell, Certainty::Sure)));
        check("PS> gh", Some(("gh", Reader::PowerShell, Certainty::Sure)));
        check("PS /home/me> gh", Some(("gh", Reader::PowerShell, Certainty::Sure)));
        check("C:\\work> gh", Some(("gh", Reader::Batch, Certainty::Sure)));
        check("C:\\>gh", Some(("gh", Reader::Batch, Certainty::Sure)));
    }

    #[test]
    fn other_lines_have_none() {
        for line in [
            "# gh",
            "gh",
            "$gh",
            "echo $ gh",
            "me@host $ gh",
            "costs 5 $ more",
            "a # b",
            "note: me@host wrote % of it",
            "(see below) gh",
            "bash-x$ gh",
            "x > y",
            "PSx> gh",
        ] {
            check(line, None);
        }
    }
}
