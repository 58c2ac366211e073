//! Changes, as requests to the REST API and as git commands.
//!
//! What every form here keeps to:
//!
//! * Nothing is sent before everything that can be checked is checked: a label, a milestone or a pull request that is not
//!   there fails before the first change, as it does on the source's side.
//! * What the source prints where its output is not a terminal is printed: an address, or nothing at all.
//! * A command that a text only mentions keeps its unfinished shape. It fails as it stands, because it names an object
//!   that does not exist (`<number>`) or sends a value that the server refuses (an empty title).

mod assignees;
mod auth_login;
mod auth_setup_git;
mod comment;
mod commits;
mod issue_close;
mod issue_create;
mod issue_edit;
mod issue_state;
mod keys;
mod label;
mod last_comment;
mod pull_checkout;
mod pull_close;
mod pull_create;
mod pull_edit;
mod pull_merge;
mod pull_ready;
mod pull_review;
mod release;
mod release_create;
mod release_delete;
mod release_edit;
mod release_upload;
mod repository_create;
mod repository_delete;
mod repository_edit;
mod repository_fork;
mod repository_sync;
mod run_delete;
mod run_rerun;
mod settings;
mod text;
mod workflow_run;
mod workflow_switch;

pub(crate) use auth_login::auth_login;
pub(crate) use auth_setup_git::auth_setup_git;
pub(crate) use comment::{issue_comment, pull_comment};
pub(crate) use commits::FromCommits;
pub(crate) use issue_close::{close_reason, issue_close, reasoned};
pub(crate) use issue_create::issue_create;
pub(crate) use issue_edit::issue_edit;
pub(crate) use issue_state::{issue_delete, issue_lock, issue_pin};
pub(crate) use keys::{deploy_key_add, deploy_key_delete, gpg_key_add, gpg_key_delete, ssh_key_add, ssh_key_delete};
pub(crate) use label::{label_clone, label_create, label_delete, label_edit};
pub(crate) use last_comment::last_comment;
pub(crate) use pull_checkout::pull_checkout;
pub(crate) use pull_close::{issue_reopen, pull_close, pull_reopen};
pub(crate) use pull_create::{PUSH_FIRST, pull_create};
pub(crate) use pull_edit::pull_edit;
pub(crate) use pull_merge::pull_merge;
pub(crate) use pull_ready::{pull_ready, pull_update};
pub(crate) use pull_review::pull_review;
pub(crate) use release::{TAG_IS_OPEN, files_are_there, is_one, named};
pub(crate) use release_create::release_create;
pub(crate) use release_delete::{release_delete, release_file_delete};
pub(crate) use release_edit::release_edit;
pub(crate) use release_upload::release_upload;
pub(crate) use repository_create::repository_create;
pub(crate) use repository_delete::repository_delete;
pub(crate) use repository_edit::repository_edit;
pub(crate) use repository_fork::repository_fork;
pub(crate) use repository_sync::repository_sync;
pub(crate) use run_delete::run_delete;
pub(crate) use run_rerun::run_rerun;
pub(crate) use settings::{collection, setting_delete, setting_set};
pub(crate) use workflow_run::workflow_run;
pub(crate) use workflow_switch::workflow_switch;

use steep_forge::{Fidelity, Item};
use steep_shell::{Script, Word};

use crate::rest::{Call, Jq, Rest};
use crate::{Emission, Tool};

/// What a text that only mentions a command is told about `<number>`.
pub(crate) const NUMBER_IS_OPEN: &str = "no number is given: `<number>` stands in its place";

/// A form made of requests.
fn requests(rest: Rest<'_>, main: Script) -> Emission {
    Emission::new(Tool::Curl, Fidelity::Exact, rest.finish(main))
}

/// The call, with the web address of the object that it answers with as its output. Fails when the call does: nobody should
/// take a change for made that was not.
fn showing_address(call: Call) -> Script {
    call.script().pipe(Jq::over(".html_url", true).raw().script())
}

/// The call with the JSON that it gets on its standard input as its body.
fn send_input(call: Call) -> Call {
    ["-H", "Content-Type: application/json", "-d", "@-"].into_iter().fold(call, |call, option| call.option(option))
}

/// The call without its answer: the source prints nothing.
fn silent(call: Call) -> Script {
    call.option("-o").option("/dev/null").script()
}

/// The form, with a note where no workflow is named.
fn noting_workflow(emission: Emission, workflow: Option<&Word>) -> Emission {
    match workflow {
        Some(_) => emission,
        None => emission.noting("no workflow is named: `<workflow>` stands in its place"),
    }
}

impl Emission {
    /// The same, with a note where `item` is only a mention.
    fn noting_mention(self, item: &Item) -> Self {
        if *item == Item::Unnamed { self.noting(NUMBER_IS_OPEN) } else { self }
    }
}
