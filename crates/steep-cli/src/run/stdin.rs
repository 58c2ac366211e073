use std::io::{self, Read, Write};
use std::path::Path;
use std::{env, fs};

use anyhow::{Context, bail};

use super::{EXAMPLE_HOST, Mode, Told, examine, status};
use crate::args::{Format, Work};
use crate::config::Nearest;
use crate::files;
use crate::output::Output;
use crate::report;

/// The work over standard input: the document goes to standard output and the report, in either format, to standard error.
pub(super) fn over(work: &Work, mode: Mode, nearest: &Nearest, output: &Output) -> anyhow::Result<u8> {
    let path = work.stdin_path.as_deref().unwrap_or(Path::new("-"));
    let here = env::current_dir().and_then(fs::canonicalize).context("cannot tell the working directory")?;
    let folder = work.stdin_path.as_deref().and_then(Path::parent).map(|parent| here.join(parent)).unwrap_or(here);
    let folder = fs::canonicalize(&folder).unwrap_or(folder);
    let host = (mode == Mode::Scan).then_some(EXAMPLE_HOST);
    let steep = nearest.at(&folder)?.transpiler(&work.settings, host)?;

    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes).context("cannot read standard input")?;
    let old = match files::utf8(bytes) {
        Ok(text) => text,
        Err(at) => bail!("cannot read standard input: it is not UTF-8 text (byte {at})"),
    };
    let out = examine::transpile(&steep, path, &old);
    let new = if work.notice.is_some() { steep.notice(&out.text) } else { out.text.into_owned() };
    let mut report = examine::report_of(path.display().to_string(), &old, out.findings, work);
    report.changed = new != old;
    match mode {
        Mode::Write { .. } => output.write(&new)?,
        Mode::Diff if report.changed => output.write(&report::diff(&report.path, &old, &new, &output.palette))?,
        Mode::Diff | Mode::Check | Mode::Scan => {}
    }
    let told = Told { reports: vec![report], ..Told::default() };
    let palette = &output.error_palette;
    let text = match (work.format, mode) {
        (Format::Json, _) => report::json(&told.reports, &told.failures)?,
        (Format::Human, Mode::Scan) => report::inventory(&told.reports, palette),
        (Format::Human, Mode::Diff) => report::findings(&told.reports, work.verbose, palette),
        (Format::Human, _) => report::human(&told, work.verbose, mode, palette),
    };
    io::stderr().write_all(text.as_bytes()).context("cannot write the report")?;
    Ok(status(&told.reports, mode))
}
