use super::reported::{Reported, reported};
use super::secret::masked;
use super::told::{FileReport, Mode};
use crate::failure::Failure;

/// The report as workflow commands, one a line: runners of GitHub and Gitea show them at the lines that they name.
pub(crate) fn annotations(reports: &[FileReport], failures: &[Failure], mode: Mode) -> String {
    let warnings = reported(reports, mode).into_iter().filter(|it| !it.accepted).map(|it| warning(&it));
    let errors = failures.iter().map(|failure| {
        let file =
            failure.path.as_ref().map_or(String::new(), |path| format!(" file={}", property(&path.to_string_lossy())));
        format!("::error{file}::{}\n", data(&masked(&failure.to_string())))
    });
    warnings.chain(errors).collect()
}

fn warning(it: &Reported<'_>) -> String {
    let (from, to) = (it.finding.position, it.finding.end);
    let file = property(&it.report.path);
    let title = property(&format!("steep ({})", it.reason()));
    // Columns are told of one line alone: a runner takes no others.
    let columns =
        if from.line == to.line { format!(",col={},endColumn={}", from.column, to.column) } else { String::new() };
    let message = data(&format!("{}\n{}", it.command(), it.message()));
    format!("::warning file={file},line={},endLine={}{columns},title={title}::{message}\n", from.line, to.line)
}

/// A message as a workflow command holds it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value of a property, which a comma or colon would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_workflow_command_before_its_end() {
        assert_eq!(data("100 %\r\n::error::x"), "100 %25%0D%0A::error::x");
        assert_eq!(property("a,b:c%\n"), "a%2Cb%3Ac%25%0A");
    }
}
