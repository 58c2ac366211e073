//! The info string of a fence.

/// What a fence says it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// A shell script.
    Script,
    /// A console session.
    Session,
    /// Plain text, or nothing said.
    Plain,
    /// Another language.
    Other,
}

/// An info string, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Info {
    /// The first word without its decoration, lower case.
    pub(crate) language: Option<String>,
    /// What that language is.
    pub(crate) content: Content,
    /// Whether `steep:skip` is one of its words.
    pub(crate) skip: bool,
}

const SCRIPT: &[&str] =
    &["ash", "bash", "command", "commands", "dash", "ksh", "mksh", "sh", "shell", "shell-script", "shellscript", "zsh"];
const SESSION: &[&str] = &[
    "bash-session",
    "cli",
    "cmdline",
    "console",
    "session",
    "sh-session",
    "shell-session",
    "shellsession",
    "terminal",
    "tty",
];
const PLAIN: &[&str] = &["none", "nohighlight", "plain", "plaintext", "text", "txt"];

/// Names of directives of MyST and Sphinx whose argument is the language.
const CODE_DIRECTIVES: &[&str] = &["code", "code-block", "code-cell", "sourcecode", "prompt"];

/// Reads an info string: `bash`, `Bash title="x"`, `{.bash .numberLines}`, `{bash, eval=FALSE}`, `bash{1,3}`,
/// `language-sh`, `sh:file.sh`, `{code-block} bash`, `{r, engine='bash'}`.
pub(crate) fn read(info: &str) -> Info {
    let words =
        || info.split(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}')).filter(|word| !word.is_empty());
    let skip = words().any(|word| word == "steep:skip");
    let first = if info.trim_start().starts_with('{') {
        // Attributes: the first class names the language, an identifier does not. `{r, engine='bash'}` is run by bash.
        let engine = words().find_map(|word| word.strip_prefix("engine=")).map(|word| word.trim_matches(['"', '\'']));
        let mut names = words().filter(|word| !word.starts_with('#') && !word.contains('='));
        let named = names.next();
        let argument = named.filter(|name| CODE_DIRECTIVES.contains(name)).and_then(|_| names.next());
        engine.or(argument).or(named.filter(|name| !CODE_DIRECTIVES.contains(name)))
    } else {
        words().next()
    };
    let language = first.filter(|word| *word != "steep:skip").and_then(language);
    let content = language.as_deref().map_or(Content::Plain, content);
    Info { language, content, skip }
}

/// What a language (lower case) is.
pub(crate) fn content(language: &str) -> Content {
    let among = |names: &[&str]| names.contains(&language);
    if among(SCRIPT) {
        Content::Script
    } else if among(SESSION) {
        Content::Session
    } else if among(PLAIN) {
        Content::Plain
    } else {
        Content::Other
    }
}

/// The language that a word or an HTML class names, without its decoration, lower case.
pub(crate) fn language(word: &str) -> Option<String> {
    let word = word.trim_start_matches(['.', '!']);
    let word =
        ["language-", "lang-", "highlight-source-"].iter().find_map(|mark| word.strip_prefix(mark)).unwrap_or(word);
    let name: String =
        word.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '+' | '#')).collect::<String>();
    (!name.is_empty()).then(|| name.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_shell_is_one() {
        for info in [
            "bash",
            "sh",
            "Shell",
            "zsh",
            "dash",
            "ksh",
            "bash title=\"x\"",
            "{.bash}",
            "{.bash .numberLines}",
            "{bash, eval=FALSE}",
            "{#id .sh}",
            "{code-block} bash",
            "{code-block} bash :linenos:",
            "{code-cell} sh",
            "{code} shell",
            "{bash}",
            "{bash echo=FALSE}",
            "{r, engine='bash'}",
            "{.bash filename=\"x\"}",
            "bash title=\"x\" {1,3}",
            "bash{1,3}",
            "language-sh",
            "sh:setup.sh",
            "bash,ignore",
            "bash=",
            " bash ",
        ] {
            assert_eq!(read(info).content, Content::Script, "{info}");
        }
        for info in ["console", "shell-session", "sh-session", "shellsession", "Terminal"] {
            assert_eq!(read(info).content, Content::Session, "{info}");
        }
        for info in ["", "  ", "{code-block}", "text", "txt", "plaintext", "steep:skip"] {
            assert_eq!(read(info).content, Content::Plain, "{info}");
        }
        for info in [
            "python",
            "yaml",
            "json",
            "diff",
            "shelly",
            "bashful",
            "powershell",
            "c++",
            "{note}",
            "{r}",
            "{code-block} python",
        ] {
            assert_eq!(read(info).content, Content::Other, "{info}");
        }
    }

    #[test]
    fn the_skip_word_may_stand_anywhere() {
        for info in ["bash steep:skip", "steep:skip", "{.bash steep:skip}", "text steep:skip x"] {
            assert!(read(info).skip, "{info}");
        }
        assert!(!read("bash steep:skipped").skip);
        assert_eq!(read("bash steep:skip").language.as_deref(), Some("bash"));
    }
}
