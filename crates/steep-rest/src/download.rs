//! Files of the server's into the working directory.

use steep_forge::Refusal;
use steep_forge::operation::Existing;
use steep_jq::{Expr, jq};
use steep_shell::{Arg, Script, Word};

use crate::rest::Rest;
use crate::words;

/// The jq program over a list of files that prints the address and the name of each, as [`into_folder`] reads them: `address` is
/// the address of one, its field `name` the name. The name is the server's: one with a slash would lead to another folder, one
/// with a line feed to another address.
#[must_use]
pub fn each(address: Expr) -> Expr {
    jq("if . == [] then error(\"no file matches\") elif any(.name | test(\"^[.]*$|[/\\n]\")) then \
        error(\"a name is no file name\") else .[] | \"\\($_address) \\(.name)\" end")
    .with("address", address)
}

/// The files whose addresses and names `look` prints, a line each, into a folder; `None`: the working directory.
///
/// # Errors
/// Where the folder may become several words.
pub fn into_folder(
    rest: &mut Rest<'_>,
    look: Script,
    folder: Option<&Word>,
    existing: Existing,
) -> Result<Script, Refusal> {
    let files = rest.set("files", look);
    let mut path = Arg::variable("name");
    if let Some(folder) = folder {
        let folder = Arg::from(words::one(folder)?);
        rest.step(Script::call([Arg::text("mkdir"), Arg::text("-p"), folder.clone()]));
        path = folder.then("/").join(path);
    }
    let get = rest.get(Arg::variable("url")).option("-o").option(path.clone()).script();
    let each = Script::Or(Box::new(guarded(get, path, existing)), Box::new(Script::call(["exit", "1"])));
    let read = Script::call(["read", "-r", "url", "name"]);
    let show = Script::call([Arg::text("printf"), Arg::text("%s\\n"), files]);
    Ok(show.pipe(Script::While(Box::new(read), Box::new(each))))
}

/// The file at the address that `look` prints into the file `output`, or for `-` onto standard output.
///
/// # Errors
/// Where the name may become several words.
pub fn into_file(rest: &mut Rest<'_>, look: Script, output: &Word, existing: Existing) -> Result<Script, Refusal> {
    let url = rest.set("url", look);
    let get = rest.get(url);
    if output.as_literal().as_deref() == Some("-") {
        return Ok(get.script());
    }
    let path = Arg::from(words::one(output)?);
    Ok(guarded(get.option("-o").option(path.clone()).script(), path, existing))
}

/// The download, unless the file is there already.
fn guarded(get: Script, path: Arg, existing: Existing) -> Script {
    let is_there = Script::call([Arg::text("test"), Arg::text("-e"), path]);
    match existing {
        Existing::Overwrite => get,
        Existing::Skip => Script::Or(Box::new(is_there), Box::new(get)),
        Existing::Fail => Script::Not(Box::new(is_there)).and(get),
    }
}
