//! What waits for the caller, among pull requests.

use steep_forge::{Emission, Output, Person, Predicate, Refusal, State};
use steep_rest::Rest;
use steep_shell::{Expansion, Part, Quote, Word};

use crate::answer::Rows;
use crate::answer::groups::{Group, groups_of};
use crate::answer::query::List;
use crate::projection::PULL;

const PULL_COLUMNS: &[&str] = &["\"  #\\(.number)\"", ".title", "\"[\\(.head.label)]\""];
const PULL_ROWS: Rows = Rows { exact: PULL_COLUMNS, brief: PULL_COLUMNS, in_companion: false };

/// The pull request of the current branch, unless another repository is named; the caller's; those that wait for the
/// caller's review.
pub(crate) fn by_rest(rest: Rest<'_>, output: &Output) -> Result<Emission, Refusal> {
    let mut groups = Vec::new();
    if rest.is_here() {
        // The newest of the branch in whatever state.
        // An empty name is that of no branch, and not the lack of a condition.
        let of_branch = Predicate::Any(vec![Predicate::Head(current_branch())]);
        let predicates = vec![Predicate::State(State::All), of_branch];
        groups.push(Group { key: "currentBranch", heading: "Current branch", predicates, is_one: true });
    }
    groups.push(Group::of_open("createdBy", "Created by you", Predicate::Author(Person::Me)));
    groups.push(Group::of_open(
        "needsReview",
        "Requesting a code review from you",
        Predicate::ReviewRequested(Person::Me),
    ));
    groups_of(rest, List::Pulls, &PULL, &PULL_ROWS, None, groups, output)
}

fn current_branch() -> Word {
    let source = "$(git branch --show-current)".to_owned();
    Word::from_parts(vec![Part::Expansion { source: source.into(), kind: Expansion::Command, quote: Quote::Double }])
}
