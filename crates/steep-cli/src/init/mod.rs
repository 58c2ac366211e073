//! `steep init`: proposes a `steep.toml` for the folder that it is run in.

mod logins;
mod owners;
mod proposal;
mod remotes;

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};

use crate::DONE;
use crate::args::Init;
use crate::config::{self, Nearest};
use crate::files;
use crate::output::Output;
use crate::report::{self, count};
use crate::setting::{Host, Name, RepositoryName};
use crate::tea;

use logins::Login;
use proposal::Proposal;
use remotes::Remote;

pub(crate) fn init(arguments: &Init, output: &Output) -> anyhow::Result<u8> {
    let path = Path::new(config::NAME);
    if !arguments.stdout && path.exists() {
        bail!("{} is there already; --stdout prints the proposal instead", path.display());
    }
    let program = arguments.tea_bin.as_ref().map_or(config::TEA, |Name(name)| name);
    let remotes = remotes::of_working_directory();
    let logins = logins::of(program);
    let mut owners = owners::Owners::default();
    let (seen, failures) = look_through(&mut owners)?;
    let proposal = Proposal {
        host: host(arguments, &remotes, &logins),
        logins,
        tea: tea::installed(program),
        tea_bin: arguments.tea_bin.as_ref().map(|Name(name)| name.clone()),
        owners: owners.with_remotes(&remotes),
        repository: repository(&remotes),
    };
    let text = proposal.text();
    if arguments.stdout {
        output.write(&text)?;
    } else {
        create(path, &text)?;
        let mut said = format!("wrote {}: {}\n", path.display(), proposal.summary());
        said.push_str(&format!("{seen} in {} looked at\n", count(owners.files, "file")));
        if proposal.host.is_none() {
            said.push_str("Next: name your Gitea in it (`host`), then run `steep check .`\n");
        } else {
            said.push_str("Next: read it, then run `steep check .`\n");
        }
        output.write(&said)?;
    }
    output.complain(&report::failures(&failures, &output.error_palette));
    Ok(DONE)
}

/// Writes a new file; one that is there stays.
fn create(path: &Path, text: &str) -> anyhow::Result<()> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    match file.and_then(|mut file| file.write_all(text.as_bytes())) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => bail!("{} is there already", path.display()),
        result => result.with_context(|| format!("cannot write {}", path.display())),
    }
}

/// A host with how it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Known {
    host: String,
    from: String,
}

/// The Gitea: as named, else the host of a remote that is not GitHub's, else that of tea's login.
fn host(arguments: &Init, remotes: &[Remote], logins: &[Login]) -> Option<Known> {
    if let Some(Host(host)) = &arguments.host {
        return Some(Known { host: host.clone(), from: "as named".to_owned() });
    }
    let of_remote = elsewhere(remotes).map(|remote| Known {
        host: remote.address.clone(),
        from: match remote.is_guessed {
            true => format!("the remote `{}`, which is reached by ssh: check the address", remote.name),
            false => format!("the remote `{}`", remote.name),
        },
    });
    let login = logins.iter().find(|login| login.is_default).or(logins.first());
    let of_login =
        login.map(|login| Known { host: login.url.clone(), from: format!("the login `{}` of tea", login.name) });
    of_remote.or(of_login).filter(|known| known.host.parse::<Host>().is_ok())
}

/// The first remote that is not GitHub's.
fn elsewhere(remotes: &[Remote]) -> Option<&Remote> {
    remotes.iter().find(|remote| !remote.is_github())
}

/// The repository of that remote, as it is called there.
fn repository(remotes: &[Remote]) -> Option<String> {
    let remote = elsewhere(remotes)?;
    let name = format!("{}/{}", remote.owner, remote.repository);
    name.parse::<RepositoryName>().ok().map(|RepositoryName(name)| name)
}

/// Finds the owners that commands below the working directory name. Returns how many commands there are, as text, and what
/// could not be looked at.
fn look_through(owners: &mut owners::Owners) -> anyhow::Result<(String, Vec<crate::failure::Failure>)> {
    let nearest = Arc::new(Nearest::new(false));
    let selection = files::select(&[PathBuf::from(".")], &nearest, &[], true)?;
    let mut failures = selection.failures;
    let mut buffer = files::Buffer::default();
    let mut commands = 0;
    for document in &selection.documents {
        match files::read(&document.path, &document.real, document.chosen, &mut buffer) {
            Ok(files::Content::Text(text, language)) => commands += owners.look_at(&text, &language),
            Ok(_) => {}
            Err(failure) => failures.push(failure),
        }
    }
    Ok((count(commands, "command"), failures))
}
