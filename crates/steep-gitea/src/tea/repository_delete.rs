use steep_forge::{Refusal, Repository};

use super::Job;
use super::command::TeaCommand;
use crate::Emission;
use crate::rest::words;

/// Deletes a repository. tea is told it in two halves, and nothing else.
pub(super) fn emit(job: Job<'_>) -> Result<Emission, Refusal> {
    let halves = match &job.request.repository {
        Repository::Named(slug) => slug.split_once('/'),
        Repository::Here | Repository::Own(_) | Repository::None => None,
    };
    let Some((owner, name)) = halves else {
        return Err(Refusal::NoEquivalent { feature: "a repository that is not named whole in tea".to_owned() });
    };
    let command = TeaCommand::new(job.tea, &["repos", "delete"])?
        .flag("owner", words::one(&owner)?)?
        .flag("name", words::one(&name)?)?
        .switch("force")?;
    Ok(job.finish(job.rest(), command.build()?))
}
