//! The diff of a pull request.

use steep_forge::operation::PullDiff;
use steep_forge::{Emission, Fidelity, Refusal};
use steep_jq::{Expr, jq};
use steep_rest::paging::Listing;
use steep_rest::{Rest, glob};
use steep_shell::{Arg, Script};

use crate::rest::lookup::{Among, LookUp};
use crate::tool::CURL;

/// Its diff.
pub(crate) fn by_rest(mut rest: Rest<'_>, diff: &PullDiff) -> Result<Emission, Refusal> {
    let number = rest.pull(&diff.pull, Among::All)?;
    let path = |end: &str| Arg::text("pulls/").join(number.clone()).then(end.to_owned());
    let script = if diff.name_only {
        let files = rest.repo(path("/files"))?;
        let items = Listing::new(rest.get(files), None).items();
        let names = if diff.exclude.is_empty() {
            jq(".filename")
        } else {
            let excluded = format!("^{}$", glob::paths(&diff.exclude)?);
            jq(".filename | select(test($_excluded) | not)").with("excluded", Expr::text(excluded))
        };
        let (source, stage) = items.stream(names, rest.status_is_used());
        source.pipe(stage.raw().script())
    } else {
        let url = rest.repo(path(if diff.patch { ".patch" } else { ".diff" }))?;
        let whole = rest.get(url).script();
        if diff.exclude.is_empty() { whole } else { without(&mut rest, diff, whole)? }
    };
    let emission = Emission::new(CURL, Fidelity::Exact, rest.finish(script));
    Ok(if diff.exclude.is_empty() { emission } else { emission.at_most(Fidelity::Equivalent).noting(JOINED) })
}

/// What gh makes of a diff that it leaves files out of, as gh 2.103.3 prints it.
const JOINED: &str = "gh 2.103.3 prints no line break after the second and each further file of such a diff, and `--name-only` \
                      then lists the first two; here each file stands for itself";

/// The diff without the files that are excluded.
fn without(rest: &mut Rest<'_>, diff: &PullDiff, whole: Script) -> Result<Script, Refusal> {
    if diff.patch {
        return Err(Refusal::NoEquivalent { feature: "files left out of a series of patches (`--patch`)".to_owned() });
    }
    // No line of a file's content begins with a letter.
    let excluded = glob::paths(&diff.exclude)?.replace('/', "\\/");
    let awk = Arg::text("/^diff --git / {keep = !/ \"?b\\/").then(excluded).then("\"?$/} keep");
    let whole = if rest.status_is_used() {
        let diff = rest.set("diff", whole);
        Script::call([Arg::text("printf"), Arg::text("%s\\n"), diff])
    } else {
        whole
    };
    Ok(whole.pipe(Script::call([Arg::text("awk"), awk])))
}
