use steep_shell::Word;

use super::unsaid::run;
use crate::{Item, Limit, Person};

/// What is asked about workflow runs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "there is one for each command, and it is not moved around")]
pub enum RunOperation {
    /// Workflow runs that match.
    List(RunList),
    /// One run.
    View(RunView),
    /// Get what one left.
    Download(RunDownload),
    /// Wait for one.
    Watch(RunWatch),
    /// Run one again.
    Rerun(Rerun),
    /// Stop one.
    Cancel(Item),
    /// Delete one.
    Delete(Item),
}

impl RunOperation {
    /// Whether it changes something on the forge.
    pub(super) fn changes(&self) -> bool {
        match self {
            Self::List(_) | Self::View(_) | Self::Download(_) | Self::Watch(_) => false,
            Self::Rerun(_) | Self::Cancel(_) | Self::Delete(_) => true,
        }
    }

    /// What is not said and cannot be known without asking a person.
    pub(super) fn unsaid(&self) -> Option<&'static str> {
        match self {
            Self::View(view) if view.job.is_none() => run(&view.run),
            Self::Rerun(rerun) if rerun.job.is_none() => run(&rerun.run),
            Self::Watch(watch) => run(&watch.run),
            Self::Cancel(item) | Self::Delete(item) => run(item),
            Self::List(_) | Self::View(_) | Self::Download(_) | Self::Rerun(_) => None,
        }
    }
}

/// Which workflow runs are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunList {
    /// Of this workflow (file name, name or id).
    pub workflow: Option<Word>,
    /// On this branch.
    pub branch: Option<Word>,
    /// Of this commit.
    pub commit: Option<Word>,
    /// Started by this event.
    pub event: Option<Word>,
    /// Started by this person.
    pub user: Option<Person>,
    /// With this status or conclusion (GitHub's word).
    pub status: Option<Word>,
    /// Created then (GitHub's date filter).
    pub created: Option<Word>,
    /// How many.
    pub limit: Limit,
}

/// One run, or one of its jobs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunView {
    /// Which; [`Item::Current`] when the person is asked.
    pub run: Item,
    /// Only this job (id).
    pub job: Option<Word>,
    /// The attempt.
    pub attempt: Option<Word>,
    /// The full log.
    pub log: bool,
    /// The log of the failed steps.
    pub log_failed: bool,
    /// Exit with 1 where it failed; not where it was cancelled, or goes on.
    pub exit_status: bool,
    /// With the steps.
    pub verbose: bool,
}

/// What a run, or every run of a repository, left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunDownload {
    /// Which; [`Item::Current`]: all of them, the newest first.
    pub run: Item,
    /// Only what is called so.
    pub names: Vec<Word>,
    /// And what is called like this (Go's `path.Match`).
    pub patterns: Vec<Word>,
    /// The folder to put it into; `None`: the current one.
    pub directory: Option<Word>,
}

/// Waiting for a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunWatch {
    /// Which; [`Item::Current`] when the person is asked.
    pub run: Item,
    /// Exit with 1 unless it succeeded.
    pub exit_status: bool,
    /// Seconds between two looks.
    pub interval: Option<Word>,
}

/// Running a run again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rerun {
    /// Which; [`Item::Current`] when the person is asked.
    pub run: Item,
    /// Only the failed jobs.
    pub failed: bool,
    /// Only this job (id).
    pub job: Option<Word>,
    /// With debug logs.
    pub debug: bool,
}
