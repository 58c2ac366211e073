use std::fs;
use std::path::Path;

use crate::failure::Failure;

/// What a document's text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Markdown,
    Shell,
}

/// What it is by the file's ending, or by the first line where there is none; Markdown where neither says it.
pub(crate) fn language(path: &Path, text: &str) -> Language {
    match path.extension() {
        Some(ending) if ending.eq_ignore_ascii_case("sh") || ending.eq_ignore_ascii_case("bash") => Language::Shell,
        None if has_shell_shebang(text) => Language::Shell,
        _ => Language::Markdown,
    }
}

/// Whether the text begins as scripts do that a POSIX shell runs: `#!/bin/sh`, `#!/usr/bin/env bash`.
fn has_shell_shebang(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("#!") else { return false };
    let line = rest.lines().next().unwrap_or_default();
    let program = |word: &str| word.rsplit('/').next().unwrap_or_default().to_owned();
    line.split_whitespace().map(program).any(|it| matches!(it.as_str(), "sh" | "bash" | "dash" | "ksh" | "zsh"))
}

/// The text of a file.
pub(crate) fn read(path: &Path, real: &Path) -> Result<String, Failure> {
    let bytes = fs::read(real).map_err(|error| Failure::new("read", path, error))?;
    utf8(bytes).map_err(|at| Failure::new("read", path, "it is not UTF-8 text").detail(format_args!("byte {at}")))
}

/// Bytes as text, or the 0-based offset of the first byte that is none.
pub(crate) fn utf8(bytes: Vec<u8>) -> Result<String, usize> {
    String::from_utf8(bytes).map_err(|error| error.utf8_error().valid_up_to())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_told_by_ending_then_by_first_line() {
        let of = |path: &str, text: &str| language(Path::new(path), text);
        assert_eq!(of("a.SH", ""), Language::Shell);
        assert_eq!(of("a.bash", ""), Language::Shell);
        assert_eq!(of("bin/deploy", "#!/usr/bin/env bash\n"), Language::Shell);
        assert_eq!(of("bin/deploy", "#!/bin/sh -e\n"), Language::Shell);
        assert_eq!(of("bin/deploy", "#!/usr/bin/env python3\n"), Language::Markdown);
        assert_eq!(of("README", "# !/bin/sh"), Language::Markdown);
        assert_eq!(of("a.md", "#!/bin/sh\n"), Language::Markdown);
        assert_eq!(of("-", ""), Language::Markdown);
    }
}
