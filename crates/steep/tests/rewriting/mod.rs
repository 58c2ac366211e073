//! What the tests of live cases hand to their runner.

use std::collections::BTreeMap;

use steep::{Finding, Outcome, Prefer, Target, Transpiler};
use steep_oracle::case::{Job, LOGIN, Rewriting};

/// What the companion is called.
const COMPANION: &str = "gitea-api";

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
    let transpiler =
        Transpiler::builder().target(gitea).prefer(prefer).build().expect("a target of a case can be built");
    let out = transpiler.shell(job.text);
    let mut rewriting = Rewriting { text: out.text.into_owned(), programs, ..Rewriting::default() };
    for finding in &out.findings {
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
