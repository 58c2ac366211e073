//! How a release is found: by its tag.

use steep_forge::Refusal;
use steep_forge::operation::Release;
use steep_jq::jq;
use steep_rest::{Jq, Rest, Vars, words};
use steep_shell::{Arg, Word};

use crate::change;
use crate::change::named;

/// Where a release lies below the repository.
pub(crate) fn path(rest: &mut Rest<'_>, release: &Release) -> Result<Arg, Refusal> {
    Ok(match release {
        Release::Latest => Arg::text("releases/latest"),
        // The empty tag is none.
        Release::Tag(tag) if tag.as_literal().is_some_and(|tag| tag.is_empty()) => Arg::text("releases/latest"),
        Release::Tag(tag) if words::may_be_empty(tag) => {
            let mut vars = Vars::default();
            let path = jq("if $_tag == \"\" then \"latest\" else \"tags/\" + ($_tag | @uri) end");
            let path = path.with("tag", vars.word("tag", tag)?);
            let path = Jq::new(path).null_input().raw().vars(vars).script();
            let release = rest.set_another("release", path);
            rest.is_encoded(&release);
            Arg::text("releases/").join(release)
        }
        Release::Tag(tag) => Arg::text("releases/tags/").join(rest.segment("tag", tag)?),
    })
}

/// The address of the release of a tag.
pub(crate) fn of_tag(rest: &mut Rest<'_>, tag: Option<&Word>) -> Result<Arg, Refusal> {
    let tag = rest.segment("tag", &named(tag, "<tag>"))?;
    rest.repo(Arg::text("releases/tags/").join(tag))
}

/// The id of the release of a tag, in a variable.
pub(crate) fn id(rest: &mut Rest<'_>, tag: Option<&Word>) -> Result<Arg, Refusal> {
    let release = of_tag(rest, tag)?;
    let look = rest.get(release).script().pipe(Jq::over(jq(".id"), true).script());
    Ok(rest.set("id", look))
}

/// Fails first where the repository does not have the tag.
pub(crate) fn verify_tag(rest: &mut Rest<'_>, tag: &Word) -> Result<(), Refusal> {
    let tag = rest.segment("tag", tag)?;
    let tag = rest.repo(Arg::text("tags/").join(tag))?;
    rest.step(change::silent(rest.get(tag)));
    Ok(())
}
