//! What the tests of live cases hand to their runner.

use std::collections::BTreeMap;

use steep::{Finding, Layout, Outcome, Prefer, Target, Transpiler};
use steep_oracle::case::{Job, LOGIN, Rewriting};

/// What the companion is called.
const COMPANION: &str = "gitea-api";

/// What stands in front of a case's text so that it has functions at its head: commands that need them, and that do not run.
const NEVER: &str = "never() {
  gh issue comment 1 -R acme/widgets --body no
  gh issue comment 2 -R acme/widgets --body no
  gh issue comment 3 -R acme/widgets --body no
  gh issue comment 4 -R acme/widgets --body no
  gh issue comment 5 -R acme/widgets --body no
  gh issue comment 6 -R acme/widgets --body no
}
";

/// The line behind that.
const TEXT: &str = ": the text\n";

/// What steep makes of a case's text.
pub(crate) fn rewrite(job: Job<'_>) -> Rewriting {
    let mut gitea = Target::gitea(job.host);
    if let Some(version) = job.target.tea {
        gitea = gitea.tea(version);
    }
    if job.target.login {
        gitea = gitea.tea_login(LOGIN);
    }
    let mut programs = BTreeMap::new();
    if job.target.companion {
        gitea = gitea.companion(COMPANION);
        programs.insert(COMPANION.to_owned(), gitea.companion_program());
    }
    let prefer = if job.data { Prefer::Data } else { Prefer::Readable };
    let mut builder = Transpiler::builder().target(gitea).prefer(prefer);
    if let Some(repository) = job.repository {
        builder = builder.repository(repository);
    }
    if job.target.hoist {
        let transpiler = builder.layout(Layout::Hoist).build().expect("a target of a case can be built");
        return Rewriting { programs, ..hoisted(&transpiler, job.text) };
    }
    let transpiler = builder.build().expect("a target of a case can be built");
    let out = transpiler.shell(job.text);
    Rewriting { programs, ..told(out.text.into_owned(), &out.findings) }
}

/// The same with functions at the head of the text. Of what stays, the text alone; so of a text that decides as whom the commands in
/// front of it would act, which stay then.
fn hoisted(transpiler: &Transpiler, text: &str) -> Rewriting {
    let before = format!("{NEVER}{TEXT}");
    let whole = format!("{before}{text}");
    let out = transpiler.shell(&whole);
    let (never, own): (Vec<Finding>, Vec<Finding>) =
        out.findings.into_iter().partition(|finding| finding.span.start < before.len());
    if never.iter().any(|finding| finding.outcome != Outcome::Rewritten) {
        let out = transpiler.shell(text);
        return told(out.text.into_owned(), &out.findings);
    }
    let of_text = out.text.split_once(TEXT).map_or(text, |(_, own)| own).to_owned();
    let mut rewriting = told(out.text.into_owned(), &own);
    if rewriting.stays.is_empty() {
        assert!(
            never.iter().all(|finding| finding.head.is_some()),
            "no functions are at the head of\n{}",
            rewriting.text
        );
    } else {
        rewriting.text = of_text;
    }
    rewriting
}

/// What the findings of a text say of its commands.
fn told(text: String, findings: &[Finding]) -> Rewriting {
    let mut rewriting = Rewriting { text, ..Rewriting::default() };
    for finding in findings {
        match finding.outcome {
            Outcome::Rewritten => {
                let tool = finding.tool.as_ref().map_or("shell", |tool| tool.as_str()).to_owned();
                *rewriting.tools.entry(tool).or_default() += 1;
            }
            // What is only spoken of does not run.
            Outcome::Refused if finding.message.ends_with("which may be data or code") => {}
            Outcome::Suggested | Outcome::Refused => rewriting.stays.push(stay(finding)),
            Outcome::Skipped => {}
        }
    }
    rewriting
}

fn stay(finding: &Finding) -> (String, String) {
    let category = match (&finding.reason, finding.outcome) {
        (Some(reason), _) => reason.category(),
        (None, outcome) => outcome.as_str(),
    };
    (category.to_owned(), finding.message.clone())
}
