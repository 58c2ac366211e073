use std::process::{Command, Stdio};

/// A remote of the clone that the working directory is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Remote {
    pub(super) name: String,
    /// The server's address: `https://git.example.org`.
    pub(super) address: String,
    /// Whether that is a guess: what is reached by ssh has a web address of its own.
    pub(super) is_guessed: bool,
    pub(super) owner: String,
    pub(super) repository: String,
}

impl Remote {
    pub(super) fn is_github(&self) -> bool {
        self.address.trim_start_matches("https://") == "github.com"
    }
}

/// The remotes that git knows; none outside of a clone and without git.
pub(super) fn of_working_directory() -> Vec<Remote> {
    let mut git = Command::new("git");
    git.args(["config", "--get-regexp", r"^remote\..*\.url$"]).stdin(Stdio::null()).stderr(Stdio::null());
    let Ok(out) = git.output() else { return Vec::new() };
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    text.lines().filter_map(remote).collect()
}

/// A remote of a line `remote.NAME.url ADDRESS`.
fn remote(line: &str) -> Option<Remote> {
    let (key, url) = line.split_once(' ')?;
    let name = key.strip_prefix("remote.")?.strip_suffix(".url")?.to_owned();
    let (server, path, scheme) = match url.split_once("://") {
        Some((scheme, rest)) => {
            let (server, path) = rest.split_once('/')?;
            (server, path, scheme)
        }
        None => {
            let (server, path) = url.split_once(':')?;
            (server, path, "ssh")
        }
    };
    // Who asks is nobody's business: an address may hold a token.
    let server = server.rsplit('@').next()?;
    let address = match scheme {
        "https" | "http" => format!("{scheme}://{server}"),
        "ssh" => format!("https://{}", server.split(':').next()?),
        _ => return None,
    };
    let path = path.trim_matches('/').trim_end_matches(".git");
    let (owners, repository) = path.rsplit_once('/')?;
    // A Gitea may stand below a path.
    let (below, owner) = owners.rsplit_once('/').unwrap_or(("", owners));
    let address = if below.is_empty() || scheme == "ssh" { address } else { format!("{address}/{below}") };
    Some(Remote {
        name,
        address,
        is_guessed: scheme == "ssh",
        owner: owner.to_owned(),
        repository: repository.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_remotes_are_read() {
        for (url, address, is_guessed, owner) in [
            ("https://git.acme.test/acme/widgets.git", "https://git.acme.test", false, "acme"),
            ("http://avery:secret@localhost:3000/acme/widgets", "http://localhost:3000", false, "acme"),
            ("https://acme.test/gitea/acme/widgets", "https://acme.test/gitea", false, "acme"),
            ("git@git.acme.test:acme/widgets.git", "https://git.acme.test", true, "acme"),
            ("ssh://git@git.acme.test:2222/acme/widgets.git", "https://git.acme.test", true, "acme"),
        ] {
            let found = remote(&format!("remote.origin.url {url}")).unwrap();
            assert_eq!((found.address.as_str(), found.is_guessed, found.owner.as_str()), (address, is_guessed, owner));
            assert_eq!((found.name.as_str(), found.repository.as_str()), ("origin", "widgets"));
        }
        assert!(remote("remote.x.url git@github.com:Acme/widgets").unwrap().is_github());
        for url in ["/srv/git/widgets.git", "file:///srv/git/widgets", "", "https://x"] {
            assert_eq!(remote(&format!("remote.x.url {url}")), None, "{url}");
        }
    }
}
