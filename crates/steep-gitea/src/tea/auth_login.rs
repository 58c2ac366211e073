use steep_forge::Refusal;
use steep_shell::{Arg, Script};

use super::Job;
use super::command::TeaCommand;
use crate::{Emission, TokenIn};

/// Makes tea remember the server and the token.
pub(super) fn emit(job: Job<'_>, token_from_stdin: bool) -> Result<Emission, Refusal> {
    if job.target.token_in == TokenIn::HeaderFile {
        let feature = "a login whose token is on no command line".to_owned();
        return Err(Refusal::NoEquivalent { feature });
    }
    let token = if token_from_stdin {
        Arg::output(Script::call(["cat"]))
    } else {
        Arg::variable(job.target.token_variable.as_str())
    };
    let mut command = TeaCommand::new(job.tea, &["logins", "add"])?;
    if let Some(login) = &job.tea.login {
        command = command.flag("name", login.as_str())?;
    }
    let command = command.flag("url", job.target.host.as_str())?.flag("token", token)?;
    Ok(job.finish(job.rest(), command.build()?).noting("a login or a token that tea knows already is refused"))
}
