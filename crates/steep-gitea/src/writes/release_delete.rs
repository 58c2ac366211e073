use steep_forge::Refusal;
use steep_forge::operation::{ReleaseDelete, ReleaseFileDelete};
use steep_shell::Arg;

use super::release::{named, of_tag};
use crate::Emission;
use crate::rest::body::quote;
use crate::rest::{Jq, Rest, Vars, words};

/// Deletes a release; its tag stays unless it is to go, too.
pub(crate) fn release_delete(mut rest: Rest<'_>, delete: &ReleaseDelete) -> Result<Emission, Refusal> {
    let tag = rest.segment("tag", &named(delete.tag.as_ref(), "<tag>"))?;
    let release = rest.repo(Arg::text("releases/tags/").join(tag.clone()))?;
    let mut main = rest.send("DELETE", release).script();
    if delete.with_tag {
        let tag = rest.repo(Arg::text("tags/").join(tag))?;
        main = main.and(rest.send("DELETE", tag).script());
    }
    Ok(super::requests(rest, main).noting_tag(delete.tag.as_ref()))
}

/// Takes a file off a release.
pub(crate) fn release_file_delete(mut rest: Rest<'_>, delete: &ReleaseFileDelete) -> Result<Emission, Refusal> {
    let release = of_tag(&mut rest, delete.tag.as_ref())?;
    let file = named(delete.file.as_ref(), "<name>");
    words::one(&file)?;
    let mut vars = Vars::default();
    let name = vars.word("name", &file);
    let found = format!("[.assets[] | select(.name == {name}) | \"\\($id)/assets/\\(.id)\"][0]");
    let program = format!("input | .id as $id | {found} // error({})", quote("no such file"));
    let look = rest.get(release).script().pipe(Jq::new(program).null_input().raw().vars(vars).script());
    let asset = rest.set("asset", look);
    let asset = rest.repo(Arg::text("releases/").join(asset))?;
    let main = rest.send("DELETE", asset).script();
    Ok(super::requests(rest, main).noting_tag(delete.tag.as_ref()))
}
