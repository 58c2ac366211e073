//! tea commands: what each version really can do.
//!
//! Every command is made by [`TeaCommand`], which knows what its version accepts. What a version accepts and then does not
//! do, or does otherwise, is known here: such a form is not made, and the request goes to the REST API instead. So nothing
//! in this folder ever
//!
//! * gives a list a label, a milestone or an assignee to filter by: an unknown one, and in most versions every assignee,
//!   is ignored and everything is listed;
//! * gives a new or changed item a label: one that is not there, or not on the first page, is left out with success;
//! * closes or reopens a pull request with a version that empties its description;
//! * adds an assignee: the others are replaced;
//! * deletes a repository: of one that has another name by now it says so, and does not.

pub mod command;
pub mod grammar;

mod auth_login;
mod behaviour;
mod comment;
mod issue_close;
mod issue_create;
mod issue_edit;
mod label_list;
mod list;
mod pull_create;
mod pull_edit;
mod pull_merge;
mod pull_review;
mod release_create;
mod release_delete;
mod release_edit;
mod release_list;
mod reopen;
mod repository_clone;
mod repository_create;
mod view;

use steep_forge::operation::Text;
use steep_forge::{Fidelity, Item, Operation, Refusal, Repository, Request};
use steep_shell::{Arg, Script, Stdout, Word};

pub use command::TeaCommand;

use crate::rest::{Rest, words};
use crate::{Emission, Prefer, Surroundings, Target, Tea, Tool};

/// Says `request` as a tea command.
///
/// # Errors
/// Where that version of tea cannot do all of it, or where its output would not do.
pub(crate) fn emit(
    request: &Request,
    target: &Target,
    tea: &Tea,
    surroundings: &Surroundings,
) -> Result<Emission, Refusal> {
    if surroundings.stdout.is_consumed() {
        return Err(Refusal::NoEquivalent { feature: "tea's output as data".to_owned() });
    }
    let Some(grammar) = grammar::grammar(&tea.version) else {
        return Err(Refusal::NoEquivalent { feature: format!("tea {}: it is not a known version", tea.version) });
    };
    let job = Job { request, target, tea, surroundings, release: grammar.release };
    if tea.login.is_none() && request.repository != Repository::Here && behaviour::asks_for_login(job.release) {
        let feature = format!("tea {} outside a clone without a login that is named", tea.version);
        return Err(Refusal::NoEquivalent { feature });
    }
    match &request.operation {
        Operation::PullList(query) => list::pulls(job, query),
        Operation::IssueList(query) => list::issues(job, query),
        Operation::PullView { pull, comments } => view::pull(job, pull, *comments),
        Operation::IssueView { issue, comments } => view::issue(job, issue, *comments),
        Operation::PullCreate(create) => pull_create::emit(job, create),
        Operation::PullMerge(merge) => pull_merge::emit(job, merge),
        Operation::PullReview(review) => pull_review::emit(job, review),
        Operation::PullComment { pull, body } => comment::on_pull(job, pull, body.as_ref()),
        Operation::PullEdit(change) => pull_edit::emit(job, change),
        Operation::IssueCreate(create) => issue_create::emit(job, create),
        Operation::IssueEdit(change) => issue_edit::emit(job, change),
        Operation::IssueClose(close) => issue_close::emit(job, close),
        Operation::IssueReopen(reopen) => reopen::issue(job, reopen),
        Operation::PullClose(close) => reopen::close_pull(job, close),
        Operation::PullReopen(reopen) => reopen::pull(job, reopen),
        Operation::IssueComment { issue, body } => comment::on_issue(job, issue, body.as_ref()),
        Operation::LabelList(list) => label_list::emit(job, list),
        Operation::ReleaseCreate(create) => release_create::emit(job, create),
        Operation::ReleaseDelete(delete) => release_delete::release(job, delete),
        Operation::ReleaseEdit(change) => release_edit::emit(job, change),
        Operation::ReleaseFileDelete(delete) => release_delete::file(job, delete),
        Operation::ReleaseList(list) => release_list::emit(job, list),
        Operation::RepositoryClone(clone) => repository_clone::emit(job, clone),
        Operation::RepositoryCreate(create) => repository_create::emit(job, create),
        Operation::AuthLogin { token_from_stdin } => auth_login::emit(job, *token_from_stdin),
        _ => Err(Refusal::NoEquivalent { feature: format!("`{}` in tea", request.rule) }),
    }
}

/// What a form is made for.
#[derive(Clone, Copy, Debug)]
struct Job<'a> {
    request: &'a Request,
    target: &'a Target,
    tea: &'a Tea,
    surroundings: &'a Surroundings,
    release: behaviour::Release,
}

impl<'a> Job<'a> {
    /// The command with these words, about the request's repository.
    fn command(&self, path: &[&str]) -> Result<TeaCommand, Refusal> {
        TeaCommand::new(self.tea, path)?.repository(&self.request.repository)
    }

    /// The form around a command: what has to be looked up first, by requests.
    fn rest(&self) -> Rest<'a> {
        Rest::new(&self.request.repository, self.target, self.surroundings)
    }

    /// Whether a table will do where the source prints JSON.
    fn may_be_table(&self) -> bool {
        self.surroundings.prefer == Prefer::Readable
    }

    /// The finished form. tea says what it did in words of its own.
    fn finish(&self, rest: Rest<'_>, main: Script) -> Emission {
        let fidelity = match self.surroundings.stdout {
            Stdout::Discarded => Fidelity::Exact,
            _ => Fidelity::Equivalent,
        };
        Emission::new(Tool::Tea, fidelity, rest.finish(main))
    }
}

/// The number of an issue as an argument of a command.
///
/// # Errors
/// Where it is not named by a number.
fn number(item: &Item) -> Result<Arg, Refusal> {
    match item {
        Item::Number(word) => Ok(Arg::from(words::one(word)?)),
        Item::Branch(_) | Item::Current | Item::Unnamed => {
            Err(Refusal::Ambiguous { why: "no number is given".to_owned() })
        }
    }
}

/// A text that is given as `what`: tea takes none out of a file or from standard input.
///
/// # Errors
/// Where it comes from there.
fn given(text: &Text, what: &str) -> Result<Word, Refusal> {
    match text {
        Text::Word(word) => words::one(word),
        Text::File(_) | Text::Stdin => Err(Refusal::NoEquivalent { feature: format!("{what} out of a file in tea") }),
    }
}

/// The number of a pull request as an argument of a command.
///
/// That of a branch is looked up among the open ones on the first page: where none or several match, the argument is no
/// number, and every command fails.
///
/// # Errors
/// Where none is named.
fn open_pull(job: Job<'_>, item: &Item) -> Result<Arg, Refusal> {
    let branch = match item {
        Item::Number(_) | Item::Unnamed => return number(item),
        Item::Branch(branch) => Arg::from(words::one(branch)?),
        Item::Current => Arg::output(Script::call(["git", "branch", "--show-current"])),
    };
    let mut command = job.command(&["pulls", "list"])?.flag("state", "open")?;
    if behaviour::limits_pull_lists(job.release) {
        command = command.flag("limit", "50")?;
    }
    let list = command.flag("fields", "index,head")?.flag("output", "simple")?.build()?;
    let args: [Arg; 4] =
        ["awk".into(), "-v".into(), Arg::text("branch=").join(branch), "$2 \"\" == branch { print $1 }".into()];
    Ok(Arg::output(list.pipe(Script::call(args))))
}

impl Emission {
    /// The same, with a note where `item` had to be looked up.
    fn noting_lookup(self, item: &Item) -> Self {
        match item {
            Item::Branch(_) | Item::Current => {
                self.noting("the pull request of the branch is looked for among the newest open ones")
            }
            Item::Number(_) | Item::Unnamed => self,
        }
    }
}

/// What the reader is told where a command that is only mentioned stays unfinished.
const UNFINISHED: &str = "nothing is named, so the command fails as it stands";
