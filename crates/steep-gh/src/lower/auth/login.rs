//! `gh auth login`.

use steep_forge::operation::AuthOperation;
use steep_forge::{Operation, Output, Refusal, Repository};

use crate::lower::Asked;
use crate::lower::arguments::Arguments;

/// Where the token comes from is all that another server's login shares with GitHub's.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    arguments.hostname();
    arguments.refuse_for("web", "a login in a browser")?;
    arguments.refuse_for("expiring", "a login whose token expires and is renewed")?;
    for flag in ["insecure-storage", "secure-storage"] {
        arguments.lose(flag, "where the token is stored");
    }
    arguments.lose("git-protocol", "the protocol that git uses");
    arguments.lose("skip-ssh-key", "the question for an SSH key");
    arguments.lose("scopes", "what the token may do is chosen where it is made");
    arguments.lose("clipboard", "the code for the browser");
    let operation = Operation::Auth(AuthOperation::Login { token_from_stdin: arguments.switch("with-token") });
    Ok(Asked { repository: Repository::None, operation, output: Output::Reader })
}
