use std::fmt::{self, Write};

use steep::{Finding, Outcome};

use super::{Excerpt, Palette, printable};
use crate::run::FileReport;

/// What a person should look at; with `verbose`, every finding.
pub(crate) fn findings(reports: &[FileReport], verbose: bool, palette: &Palette) -> String {
    let mut out = String::new();
    for report in reports {
        for (finding, excerpt) in report.findings.iter().zip(&report.excerpts) {
            if verbose || matches!(finding.outcome, Outcome::Refused | Outcome::Suggested) {
                // Writing to a string cannot fail.
                let _infallible = write_finding(&mut out, &report.path, finding, excerpt.as_ref(), palette);
            }
        }
    }
    out
}

fn write_finding(
    out: &mut String,
    path: &str,
    finding: &Finding,
    excerpt: Option<&Excerpt>,
    palette: &Palette,
) -> fmt::Result {
    let (strong, good, open) = (palette.strong, palette.good, palette.open);
    let (line, column) = (finding.position.line, finding.position.column);
    let style = match finding.outcome {
        Outcome::Rewritten => good,
        Outcome::Suggested | Outcome::Refused => open,
        Outcome::Skipped => palette.faint,
    };
    write!(out, "{strong}{}:{line}:{column}{strong:#}: {style}{}{style:#}", printable(path), finding.outcome.as_str())?;
    match (&finding.reason, finding.fidelity) {
        (Some(reason), _) => writeln!(out, " ({})", reason.category())?,
        (None, Some(fidelity)) => writeln!(out, " ({fidelity})")?,
        (None, None) => writeln!(out)?,
    }
    if let Some(excerpt) = excerpt {
        excerpt.write(out, line, &finding.message, palette)?;
    }
    if finding.inside.is_some() {
        return writeln!(out, "  = with the command that it stands in");
    }
    if let Some(text) = finding.replacement.as_deref().filter(|_| finding.outcome != Outcome::Refused) {
        for line in text.lines() {
            writeln!(out, "  {good}+ {}{good:#}", printable(line))?;
        }
    }
    Ok(())
}
