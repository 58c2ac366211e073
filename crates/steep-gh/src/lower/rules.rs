use steep_forge::Refusal;

use super::arguments::Arguments;
use super::{
    Asked, api, auth, browse, gpg_key, issue, label, org, pr, release, repo, run, search, secret, ssh_key, status,
    variable, workflow,
};

/// One verb's rule.
pub(super) struct Rule {
    /// The command's path.
    pub(super) path: &'static [&'static str],
    /// The name it is documented and reported by.
    pub(super) name: &'static str,
    /// What it makes of the arguments.
    pub(super) lower: fn(&mut Arguments<'_>) -> Result<Asked, Refusal>,
}

const RULES: &[Rule] = &[
    Rule { path: &["api"], name: "gh api", lower: api::lower },
    Rule { path: &["auth", "login"], name: "gh auth login", lower: auth::login::lower },
    Rule { path: &["auth", "setup-git"], name: "gh auth setup-git", lower: auth::setup_git::lower },
    Rule { path: &["auth", "status"], name: "gh auth status", lower: auth::status::lower },
    Rule { path: &["auth", "token"], name: "gh auth token", lower: auth::token::lower },
    Rule { path: &["browse"], name: "gh browse", lower: browse::lower },
    Rule { path: &["gpg-key", "add"], name: "gh gpg-key add", lower: gpg_key::add::lower },
    Rule { path: &["gpg-key", "delete"], name: "gh gpg-key delete", lower: gpg_key::delete::lower },
    Rule { path: &["gpg-key", "list"], name: "gh gpg-key list", lower: gpg_key::list::lower },
    Rule { path: &["issue", "artifact", "create"], name: "gh issue artifact create", lower: issue::artifact::create },
    Rule { path: &["issue", "artifact", "delete"], name: "gh issue artifact delete", lower: issue::artifact::delete },
    Rule { path: &["issue", "artifact", "edit"], name: "gh issue artifact edit", lower: issue::artifact::edit },
    Rule { path: &["issue", "artifact", "list"], name: "gh issue artifact list", lower: issue::artifact::list },
    Rule { path: &["issue", "close"], name: "gh issue close", lower: issue::close::lower },
    Rule { path: &["issue", "comment"], name: "gh issue comment", lower: issue::comment::lower },
    Rule { path: &["issue", "create"], name: "gh issue create", lower: issue::create::lower },
    Rule { path: &["issue", "delete"], name: "gh issue delete", lower: issue::delete::lower },
    Rule { path: &["issue", "edit"], name: "gh issue edit", lower: issue::edit::lower },
    Rule { path: &["issue", "list"], name: "gh issue list", lower: issue::list::lower },
    Rule { path: &["issue", "lock"], name: "gh issue lock", lower: issue::lock::lower },
    Rule { path: &["issue", "pin"], name: "gh issue pin", lower: issue::pin::lower },
    Rule { path: &["issue", "reopen"], name: "gh issue reopen", lower: issue::reopen::lower },
    Rule { path: &["issue", "status"], name: "gh issue status", lower: issue::status::lower },
    Rule { path: &["issue", "unlock"], name: "gh issue unlock", lower: issue::lock::unlock },
    Rule { path: &["issue", "unpin"], name: "gh issue unpin", lower: issue::pin::unpin },
    Rule { path: &["issue", "view"], name: "gh issue view", lower: issue::view::lower },
    Rule { path: &["label", "clone"], name: "gh label clone", lower: label::clone::lower },
    Rule { path: &["label", "create"], name: "gh label create", lower: label::create::lower },
    Rule { path: &["label", "delete"], name: "gh label delete", lower: label::delete::lower },
    Rule { path: &["label", "edit"], name: "gh label edit", lower: label::edit::lower },
    Rule { path: &["label", "list"], name: "gh label list", lower: label::list::lower },
    Rule { path: &["org", "list"], name: "gh org list", lower: org::list::lower },
    Rule { path: &["pr", "checkout"], name: "gh pr checkout", lower: pr::checkout::lower },
    Rule { path: &["pr", "checks"], name: "gh pr checks", lower: pr::checks::lower },
    Rule { path: &["pr", "close"], name: "gh pr close", lower: pr::close::lower },
    Rule { path: &["pr", "comment"], name: "gh pr comment", lower: pr::comment::lower },
    Rule { path: &["pr", "create"], name: "gh pr create", lower: pr::create::lower },
    Rule { path: &["pr", "diff"], name: "gh pr diff", lower: pr::diff::lower },
    Rule { path: &["pr", "edit"], name: "gh pr edit", lower: pr::edit::lower },
    Rule { path: &["pr", "list"], name: "gh pr list", lower: pr::list::lower },
    Rule { path: &["pr", "lock"], name: "gh pr lock", lower: issue::lock::lower },
    Rule { path: &["pr", "merge"], name: "gh pr merge", lower: pr::merge::lower },
    Rule { path: &["pr", "ready"], name: "gh pr ready", lower: pr::ready::lower },
    Rule { path: &["pr", "reopen"], name: "gh pr reopen", lower: pr::reopen::lower },
    Rule { path: &["pr", "review"], name: "gh pr review", lower: pr::review::lower },
    Rule { path: &["pr", "status"], name: "gh pr status", lower: pr::status::lower },
    Rule { path: &["pr", "unlock"], name: "gh pr unlock", lower: issue::lock::unlock },
    Rule { path: &["pr", "update-branch"], name: "gh pr update-branch", lower: pr::update_branch::lower },
    Rule { path: &["pr", "view"], name: "gh pr view", lower: pr::view::lower },
    Rule { path: &["release", "create"], name: "gh release create", lower: release::create::lower },
    Rule { path: &["release", "delete"], name: "gh release delete", lower: release::delete::lower },
    Rule { path: &["release", "delete-asset"], name: "gh release delete-asset", lower: release::delete_asset::lower },
    Rule { path: &["release", "download"], name: "gh release download", lower: release::download::lower },
    Rule { path: &["release", "edit"], name: "gh release edit", lower: release::edit::lower },
    Rule { path: &["release", "list"], name: "gh release list", lower: release::list::lower },
    Rule { path: &["release", "upload"], name: "gh release upload", lower: release::upload::lower },
    Rule { path: &["release", "view"], name: "gh release view", lower: release::view::lower },
    Rule { path: &["repo", "archive"], name: "gh repo archive", lower: repo::archive::lower },
    Rule { path: &["repo", "clone"], name: "gh repo clone", lower: repo::clone::lower },
    Rule { path: &["repo", "create"], name: "gh repo create", lower: repo::create::lower },
    Rule { path: &["repo", "delete"], name: "gh repo delete", lower: repo::delete::lower },
    Rule { path: &["repo", "deploy-key", "add"], name: "gh repo deploy-key add", lower: repo::deploy_key::add },
    Rule {
        path: &["repo", "deploy-key", "delete"],
        name: "gh repo deploy-key delete",
        lower: repo::deploy_key::delete,
    },
    Rule { path: &["repo", "deploy-key", "list"], name: "gh repo deploy-key list", lower: repo::deploy_key::list },
    Rule { path: &["repo", "edit"], name: "gh repo edit", lower: repo::edit::lower },
    Rule { path: &["repo", "fork"], name: "gh repo fork", lower: repo::fork::lower },
    Rule { path: &["repo", "gitignore", "list"], name: "gh repo gitignore list", lower: repo::starter::gitignores },
    Rule { path: &["repo", "gitignore", "view"], name: "gh repo gitignore view", lower: repo::starter::gitignore },
    Rule { path: &["repo", "license", "list"], name: "gh repo license list", lower: repo::starter::licences },
    Rule { path: &["repo", "license", "view"], name: "gh repo license view", lower: repo::starter::licence },
    Rule { path: &["repo", "list"], name: "gh repo list", lower: repo::list::lower },
    Rule { path: &["repo", "read-dir"], name: "gh repo read-dir", lower: repo::read::folder },
    Rule { path: &["repo", "read-file"], name: "gh repo read-file", lower: repo::read::file },
    Rule { path: &["repo", "rename"], name: "gh repo rename", lower: repo::rename::lower },
    Rule { path: &["repo", "sync"], name: "gh repo sync", lower: repo::sync::lower },
    Rule { path: &["repo", "unarchive"], name: "gh repo unarchive", lower: repo::unarchive::lower },
    Rule { path: &["repo", "view"], name: "gh repo view", lower: repo::view::lower },
    Rule { path: &["run", "cancel"], name: "gh run cancel", lower: run::cancel::lower },
    Rule { path: &["run", "delete"], name: "gh run delete", lower: run::delete::lower },
    Rule { path: &["run", "download"], name: "gh run download", lower: run::download::lower },
    Rule { path: &["run", "list"], name: "gh run list", lower: run::list::lower },
    Rule { path: &["run", "rerun"], name: "gh run rerun", lower: run::rerun::lower },
    Rule { path: &["run", "view"], name: "gh run view", lower: run::view::lower },
    Rule { path: &["run", "watch"], name: "gh run watch", lower: run::watch::lower },
    Rule { path: &["search", "code"], name: "gh search code", lower: search::code::lower },
    Rule { path: &["search", "issues"], name: "gh search issues", lower: search::issues::lower },
    Rule { path: &["search", "prs"], name: "gh search prs", lower: search::prs::lower },
    Rule { path: &["search", "repos"], name: "gh search repos", lower: search::repos::lower },
    Rule { path: &["secret", "delete"], name: "gh secret delete", lower: secret::delete::lower },
    Rule { path: &["secret", "list"], name: "gh secret list", lower: secret::list::lower },
    Rule { path: &["secret", "set"], name: "gh secret set", lower: secret::set::lower },
    Rule { path: &["ssh-key", "add"], name: "gh ssh-key add", lower: ssh_key::add::lower },
    Rule { path: &["ssh-key", "delete"], name: "gh ssh-key delete", lower: ssh_key::delete::lower },
    Rule { path: &["ssh-key", "list"], name: "gh ssh-key list", lower: ssh_key::list::lower },
    Rule { path: &["status"], name: "gh status", lower: status::lower },
    Rule { path: &["variable", "delete"], name: "gh variable delete", lower: variable::delete::lower },
    Rule { path: &["variable", "get"], name: "gh variable get", lower: variable::get::lower },
    Rule { path: &["variable", "list"], name: "gh variable list", lower: variable::list::lower },
    Rule { path: &["variable", "set"], name: "gh variable set", lower: variable::set::lower },
    Rule { path: &["workflow", "disable"], name: "gh workflow disable", lower: workflow::disable::lower },
    Rule { path: &["workflow", "enable"], name: "gh workflow enable", lower: workflow::enable::lower },
    Rule { path: &["workflow", "list"], name: "gh workflow list", lower: workflow::list::lower },
    Rule { path: &["workflow", "run"], name: "gh workflow run", lower: workflow::run::lower },
    Rule { path: &["workflow", "view"], name: "gh workflow view", lower: workflow::view::lower },
];

/// Every rule.
#[cfg(test)]
pub(super) fn all() -> &'static [Rule] {
    RULES
}

/// The rule for a command.
pub(super) fn find(path: &[&str]) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.path == path)
}
