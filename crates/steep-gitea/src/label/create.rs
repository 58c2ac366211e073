//! A new label.

use steep_forge::operation::LabelCreate;
use steep_forge::{Emission, Fidelity, Refusal};
use steep_jq::jq;
use steep_rest::paging::Listing;
use steep_rest::{Jq, Json, Rest, Vars, same_name};
use steep_shell::{Arg, Script};

use crate::change;
use crate::change::named;
use crate::change::text::one;
use crate::label::lookup::noting;
use crate::rest::lookup::LookUp;

/// A colour for a label without one: a light grey. The server needs one.
const GREY: &str = "ededed";

/// A new label. The server would make a second one of the same name.
pub(crate) fn by_rest(mut rest: Rest<'_>, create: &LabelCreate) -> Result<Emission, Refusal> {
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
        let wanted = items.vars().word("label", &word)?;
        let same = same_name(items.vars(), ".name", "label", &word)?;
        let found = jq("map(select($_same)) | max_by(.name == $_wanted).id // \"\"");
        let found = found.with("same", same).with("wanted", wanted);
        let (source, stage) = items.gathered(Some(found), false);
        let id = rest.set("id", source.pipe(stage.raw().script()));
        let mut made = entries.clone();
        made.extend(changes.iter().cloned());
        if color.is_none() {
            made.push(("color", Json::text(GREY)));
        }
        let make = change::silent(rest.send("POST", labels.clone()).json(Json::object(made)));
        let change = change::silent(rest.send("PATCH", labels.then("/").join(id.clone())).json(Json::object(changes)));
        let is_there = Script::call([Arg::text("test"), Arg::text("-n"), id]);
        Script::If(Box::new(is_there), Box::new(change), Some(Box::new(make)))
    } else {
        // The companion looks itself.
        if !rest.has_companion() {
            let look = rest.labels()?;
            let mut vars = Vars::default();
            let same = same_name(&mut vars, ".name", "label", &word)?;
            let found = jq("if any(input[], input[]; $_same) then error(\"the label already exists\") else empty end");
            let found = found.with("same", same);
            rest.step(look.pipe(Jq::new(found).null_input().vars(vars).script()));
        }
        entries.extend(changes);
        change::silent(rest.send("POST", labels).json(Json::object(entries)))
    };
    let mut emission = noting(change::requests(rest, main), name.as_ref());
    if color.is_none() {
        emission = emission.at_most(Fidelity::Equivalent).noting("a new label without a colour is grey; gh takes any");
    }
    Ok(emission)
}
