//! What waits for the caller: groups of open pull requests or issues.

use steep_forge::{Limit, Output, Person, Predicate, Query, Refusal, Sort, State};
use steep_shell::{Expansion, Part, Quote, Script, Word};

use super::present::{self, Form, Rows};
use super::query::{self, List};
use crate::projection::{ISSUE, PULL, Projection};
use crate::rest::{Jq, Rest};
use crate::{Emission, Fidelity, Tool};

/// How many of a group gh asks for.
const MOST: u32 = 10;

const PULL_COLUMNS: &[&str] = &["\"  #\\(.number)\"", ".title", "\"[\\(.head.label)]\""];
const PULL_ROWS: Rows = Rows { exact: PULL_COLUMNS, brief: PULL_COLUMNS };

const ISSUE_COLUMNS: &[&str] = &["\"  #\\(.number)\"", ".title", "([.labels[]?.name] | join(\", \"))"];
const ISSUE_ROWS: Rows = Rows { exact: ISSUE_COLUMNS, brief: ISSUE_COLUMNS };

/// One group.
struct Group {
    /// Its key in gh's JSON.
    key: &'static str,
    /// What a reader is told of it.
    heading: &'static str,
    predicates: Vec<Predicate>,
    /// It is at most one, and gh's JSON has no such key where there is none.
    is_one: bool,
}

impl Group {
    fn of_open(key: &'static str, heading: &'static str, predicate: Predicate) -> Self {
        Group { key, heading, predicates: vec![Predicate::State(State::Open), predicate], is_one: false }
    }
}

/// The pull request of the current branch, unless another repository is named; the caller's; those that wait for the
/// caller's review.
pub(crate) fn pull_status(rest: Rest<'_>, output: &Output) -> Result<Emission, Refusal> {
    let mut groups = Vec::new();
    if rest.is_here() {
        // The newest of the branch in whatever state.
        let predicates = vec![Predicate::State(State::All), Predicate::Head(current_branch())];
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

/// The issues that are assigned to the caller, mention the caller or are the caller's, changed last first.
pub(crate) fn issue_status(rest: Rest<'_>, output: &Output) -> Result<Emission, Refusal> {
    let groups = vec![
        Group::of_open("assigned", "Issues assigned to you", Predicate::Assignee(Person::Me)),
        Group::of_open("mentioned", "Issues mentioning you", Predicate::Mentions(Person::Me)),
        Group::of_open("createdBy", "Issues opened by you", Predicate::Author(Person::Me)),
    ];
    let latest = Some(Sort::Updated { ascending: false });
    groups_of(rest, List::Issues, &ISSUE, &ISSUE_ROWS, latest, groups, output)
}

fn groups_of(
    mut rest: Rest<'_>,
    list: List,
    projection: &'static Projection,
    rows: &Rows,
    sort: Option<Sort>,
    groups: Vec<Group>,
    output: &Output,
) -> Result<Emission, Refusal> {
    if let Output::Json { filter: Some(steep_forge::Filter::Template(_)), .. } = output {
        return Err(Refusal::NotYet { feature: "a template over groups (`--template`)".to_owned() });
    }
    let form = Form::new(&rest, projection, output, true, rows)?;
    let whole = form.without_filter();
    let mut scripts: Vec<Script> = Vec::new();
    let mut reads = String::new();
    let mut entries: Vec<String> = Vec::new();
    let mut notes = Vec::new();
    for Group { key, heading, predicates, is_one } in groups {
        let call = match list {
            List::Issues => {
                let issues = rest.repo("issues")?;
                rest.get(issues).query("type", "issues")
            }
            List::Pulls | List::Search => {
                let pulls = rest.repo("pulls")?;
                rest.get(pulls)
            }
        };
        let limit = Limit::Count(if is_one { 1 } else { MOST });
        let selection = query::select(&mut rest, list, call, &Query { predicates, sort, limit })?;
        notes.extend(selection.notes);
        let items = selection.listing.items();
        let script = present::items(&rest, items, projection, &whole, &selection.conditions, selection.limit)?;
        if matches!(form, Form::Row(_)) {
            scripts.push(Script::call(["echo", heading]));
        }
        scripts.push(script);
        reads.push_str(&format!("input as ${key} | "));
        entries.push(if is_one {
            format!("(if ${key} == [] then {{}} else {{{key}: ${key}[0]}} end)")
        } else {
            format!("{{{key}: ${key}}}")
        });
    }
    let main = match &form {
        Form::Row(_) => scripts.into_iter().reduce(Script::and).unwrap_or_else(|| Script::call(["true"])),
        Form::Fields { filter, .. } => {
            // A group that fails prints nothing, and the last `input` fails then.
            let all = Script::Group(Box::new(Script::Sequence(scripts)), Vec::new());
            let stage = Jq::new(format!("{reads}{}", entries.join(" + "))).null_input();
            present::document_filtered(&rest, all, stage, filter.as_ref())?
        }
    };
    let emission = Emission::new(Tool::Curl, Fidelity::Exact, rest.finish(main));
    let mut emission = match form {
        Form::Row(_) => emission.at_most(Fidelity::Equivalent),
        Form::Fields { .. } => form.judge(emission, true),
    };
    emission.notes.extend(notes);
    Ok(emission)
}

fn current_branch() -> Word {
    let source = "$(git branch --show-current)".to_owned();
    Word::from_parts(vec![Part::Expansion { source, kind: Expansion::Command, quote: Quote::Double }])
}
