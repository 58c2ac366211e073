use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::report::{Format, Report, Select};
use super::{FILES, REPORT, SAFETY, Settings, WRITTEN};

#[derive(Debug, Args)]
pub(crate) struct Rewrite {
    #[command(flatten)]
    pub(crate) work: Work,

    /// Keep the old text of each changed file beside it, as FILE.orig, or FILE.orig.1 where that exists.
    #[arg(long, help_heading = SAFETY)]
    pub(crate) backup: bool,

    /// Ask about each command before it is rewritten.
    #[arg(long, short, help_heading = SAFETY, conflicts_with_all = ["select", "ignore"])]
    pub(crate) interactive: bool,

    /// Do not note what the files held; `steep undo` cannot take this run back.
    #[arg(long, help_heading = SAFETY)]
    pub(crate) no_undo: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Work {
    /// Files or folders; `-` is standard input.
    ///
    /// Markdown (*.md, *.mdx and their kin) and shell scripts (*.sh and their kin, and by the `#!` line) are rewritten. In
    /// files of other languages commands are found and named; nothing there is changed. Plain text is read as Markdown where
    /// `files.include` in steep.toml names it. Of a folder, .git, what `files.exclude` names and what .steepignore and
    /// .gitignore leave out are not looked at. A file that is named itself is always taken.
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) settings: Settings,

    #[command(flatten)]
    pub(crate) files: Files,

    /// Insert, or replace, a block in this file that says what was done and how to go on.
    #[arg(long, value_name = "FILE", help_heading = WRITTEN)]
    pub(crate) notice: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) report: Report,

    #[command(flatten)]
    pub(crate) select: Select,
}

/// Which files are taken.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Files {
    /// Leave these out, in the syntax of .gitignore, relative to the working directory; may be repeated.
    #[arg(long, value_name = "GLOB", help_heading = FILES)]
    pub(crate) exclude: Vec<String>,

    /// Do not heed .steepignore and .gitignore.
    #[arg(long, help_heading = FILES)]
    pub(crate) no_ignore: bool,

    /// Where the text on standard input comes from: names it in reports, tells its language, and finds its steep.toml.
    #[arg(long, value_name = "FILE", help_heading = FILES)]
    pub(crate) stdin_path: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Scan {
    /// Files or folders; `-` is standard input.
    ///
    /// All files of a folder are looked through, whatever their language; what `files.exclude` in steep.toml names and what
    /// .steepignore and .gitignore leave out is not.
    #[arg(required = true)]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    files: Files,

    /// Do not read steep.toml.
    #[arg(long, help_heading = FILES)]
    no_config: bool,

    /// How the list is written.
    #[arg(long, value_enum, default_value_t = ListFormat::Human, help_heading = REPORT)]
    format: ListFormat,

    #[command(flatten)]
    select: Select,
}

impl Scan {
    /// The same as work over documents. What would be written is not looked at.
    pub(crate) fn work(&self) -> Work {
        let format = match self.format {
            ListFormat::Human => Format::Human,
            ListFormat::Json => Format::Json,
            ListFormat::JsonLines => Format::JsonLines,
        };
        Work {
            paths: self.paths.clone(),
            settings: Settings { no_config: self.no_config, ..Settings::default() },
            files: self.files.clone(),
            notice: None,
            report: Report { format, ..Report::default() },
            select: self.select.clone(),
        }
    }
}

/// How a list of commands is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// One line for each.
    Human,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    JsonLines,
}
