use steep_forge::Refusal;
use steep_forge::operation::ReleaseUpload;
use steep_shell::{Arg, Script};

use super::release::{IS_ONE_OF_THE_FILES, files_are_there, id, named, of_tag, over_files, upload};
use crate::Emission;
use crate::rest::body::quote;
use crate::rest::{Rest, Vars};

/// Adds files to a release. A name that is taken is an error, or the old file goes first: the server would keep both.
pub(crate) fn release_upload(mut rest: Rest<'_>, wanted: &ReleaseUpload) -> Result<Emission, Refusal> {
    let mentioned = [named(None, "<file>")];
    let files = if wanted.files.is_empty() { mentioned.as_slice() } else { &wanted.files };
    rest.step(files_are_there(files));
    let (id, main) = if wanted.overwrite {
        let id = id(&mut rest, wanted.tag.as_ref())?;
        let assets = rest.repo(Arg::text("releases/").join(id.clone()).then("/assets"))?;
        let look = over_files(format!("input[] | select({IS_ONE_OF_THE_FILES}) | .id"), files, Vars::default());
        let taken = rest.set("taken", rest.get(assets.clone()).script().pipe(look));
        let delete = rest.send("DELETE", assets.then("/").join(Arg::variable("asset"))).script();
        let delete = Script::Or(Box::new(delete), Box::new(Script::call(["exit", "1"])));
        let show = Script::call([Arg::text("printf"), Arg::text("%s\\n"), taken]);
        let some = Script::call([Arg::text("test"), Arg::text("-n"), Arg::variable("asset")]);
        let each = Script::call(["read", "-r", "asset"]).and(some);
        (id, Some(show.pipe(Script::While(Box::new(each), Box::new(delete)))))
    } else {
        let release = of_tag(&mut rest, wanted.tag.as_ref())?;
        let taken = quote("a file of that name is there already");
        let program = format!("input | if any(.assets[]; {IS_ONE_OF_THE_FILES}) then error({taken}) else .id end");
        let look = rest.get(release).script().pipe(over_files(program, files, Vars::default()));
        (rest.set("id", look), None)
    };
    let upload = upload(&mut rest, id, files, None)?;
    let main = match main {
        Some(first) => first.and(upload),
        None => upload,
    };
    Ok(super::requests(rest, main).noting_tag(wanted.tag.as_ref()))
}
