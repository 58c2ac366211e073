use steep_forge::Refusal;
use steep_forge::operation::{CreatedCopy, RepositoryCreate};

use super::Job;
use crate::Emission;
use crate::rest::{placeholder, words};

/// A new repository of the caller's. Of an owner tea takes for granted that it is an organisation.
pub(super) fn emit(job: Job<'_>, create: &RepositoryCreate) -> Result<Emission, Refusal> {
    if create.name.is_none() && create.copy == CreatedCopy::None {
        let command = job.command(&["repos", "create"])?.flag("name", placeholder("<name>"))?;
        return Ok(job.finish(job.rest(), command.build()?).noting("no name is given: `<name>` stands in its place"));
    }
    let Some(name) = create.name.as_ref().filter(|name| name.as_literal().is_some_and(|name| !name.contains('/')))
    else {
        return Err(Refusal::NoEquivalent { feature: "an owner who is perhaps no organisation in tea".to_owned() });
    };
    let says_more = create.homepage.is_some()
        || create.licence.is_some()
        || create.gitignore.is_some()
        || create.template.is_some()
        || create.without_issues
        || create.without_wiki;
    if says_more || create.copy != CreatedCopy::None {
        return Err(Refusal::NoEquivalent { feature: "all of what is asked in `tea repos create`".to_owned() });
    }
    let mut command = job.command(&["repos", "create"])?.flag("name", words::one(name)?)?;
    if create.private {
        command = command.switch("private")?;
    }
    if let Some(description) = &create.description {
        command = command.flag("description", words::one(description)?)?;
    }
    if create.readme {
        command = command.switch("init")?;
    }
    Ok(job.finish(job.rest(), command.build()?))
}
