//! Taking a file off a release.

use steep_forge::operation::ReleaseFileDelete;
use steep_forge::{Emission, Refusal};
use steep_jq::jq;
use steep_rest::{Jq, Rest, Vars};
use steep_shell::Arg;

use crate::change;
use crate::change::named;
use crate::mention::Mention;
use crate::release::tag::of_tag;
use crate::tea::{Job, UNFINISHED, does_not_follow};

/// Takes a file off a release.
pub(crate) fn by_rest(mut rest: Rest<'_>, delete: &ReleaseFileDelete) -> Result<Emission, Refusal> {
    let release = of_tag(&mut rest, delete.tag.as_ref())?;
    let file = named(delete.file.as_ref(), "<name>");
    let mut vars = Vars::default();
    let program = jq("input | .id as $id | [.assets[] | select(.name == $_name) | \"\\($id)/assets/\\(.id)\"][0] // \
                      error(\"no such file\")");
    let program = program.with("name", vars.word("name", &file)?);
    let look = rest.get(release).script().pipe(Jq::new(program).null_input().raw().vars(vars).script());
    let asset = rest.set("asset", look);
    let asset = rest.repo(Arg::text("releases/").join(asset))?;
    let main = rest.send("DELETE", asset).script();
    Ok(change::requests(rest, main).noting_tag(delete.tag.as_ref()))
}

/// Takes a file off a release, where the text only mentions it.
pub(crate) fn by_tea(job: Job<'_>, delete: &ReleaseFileDelete) -> Result<Emission, Refusal> {
    if delete.tag.is_some() && delete.file.is_some() {
        return Err(does_not_follow("deleting a release's file"));
    }
    Ok(job.finish(job.rest(), job.command(&["releases", "assets", "delete"])?.build()?).noting(UNFINISHED))
}
