//! Files that are attached to an issue. Each has a number of its own; the server takes only names with endings that it knows.

use steep_forge::operation::{AttachmentCreate, AttachmentDownload, Text};
use steep_forge::{Emission, Fidelity, Item, Limit, Output, Refusal};
use steep_jq::jq;
use steep_rest::download::{each, into_file, into_folder};
use steep_rest::paging::Listing;
use steep_rest::{Call, Jq, Json, Rest, words};
use steep_shell::{Arg, Script, Word};

use crate::answer::{self, Conditions, Form, Rows, view};
use crate::change::{self, named};
use crate::mention::Mention;
use crate::projection::ATTACHMENT;

/// A number, a name, when it was attached.
const COLUMNS: &[&str] = &[".id", ".name", ".created_at"];
const ROWS: Rows = Rows { exact: COLUMNS, brief: COLUMNS, in_companion: false };

/// The ending of a name that has none: a document.
const ENDING: &str = ".md";

/// The files of an issue.
pub(crate) fn list(
    mut rest: Rest<'_>,
    issue: &Item,
    limit: Option<&Limit>,
    output: &Output,
) -> Result<Emission, Refusal> {
    if rest.is_consumed() && *output == Output::Reader {
        return Err(Refusal::NotYet { feature: "the columns of a list of artifacts; ask for `--json`".to_owned() });
    }
    let form = Form::new(&rest, &ATTACHMENT, output, true, &ROWS)?;
    let assets = assets(&mut rest, issue)?;
    let items = Listing::new(rest.get(assets), limit.cloned()).whole().items();
    Ok(answer::list(rest, items, &ATTACHMENT, &form, &Conditions::default(), None)?.noting_mention(issue))
}

/// One file of an issue: its fields, or what is in it.
pub(crate) fn view(
    mut rest: Rest<'_>,
    issue: &Item,
    attachment: Option<&Word>,
    output: &Output,
) -> Result<Emission, Refusal> {
    let number = rest.number(issue)?;
    let attachment = rest.numeric(&named(attachment, "<attachment>"))?;
    let path = Arg::text("issues/").join(number).then("/assets/").join(attachment);
    if *output != Output::Reader {
        let form = Form::new(&rest, &ATTACHMENT, output, false, &ROWS)?;
        return Ok(view::fields(rest, &ATTACHMENT, &form, "", path)?.noting_mention(issue));
    }
    if rest.is_consumed() {
        return Err(Refusal::NoEquivalent {
            feature: "the lines about an artifact; `--json` has its fields".to_owned(),
        });
    }
    let asset = rest.repo(path)?;
    let url = rest.get(asset).script().pipe(Jq::over(jq(".browser_download_url"), true).raw().script());
    let url = rest.set("url", url);
    let content = rest.get(url).script();
    Ok(change::requests(rest, content)
        .at_most(Fidelity::Equivalent)
        .noting("only the content is shown")
        .noting_mention(issue))
}

/// Gets files of an issue: all, or those with these numbers.
pub(crate) fn download(mut rest: Rest<'_>, download: &AttachmentDownload) -> Result<Emission, Refusal> {
    let AttachmentDownload { issue, attachments, directory, output, existing } = download;
    if output.is_some() && attachments.len() > 1 {
        return Err(Refusal::UsageError { error: "`--output` takes a single artifact".to_owned() });
    }
    let assets = assets(&mut rest, issue)?;
    let mut calls = Vec::new();
    for attachment in attachments {
        calls.push(assets.clone().then("/").join(rest.numeric(attachment)?));
    }
    let mut calls = calls.into_iter();
    let is_one = calls.len() == 1;
    let (call, all) = match calls.next() {
        None => (rest.get(assets), "input"),
        Some(only) if is_one => (rest.get(only), "[input]"),
        Some(first) => (calls.fold(rest.get(first), Call::also).option("--fail-early"), "[inputs]"),
    };
    let program = match output {
        Some(_) if is_one => jq("input.browser_download_url"),
        Some(_) => jq("input | if length == 1 then .[0].browser_download_url else error(\"\\(length) files\") end"),
        None => jq(all).then(jq("map(.name = \"\\(.id)-\\(.name)\")")).then(each(jq(".browser_download_url"))),
    };
    let look = call.script().pipe(Jq::new(program).null_input().raw().script());
    let script = match output {
        Some(output) => into_file(&mut rest, look, output, *existing)?,
        None => into_folder(&mut rest, look, directory.as_ref(), *existing)?,
    };
    Ok(change::requests(rest, script).noting_mention(issue))
}

/// Attaches files.
pub(crate) fn create(mut rest: Rest<'_>, create: &AttachmentCreate) -> Result<Emission, Refusal> {
    let AttachmentCreate { issue, files, text } = create;
    let assets = assets(&mut rest, issue)?;
    let send = |content: Arg| {
        let call = rest.get(assets.clone()).option("-F").option(Arg::text("attachment=@").join(content));
        call.script().pipe(Jq::over(jq(".browser_download_url"), true).raw().script())
    };
    let mut sent = Vec::new();
    for (file, name) in files {
        sent.push(send(content(&Arg::from(words::one(file)?), name.as_ref())?));
    }
    if let Some((text, name)) = text {
        sent.push(match text {
            Text::File(file) => send(content(&Arg::from(words::one(file)?), Some(name))?),
            Text::Stdin => send(content(&Arg::text("-"), Some(name))?),
            Text::Word(word) => {
                let print = Script::call([Arg::text("printf"), Arg::text("%s"), Arg::from(words::one(word)?)]);
                print.pipe(send(content(&Arg::text("-"), Some(name))?))
            }
        });
    }
    let Some(main) = sent.into_iter().reduce(Script::and) else {
        return Err(Refusal::Missing { what: "the file".to_owned() });
    };
    Ok(change::requests(rest, main).noting_mention(issue))
}

/// Gives a file another name.
pub(crate) fn rename(
    mut rest: Rest<'_>,
    issue: &Item,
    attachment: Option<&Word>,
    name: &Word,
) -> Result<Emission, Refusal> {
    let assets = assets(&mut rest, issue)?;
    let number = rest.numeric(&named(attachment, "<attachment>"))?;
    let name = match name.as_literal() {
        Some(text) => Arg::text(with_ending(text)),
        None => Arg::from(words::one(name)?),
    };
    let address = assets.then("/").join(number);
    let main = change::silent(rest.send("PATCH", address).json(Json::object([("name", Json::text(name))])));
    Ok(change::requests(rest, main).noting_mention(issue))
}

/// Deletes files.
pub(crate) fn delete(mut rest: Rest<'_>, issue: &Item, attachments: &[Word]) -> Result<Emission, Refusal> {
    let assets = assets(&mut rest, issue)?;
    let mentioned = [named(None, "<attachment>")];
    let mut numbers = Vec::new();
    for attachment in if attachments.is_empty() { &mentioned } else { attachments } {
        numbers.push(rest.numeric(attachment)?);
    }
    let each = numbers.into_iter().map(|number| rest.send("DELETE", assets.clone().then("/").join(number)).script());
    let main = each.collect::<Vec<_>>().into_iter().reduce(Script::and).unwrap_or_else(|| Script::call(["true"]));
    Ok(change::requests(rest, main).noting_mention(issue))
}

fn assets(rest: &mut Rest<'_>, issue: &Item) -> Result<Arg, Refusal> {
    let number = rest.number(issue)?;
    rest.repo(Arg::text("issues/").join(number).then("/assets"))
}

/// A file, `-` for standard input, as the value of a form field of curl's.
fn content(file: &Arg, name: Option<&Word>) -> Result<Arg, Refusal> {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let file = match words::literal(file) {
        Some(path) if path.contains(['"', '\\', ',', ';']) => Arg::text(quoted(&path)),
        Some(_) => file.clone(),
        None => Arg::text("\"").join(file.clone()).then("\""),
    };
    let Some(name) = name else { return Ok(file) };
    // A quotation mark in what the shell fills in would end the name.
    let Some(text) = name.as_literal() else {
        return Err(Refusal::RuntimeValue { what: "the name of the attached file".to_owned() });
    };
    if text.contains('"') {
        // curl and the server do not agree on how one is written in a form.
        return Err(Refusal::NoEquivalent { feature: "a quotation mark in the name of an attached file".to_owned() });
    }
    Ok(file.then(format!(";filename={}", quoted(&with_ending(text)))))
}

fn with_ending(name: String) -> String {
    if name.contains('.') { name } else { name + ENDING }
}
