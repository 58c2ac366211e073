use steep_shell::read::Dialect;
use steep_shell::{Status, Stdin, Stdout};

/// Which form to choose where nobody consumes the data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prefer {
    /// The form that a person would write.
    #[default]
    Readable,
    /// The source's JSON always.
    Data,
    /// The shortest form, even where it needs newer programs than others do.
    Short,
}

/// Who a command acts as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Identity {
    /// Whoever the programs are logged in as.
    #[default]
    Configured,
    /// The owner of a token that the command itself brings: only a form that reads its token from the environment does the
    /// same.
    OwnToken,
}

/// What looks for a pattern in the output of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matcher {
    /// The program, or the word of the shell: `grep`, `case`.
    pub program: String,
    /// The line that it stands on.
    pub text: String,
}

/// What a form is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// Who reads the output.
    pub stdout: Stdout,
    /// Where patterns are looked for in the output, behind the command itself: what does so, and its line as it stands.
    pub matched_by: Vec<Matcher>,
    /// Whether the exit status is used.
    pub status: Status,
    /// Where standard input comes from.
    pub stdin: Stdin,
    /// Which shell runs it.
    pub dialect: Dialect,
    /// Who it acts as.
    pub identity: Identity,
    /// Which form to choose where there is a choice.
    pub prefer: Prefer,
    /// Whether the form stands on one line: then a short one is easier to read than one with named parts.
    pub one_line: bool,
    /// The repository of the clone that the command is run in, where that is known: `OWNER/NAME`, as the forge calls it. Without it,
    /// a form has to look it up.
    pub here: Option<String>,
}

impl Surroundings {
    /// What looks, behind the command itself, for a pattern in a line of which `holds` is true: its program.
    pub fn matched_where(&self, holds: impl Fn(&str) -> bool) -> Option<&str> {
        self.matched_by.iter().find(|matcher| holds(&matcher.text)).map(|matcher| matcher.program.as_str())
    }
}
