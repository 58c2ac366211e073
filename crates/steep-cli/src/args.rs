use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// The headings of the options in the help.
const WRITTEN: &str = "What is written";
const FILES: &str = "Which files";
const SAFETY: &str = "Taking it back";
const REPORT: &str = "The report";

/// Rewrites gh commands in documents into what does the same on a self-hosted Gitea.
///
/// Exit status: 0 when nothing is left to say, 1 when `check` or `diff` found something or a command was refused, 2 on
/// a usage or I/O error.
#[derive(Debug, Parser)]
#[command(name = "steep", version, about, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) action: Action,

    /// When reports are coloured; `auto` looks for a terminal and at NO_COLOR.
    #[arg(long, value_enum, global = true, default_value_t = Color::Auto, value_name = "WHEN", help_heading = REPORT)]
    pub(crate) color: Color,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// Rewrite the files in place (or standard input to standard output with `-`).
    ///
    /// A file is replaced as a whole or not at all; its mode, its owner where possible and links to it stay; a read-only
    /// file and one that changes meanwhile are left alone. What the files held is noted first: `steep undo` takes the run
    /// back.
    Rewrite(Rewrite),
    /// Say what `rewrite` would do, and change nothing.
    Check(Work),
    /// Print what `rewrite` would change as a unified diff, and change nothing.
    Diff(Work),
    /// List the gh commands that the files hold, and change nothing.
    Scan(Work),
    /// Take back what a run of `rewrite` changed.
    ///
    /// The files get the text that they had before the run; those that were changed since stay as they are and are named.
    /// Undoing is a run too: a second `steep undo` takes the first one back, and the files are rewritten again. To go
    /// further back, name the run.
    ///
    /// The records of the last 20 runs are kept in $XDG_STATE_HOME/steep (~/.local/state/steep), which only you can read.
    Undo(Undo),
    /// Show what becomes of one command on each target, and why.
    Explain(Explain),
    /// List every command of gh and what becomes of it.
    Coverage(Coverage),
}

#[derive(Debug, Args)]
pub(crate) struct Rewrite {
    #[command(flatten)]
    pub(crate) work: Work,

    /// Keep the old text of each changed file beside it, as FILE.orig, or FILE.orig.1 where that exists.
    #[arg(long, help_heading = SAFETY)]
    pub(crate) backup: bool,

    /// Do not note what the files held; `steep undo` cannot take this run back.
    #[arg(long, help_heading = SAFETY)]
    pub(crate) no_undo: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Work {
    /// Files or folders; `-` is standard input.
    ///
    /// In a folder: *.md, *.markdown, *.mdx and *.sh, and what `files.include` in steep.toml names, without .git, what
    /// `files.exclude` names and what .steepignore and .gitignore leave out. A file that is named itself is always taken.
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) settings: Settings,

    /// Leave these out, in the syntax of .gitignore, relative to the working directory; may be repeated.
    #[arg(long, value_name = "GLOB", help_heading = FILES)]
    pub(crate) exclude: Vec<String>,

    /// Do not heed .steepignore and .gitignore.
    #[arg(long, help_heading = FILES)]
    pub(crate) no_ignore: bool,

    /// Where the text on standard input comes from: names it in reports, tells its language, and finds its steep.toml.
    #[arg(long, value_name = "FILE", help_heading = FILES)]
    pub(crate) stdin_path: Option<PathBuf>,

    /// Insert, or replace, a block in this file that says what was done and how to go on.
    #[arg(long, value_name = "FILE", help_heading = WRITTEN)]
    pub(crate) notice: Option<PathBuf>,

    /// How the report is written.
    #[arg(long, value_enum, default_value_t = Format::Human, help_heading = REPORT)]
    pub(crate) format: Format,

    /// Report every finding, not only what a person should look at.
    #[arg(long, short, help_heading = REPORT)]
    pub(crate) verbose: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Undo {
    /// The run, by its number; the last one that was started in this folder unless named.
    pub(crate) run: Option<u64>,

    /// List the runs that can be undone.
    #[arg(long, conflicts_with = "run")]
    pub(crate) list: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Coverage {
    #[command(flatten)]
    pub(crate) settings: Settings,

    /// How it is written.
    #[arg(long, value_enum, default_value_t = Format::Human, help_heading = REPORT)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The command, as one argument: 'gh pr merge 12 --squash'.
    pub(crate) command: String,

    #[command(flatten)]
    pub(crate) settings: Settings,
}

#[derive(Debug, Args)]
pub(crate) struct Settings {
    /// What to write: `tea@VERSION` (with curl and jq where that tea cannot do all of a command) or `curl`;
    /// `tea@0.9.2` unless named.
    #[arg(long, value_name = "TARGET", help_heading = WRITTEN)]
    pub(crate) target: Option<String>,

    /// The address of the Gitea: `https://git.example.org`
    #[arg(long, value_name = "URL", help_heading = WRITTEN)]
    pub(crate) host: Option<String>,

    /// Write NEW where commands name the owner OLD; may be repeated.
    #[arg(long, value_name = "OLD=NEW", help_heading = WRITTEN)]
    pub(crate) map_owner: Vec<String>,

    /// The least fidelity that is applied; `equivalent` unless named.
    #[arg(long, value_enum, help_heading = WRITTEN)]
    pub(crate) accept: Option<Accept>,

    /// Which form to choose where nobody consumes the data: the one a person would write, or gh's JSON
    /// always; `readable` unless named.
    #[arg(long, value_enum, help_heading = WRITTEN)]
    pub(crate) prefer: Option<Prefer>,

    /// The name tea is called by; `tea` unless named.
    #[arg(long, value_name = "NAME", help_heading = WRITTEN)]
    pub(crate) tea_bin: Option<String>,

    /// Put `--login NAME` into tea commands.
    #[arg(long, value_name = "NAME", help_heading = WRITTEN)]
    pub(crate) tea_login: Option<String>,

    /// The environment variable that holds the token in emitted commands; `GITEA_TOKEN` unless named.
    #[arg(long, value_name = "NAME", help_heading = WRITTEN)]
    pub(crate) token_variable: Option<String>,

    /// Where the commands find the token; `environment` unless named. With `header-file`, the variable (GITEA_HEADER_FILE unless
    /// named) names a file that holds the line `Authorization: token …`, so that the token is in no list of processes.
    #[arg(long, value_enum, value_name = "WHERE", help_heading = WRITTEN)]
    pub(crate) token_in: Option<TokenIn>,

    /// Rewrite web and clone addresses of mapped owners on github.com too.
    #[arg(long, help_heading = WRITTEN)]
    pub(crate) urls: bool,

    /// Do not read steep.toml.
    #[arg(long, help_heading = FILES)]
    pub(crate) no_config: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal.
    Auto,
    /// Whatever it is.
    Always,
    /// Not at all.
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Lines for a person.
    Human,
    /// One JSON document.
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Accept {
    /// Same effect, same machine-readable output.
    Exact,
    /// Same effect, perhaps another layout.
    Equivalent,
    /// Something named may be lost.
    Partial,
}

impl From<Accept> for steep::Fidelity {
    fn from(accept: Accept) -> Self {
        match accept {
            Accept::Exact => steep::Fidelity::Exact,
            Accept::Equivalent => steep::Fidelity::Equivalent,
            Accept::Partial => steep::Fidelity::Partial,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TokenIn {
    /// In the token variable.
    Environment,
    /// In a file that the token variable names.
    HeaderFile,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Prefer {
    /// The form that a person would write.
    Readable,
    /// gh's JSON.
    Data,
}

impl From<Prefer> for steep::Prefer {
    fn from(prefer: Prefer) -> Self {
        match prefer {
            Prefer::Readable => steep::Prefer::Readable,
            Prefer::Data => steep::Prefer::Data,
        }
    }
}
