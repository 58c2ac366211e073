//! `steep companion`: the program that documents may call.

use std::{env, fs};

use anyhow::Context;
use steep::Target;

use crate::DONE;
use crate::args::Companion;
use crate::config::{Nearest, Resolved};
use crate::output::Output;
use crate::setting::Name;

pub(crate) fn companion(arguments: &Companion, output: &Output) -> anyhow::Result<u8> {
    let settings = &arguments.settings;
    let here = env::current_dir().and_then(fs::canonicalize).context("cannot tell the working directory")?;
    let config = Nearest::new(!settings.no_config).at(&here)?;
    let Resolved { target, note } = config.target(settings)?;
    crate::run::say(note, output);
    let mut gitea = config.gitea(settings, &target, None)?;
    if let Some(Name(name)) = &arguments.name {
        gitea = gitea.companion(name);
    }
    Target::from(gitea.clone()).check()?;
    output.write(&gitea.companion_program())?;
    Ok(DONE)
}
