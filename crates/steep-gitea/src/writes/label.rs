use steep_forge::Refusal;
use steep_forge::operation::{LabelChange, LabelCreate};
use steep_shell::{Arg, Script, Word};

use super::release::named;
use super::text::one;
use crate::rest::body::quote;
use crate::rest::paging::Listing;
use crate::rest::{Jq, Json, Rest, Vars};
use crate::{Emission, Fidelity};

/// What a text that only mentions a command is told about `<name>`.
const NAME_IS_OPEN: &str = "no name is given: `<name>` stands in its place";

/// A colour for a label without one: a light grey. The server needs one.
const GREY: &str = "ededed";

/// A new label. The server would make a second one of the same name.
pub(crate) fn label_create(mut rest: Rest<'_>, create: &LabelCreate) -> Result<Emission, Refusal> {
    let LabelCreate { name, color, description, overwrite } = create;
    let word = named(name.as_ref(), "<name>");
    let mut entries = vec![("name", one(&word)?)];
    let mut changes = Vec::new();
    match color {
        Some(color) => changes.push(("color", one(color)?)),
        None if *overwrite => {}
        None => changes.push(("color", Json::text(GREY))),
    }
    if let Some(description) = description {
        changes.push(("description", one(description)?));
    }
    let labels = rest.repo("labels")?;
    let main = if *overwrite {
        // The id of the one that is there, or nothing.
        let look = rest.get(labels.clone());
        let mut items = Listing::new(look, None).items();
        let wanted = items.vars().word("label", &word);
        let each = format!("select(.name == {wanted}) | .id");
        let (source, jq) = items.gathered(Some(&format!("map({each}) | .[0] // \"\"")), false);
        let id = rest.set("id", source.pipe(jq.raw().script()));
        let mut made = entries.clone();
        made.extend(changes.iter().cloned());
        if color.is_none() {
            made.push(("color", Json::text(GREY)));
        }
        let make = super::silent(rest.send("POST", labels.clone()).json(Json::object(made)));
        let change = super::silent(rest.send("PATCH", labels.then("/").join(id.clone())).json(Json::object(changes)));
        let is_there = Script::call([Arg::text("test"), Arg::text("-n"), id]);
        Script::If(Box::new(is_there), Box::new(change), Some(Box::new(make)))
    } else {
        let segment = rest.segment("label", &word)?;
        let label = labels.clone().then("/").join(segment);
        let status = Arg::output(rest.statuses().status_of(label).script());
        rest.step(Script::call([Arg::text("test"), status, Arg::text("="), Arg::text("404")]));
        entries.extend(changes);
        super::silent(rest.send("POST", labels).json(Json::object(entries)))
    };
    let mut emission = noting(super::requests(rest, main), name.as_ref());
    if color.is_none() {
        emission = emission.at_most(Fidelity::Equivalent).noting("a new label without a colour is grey; gh takes any");
    }
    Ok(emission)
}

/// Changes a label.
pub(crate) fn label_edit(mut rest: Rest<'_>, change: &LabelChange) -> Result<Emission, Refusal> {
    let label = label(&mut rest, change.label.as_ref())?;
    let mut entries = Vec::new();
    for (name, value) in [("name", &change.name), ("color", &change.color), ("description", &change.description)] {
        if let Some(value) = value {
            entries.push((name, one(value)?));
        }
    }
    let main = super::silent(rest.send("PATCH", label).json(Json::object(entries)));
    Ok(noting(super::requests(rest, main), change.label.as_ref()))
}

/// Deletes a label.
pub(crate) fn label_delete(mut rest: Rest<'_>, name: Option<&Word>) -> Result<Emission, Refusal> {
    let label = label(&mut rest, name)?;
    let main = rest.send("DELETE", label).script();
    Ok(noting(super::requests(rest, main), name))
}

/// The address of a label, which its id is looked up for: by name the server says that it deletes, and does not.
fn label(rest: &mut Rest<'_>, name: Option<&Word>) -> Result<Arg, Refusal> {
    let word = named(name, "<name>");
    let labels = rest.repo("labels")?;
    let segment = rest.segment("label", &word)?;
    let mut vars = Vars::default();
    let wanted = vars.word("name", &word);
    // A name that is a number is taken for an id.
    let program = match word.as_literal() {
        Some(text) if !text.chars().all(|c| c.is_ascii_digit()) => "input.id".to_owned(),
        _ => format!("input | if .name == {wanted} then .id else error({}) end", quote("no such label")),
    };
    let look = rest.get(labels.clone().then("/").join(segment)).script();
    let id = rest.set("id", look.pipe(Jq::new(program).null_input().vars(vars).script()));
    Ok(labels.then("/").join(id))
}

/// Copies the labels of another repository.
pub(crate) fn label_clone(mut rest: Rest<'_>, from: Option<&Word>, overwrite: bool) -> Result<Emission, Refusal> {
    let labels = rest.repo("labels")?;
    let slug = rest.slug_of("from", &named(from, "<owner>/<name>"))?;
    let (own, jq) = Listing::new(rest.get(labels.clone()), None)
        .items()
        .gathered(Some("map({key: .name | ascii_downcase, value: .id}) | from_entries"), false);
    let own = rest.set("own", own.pipe(jq.compact(true).script()));
    let theirs = rest.get(rest.at(Arg::text("repos/").join(slug).then("/labels")));
    let mut items = Listing::new(theirs, None).items();
    let own = items.vars().json("own", own);
    let line = format!("\"\\({own}[.name | ascii_downcase] // \"new\") \\({{name, color, description}})\"");
    let each = if overwrite {
        line
    } else {
        format!("select({own}[.name | ascii_downcase] | not) | {{name, color, description}}")
    };
    let content = Script::call([Arg::text("printf"), Arg::text("%s"), Arg::variable("label")]);
    let send = |method, address| super::silent(super::send_input(rest.send(method, address)));
    let make = content.clone().pipe(send("POST", labels.clone()));
    let (read, body): (Vec<&str>, Script) = if overwrite {
        let change = content.pipe(send("PATCH", labels.then("/").join(Arg::variable("id"))));
        let is_new = Script::call([Arg::text("test"), Arg::variable("id"), Arg::text("="), Arg::text("new")]);
        (vec!["read", "-r", "id", "label"], Script::If(Box::new(is_new), Box::new(make), Some(Box::new(change))))
    } else {
        (vec!["read", "-r", "label"], make)
    };
    let fail = Script::call(["exit", "1"]);
    let body = match body {
        Script::If(..) => Script::Or(Box::new(Script::Group(Box::new(body), Vec::new())), Box::new(fail)),
        other => Script::Or(Box::new(other), Box::new(fail)),
    };
    let (source, jq) = items.gathered(Some(&format!("map({each})[]")), false);
    let jq = if overwrite { jq.raw() } else { jq.compact(true) };
    let lines = rest.set("labels", source.pipe(jq.script()));
    let show = Script::call([Arg::text("printf"), Arg::text("%s\\n"), lines]);
    let some = Script::call([Arg::text("test"), Arg::text("-n"), Arg::variable("label")]);
    let main = show.pipe(Script::While(Box::new(Script::call(read).and(some)), Box::new(body)));
    Ok(match from {
        Some(_) => super::requests(rest, main),
        None => super::requests(rest, main).noting("no repository is named: `<owner>/<name>` stands in its place"),
    })
}

fn noting(emission: Emission, name: Option<&Word>) -> Emission {
    if name.is_none() { emission.noting(NAME_IS_OPEN) } else { emission }
}
