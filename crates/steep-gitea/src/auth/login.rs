//! Logging in.

use steep_forge::{Emission, Refusal, TokenIn};
use steep_rest::Rest;
use steep_shell::{Arg, Script};

use crate::tea::Job;
use crate::tea::command::TeaCommand;

/// curl logs in with every request anew: there is nothing to do once.
pub(crate) fn by_rest(rest: Rest<'_>, _token_from_stdin: bool) -> Result<Emission, Refusal> {
    let feature = format!("a login that is kept: every request carries the token in `{}`", rest.token_variable());
    Err(Refusal::NoEquivalent { feature })
}

/// Makes tea remember the server and the token.
pub(crate) fn by_tea(job: Job<'_>, token_from_stdin: bool) -> Result<Emission, Refusal> {
    if job.target.connection.credential.held_in != TokenIn::Environment {
        let feature = "a login whose token is on no command line".to_owned();
        return Err(Refusal::NoEquivalent { feature });
    }
    let token = if token_from_stdin {
        Arg::output(Script::call(["cat"]))
    } else {
        Arg::variable(job.target.connection.credential.variable.as_str())
    };
    let mut command = TeaCommand::new(job.tea, &["logins", "add"])?;
    if let Some(login) = &job.tea.login {
        command = command.flag("name", login.as_str())?;
    }
    let command = command.flag("url", job.target.connection.host.as_str())?.flag("token", token)?;
    Ok(job.finish(job.rest(), command.build()?).noting("a login or a token that tea knows already is refused"))
}
