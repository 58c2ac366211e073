//! Changing issues.

use steep_forge::operation::IssueChange;
use steep_forge::{Emission, Item, Person, Refusal};
use steep_jq::{Entry, Expr, Operator, jq};
use steep_rest::{Jq, Json, Rest, Vars, companion};
use steep_shell::{Arg, Script, Word};

use crate::change;
use crate::change::people::logins;
use crate::change::text::{one, text};
use crate::connection::API;
use crate::mention::Mention;
use crate::rest::lookup::LookUp;
use crate::tea::{self, Job, does_not_follow};

/// Changes issues, one after the other.
pub(crate) fn by_rest(mut rest: Rest<'_>, change: &IssueChange) -> Result<Emission, Refusal> {
    let mentioned = [Item::Unnamed];
    let issues: &[Item] = if change.issues.is_empty() { &mentioned } else { &change.issues };
    let mut forms = Vec::new();
    for issue in issues {
        let number = rest.number(issue)?;
        forms.push(one_item(&mut rest, change, "issues", None, number)?);
    }
    let main = forms.into_iter().reduce(Script::and).expect("invariant: at least one issue is named or mentioned");
    let mut emission = change::requests(rest, main);
    for issue in issues {
        emission = emission.noting_mention(issue);
    }
    Ok(emission)
}

/// The requests that change the item `number`. Its fields lie below `collection` (`issues`, `pulls`); labels and comments
/// of both lie below `issues`. The output is its address, as the source prints it.
pub(crate) fn one_item(
    rest: &mut Rest<'_>,
    change: &IssueChange,
    collection: &'static str,
    base: Option<&Word>,
    number: Arg,
) -> Result<Script, Refusal> {
    for text in change.title.iter().chain(base) {
        rest.must_hold(text)?;
    }
    if let Some(script) = by_companion(rest, change, collection, base, &number)? {
        return Ok(script);
    }
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

/// The fields that are sent as they are given, and the milestone that `milestone` makes of a title.
fn given(
    change: &IssueChange,
    base: Option<&Word>,
    milestone: impl FnOnce(&Word) -> Result<Json, Refusal>,
) -> Result<Vec<(&'static str, Json)>, Refusal> {
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
    if let Some(title) = &change.milestone {
        entries.push(("milestone", milestone(title)?));
    } else if change.remove_milestone {
        entries.push(("milestone", Json::Fixed(Expr::number(0))));
    }
    Ok(entries)
}

/// The same as one call of the companion, which checks every name before it changes anything; `None` without one.
fn by_companion(
    rest: &mut Rest<'_>,
    change: &IssueChange,
    collection: &str,
    base: Option<&Word>,
    number: &Arg,
) -> Result<Option<Script>, Refusal> {
    if !rest.has_companion() {
        return Ok(None);
    }
    let entries = given(change, base, |title| rest.milestone(title))?;
    let Some(mut fields) = companion::fields(&Json::object(entries), &API) else { return Ok(None) };
    for (operator, labels) in [("labels+=", &change.add_labels), ("labels-=", &change.remove_labels)] {
        if !labels.is_empty() {
            let Some(labels) = companion::listed(labels) else { return Ok(None) };
            fields.push(Arg::text(operator).join(labels));
        }
    }
    for (operator, people) in [("assignees+=", &change.add_assignees), ("assignees-=", &change.remove_assignees)] {
        let mut list = Arg::text(operator);
        for (nth, person) in people.iter().enumerate() {
            let login = if *person == Person::Me { Arg::text("@me") } else { rest.login(person)? };
            list = if nth == 0 { list.join(login) } else { list.then(",").join(login) };
        }
        fields.extend((!people.is_empty()).then_some(list));
    }
    let url = rest.repo(Arg::text(format!("{collection}/")).join(number.clone()))?;
    let call = if fields.is_empty() { rest.get(url) } else { rest.send("PATCH", url).fields(fields) };
    Ok(Some(change::showing_address(call)))
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
    let entries = given(change, base, |title| Ok(Json::Value(rest.milestone_id(title)?)))?;
    let people = !change.add_assignees.is_empty() || !change.remove_assignees.is_empty();
    if entries.is_empty() && !people {
        return Ok(None);
    }
    let url = rest.repo(Arg::text(format!("{collection}/")).join(number.clone()))?;
    let call = rest.send("PATCH", url.clone());
    if !people {
        return Ok(Some(change::showing_address(call.json(Json::object(entries)))));
    }
    // The list of assignees is replaced as a whole, so it is read first.
    let mut vars = Vars::default();
    let assignees = assignees(rest, &change.add_assignees, &change.remove_assignees, &mut vars)?;
    let mut program = Json::object(entries).program("value", &mut vars);
    if let Expr::Object(entries) = &mut program {
        entries.push(Entry::new("assignees", assignees));
    }
    let jq = Jq::over(program, true).vars(vars).script();
    let send = change::showing_address(change::send_input(call));
    Ok(Some(rest.get(url).script().pipe(jq).pipe(send)))
}

/// The jq expression of the new list of assignees, over the item.
fn assignees(rest: &mut Rest<'_>, add: &[Person], remove: &[Person], vars: &mut Vars) -> Result<Expr, Refusal> {
    let mut list = jq("[.assignees[]?.login]");
    if !add.is_empty() {
        let added = logins(rest, add)?.program("login", vars);
        list = list.binary(Operator::Add, added).then(jq("unique_by(ascii_downcase)"));
    }
    if !remove.is_empty() {
        // Logins differ by more than case.
        let removed = logins(rest, remove)?.program("login", vars);
        let others = jq("map(select(ascii_downcase | IN($_removed[] | ascii_downcase) | not))");
        list = list.then(others.with("removed", removed));
    }
    Ok(list)
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
        return Ok(Some(change::silent(rest.send("POST", url).json(body))));
    }
    let mut vars = Vars::default();
    let kept = if add.iter().any(Word::has_expansion) {
        // How many are added is only known at run time.
        let added = vars.json("labels", rest.label_ids(add)?);
        let removed = vars.json("removed", rest.label_ids_in("removed", remove)?);
        jq("map(.id) + $_added - $_removed | unique").with("added", added).with("removed", removed)
    } else {
        let both: Vec<Word> = add.iter().chain(remove).cloned().collect();
        let ids = vars.json("labels", rest.label_ids(&both)?);
        let kept = match add.len() {
            0 => jq("map(.id) - $_ids"),
            added => {
                let added = Expr::number(added as u64);
                jq("map(.id) + $_ids[:$_added] - $_ids[$_added:] | unique").with("added", added)
            }
        };
        kept.with("ids", ids)
    };
    let body = Expr::Object(vec![Entry::new("labels", kept)]);
    let jq = Jq::over(body, true).vars(vars).script();
    let put = change::silent(change::send_input(rest.send("PUT", url.clone())));
    Ok(Some(rest.get(url).script().pipe(jq).pipe(put)))
}

/// Changes the labels of issues, where nothing else is to be changed.
pub(crate) fn by_tea(job: Job<'_>, change: &IssueChange) -> Result<Emission, Refusal> {
    if change.issues.is_empty() {
        return Err(does_not_follow("a change of an issue"));
    }
    labels_by_tea(job, change, &change.issues)
}

/// Changes the labels of these items. A repository with another name by now answers with its labels as they were, which is
/// looked at afterwards, as is a label that is not there.
pub(crate) fn labels_by_tea(job: Job<'_>, change: &IssueChange, items: &[Item]) -> Result<Emission, Refusal> {
    let IssueChange { add_labels: add, remove_labels: remove, .. } = change;
    let only_labels = IssueChange {
        issues: change.issues.clone(),
        add_labels: add.clone(),
        remove_labels: remove.clone(),
        ..IssueChange::default()
    };
    if *change != only_labels || add.is_empty() && remove.is_empty() {
        return Err(does_not_follow("a change"));
    }
    let mut rest = job.changing_by_api()?;
    let mut forms = Vec::new();
    for item in items {
        forms.push(labels_of(job, &mut rest, item, add, remove)?);
    }
    let main = forms.into_iter().reduce(Script::and).expect("invariant: at least one item is named");
    Ok(job.finish(rest, main).noting("a label is taken by its very name, and no address is printed"))
}

/// The requests for one item.
fn labels_of(job: Job<'_>, rest: &mut Rest<'_>, item: &Item, add: &[Word], remove: &[Word]) -> Result<Script, Refusal> {
    tea::number(item)?;
    let labels = Arg::text("issues/").join(rest.number(item)?).then("/labels");
    let mut vars = Vars::default();
    let (added, removed) = (names(add, &mut vars)?, names(remove, &mut vars)?);
    let is_literal = add.iter().all(|name| name.as_literal().is_some());
    let change = if remove.is_empty() && is_literal {
        let body = Json::object([("labels", Json::Names(add.to_vec()))]).fixed();
        let body = body.ok_or_else(|| does_not_follow("a label that is known at run time"))?;
        job.request(rest, None, Some(Arg::text(body)), labels)?
    } else {
        let show = job.request(rest, None, None, labels.clone())?;
        let wanted = jq("{labels: (map(.name) + $_added - $_removed | unique)}");
        let wanted = Jq::over(wanted.with("added", added.clone()).with("removed", removed.clone()), true);
        show.pipe(wanted.vars(vars.clone()).script()).pipe(job.request(
            rest,
            Some("PUT"),
            Some(Arg::text("@-")),
            labels,
        )?)
    };
    let missing = jq("($_added - .)[]").with("added", added);
    let unchanged = match remove.is_empty() {
        true => missing,
        false => missing.binary(Operator::Comma, jq("(. - (. - $_removed))[]").with("removed", removed)),
    };
    let look = jq(r#"map(.name) | $_unchanged | error("the label \(.) is not changed")"#);
    Ok(change.pipe(Jq::over(look.with("unchanged", unchanged), true).vars(vars).script()))
}

/// The names as a jq list.
fn names(names: &[Word], vars: &mut Vars) -> Result<Expr, Refusal> {
    let names: Vec<Expr> = names.iter().map(|name| vars.word("label", name)).collect::<Result<_, _>>()?;
    Ok(Expr::List(Expr::joined(names, Operator::Comma).map(Box::new)))
}
