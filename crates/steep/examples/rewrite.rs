//! Rewrites a document and tells what became of each command: `cargo run -p steep --example rewrite`.

use steep::{BuildError, Selector, Target, Transpiler};

const DOCUMENT: &str = "\
# Release

Merge with `gh pr merge 12 -R Acme/widgets --squash`, then stop the machine with `gh codespace stop`.
";

/// The new document, and a line for each command.
pub(crate) fn report(target: impl Into<Target>) -> Result<String, BuildError> {
    let steep = Transpiler::builder().target(target).map_owner("Acme", "acme").build()?;
    let out = steep.markdown(DOCUMENT);
    let mut report = out.text.into_owned();
    for finding in &out.findings {
        let (line, column) = (finding.position.line, finding.position.column);
        report.push_str(&format!("{line}:{column}: {} {}", finding.rule, finding.outcome));
        if let Some(reason) = &finding.reason {
            report.push_str(&format!(" ({}): {}", reason.category(), finding.message));
        }
        report.push('\n');
    }
    Ok(report)
}

#[allow(clippy::print_stdout, dead_code, reason = "an example prints; its test does not run `main`")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let selector: Selector = std::env::args().nth(1).as_deref().unwrap_or("tea@0.9.2").parse()?;
    print!("{}", report(selector.at("https://git.example.org"))?);
    Ok(())
}
