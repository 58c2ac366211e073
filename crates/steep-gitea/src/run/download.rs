//! What workflow runs left.

use steep_forge::operation::RunDownload;
use steep_forge::{Emission, Fidelity, Item, Refusal};
use steep_jq::{Expr, Operator, jq};
use steep_rest::glob::conditions;
use steep_rest::paging::Listing;
use steep_rest::{Rest, words};
use steep_shell::{Arg, Redirection, Script, Simple};

use crate::mention::NUMBER_IS_OPEN;
use crate::tool::CURL;
use crate::wanted;

const NEEDS_UNZIP: &str = "it needs the program `unzip`";

/// The same as a call of the companion; `None` without one, and where it could not do so.
fn by_companion(rest: &mut Rest<'_>, download: &RunDownload) -> Result<Option<Script>, Refusal> {
    let RunDownload { run, names, patterns, directory } = download;
    if !rest.has_companion() || *run == Item::Current {
        return Ok(None);
    }
    let Some(args) = wanted::args(names, patterns, directory.as_ref())? else { return Ok(None) };
    let path = Arg::text("actions/runs/").join(rest.number(run)?);
    let run = rest.repo(path)?;
    Ok(rest.get(run).commanding("download", args))
}

/// Gets artifacts and unpacks them: the only one that is named into the folder itself, any others into folders of their
/// names. Of several of one name the newest counts. Files that are there are not overwritten: that fails, as with gh.
pub(crate) fn by_rest(mut rest: Rest<'_>, wanted: &RunDownload) -> Result<Emission, Refusal> {
    let noted = |rest: Rest<'_>, script| {
        let emission = Emission::new(CURL, Fidelity::Equivalent, rest.finish(script)).noting(NEEDS_UNZIP);
        if wanted.run == Item::Unnamed { emission.noting(NUMBER_IS_OPEN) } else { emission }
    };
    if let Some(script) = by_companion(&mut rest, wanted)? {
        return Ok(noted(rest, script));
    }
    let path = match &wanted.run {
        Item::Current => Arg::text("actions/artifacts"),
        Item::Number(run) => Arg::text("actions/runs/").join(rest.checked(run)?).then("/artifacts"),
        run => Arg::text("actions/runs/").join(rest.number(run)?).then("/artifacts"),
    };
    let artifacts = rest.repo(path)?;
    let alone = wanted.patterns.is_empty() && wanted.names.len() == 1;
    let mut call = rest.get(artifacts);
    if let ([name], []) = (wanted.names.as_slice(), wanted.patterns.as_slice()) {
        call = call.query("name", words::one(name)?);
    }
    let mut listing = Listing::new(call, None).wrapped_in("artifacts");
    // A run has one of a name.
    let one_of_each = wanted.run != Item::Current;
    if alone && one_of_each {
        listing = listing.whole();
    }
    let mut items = listing.items();
    let mut named = Vec::new();
    for name in &wanted.names {
        named.push(jq(".name").equals(items.vars().word("name", name)?));
    }
    named.extend(conditions(&wanted.patterns, items.vars())?);
    let which = [Some(jq(".expired | not")), Expr::joined(named, Operator::Or)];
    let which = Expr::conditions(which.into_iter().flatten(), Operator::And);
    let matching = jq("map(select($_which))").with("which", which);
    let newest = if one_of_each { matching } else { matching.then(jq("group_by(.name) | map(max_by(.id))")) };
    let program = newest.then(jq(match alone {
        true => "if . == [] then error(\"no artifact matches\") else .[] | \"\\(.archive_download_url) \\(.name)\" end",
        // The name is the server's: one with a slash would lead to another folder, one with a line feed to another address.
        false => {
            "if . == [] then error(\"no artifact matches\") elif any(.name | test(\"^[.]*$|[/\\n]\")) then \
             error(\"a name is no folder\") else .[] | \"\\(.archive_download_url) \\(.name)\" end"
        }
    }));
    let (source, stage) = items.gathered(Some(program), false);
    let list = rest.set("artifacts", source.pipe(stage.raw().script()));
    let zip = rest.set("zip", Script::call(["mktemp"]));
    let folder = wanted.directory.as_ref().map(words::one).transpose()?.map(Arg::from);
    let folder = match (folder, alone) {
        (Some(folder), true) => folder,
        (Some(folder), false) => folder.then("/").join(Arg::variable("name")),
        (None, true) => Arg::text("."),
        (None, false) => Arg::text("./").join(Arg::variable("name")),
    };
    let get = rest.get(Arg::variable("url")).option("-o").option(zip.clone()).script();
    let make = Script::call([Arg::text("mkdir"), Arg::text("-p"), folder.clone()]);
    let unpack = Script::Simple(Simple {
        args: vec!["unzip".into(), "-q".into(), zip.clone(), "-d".into(), folder],
        redirections: vec![Redirection::NoInput],
        ..Simple::default()
    });
    let each = Script::Or(Box::new(get.and(make).and(unpack)), Box::new(Script::call(["exit", "1"])));
    let read = Script::call(["read", "-r", "url", "name"]);
    let show = Script::call([Arg::text("printf"), Arg::text("%s\\n"), list]);
    let all = show.pipe(Script::While(Box::new(read), Box::new(each)));
    Ok(noted(rest, all.and(Script::call([Arg::text("rm"), zip]))))
}
