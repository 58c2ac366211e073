//! The command line.

mod explain;
mod report;
mod settings;
mod values;
mod work;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

pub(crate) use explain::{Explain, explained};
pub(crate) use report::{DataFormat, Format, Select};
pub(crate) use settings::Settings;
pub(crate) use values::{Accept, Color, Connection, Layout, Only, Prefer, TokenIn};
pub(crate) use work::{Rewrite, Scan, Work};

use crate::setting::{Host, Name};

/// The headings of the options in the help.
const WRITTEN: &str = "What is written";
const FILES: &str = "Which files";
const SAFETY: &str = "Taking it back";
const REPORT: &str = "The report";

/// Rewrites gh commands in documents into what does the same on a self-hosted Gitea.
///
/// Exit status: 0 when nothing is left to say, 1 when `check` or `diff` found something or a command still says gh (also in a
/// file of another language), 2 on a usage or I/O error.
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
    Scan(Scan),
    /// Take back what a run of `rewrite` changed.
    ///
    /// The files get the text that they had before the run; those that were changed since stay as they are and are named.
    /// Undoing is a run too: a second `steep undo` takes the first one back, and the files are rewritten again. To go
    /// further back, name the run.
    ///
    /// The records of the last 20 runs are kept in $XDG_STATE_HOME/steep (~/.local/state/steep), which only you can read.
    Undo(Undo),
    /// Propose a steep.toml for this folder.
    ///
    /// The host comes from git's remotes and the logins of tea, the target from the tea that is installed, the owners from
    /// the remotes and the commands in the documents. What is not sure is written as a comment.
    Init(Init),
    /// Show what becomes of one command on each target, and why; or what a reason means.
    Explain(Explain),
    /// List every command of gh, or every flag of some, and what becomes of it.
    Coverage(Coverage),
    /// Print the companion: a small program of curl and jq that calls the API of your Gitea.
    ///
    /// It is a POSIX shell script for people and documents to call, `gitea-api get user`; its `--help` tells more.
    Companion(Companion),
    /// Print what lets a shell complete steep's commands and options.
    ///
    /// For bash: `steep completions bash > ~/.local/share/bash-completion/completions/steep`. For zsh, put it as `_steep` into a
    /// folder of `$fpath`; for fish, as `steep.fish` into `~/.config/fish/completions`.
    Completions(Completions),
    /// Write the manual pages, one for each command, into a folder.
    ///
    /// `steep man ~/.local/share/man/man1`, then `man steep-rewrite`.
    Man(Man),
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

#[derive(Debug, Args)]
pub(crate) struct Man {
    /// The folder, which is made where it is not there.
    pub(crate) folder: PathBuf,
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
pub(crate) struct Init {
    /// The address of the Gitea: `https://git.example.org`
    #[arg(long, value_name = "URL", help_heading = WRITTEN)]
    pub(crate) host: Option<Host>,

    /// The name tea is called by; `tea` unless named.
    #[arg(long, value_name = "NAME", help_heading = WRITTEN)]
    pub(crate) tea_bin: Option<Name>,

    /// Print the proposal instead of writing the file.
    #[arg(long)]
    pub(crate) stdout: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Coverage {
    /// Only commands with this name or in this family, with each of their flags: `pr merge`, `release`.
    pub(crate) command: Vec<String>,

    #[command(flatten)]
    pub(crate) settings: Settings,

    /// How it is written. The table for a person is about one target; the others are about each target on each server, unless
    /// `--target` or `--gitea` names one.
    #[arg(long, value_enum, default_value_t = CoverageFormat::Human, help_heading = REPORT)]
    pub(crate) format: CoverageFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CoverageFormat {
    /// A table for a person.
    Human,
    /// Tables in Markdown, with what is lost or missing.
    Markdown,
    /// One JSON document.
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Companion {
    /// What the program is called; `gitea-api` unless named.
    #[arg(long, value_name = "NAME", help_heading = WRITTEN)]
    pub(crate) name: Option<Name>,

    #[command(flatten)]
    pub(crate) settings: Settings,
}
