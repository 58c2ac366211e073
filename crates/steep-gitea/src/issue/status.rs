//! What concerns the caller, among issues.

use steep_forge::{Emission, Output, Person, Predicate, Refusal, Sort};
use steep_rest::Rest;

use crate::answer::Rows;
use crate::answer::groups::{Group, groups_of};
use crate::answer::query::List;
use crate::projection::ISSUE;

const ISSUE_COLUMNS: &[&str] = &["\"  #\\(.number)\"", ".title", "([.labels[]?.name] | join(\", \"))"];
const ISSUE_ROWS: Rows = Rows { exact: ISSUE_COLUMNS, brief: ISSUE_COLUMNS, in_companion: false };

/// The issues that are assigned to the caller, mention the caller or are the caller's, changed last first.
pub(crate) fn by_rest(rest: Rest<'_>, output: &Output) -> Result<Emission, Refusal> {
    let groups = vec![
        Group::of_open("assigned", "Issues assigned to you", Predicate::Assignee(Person::Me)),
        Group::of_open("mentioned", "Issues mentioning you", Predicate::Mentions(Person::Me)),
        Group::of_open("createdBy", "Issues opened by you", Predicate::Author(Person::Me)),
    ];
    let latest = Some(Sort::Updated { ascending: false });
    groups_of(rest, List::Issues, &ISSUE, &ISSUE_ROWS, latest, groups, output)
}
