use steep_forge::operation::IssueChange;
use steep_forge::{Item, Person, Refusal};
use steep_shell::{Arg, Script, Word};

use super::assignees::logins;
use super::text::{one, text};
use crate::Emission;
use crate::rest::{Jq, Json, Rest, Vars};

/// Changes issues, one after the other.
pub(crate) fn issue_edit(mut rest: Rest<'_>, change: &IssueChange) -> Result<Emission, Refusal> {
    let mentioned = [Item::Unnamed];
    let issues: &[Item] = if change.issues.is_empty() { &mentioned } else { &change.issues };
    let mut forms = Vec::new();
    for issue in issues {
        let number = rest.number(issue)?;
        forms.push(one_item(&mut rest, change, "issues", None, number)?);
    }
    let main = forms.into_iter().reduce(Script::and).expect("invariant: at least one issue is named or mentioned");
    let mut emission = super::requests(rest, main);
    for issue in issues {
        emission = emission.noting_mention(issue);
    }
    Ok(emission)
}

/// The requests that change the item `number`. Its fields lie below `collection` (`issues`, `pulls`); labels and comments
/// of both lie below `issues`. The output is its address, as the source prints it.
pub(super) fn one_item(
    rest: &mut Rest<'_>,
    change: &IssueChange,
    collection: &'static str,
    base: Option<&Word>,
    number: Arg,
) -> Result<Script, Refusal> {
    let labels = labels(rest, change, &number)?;
    let fields = fields(rest, change, collection, base, &number)?;
    match (labels, fields) {
        (Some(labels), Some(fields)) => Ok(labels.and(fields)),
        (None, Some(fields)) => Ok(fields),
        (Some(labels), None) => Ok(labels.and(address(rest, collection, number)?)),
        // What was asked for is lost; the address is what is left.
        (None, None) => address(rest, collection, number),
    }
}

/// Prints the address of the item where a program reads it.
fn address(rest: &mut Rest<'_>, collection: &str, number: Arg) -> Result<Script, Refusal> {
    let url = Arg::text(rest.host()).then("/").join(rest.slug()?).then(format!("/{collection}/")).join(number);
    Ok(Script::call([Arg::text("echo"), url]))
}

/// The request that changes the fields; `None` where none is to be changed.
fn fields(
    rest: &mut Rest<'_>,
    change: &IssueChange,
    collection: &str,
    base: Option<&Word>,
    number: &Arg,
) -> Result<Option<Script>, Refusal> {
    let mut entries = Vec::new();
    if let Some(base) = base {
        entries.push(("base", one(base)?));
    }
    if let Some(title) = &change.title {
        entries.push(("title", one(title)?));
    }
    if let Some(body) = &change.body {
        entries.push(("body", text(body)?));
    }
    if let Some(milestone) = &change.milestone {
        entries.push(("milestone", Json::Value(rest.milestone_id(milestone)?)));
    } else if change.remove_milestone {
        entries.push(("milestone", Json::Fixed("0".to_owned())));
    }
    let people = !change.add_assignees.is_empty() || !change.remove_assignees.is_empty();
    if entries.is_empty() && !people {
        return Ok(None);
    }
    let url = rest.repo(Arg::text(format!("{collection}/")).join(number.clone()))?;
    let call = rest.send("PATCH", url.clone());
    if !people {
        return Ok(Some(super::showing_address(call.json(Json::object(entries)))));
    }
    // The list of assignees is replaced as a whole, so it is read first.
    let mut vars = Vars::default();
    let assignees = assignees(rest, &change.add_assignees, &change.remove_assignees, &mut vars)?;
    let mut program = Json::object(entries).program("value", &mut vars);
    program = match program.strip_suffix('}') {
        Some("{") | None => format!("{{assignees: {assignees}}}"),
        Some(open) => format!("{open}, assignees: {assignees}}}"),
    };
    let jq = Jq::over(&program, true).vars(vars).script();
    let send = super::showing_address(super::send_input(call));
    Ok(Some(rest.get(url).script().pipe(jq).pipe(send)))
}

/// The jq expression of the new list of assignees, over the item.
fn assignees(rest: &mut Rest<'_>, add: &[Person], remove: &[Person], vars: &mut Vars) -> Result<String, Refusal> {
    let mut list = "[.assignees[]?.login]".to_owned();
    if !add.is_empty() {
        let added = logins(rest, add)?.program("login", vars);
        list = format!("{list} + {added} | unique");
    }
    if !remove.is_empty() {
        let removed = logins(rest, remove)?.program("login", vars);
        list = format!("{list} - {removed}");
    }
    Ok(format!("({list})"))
}

/// The request that changes the labels; `None` where none is to be changed.
fn labels(rest: &mut Rest<'_>, change: &IssueChange, number: &Arg) -> Result<Option<Script>, Refusal> {
    let (add, remove) = (&change.add_labels, &change.remove_labels);
    if add.is_empty() && remove.is_empty() {
        return Ok(None);
    }
    let url = rest.repo(Arg::text("issues/").join(number.clone()).then("/labels"))?;
    if remove.is_empty() {
        let body = Json::object([("labels", Json::Value(rest.label_ids(add)?))]);
        return Ok(Some(super::silent(rest.send("POST", url).json(body))));
    }
    let mut vars = Vars::default();
    let both: Vec<Word> = add.iter().chain(remove).cloned().collect();
    let ids = vars.json("labels", rest.label_ids(&both)?);
    let kept = match add.len() {
        0 => format!("map(.id) - {ids}"),
        added => format!("map(.id) + {ids}[:{added}] - {ids}[{added}:] | unique"),
    };
    let jq = Jq::over(&format!("{{labels: ({kept})}}"), true).vars(vars).script();
    let put = super::silent(super::send_input(rest.send("PUT", url.clone())));
    Ok(Some(rest.get(url).script().pipe(jq).pipe(put)))
}
