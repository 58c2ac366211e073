//! `tea api`: the plan of a form over curl, said by tea. It knows the server, the token and the clone's repository, so that
//! none of them has to be said.
//!
//! It ends with success whatever the server answers. So the plan looks at each answer, and where something acts on the exit
//! status, or a program reads the output, the form stays curl's. Nothing is changed by it: what a version does with a request
//! that it misreads is then nobody's loss.

use steep_forge::{Emission, Fidelity, Refusal, Repository};
use steep_shell::{Arg, Script, Status};

use super::{Job, TeaCommand};
use crate::Tea;
use crate::rest::Rest;
use crate::rest::spoken::{Said, Spoken};
use crate::tool::{CURL, TEA};

/// The command's words.
const API: &[&str] = &["api"];

impl<'a> Job<'a> {
    /// A form whose requests are said by `tea api`.
    ///
    /// # Errors
    /// Where that version has no such command, something is changed or acts on the exit status, or the companion says it
    /// shorter.
    pub(crate) fn through_api(&self) -> Result<Rest<'a>, Refusal> {
        let lacking = |feature: &str| Refusal::NoEquivalent { feature: feature.to_owned() };
        TeaCommand::new(self.tea, API)?;
        if self.request.operation.changes() {
            return Err(lacking("a change by `tea api`, which fails with success"));
        }
        if self.surroundings.status == Status::Used {
            return Err(lacking("an exit status of `tea api` that tells of an error"));
        }
        if self.target.companion.is_some() {
            return Err(lacking("what the companion says shorter"));
        }
        let base = format!("{}/api/v1/", self.target.host);
        let spoken = Spoken { tea: self.tea.clone(), say, base };
        Ok(Rest::new(&self.request.repository, self.target, self.surroundings).through(spoken))
    }

    /// The finished form, where `tea api` says all of its requests.
    ///
    /// # Errors
    /// Where one of them is left to curl, or the clone's repository is needed elsewhere than in a request.
    pub(crate) fn said_by_api(&self, emission: Emission) -> Result<Emission, Refusal> {
        let args = emission.script.args();
        let is_there = |program: &str| args.contains(&&Arg::text(program));
        if is_there(CURL.as_str()) || is_there("get-url") || !is_there("api") {
            return Err(Refusal::NoEquivalent { feature: "a request of that kind by `tea api`".to_owned() });
        }
        let emission = Emission { tool: TEA, ..emission }.at_most(Fidelity::Equivalent);
        Ok(if self.request.repository == Repository::Here { emission.noting(OF_SEVERAL) } else { emission })
    }
}

/// How tea finds the repository of a clone.
const OF_SEVERAL: &str = "in a clone with several remotes, tea asks about the repository that the main branch follows, and gh about \
                          that of `upstream`";

/// A request as a command; `None` where that version does not take it so.
fn say(tea: &Tea, said: Said) -> Option<Script> {
    let Said { method, path, body } = said;
    let mut command = TeaCommand::new(tea, API).ok()?;
    if let Some(method) = method {
        command = command.flag("method", method).ok()?;
    }
    if let Some(body) = body {
        command = command.flag("data", body).ok()?;
    }
    command.positional(path).ok()?.build().ok()
}
