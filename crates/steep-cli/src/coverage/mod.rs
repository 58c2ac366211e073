//! `steep coverage`: what becomes of every command and flag of gh.

mod human;
mod json;
mod markdown;
mod matrix;

use std::{env, fs};

use anyhow::{Context, bail};
use steep::Use;

use crate::DONE;
use crate::args::{Coverage, CoverageFormat};
use crate::config::{Nearest, Resolved};
use crate::output::Output;
use crate::setting::{EXAMPLE_HOST, nearest};
use matrix::{Matrix, Place};

pub(crate) fn coverage(arguments: &Coverage, output: &Output) -> anyhow::Result<u8> {
    let settings = &arguments.settings;
    let here = env::current_dir().and_then(fs::canonicalize).context("cannot tell the working directory")?;
    let config = Nearest::new(!settings.no_config).at(&here)?;
    let (Resolved { target, note }, server) = (config.target(settings)?, config.server(settings));
    let named = config.transpiler(settings, &target, Some(EXAMPLE_HOST))?;
    crate::run::say(note.into_iter().chain(crate::run::remarks([&named].into_iter())), output);
    let target = &*target.to_string();

    let is_human = arguments.format == CoverageFormat::Human;
    let asked = asked(&arguments.command);
    let mut uses = steep::uses();
    uses.retain(|it| match asked.as_str() {
        "" => !is_human || it.flag.is_none(),
        asked => it.command == asked || it.command.starts_with(&format!("{asked} ")),
    });
    if uses.is_empty() {
        let known: Vec<Use> = steep::uses();
        let meant = nearest(&asked, known.iter().map(|it| it.command.as_str()));
        let meant = meant.map_or(String::new(), |name| format!("; did you mean `{name}`?"));
        bail!("cannot list `{asked}`: gh has no such command{meant}");
    }
    // What the file says is about the documents beside it; the tables are about every target.
    let (one_target, one_server) = match is_human {
        true => (Some(target), server.or(Some(Place::default_server()))),
        false => (settings.target.is_some().then_some(target), settings.gitea.is_some().then_some(server).flatten()),
    };
    let place = Place { target: one_target, server: one_server };
    let matrix = Matrix::new(&config, settings, place, uses)?;
    output.write(&match arguments.format {
        CoverageFormat::Human => human::human(&matrix, target, &output.palette),
        CoverageFormat::Markdown => markdown::markdown(&matrix),
        CoverageFormat::Json => json::json(&matrix)?,
    })?;
    Ok(DONE)
}

/// The name of the command or family, with `gh`; empty where none is asked for.
fn asked(words: &[String]) -> String {
    let words = words.iter().flat_map(|word| word.split_whitespace()).skip_while(|word| *word == "gh");
    words
        .fold(String::new(), |name, word| if name.is_empty() { format!("gh {word}") } else { format!("{name} {word}") })
}
