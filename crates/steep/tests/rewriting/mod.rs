//! What the tests of live cases hand to their runner.

use steep::{Finding, Outcome, Prefer, Target, Transpiler};
use steep_oracle::case::{Job, LOGIN, Rewriting};

/// What steep makes of a case's text.
pub(crate) fn rewrite(job: Job<'_>) -> Rewriting {
    let mut gitea = Target::gitea(job.host);
    if let Some(version) = job.target.tea {
        gitea = gitea.tea(version);
    }
    if job.target.login {
        gitea = gitea.tea_login(LOGIN);
    }
    let prefer = if job.data { Prefer::Data } else { Prefer::Readable };
    let transpiler =
        Transpiler::builder().target(gitea).prefer(prefer).build().expect("a target of a case can be built");
    let out = transpiler.shell(job.text);
    let mut rewriting = Rewriting { text: out.text.into_owned(), ..Rewriting::default() };
    for finding in &out.findings {
        match finding.outcome {
            Outcome::Rewritten => {
                let tool = finding.tool.map_or("shell", |tool| tool.as_str()).to_owned();
                *rewriting.tools.entry(tool).or_default() += 1;
            }
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
