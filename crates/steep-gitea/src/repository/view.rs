//! One repository.

use steep_forge::{Emission, Fidelity, Output, Refusal};
use steep_jq::jq;
use steep_rest::{Jq, Rest, words};
use steep_shell::{Arg, Script, Word};

use crate::answer::Form;
use crate::projection::REPOSITORY;
use crate::repository::list::ROWS;
use crate::tool::CURL;

/// One repository: the asked fields, or its name, its description and its README.
pub(crate) fn by_rest(mut rest: Rest<'_>, branch: Option<&Word>, output: &Output) -> Result<Emission, Refusal> {
    if let Output::Json { .. } = output {
        let form = Form::new(&rest, &REPOSITORY, output, false, &ROWS)?;
        return crate::answer::view::fields(rest, &REPOSITORY, &form, "", Arg::default());
    }
    let repository = rest.repo("")?;
    let must_fail = rest.status_is_used();
    let about = rest.get(repository).script().pipe(
        Jq::over(jq("\"name:\\t\\(.full_name)\", \"description:\\t\\(.description)\", \"--\""), must_fail)
            .raw()
            .script(),
    );
    let readme = rest.repo("raw/README.md")?;
    let mut readme = rest.get(readme);
    if let Some(branch) = branch {
        readme = readme.query("ref", words::one(branch)?);
    }
    // gh shows a repository without a README too.
    let readme = Script::Or(Box::new(readme.script()), Box::new(Script::call(["echo", "no README"])));
    let script = about.and(readme);
    Ok(Emission::new(CURL, Fidelity::Equivalent, rest.finish(script)))
}
