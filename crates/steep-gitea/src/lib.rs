//! Says forge operations on Gitea: as a tea command where that tea version can do all of it, else as curl and jq on the
//! REST API, else not at all, with the reason.

pub mod projection;
pub mod tea;

mod complexity;
mod fusion;
mod licences;
mod program;
mod reads;
mod rest;
mod template;
mod writes;

use steep_forge::{Fidelity, Filter, Loss, Note, Operation, Output, Refusal, Request};
use steep_shell::read::Dialect;
use steep_shell::{Script, Status, Stdin, Stdout};

use crate::rest::Rest;

/// The Gitea that commands are written for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its base address without a trailing slash: `https://git.example.org`.
    pub host: String,
    /// The tea program, when commands may use it.
    pub tea: Option<Tea>,
    /// The environment variable that holds the token, or names the file with it.
    pub token_variable: String,
    /// Where the token is.
    pub token_in: TokenIn,
}

/// Where the token is when a command runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TokenIn {
    /// In the variable. The shell puts it on curl's command line, which everybody on the machine may see.
    #[default]
    Environment,
    /// In a file that the variable names and that curl reads: one line, `Authorization: token …`.
    HeaderFile,
}

/// A tea program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tea {
    /// Its version: one of those in `grammars/tea/`.
    pub version: String,
    /// The name it is called by (`tea`, Debian's `tea-cli`).
    pub program: String,
    /// The login to name with `--login`.
    pub login: Option<String>,
}

/// Which form to choose where nobody consumes the data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prefer {
    /// The form that a person would write.
    #[default]
    Readable,
    /// gh's JSON always.
    Data,
}

/// What the form is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// Who reads the output.
    pub stdout: Stdout,
    /// Whether the exit status is used.
    pub status: Status,
    /// Where standard input comes from.
    pub stdin: Stdin,
    /// Which shell runs it.
    pub dialect: Dialect,
    /// Which form to choose where there is a choice.
    pub prefer: Prefer,
}

/// The program that does the work of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tool {
    /// tea.
    Tea,
    /// curl and jq.
    Curl,
    /// git.
    Git,
}

impl Tool {
    /// Its name in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Tool::Tea => "tea",
            Tool::Curl => "curl",
            Tool::Git => "git",
        }
    }
}

/// A form that does what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emission {
    /// The form.
    pub script: Script,
    /// What mainly does the work.
    pub tool: Tool,
    /// How well.
    pub fidelity: Fidelity,
    /// What is lost; not empty exactly when `fidelity` is partial.
    pub losses: Vec<Loss>,
    /// What the reader should know.
    pub notes: Vec<Note>,
}

impl Emission {
    /// A form that loses nothing yet; see [`Emission::losing`].
    pub(crate) fn new(tool: Tool, fidelity: Fidelity, script: Script) -> Self {
        Emission { script, tool, fidelity, losses: Vec::new(), notes: Vec::new() }
    }

    /// The same, at most as good as `fidelity`.
    pub(crate) fn at_most(mut self, fidelity: Fidelity) -> Self {
        self.fidelity = self.fidelity.min(fidelity);
        self
    }

    /// The same with something lost: partial.
    pub(crate) fn losing(mut self, what: impl Into<String>, why: impl Into<String>) -> Self {
        self.losses.push(Loss { what: what.into(), why: why.into() });
        self.at_most(Fidelity::Partial)
    }

    /// The same with something to know.
    pub(crate) fn noting(mut self, note: impl Into<String>) -> Self {
        self.notes.push(Note(note.into()));
        self
    }
}

/// The tea versions whose grammar is known, oldest first.
#[must_use]
pub fn tea_versions() -> Vec<&'static str> {
    tea::grammar::grammars().iter().map(|grammar| grammar.version).collect()
}

/// Says `request` on `target`.
///
/// # Errors
/// A [`Refusal`] where the target cannot do it.
pub fn emit(request: &Request, target: &Target, surroundings: &Surroundings) -> Result<Emission, Refusal> {
    if request.output == Output::Browser {
        return Err(Refusal::NoEquivalent { feature: "opening a browser".to_owned() });
    }
    if let Some(Filter::Jq(program)) = request.output.filter()
        && !complexity::is_readable(&program.display())
    {
        return Err(Refusal::NotYet { feature: "jq programs that are that deep or long".to_owned() });
    }
    let by_tea = match &target.tea {
        Some(tea) => tea::emit(request, target, tea, surroundings).ok(),
        None => None,
    };
    let mut emission = match by_tea {
        Some(emission) if emission.fidelity > Fidelity::Partial => emission,
        partial => match (by_rest(request, target, surroundings), partial) {
            // What tea can do only in part is done by it when the API cannot do more.
            (Ok(rest), Some(tea)) if rest.fidelity <= tea.fidelity => tea,
            (Err(_), Some(tea)) => tea,
            (rest, _) => rest?,
        },
    };
    if !request.losses.is_empty() {
        emission.losses.extend(request.losses.iter().cloned());
        emission = emission.at_most(Fidelity::Partial);
    }
    emission.notes.extend(request.notes.iter().cloned());
    Ok(emission.at_most(request.best))
}

/// Says `request` as curl, jq and git.
fn by_rest(request: &Request, target: &Target, surroundings: &Surroundings) -> Result<Emission, Refusal> {
    let rest = Rest::new(&request.repository, target, surroundings).changing(request.operation.changes());
    let output = &request.output;
    match &request.operation {
        Operation::PullList(query) => reads::pull_list(rest, query, output),
        Operation::PullView { pull, comments } => reads::pull_view(rest, pull, *comments, output),
        Operation::PullChecks { pull, required, watch } => reads::pull_checks(rest, pull, *required, *watch, output),
        Operation::PullDiff(diff) => reads::pull_diff(rest, diff),
        Operation::PullStatus => reads::pull_status(rest, output),
        Operation::IssueList(query) => reads::issue_list(rest, query, output),
        Operation::IssueView { issue, comments } => reads::issue_view(rest, issue, *comments, output),
        Operation::IssueStatus => reads::issue_status(rest, output),
        Operation::LabelList(list) => reads::label_list(rest, list, output),
        Operation::ReleaseList(list) => reads::release_list(rest, list, output),
        Operation::ReleaseView(release) => reads::release_view(rest, release, output),
        Operation::ReleaseDownload(download) => reads::release_download(rest, download),
        Operation::RepositoryClone(clone) => reads::repository_clone(rest, clone),
        Operation::RepositoryList(list) => reads::repository_list(rest, list, output),
        Operation::RepositoryView { branch } => reads::repository_view(rest, branch.as_ref(), output),
        Operation::PageAddress(page) => reads::page_address(rest, page),
        Operation::RunList(list) => reads::run_list(rest, list, output),
        Operation::RunView(view) => reads::run_view(rest, view, output),
        Operation::RunDownload(download) => reads::run_download(rest, download),
        Operation::RunWatch(watch) => reads::run_watch(rest, watch),
        Operation::WorkflowList(list) => reads::workflow_list(rest, list, output),
        Operation::WorkflowView(view) => reads::workflow_view(rest, view),
        Operation::SettingList(settings) => reads::setting_list(rest, settings, output),
        Operation::SettingGet { scope, name } => reads::setting_get(rest, scope, name, output),
        Operation::SshKeyList => reads::ssh_key_list(rest),
        Operation::GpgKeyList => reads::gpg_key_list(rest),
        Operation::OrganizationList(limit) => reads::organization_list(rest, limit),
        Operation::StarterList(kind) => reads::starter_list(rest, *kind),
        Operation::StarterView { kind, name } => reads::starter_view(rest, *kind, name),
        Operation::AuthToken => reads::auth_token(rest),
        Operation::DeployKeyList => reads::deploy_key_list(rest, output),
        Operation::SearchPulls(query) => reads::search_pulls(rest, query, output),
        Operation::SearchIssues(query) => reads::search_issues(rest, query, output),
        Operation::SearchRepositories(query) => reads::search_repositories(rest, query, output),
        Operation::SearchCode { words, repositories, owners, limit } => {
            reads::search_code(rest, words, repositories, owners, limit, output)
        }
        Operation::Api(call) => reads::api(rest, call, output),
        Operation::AuthStatus => reads::auth_status(rest, output),
        Operation::PullCreate(create) => writes::pull_create(rest, create),
        Operation::PullMerge(merge) => writes::pull_merge(rest, merge),
        Operation::PullReview(review) => writes::pull_review(rest, review),
        Operation::PullCheckout(checkout) => writes::pull_checkout(rest, checkout),
        Operation::PullEdit(change) => writes::pull_edit(rest, change),
        Operation::PullClose(close) => writes::pull_close(rest, close),
        Operation::PullReady { pull, draft } => writes::pull_ready(rest, pull, *draft),
        Operation::PullReopen(reopen) => writes::pull_reopen(rest, reopen),
        Operation::PullUpdate { pull, rebase } => writes::pull_update(rest, pull, *rebase),
        Operation::PullComment { pull, body } => writes::pull_comment(rest, pull, body.as_ref()),
        Operation::IssueCreate(create) => writes::issue_create(rest, create),
        Operation::IssueEdit(change) => writes::issue_edit(rest, change),
        Operation::IssueClose(close) => writes::issue_close(rest, close),
        Operation::IssueDelete(issue) => writes::issue_delete(rest, issue),
        Operation::IssueLock { issue, lock } => writes::issue_lock(rest, issue, lock),
        Operation::IssuePin { issue, pinned } => writes::issue_pin(rest, issue, *pinned),
        Operation::IssueReopen(reopen) => writes::issue_reopen(rest, reopen),
        Operation::IssueComment { issue, body } => writes::issue_comment(rest, issue, body.as_ref()),
        Operation::LastComment { item, is_pull, change } => writes::last_comment(rest, item, *is_pull, change),
        Operation::LabelCreate(create) => writes::label_create(rest, create),
        Operation::LabelEdit(change) => writes::label_edit(rest, change),
        Operation::LabelDelete(name) => writes::label_delete(rest, name.as_ref()),
        Operation::LabelClone { from, overwrite } => writes::label_clone(rest, from.as_ref(), *overwrite),
        Operation::ReleaseCreate(create) => writes::release_create(rest, create),
        Operation::ReleaseEdit(change) => writes::release_edit(rest, change),
        Operation::ReleaseDelete(delete) => writes::release_delete(rest, delete),
        Operation::ReleaseUpload(upload) => writes::release_upload(rest, upload),
        Operation::ReleaseFileDelete(delete) => writes::release_file_delete(rest, delete),
        Operation::RunCancel(_) => {
            Err(Refusal::NoEquivalent { feature: "cancelling a workflow run: the API cannot".to_owned() })
        }
        Operation::RepositoryCreate(create) => writes::repository_create(rest, create),
        Operation::RepositoryFork(fork) => writes::repository_fork(rest, fork),
        Operation::RepositorySync(sync) => writes::repository_sync(rest, sync),
        Operation::RepositoryEdit(change) => writes::repository_edit(rest, change),
        Operation::RepositoryDelete => writes::repository_delete(rest),
        Operation::RunDelete(run) => writes::run_delete(rest, run),
        Operation::WorkflowRun(run) => writes::workflow_run(rest, run),
        Operation::WorkflowSwitch(switch) => writes::workflow_switch(rest, switch),
        Operation::SettingSet { settings, source } => writes::setting_set(rest, settings, source),
        Operation::SettingDelete { settings, name } => writes::setting_delete(rest, settings, name),
        Operation::SshKeyAdd(add) => writes::ssh_key_add(rest, add),
        Operation::SshKeyDelete { id } => writes::ssh_key_delete(rest, id),
        Operation::GpgKeyAdd { key } => writes::gpg_key_add(rest, key),
        Operation::GpgKeyDelete { key } => writes::gpg_key_delete(rest, key),
        Operation::AuthSetupGit => writes::auth_setup_git(rest),
        Operation::DeployKeyAdd(add) => writes::deploy_key_add(rest, add),
        Operation::DeployKeyDelete { id } => writes::deploy_key_delete(rest, id),
        Operation::RunRerun(rerun) => writes::run_rerun(rest, rerun),
        Operation::AuthLogin { token_from_stdin } => writes::auth_login(rest, *token_from_stdin),
        _ => Err(Refusal::NoEquivalent { feature: format!("`{}`", request.rule) }),
    }
}
