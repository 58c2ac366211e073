//! Copying the labels of another repository.

use steep_forge::{Emission, Refusal};
use steep_jq::jq;
use steep_rest::Rest;
use steep_rest::paging::Listing;
use steep_shell::{Arg, Script, Word};

use crate::change;
use crate::change::named;

/// Copies the labels of another repository.
pub(crate) fn by_rest(mut rest: Rest<'_>, from: Option<&Word>, overwrite: bool) -> Result<Emission, Refusal> {
    let labels = rest.repo("labels")?;
    let slug = rest.slug_of("from", &named(from, "<owner>/<name>"))?;
    let (own, stage) = Listing::new(rest.get(labels.clone()), None)
        .items()
        .gathered(Some(jq("map({key: (.name | ascii_downcase), value: .id}) | from_entries")), false);
    let own = rest.set("own", own.pipe(stage.compact(true).script()));
    let theirs = rest.get(rest.at(Arg::text("repos/").join(slug).then("/labels")));
    let mut items = Listing::new(theirs, None).items();
    let own = items.vars().json("own", own);
    let each = jq(if overwrite {
        "\"\\($_own[.name | ascii_downcase] // \"new\") \\({name, color, description})\""
    } else {
        "select($_own[.name | ascii_downcase] | not) | {name, color, description}"
    });
    let each = jq("map($_each)[]").with("each", each.with("own", own));
    let content = Script::call([Arg::text("printf"), Arg::text("%s"), Arg::variable("label")]);
    let send = |method, address| change::silent(change::send_input(rest.send(method, address)));
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
    let (source, stage) = items.gathered(Some(each), false);
    let stage = if overwrite { stage.raw() } else { stage.compact(true) };
    let lines = rest.set("labels", source.pipe(stage.script()));
    let show = Script::call([Arg::text("printf"), Arg::text("%s\\n"), lines]);
    let some = Script::call([Arg::text("test"), Arg::text("-n"), Arg::variable("label")]);
    let main = show.pipe(Script::While(Box::new(Script::call(read).and(some)), Box::new(body)));
    Ok(match from {
        Some(_) => change::requests(rest, main),
        None => change::requests(rest, main).noting("no repository is named: `<owner>/<name>` stands in its place"),
    })
}
