//! The work over files.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use steep::{Finding, Outcome, Summary, Transpiler};

use crate::args::{Action, Arguments, Format, Work};
use crate::config::Config;
use crate::files::{self, Language};
use crate::{DONE, FAILED, FOUND, explain, report, write};

/// The host in forms that are only looked at (`scan`, `explain`) when none is named.
pub(crate) const EXAMPLE_HOST: &str = "https://gitea.example.com";

/// One file's outcome.
pub(crate) struct FileReport {
    pub(crate) path: String,
    pub(crate) findings: Vec<Finding>,
    pub(crate) summary: Summary,
    pub(crate) changed: bool,
}

/// What is to be done with a file's new text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Write,
    Check,
    Diff,
    Scan,
}

pub(crate) fn run(arguments: Arguments) -> anyhow::Result<u8> {
    match arguments.action {
        Action::Rewrite(work) => over(&work, Mode::Write),
        Action::Check(work) => over(&work, Mode::Check),
        Action::Diff(work) => over(&work, Mode::Diff),
        Action::Scan(work) => over(&work, Mode::Scan),
        Action::Explain(explain) => explain::explain(&explain),
    }
}

fn over(work: &Work, mode: Mode) -> anyhow::Result<u8> {
    let stdin = work.paths.iter().any(|path| path.as_os_str() == "-");
    if stdin && work.paths.len() > 1 {
        bail!("`-` stands alone: standard input cannot be mixed with files");
    }
    let start = if stdin { Path::new(".") } else { work.paths.first().map_or(Path::new("."), PathBuf::as_path) };
    let config = if work.settings.no_config { Config::default() } else { Config::find(start)? };
    let host = (mode == Mode::Scan).then_some(EXAMPLE_HOST);
    let steep = config.transpiler(&work.settings, host)?;
    if stdin {
        return over_stdin(work, mode, &steep);
    }
    let mut batch = Batch { work, mode, steep: &steep, reports: Vec::new(), errors: Vec::new() };
    let (files, errors) = files::collect(&work.paths);
    batch.errors.extend(errors);
    let notice = work.notice.clone().or_else(|| config.notice.clone());
    let noticed = notice.as_deref().and_then(|path| std::fs::canonicalize(path).ok());
    let mut notice_done = false;
    for path in &files {
        let here = noticed.is_some() && std::fs::canonicalize(path).ok() == noticed;
        notice_done |= here;
        batch.file(path, here);
    }
    if let (Some(path), false) = (&notice, notice_done) {
        batch.file(path, true);
    }
    batch.finish()
}

struct Batch<'a> {
    work: &'a Work,
    mode: Mode,
    steep: &'a Transpiler,
    reports: Vec<FileReport>,
    errors: Vec<anyhow::Error>,
}

impl Batch<'_> {
    fn file(&mut self, path: &Path, notice: bool) {
        match self.try_file(path, notice) {
            Ok(report) => self.reports.push(report),
            Err(error) => self.errors.push(error),
        }
    }

    fn try_file(&self, path: &Path, notice: bool) -> anyhow::Result<FileReport> {
        let old = files::read(path)?;
        let out = match files::language(path) {
            Language::Markdown => self.steep.markdown(&old),
            Language::Shell => self.steep.shell(&old),
        };
        let new = if notice { self.steep.notice(&out.text) } else { out.text.into_owned() };
        let changed = new != old;
        match self.mode {
            Mode::Write if changed => write::replace(path, &old, &new)?,
            Mode::Diff if changed && self.work.format == Format::Human => {
                std::io::stdout().write_all(report::diff(&path.display().to_string(), &old, &new).as_bytes())?;
            }
            _ => {}
        }
        Ok(FileReport { path: path.display().to_string(), findings: out.findings, summary: out.summary, changed })
    }

    fn finish(self) -> anyhow::Result<u8> {
        let text = match (self.work.format, self.mode) {
            (Format::Json, _) => report::json(&self.reports)?,
            (Format::Human, Mode::Diff) => String::new(),
            (Format::Human, Mode::Scan) => report::inventory(&self.reports),
            (Format::Human, mode) => report::human(&self.reports, self.work.verbose, mode == Mode::Write),
        };
        std::io::stdout().write_all(text.as_bytes()).context("cannot write the report")?;
        for error in &self.errors {
            writeln!(std::io::stderr(), "steep: {error:#}")?;
        }
        Ok(if self.errors.is_empty() { status(&self.reports, self.mode) } else { FAILED })
    }
}

fn over_stdin(work: &Work, mode: Mode, steep: &Transpiler) -> anyhow::Result<u8> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).context("cannot read standard input")?;
    let Ok(old) = String::from_utf8(bytes) else { bail!("cannot read standard input: it is not UTF-8 text") };
    let out = steep.markdown(&old);
    let new = if work.notice.is_some() { steep.notice(&out.text) } else { out.text.into_owned() };
    let changed = new != old;
    let mut stdout = std::io::stdout();
    match mode {
        Mode::Write => stdout.write_all(new.as_bytes())?,
        Mode::Diff => stdout.write_all(report::diff("-", &old, &new).as_bytes())?,
        Mode::Check | Mode::Scan => {}
    }
    stdout.flush()?;
    let reports = [FileReport { path: "-".to_owned(), findings: out.findings, summary: out.summary, changed }];
    let text = match (work.format, mode) {
        (Format::Json, _) => report::json(&reports)?,
        (Format::Human, Mode::Scan) => report::inventory(&reports),
        (Format::Human, _) => report::human(&reports, work.verbose, mode == Mode::Write),
    };
    std::io::stderr().write_all(text.as_bytes())?;
    Ok(status(&reports, mode))
}

fn status(reports: &[FileReport], mode: Mode) -> u8 {
    let left = |finding: &Finding| matches!(finding.outcome, Outcome::Refused | Outcome::Suggested);
    let found = match mode {
        Mode::Scan => false,
        Mode::Write => reports.iter().any(|report| report.findings.iter().any(left)),
        Mode::Check | Mode::Diff => reports.iter().any(|report| report.changed || report.findings.iter().any(left)),
    };
    if found { FOUND } else { DONE }
}
