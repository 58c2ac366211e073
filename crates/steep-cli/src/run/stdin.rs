use std::io::{self, Read};
use std::path::Path;
use std::{env, fs};

use anyhow::{Context, bail};
use steep::Language;

use super::examine;
use super::tell::Beside;
use crate::args::{Format, Work};
use crate::baseline::Baseline;
use crate::config::{Nearest, Resolved};
use crate::files;
use crate::filter::Filter;
use crate::output::Output;
use crate::report::{self, Mode, Palette, Told};
use crate::setting::EXAMPLE_HOST;

/// The work over standard input. What `rewrite` makes of the document, and a diff, go to standard output, and the report to
/// standard error; else the report goes to standard output.
pub(super) fn over(
    work: &Work,
    mode: Mode,
    baseline: Option<Baseline>,
    nearest: &Nearest,
    output: &Output,
) -> anyhow::Result<u8> {
    if matches!(mode, Mode::Write { ask: true, .. }) {
        bail!("--interactive asks on standard input, which is the document here");
    }
    if matches!(mode, Mode::Write { .. } | Mode::Diff) {
        output.check_open()?;
    }
    let path = work.files.stdin_path.as_deref().unwrap_or(Path::new("-"));
    let here = env::current_dir().and_then(fs::canonicalize).context("cannot tell the working directory")?;
    let folder =
        work.files.stdin_path.as_deref().and_then(Path::parent).map(|parent| here.join(parent)).unwrap_or(here);
    let folder = fs::canonicalize(&folder).unwrap_or(folder);
    let host = (mode == Mode::Scan).then_some(EXAMPLE_HOST);
    let config = nearest.at(&folder)?;
    let Resolved { target, note } = config.target(&work.settings)?;
    let steep = config.transpiler(&work.settings, &target, host)?;
    if !work.report.quiet {
        super::say(note.into_iter().chain(super::remarks([&steep].into_iter())), output);
    }

    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes).context("cannot read standard input")?;
    let old = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            bail!("cannot read standard input: it is not UTF-8 text (byte {at})")
        }
    };
    let language = files::language_of_input(work.files.stdin_path.as_deref(), &old);
    if work.notice.is_some() && language != Language::Markdown {
        bail!("cannot put the notice into standard input: it is {language}, and the notice is Markdown");
    }
    let out = examine::transpiled(&steep, &old, &language, None, &Filter::new(&work.select));
    let new = if work.notice.is_some() { steep.notice(&out.text) } else { out.text.into_owned() };
    let mut report = examine::report_of(path.display().to_string(), language, &old, out.findings, work);
    report.changed = new != old;
    if report.changed && matches!(mode, Mode::Write { .. }) {
        let findings = steep.transpile(&new, &report.language).findings;
        report.left = examine::left(&new, findings, &report.language, work);
        report.keep_messages();
    }
    if report.changed && work.report.format == Format::Markdown {
        report.diff = Some(report::shown_diff(path, &old, &new, &Palette::plain()));
    }
    let beside = match (mode, work.report.format) {
        (Mode::Write { .. }, _) => {
            output.write(&new)?;
            Beside::Text
        }
        (Mode::Diff, Format::Human) => {
            if report.changed {
                output.write(&report::diff(path, &old, &new, &output.palette))?;
            }
            Beside::Text
        }
        _ => Beside::Nothing,
    };
    let mut told = Told { reports: vec![report], ..Told::default() };
    super::finish(work, mode, baseline, &mut told, output, beside)
}
