//! What the caller decides about each form before it is applied.

use std::fmt;
use std::sync::Arc;

use steep_markdown::Place;

use crate::finding::Finding;

/// What becomes of a form that would be applied. It can only become less: what steep refuses stays refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Decision {
    /// It is applied.
    Apply,
    /// It is told and not applied, for this reason: a sentence without a full stop.
    Suggest(String),
    /// The command is refused, for this reason: a sentence without a full stop.
    Refuse(String),
}

type Decide = dyn Fn(&Finding, &Place) -> Decision + Send + Sync;

/// The decisions of a caller.
#[derive(Clone)]
pub(crate) struct Policy {
    decide: Arc<Decide>,
    /// Findings of which the addresses are rewritten; `None`: all are.
    addresses: Option<Arc<[Finding]>>,
}

impl Policy {
    pub(crate) fn new(decide: impl Fn(&Finding, &Place) -> Decision + Send + Sync + 'static) -> Self {
        Policy { decide: Arc::new(decide), addresses: None }
    }

    /// Applies what is among the findings in `chosen` and `policy` takes, too. All else is a suggestion.
    pub(crate) fn choosing(chosen: Arc<[Finding]>, policy: Option<Policy>) -> Self {
        let addresses = Some(Arc::clone(&chosen));
        let decide = move |finding: &Finding, place: &Place| match &policy {
            _ if !is_among(&chosen, finding) => Decision::Suggest("it was not chosen".to_owned()),
            Some(policy) => policy.decide(finding, place),
            None => Decision::Apply,
        };
        Policy { decide: Arc::new(decide), addresses }
    }

    pub(crate) fn decide(&self, finding: &Finding, place: &Place) -> Decision {
        (self.decide)(finding, place)
    }

    /// Whether an address is rewritten.
    pub(crate) fn takes_address(&self, finding: &Finding) -> bool {
        self.addresses.as_ref().is_none_or(|chosen| is_among(chosen, finding))
    }
}

/// Whether a finding is one of these. The span of one in a code span may have grown to hold all of the code span.
fn is_among(chosen: &[Finding], finding: &Finding) -> bool {
    let is = |it: &Finding| it.rule == finding.rule && it.command == finding.command;
    chosen.iter().any(|it| it.span.contains(finding.span) && is(it))
}

impl fmt::Debug for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Policy")
    }
}
