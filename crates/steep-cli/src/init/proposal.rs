use super::Known;
use super::logins::Login;
use super::owners::Renamed;
use crate::config::DEFAULT_TEA;
use crate::report::count;
use crate::tea::Installed;

/// Up to so many owners are proposed.
const OWNERS: usize = 20;

/// A setting that makes documents much shorter, and needs a program beside them.
const COMPANION: &str = "
# Short calls of a program that `steep companion` prints, in place of requests that are written out with curl and jq.
# companion = \"gitea-api\"
";

/// What was found out.
#[derive(Debug)]
pub(super) struct Proposal {
    pub(super) host: Option<Known>,
    pub(super) logins: Vec<Login>,
    pub(super) tea: Option<Installed>,
    pub(super) tea_bin: Option<String>,
    pub(super) owners: Vec<Renamed>,
    /// That of the clone on the Gitea, where a remote tells it.
    pub(super) repository: Option<String>,
}

impl Proposal {
    /// The file. What is only a guess, or a matter of taste, is a comment.
    pub(super) fn text(&self) -> String {
        let mut out = "# Settings of steep, found in each folder and all below it.\n\n".to_owned();
        match &self.host {
            Some(Known { host, from }) => {
                out.push_str(&format!("# The address of the Gitea: {from}.\nhost = {}\n", string(host)));
            }
            None => out.push_str("# The address of the Gitea.\n# host = \"https://git.example.org\"\n"),
        }
        match &self.tea {
            Some(Installed { version, is_probed }) => {
                let how = if *is_probed { ", told by the commands that it has" } else { "" };
                let target = string(&format!("tea@{version}"));
                out.push_str(&format!(
                    "\n# The tea that is installed here{how}; \"curl\" needs none.\ntarget = {target}\n"
                ));
            }
            None => {
                let target = string(&format!("tea@{DEFAULT_TEA}"));
                out.push_str(&format!("\n# No tea is installed here. \"curl\" needs none.\n# target = {target}\n"));
            }
        }
        if let Some(name) = &self.tea_bin {
            out.push_str(&format!("tea-bin = {}\n", string(name)));
        }
        let on_host = |login: &&Login| self.host.as_ref().is_some_and(|known| known.host == login.url);
        if let Some(login) = self.logins.iter().find(on_host) {
            let name = string(&login.name);
            out.push_str(&format!(
                "\n# Your login of tea's for it. Name it only if it is called so by every reader of the documents.\n# tea-login = {name}\n"
            ));
        }
        if let Some(repository) = &self.repository {
            let name = string(repository);
            out.push_str(&format!(
                "\n# The repository that commands without --repo are about. Forms are shorter with it; name it if all documents here mean this one.\n# repository = {name}\n"
            ));
        }
        out.push_str(COMPANION);
        out.push_str("\n# Owners on GitHub, and their names on the Gitea.\n[owners]\n");
        for Renamed { old, new, commands } in self.owners.iter().take(OWNERS) {
            let sign = if new.is_some() { "" } else { "# " };
            let new = string(new.as_deref().unwrap_or(old));
            out.push_str(&format!("{sign}{} = {new} # {}\n", string(old), count(*commands, "command")));
        }
        if self.owners.is_empty() {
            out.push_str("# \"Old\" = \"new\"\n");
        }
        out
    }

    /// What it holds, in a few words.
    pub(super) fn summary(&self) -> String {
        let host = self.host.as_ref().map_or("no host was found".to_owned(), |known| format!("host {}", known.host));
        let tea = self.tea.as_ref().map_or("no tea was found".to_owned(), |tea| format!("tea {}", tea.version));
        format!("{host}, {tea}, {}", count(self.owners.len(), "owner"))
    }
}

/// A string of TOML.
fn string(text: &str) -> String {
    toml::Value::from(text).to_string()
}
