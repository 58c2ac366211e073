//! Questions: lists, views, diffs, checks, searches and raw calls.

use steep_forge::operation::{ApiCall, PullDiff, RepositoryClone, RepositoryList, RunList, RunView, RunWatch};
use steep_forge::{Item, Limit, Output, Query, Refusal};
use steep_shell::Word;

use crate::Emission;
use crate::rest::Rest;

pub(crate) fn pull_list(_rest: Rest<'_>, _query: &Query, _output: &Output) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn pull_view(_rest: Rest<'_>, _pull: &Item, _comments: bool, _output: &Output) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn pull_checks(
    _rest: Rest<'_>,
    _pull: &Item,
    _required: bool,
    _watch: bool,
    _output: &Output,
) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn pull_diff(_rest: Rest<'_>, _diff: &PullDiff) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn issue_list(_rest: Rest<'_>, _query: &Query, _output: &Output) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn issue_view(
    _rest: Rest<'_>,
    _issue: &Item,
    _comments: bool,
    _output: &Output,
) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn repository_clone(_rest: Rest<'_>, _clone: &RepositoryClone) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn repository_list(_rest: Rest<'_>, _list: &RepositoryList, _output: &Output) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn repository_view(_rest: Rest<'_>, _branch: Option<&Word>, _output: &Output) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn run_list(_rest: Rest<'_>, _list: &RunList, _output: &Output) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn run_view(_rest: Rest<'_>, _view: &RunView, _output: &Output) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn run_watch(_rest: Rest<'_>, _watch: &RunWatch) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn search_pulls(_rest: Rest<'_>, _query: &Query, _output: &Output) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn search_issues(_rest: Rest<'_>, _query: &Query, _output: &Output) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn search_code(
    _rest: Rest<'_>,
    _words: &[Word],
    _repositories: &[Word],
    _owners: &[Word],
    _limit: &Limit,
    _output: &Output,
) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn api(_rest: Rest<'_>, _call: &ApiCall, _output: &Output) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn auth_status(_rest: Rest<'_>) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}
