use std::fmt::{self, Write};

use steep::{Finding, Outcome};

use super::told::{FileReport, Left};
use super::{Excerpt, Layout, count, printable};

/// So many findings are shown with their lines. Those that follow are in the list of what is left.
const SHOWN: usize = 30;

/// What a person should look at, in the text as it is when the run is over; with `verbose`, every finding in the text that
/// was read. What stands in a language that is not rewritten is only told with `verbose`: the reason is the same for all.
pub(crate) fn findings(reports: &[FileReport], verbose: bool, layout: &Layout) -> String {
    let mut out = String::new();
    let mut met = 0;
    for report in reports {
        let mut write = |finding: &Finding, excerpt: Option<&Excerpt>| {
            // Writing to a string cannot fail.
            let _infallible = write_finding(&mut out, &report.path, finding, excerpt, layout);
        };
        if verbose {
            let all = report.findings.iter().zip(&report.excerpts);
            all.for_each(|(finding, excerpt)| write(finding, excerpt.as_ref()));
        } else {
            // What is told with more than its place: of a permission, what became of the commands that it names.
            let told = report.left.iter().filter(|left| report.language.is_rewritten() || left.excerpt.is_some());
            for Left { finding, excerpt } in told {
                met += 1;
                if met <= SHOWN {
                    write(finding, excerpt.as_ref());
                }
            }
        }
    }
    if let Some(more) = met.checked_sub(SHOWN).filter(|more| *more > 0) {
        out.push_str(&format!("… and {} more are listed below; --verbose shows each\n", count(more, "command")));
    }
    out
}

/// One finding.
pub(crate) fn finding(path: &str, finding: &Finding, excerpt: Option<&Excerpt>, layout: &Layout) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _infallible = write_finding(&mut out, path, finding, excerpt, layout);
    out
}

fn write_finding(
    out: &mut String,
    path: &str,
    finding: &Finding,
    excerpt: Option<&Excerpt>,
    layout: &Layout,
) -> fmt::Result {
    let palette = &layout.palette;
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
        excerpt.write(out, line, &finding.message, layout)?;
    }
    if finding.inside.is_some() {
        return writeln!(out, "  = with the command that it stands in");
    }
    if let Some(text) = finding.replacement.as_deref().filter(|_| finding.outcome != Outcome::Refused) {
        for line in text.lines() {
            writeln!(out, "  {good}+ {}{good:#}", printable(line))?;
        }
        if let Some(head) = &finding.head {
            let line = head.position.line;
            writeln!(out, "  = with functions in front of line {line}, where two commands or more call them")?;
        }
    }
    Ok(())
}
