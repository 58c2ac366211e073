//! Changes.

use steep_forge::operation::{
    Checkout, IssueChange, IssueClose, IssueCreate, PullChange, PullCreate, PullMerge, Rerun, Review, Text,
};
use steep_forge::{Item, Refusal};

use crate::Emission;
use crate::rest::Rest;

pub(crate) fn pull_create(_rest: Rest<'_>, _create: &PullCreate) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn pull_merge(_rest: Rest<'_>, _merge: &PullMerge) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn pull_review(_rest: Rest<'_>, _review: &Review) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn pull_checkout(_rest: Rest<'_>, _checkout: &Checkout) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn pull_edit(_rest: Rest<'_>, _change: &PullChange) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn pull_comment(_rest: Rest<'_>, _pull: &Item, _body: Option<&Text>) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn issue_create(_rest: Rest<'_>, _create: &IssueCreate) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn issue_edit(_rest: Rest<'_>, _change: &IssueChange) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn issue_close(_rest: Rest<'_>, _close: &IssueClose) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn issue_comment(_rest: Rest<'_>, _issue: &Item, _body: Option<&Text>) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn run_rerun(_rest: Rest<'_>, _rerun: &Rerun) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}

pub(crate) fn auth_login(_rest: Rest<'_>, _token_from_stdin: bool) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}
