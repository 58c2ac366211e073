//! What waits for the caller: groups of open pull requests or issues.

use steep_forge::{Emission, Fidelity, Limit, Output, Predicate, Query, Refusal, Sort, State};
use steep_gh_json::Projection;
use steep_jq::{Entry, Expr, Operator, Type, jq};
use steep_rest::{Jq, Rest};
use steep_shell::Script;

use crate::answer;
use crate::answer::query::List;
use crate::answer::reading::Reading;
use crate::answer::{Form, Rows, query};
use crate::projection::GitHub;

/// How many of a group gh asks for.
const MOST: u32 = 10;

/// One group.
pub(crate) struct Group {
    /// Its key in gh's JSON.
    pub(crate) key: &'static str,
    /// What a reader is told of it.
    pub(crate) heading: &'static str,
    pub(crate) predicates: Vec<Predicate>,
    /// It is at most one, and gh's JSON has no such key where there is none.
    pub(crate) is_one: bool,
}

impl Group {
    pub(crate) fn of_open(key: &'static str, heading: &'static str, predicate: Predicate) -> Self {
        Group { key, heading, predicates: vec![Predicate::State(State::Open), predicate], is_one: false }
    }
}

pub(crate) fn groups_of(
    mut rest: Rest<'_>,
    list: List,
    projection: &'static Projection,
    rows: &Rows,
    sort: Option<Sort>,
    groups: Vec<Group>,
    output: &Output,
) -> Result<Emission, Refusal> {
    let form = Form::unread(&rest, projection, output, true, rows)?;
    let mut scripts: Vec<Script> = Vec::new();
    let mut reads = Vec::new();
    let mut entries: Vec<Expr> = Vec::new();
    let mut fields: Vec<(&str, Type)> = Vec::new();
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
        let script = answer::items(&rest, items, projection, &form, &selection.conditions, selection.limit)?;
        if matches!(form, Form::Row(..)) {
            scripts.push(Script::call(["echo", heading]));
        }
        scripts.push(script);
        reads.push(key);
        let group = Expr::variable(key);
        let of = form.document();
        entries.push(if is_one {
            let first = jq("$_group[0]").with("group", group.clone());
            let one = jq("if $_group == [] then {} else $_one end").with("group", group);
            fields.push((key, of.items().or_null()));
            one.with("one", Expr::Object(vec![Entry::new(key, first)]))
        } else {
            fields.push((key, of));
            Expr::Object(vec![Entry::new(key, group)])
        });
    }
    let main = match &form {
        Form::Row(..) => scripts.into_iter().reduce(Script::and).unwrap_or_else(|| Script::call(["true"])),
        Form::Fields(shape, _) => {
            // A group that fails prints nothing, and the last `input` fails then.
            let all = Script::Group(Box::new(Script::Sequence(scripts)), Vec::new());
            let document = Expr::joined(entries, Operator::Add).unwrap_or_else(|| Expr::Object(Vec::new()));
            let program = reads.into_iter().rev().fold(document, |rest, key| Expr::call("input").bound_to(key, rest));
            let reading = Reading::new(output.filter(), &Type::object(fields), &GitHub)?;
            let script = reading.behind(&rest, all, Jq::new(program.simplified()).null_input().sorted())?;
            let mut emission = Form::Fields(shape.clone(), reading).finish(rest, script);
            emission.notes.extend(notes);
            return Ok(emission);
        }
    };
    let mut emission = form.finish(rest, main).at_most(Fidelity::Equivalent);
    emission.notes.extend(notes);
    Ok(emission)
}
