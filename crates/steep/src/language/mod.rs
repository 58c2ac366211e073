//! What a text is written in, as its name and its first line say.

mod names;

use std::borrow::Cow;
use std::fmt;
use std::path::Path;

use names::{ENDINGS, NAMES, PROGRAMS};

/// What a text is written in. It decides who reads it: [`Markdown`](Language::Markdown), [`Mdx`](Language::Mdx) and
/// [`Shell`](Language::Shell) are rewritten, in everything else commands are only found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Language {
    /// Markdown.
    Markdown,
    /// Markdown with JSX: `.mdx`.
    Mdx,
    /// A script of a POSIX shell or a kin of it: sh, bash, dash, ksh, zsh, bats.
    Shell,
    /// Text that nothing says more of: `.txt`, or a name without an ending. It may be Markdown, but also the input of a
    /// program.
    Text,
    /// Another language, by its name (`YAML`), or by the file's ending where that is all that is known (`.xyz`).
    Other(Cow<'static, str>),
}

impl Language {
    /// What a file is by its name alone: by its whole name (`Makefile`, `.bashrc`), else by its last ending, without regard
    /// to case. The first line of a script may say otherwise; see [`Language::of`].
    #[must_use]
    pub fn of_path(path: &Path) -> Self {
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        if let Some((_, language)) = NAMES.iter().find(|(known, _)| *known == name) {
            return language.clone();
        }
        // `Dockerfile.test`, but not `readme.test`.
        if let Some((stem, _)) = name.split_once('.')
            && ["dockerfile", "containerfile", "jenkinsfile", "makefile"].contains(&stem)
            && let Some((_, language)) = NAMES.iter().find(|(known, _)| *known == stem)
        {
            return language.clone();
        }
        match name.trim_start_matches('.').rsplit_once('.') {
            Some((_, "txt" | "text")) | None => Language::Text,
            Some((_, "")) => Language::Text,
            Some((_, ending)) => match ENDINGS.iter().find(|(_, endings)| endings.contains(&ending)) {
                Some((language, _)) => language.clone(),
                None => Language::Other(Cow::Owned(format!(".{ending}"))),
            },
        }
    }

    /// What a text is by the name of its file and by its first line. A `#!` line decides what a name leaves open, and it
    /// overrules the ending of a shell script: `deploy.sh` that begins with `#!/usr/bin/env python3` is Python.
    #[must_use]
    pub fn of(path: &Path, text: &str) -> Self {
        let by_name = Self::of_path(path);
        match (Self::of_first_line(text), &by_name) {
            (Some(by_line), Language::Shell | Language::Text) => by_line,
            // An ending that says nothing: `deploy.in`, `post-merge.hook`.
            (Some(by_line), Language::Other(name)) if name.starts_with('.') => by_line,
            _ => by_name,
        }
    }

    /// What the `#!` line of a script says it is; `None` without one.
    #[must_use]
    pub fn of_first_line(text: &str) -> Option<Self> {
        let line = text.strip_prefix('\u{feff}').unwrap_or(text).strip_prefix("#!")?.lines().next()?;
        let mut programs = line.split_whitespace().map(|word| word.rsplit(['/', '\\']).next().unwrap_or(word));
        let mut program = programs.next()?;
        if program == "env" {
            let is_program = |word: &&str| !word.starts_with('-') && !word.contains('=');
            program = programs.find(is_program)?;
        }
        let name = program.strip_suffix(".exe").unwrap_or(program);
        // `python3.12`, `lua5.4`
        let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '-');
        let known = PROGRAMS.iter().find(|(_, programs)| programs.contains(&name));
        Some(known.map_or_else(|| Language::Other(Cow::Owned(program.to_owned())), |(language, _)| language.clone()))
    }

    /// Whether commands in it are rewritten.
    #[must_use]
    pub fn is_rewritten(&self) -> bool {
        matches!(self, Language::Markdown | Language::Mdx | Language::Shell)
    }

    /// Its name in reports: `Markdown`, `YAML`, `plain text`, `.xyz`.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Language::Markdown => "Markdown",
            Language::Mdx => "MDX",
            Language::Shell => "shell",
            Language::Text => "plain text",
            Language::Other(name) => name,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, first_line: &str, name: &str) {
        assert_eq!(Language::of(Path::new(path), first_line).name(), name, "{path}: {first_line}");
    }

    #[test]
    fn an_ending_names_a_language() {
        check("docs/a.md", "", "Markdown");
        check("A.MARKDOWN", "", "Markdown");
        check(".cursor/rules/gh.mdc", "", "Markdown");
        check("a.mdx", "", "MDX");
        for ending in ["sh", "bash", "BATS", "zsh", "ksh", "dash"] {
            check(&format!("bin/a.{ending}"), "", "shell");
        }
        check(".github/workflows/ci.yml", "", "YAML");
        check("package.json", "", "JSON");
        check("Cargo.toml", "", "TOML");
        check("a.test.ts", "", "TypeScript");
        check("a.ps1", "", "PowerShell");
        check("notes.txt", "", "plain text");
        check("a.xyz", "", ".xyz");
    }

    #[test]
    fn a_whole_name_is_known_before_its_ending() {
        check("src/Makefile", "", "Makefile");
        check("Dockerfile", "", "Dockerfile");
        check("Dockerfile.test", "", "Dockerfile");
        check("CMakeLists.txt", "", "CMake");
        check(".bashrc", "", "shell");
        check(".envrc", "", "shell");
        check("README", "", "plain text");
        check(".cursorrules", "", "plain text");
        check("ends.", "", "plain text");
        check("", "", "plain text");
    }

    #[test]
    fn a_first_line_says_what_a_script_is() {
        for line in [
            "#!/bin/sh",
            "#!/bin/sh -e",
            "#! /usr/bin/env bash",
            "#!/usr/bin/env -S bash -e",
            "#!/usr/bin/env -S A=b bash",
            "#!/usr/bin/env bats",
            "\u{feff}#!/bin/zsh\r",
        ] {
            check("bin/deploy", &format!("{line}\ngh pr list\n"), "shell");
        }
        check("bin/deploy", "#!/usr/bin/env python3.12\n", "Python");
        check("bin/deploy", "#!/usr/bin/env -S deno run\n", "JavaScript");
        check("bin/deploy", "#!/opt/own/interpreter\n", "interpreter");
        check("bin/deploy", "# !/bin/sh", "plain text");
    }

    #[test]
    fn a_first_line_overrules_the_ending_of_a_script_and_one_that_says_nothing() {
        check("deploy.sh", "#!/usr/bin/env python3\n", "Python");
        check("deploy.sh", "#!/usr/bin/env fish\n", "fish");
        check("deploy.in", "#!/bin/sh\n", "shell");
        check("a.md", "#!/bin/sh\n", "Markdown");
        check("a.py", "#!/bin/sh\n", "Python");
        check("a.yml", "#!/bin/sh\n", "YAML");
    }

    #[test]
    fn the_tables_say_each_thing_once() {
        let mut endings: Vec<&str> = ENDINGS.iter().flat_map(|(_, endings)| endings.iter().copied()).collect();
        let mut names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
        let mut programs: Vec<&str> = PROGRAMS.iter().flat_map(|(_, programs)| programs.iter().copied()).collect();
        for list in [&mut endings, &mut names, &mut programs] {
            assert!(list.iter().all(|name| *name == name.to_lowercase()), "{list:?}");
            let length = list.len();
            list.sort_unstable();
            list.dedup();
            assert_eq!(list.len(), length, "{list:?}");
        }
    }
}
