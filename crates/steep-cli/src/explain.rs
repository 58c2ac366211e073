//! `steep explain`: one command on each target.

use std::fmt::Write as _;
use std::{env, fs};

use anyhow::Context;
use steep::{Finding, Outcome};

use crate::args::Explain;
use crate::config::Nearest;
use crate::output::Output;
use crate::report::{Palette, printable};
use crate::run::EXAMPLE_HOST;
use crate::{DONE, FOUND};

/// The targets that are shown when none is named.
const TARGETS: [&str; 2] = ["tea@0.9.2", "curl"];

pub(crate) fn explain(arguments: &Explain, output: &Output) -> anyhow::Result<u8> {
    let settings = &arguments.settings;
    let here = env::current_dir().and_then(fs::canonicalize).context("cannot tell the working directory")?;
    let config = Nearest::new(!settings.no_config).at(&here)?;
    let named = settings.target.as_deref().or(config.target.as_deref());
    let targets: Vec<&str> = named.map_or_else(|| TARGETS.to_vec(), |target| vec![target]);
    let mut out = String::new();
    let mut found = false;
    for target in targets {
        let steep = config.transpiler_for(settings, target, Some(EXAMPLE_HOST))?;
        let transpiled = steep.shell(&arguments.command);
        if transpiled.findings.is_empty() {
            writeln!(out, "no gh command")?;
            found = true;
            break;
        }
        let strong = output.palette.strong;
        writeln!(out, "{strong}{target}{strong:#}")?;
        for finding in &transpiled.findings {
            found |= finding.outcome != Outcome::Rewritten;
            describe(&mut out, finding, &output.palette)?;
        }
        writeln!(out)?;
    }
    output.write(&out)?;
    Ok(if found { FOUND } else { DONE })
}

fn describe(out: &mut String, finding: &Finding, palette: &Palette) -> std::fmt::Result {
    let style = if finding.outcome == Outcome::Rewritten { palette.good } else { palette.open };
    write!(out, "  {}: {style}{}{style:#}", finding.rule, finding.outcome.as_str())?;
    if let Some(tool) = finding.tool {
        write!(out, " with {}", tool.as_str())?;
    }
    match (finding.fidelity, &finding.reason) {
        (Some(fidelity), _) => writeln!(out, " ({fidelity})")?,
        (None, Some(reason)) => writeln!(out, " ({})", reason.category())?,
        (None, None) => writeln!(out)?,
    }
    for line in finding.replacement.iter().flat_map(|text| text.lines()) {
        writeln!(out, "    {}", printable(line))?;
    }
    if !finding.message.is_empty() {
        writeln!(out, "    = {}", printable(&finding.message))?;
    }
    Ok(())
}
