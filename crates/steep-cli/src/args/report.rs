use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::REPORT;
use crate::setting::Named;

/// What is reported, and how.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Report {
    /// How the report is written.
    #[arg(long, value_enum, default_value_t, help_heading = REPORT)]
    pub(crate) format: Format,

    /// Report every finding, not only what a person should look at.
    #[arg(long, short, help_heading = REPORT)]
    pub(crate) verbose: bool,

    /// Write no report: the exit status and what goes wrong are all there is to see.
    #[arg(long, short, help_heading = REPORT, conflicts_with_all = ["verbose", "format"])]
    pub(crate) quiet: bool,

    /// Exit with 0 whatever was found; an error is 2 still.
    #[arg(long, help_heading = REPORT)]
    pub(crate) exit_zero: bool,

    /// Do not report what this file lists, and do not let it decide about the exit status.
    ///
    /// A command is listed by its file, its text and the reason that it stays for, not by its line. `--write-baseline` makes
    /// the file.
    #[arg(long, value_name = "FILE", help_heading = REPORT)]
    pub(crate) baseline: Option<PathBuf>,

    /// Write the commands that stay to this file, as a baseline for later runs.
    #[arg(long, value_name = "FILE", help_heading = REPORT, conflicts_with = "baseline")]
    pub(crate) write_baseline: Option<PathBuf>,
}

/// What a run is about.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Select {
    /// Rewrite and report only these: rules (`gh pr merge`, `gh pr`, `url`), reasons (`no-equivalent`) and outcomes (`refused`),
    /// comma-separated; may be repeated.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', help_heading = REPORT)]
    pub(crate) select: Vec<Named>,

    /// Neither rewrite nor report these, named as for --select; may be repeated.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', help_heading = REPORT)]
    pub(crate) ignore: Vec<Named>,
}

/// How a report over files is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Lines for a person.
    #[default]
    Human,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// A SARIF 2.1.0 log.
    Sarif,
    /// Workflow commands (`::warning file=…`), which runners of GitHub and Gitea show at the lines.
    #[value(alias = "gitea")]
    Github,
    /// Markdown, such as a comment on a pull request.
    Markdown,
}

/// How an answer that is not about files is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DataFormat {
    /// Lines for a person.
    Human,
    /// One JSON document.
    Json,
}
