//! `tea api`: the plan of a form over curl, said by tea. It knows the server, the token and the clone's repository, so that
//! none of them has to be said.
//!
//! It ends with success whatever the server answers. So the plan looks at each answer, and where something acts on the exit
//! status, or a program reads the output, the form stays curl's. A whole plan changes nothing: what a version does with a
//! request that it misreads is then nobody's loss. A change is a form of its own, which names the remote and looks at what
//! became of it.

use std::rc::Rc;

use steep_forge::{Emission, Fidelity, Refusal, Repository};
use steep_rest::{Client, ClientRequest, Record, Rest, words};
use steep_shell::{Arg, Script, Status};

use super::{Job, TeaCommand, base_remote};
use crate::Tea;
use crate::tool::TEA;

/// The command's words.
const API: &[&str] = &["api"];

/// The repository of the clone as tea finds it.
const REPOSITORY: &str = "{owner}/{repo}";

impl<'a> Job<'a> {
    /// A form whose requests are said by `tea api`, and what becomes of them.
    ///
    /// # Errors
    /// Where that version has no such command, something is changed or acts on the exit status, or the companion says it
    /// shorter.
    pub(crate) fn through_api(&self) -> Result<(Rest<'a>, Rc<Record>), Refusal> {
        let lacking = |feature: &str| Refusal::NoEquivalent { feature: feature.to_owned() };
        TeaCommand::new(self.tea, API)?;
        if self.request.operation.changes() {
            return Err(lacking("a change by `tea api`, which fails with success"));
        }
        if self.surroundings.status == Status::Used {
            return Err(lacking("an exit status of `tea api` that tells of an error"));
        }
        if self.target.connection.companion.is_some() {
            return Err(lacking("what the companion says shorter"));
        }
        Ok(self.rest().through(Rc::new(TeaApi(self.tea.clone()))))
    }

    /// A form of its own that changes something by `tea api`.
    ///
    /// # Errors
    /// Where that version takes no JSON, something acts on the exit status, or the companion says it shorter.
    pub(crate) fn changing_by_api(&self) -> Result<Rest<'a>, Refusal> {
        let lacking = |feature: &str| Refusal::NoEquivalent { feature: feature.to_owned() };
        TeaCommand::new(self.tea, API)?.flag("data", "@-")?;
        if self.surroundings.status == Status::Used {
            return Err(lacking("an exit status of `tea api` that tells of an error"));
        }
        if self.target.connection.companion.is_some() {
            return Err(lacking("what the companion says shorter"));
        }
        Ok(self.rest().changing(true))
    }

    /// A request below the request's repository; in a clone that of the remote that gh would take.
    ///
    /// # Errors
    /// Where the repository is only known at run time.
    pub(crate) fn request(
        &self,
        rest: &mut Rest<'_>,
        method: Option<&'static str>,
        body: Option<Arg>,
        path: Arg,
    ) -> Result<Script, Refusal> {
        let mut command = TeaCommand::new(self.tea, API)?;
        let repository = match &self.request.repository {
            Repository::Here => {
                command = command.flag("remote", rest.set_once("remote", base_remote))?;
                Arg::text(REPOSITORY)
            }
            Repository::Named(slug) if !slug.has_expansion() => words::in_path(slug)?,
            Repository::Named(_) | Repository::Own(_) | Repository::None => {
                return Err(Refusal::RuntimeValue { what: "the repository".to_owned() });
            }
        };
        if let Some(method) = method {
            command = command.flag("method", method)?;
        }
        if let Some(body) = body {
            command = command.flag("data", body)?;
        }
        command.positional(Arg::text("repos/").join(repository).then("/").join(path))?.build()
    }

    /// The finished form, where `tea api` says all of its requests.
    ///
    /// # Errors
    /// Where one of them is left to curl, or the clone's repository is needed elsewhere than in a request.
    pub(crate) fn said_by_api(&self, emission: Emission, record: &Record) -> Result<Emission, Refusal> {
        if !record.is_whole() {
            return Err(Refusal::NoEquivalent { feature: "a request of that kind by `tea api`".to_owned() });
        }
        let emission = Emission { tool: TEA, ..emission }.at_most(Fidelity::Equivalent);
        Ok(if self.request.repository == Repository::Here { emission.noting(OF_SEVERAL) } else { emission })
    }
}

/// How tea finds the repository of a clone.
const OF_SEVERAL: &str = "in a clone with several remotes, tea asks about the repository that the main branch follows, and gh about \
                          that of `upstream`";

/// tea, as a program that makes requests.
#[derive(Debug)]
struct TeaApi(Tea);

impl Client for TeaApi {
    fn repository(&self) -> &'static str {
        REPOSITORY
    }

    fn call(&self, request: ClientRequest) -> Option<Script> {
        let ClientRequest { method, path, body } = request;
        let mut command = TeaCommand::new(&self.0, API).ok()?;
        if let Some(method) = method {
            command = command.flag("method", method).ok()?;
        }
        if let Some(body) = body {
            command = command.flag("data", body).ok()?;
        }
        command.positional(path).ok()?.build().ok()
    }
}
