//! `steep completions` and `steep man`: what the command line's own description becomes.

use std::fs;

use clap::CommandFactory;

use crate::DONE;
use crate::args::{Arguments, Completions, Man};
use crate::failure::Failure;
use crate::output::Output;

pub(crate) fn completions(arguments: &Completions, output: &Output) -> anyhow::Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "steep", &mut script);
    output.write(&String::from_utf8_lossy(&script))?;
    Ok(DONE)
}

pub(crate) fn man(arguments: &Man, output: &Output) -> anyhow::Result<u8> {
    let folder = &arguments.folder;
    let cannot_write = |error| Failure::new("write the manual pages into", folder, error);
    fs::create_dir_all(folder).map_err(cannot_write)?;
    clap_mangen::generate_to(Arguments::command().disable_help_subcommand(true), folder).map_err(cannot_write)?;
    output.write(&format!("manual pages written to {}\n", folder.display()))?;
    Ok(DONE)
}
