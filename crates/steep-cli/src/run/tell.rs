use crate::args::{Format, Work};
use crate::output::Output;
use crate::report::{self, Layout, Mode, Told};

/// What else goes to standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// Nothing: the report is what there is.
    Nothing,
    /// The document or the diff, so that a program can read it. The report goes to standard error.
    Text,
}

/// Writes the report.
pub(super) fn tell(work: &Work, mode: Mode, told: &Told, output: &Output, beside: Beside) -> anyhow::Result<()> {
    let layout = match beside {
        Beside::Nothing => output.layout(),
        Beside::Text => output.error_layout(),
    };
    let text = if work.report.quiet { String::new() } else { text(work, mode, told, &layout)? };
    match beside {
        Beside::Nothing => output.write(&text)?,
        Beside::Text if output.is_closed() => {}
        Beside::Text => output.complain(&text),
    }
    output.complain(&report::failures(&told.failures, &output.error_palette));
    output.complain(&report::linked(&told.linked, &output.error_palette));
    Ok(())
}

fn text(work: &Work, mode: Mode, told: &Told, layout: &Layout) -> anyhow::Result<String> {
    let verbose = work.report.verbose;
    Ok(match (work.report.format, mode) {
        (Format::Human, Mode::Scan) => report::inventory(told, &layout.palette),
        // The diff says the rest.
        (Format::Human, Mode::Diff) => {
            report::findings(&told.reports, verbose, layout) + &report::left(&told.reports, mode, layout)
        }
        (Format::Human, _) => report::human(told, verbose, mode, layout),
        (Format::Json, _) => report::json(told)?,
        (Format::JsonLines, _) => report::json_lines(told)?,
        (Format::Sarif, _) => report::sarif(&told.reports, &told.failures, mode)?,
        (Format::Github, _) => report::annotations(&told.reports, &told.failures, mode),
        (Format::Markdown, _) => report::markdown(told, mode),
    })
}
