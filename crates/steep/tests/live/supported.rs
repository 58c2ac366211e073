//! Every command that is rewritten is run: it has a live case in which the same program does the work.

use std::collections::BTreeSet;

use steep::{Outcome, Prefer, Target, Transpiler};
use steep_oracle::case::{Case, LOGIN};

/// The targets whose programs are among the oracles. With a login, tea 0.11.1 does what it can; without one it does nearly nothing.
const TARGETS: &[(&str, Option<&str>)] =
    &[("curl", None), ("tea@0.9.2 --login", Some("0.9.2")), ("tea@0.11.1 --login", Some("0.11.1"))];

/// What no case runs, and why.
const NOT_RUN: &[(&str, &str)] = &[("gh auth login", "it changes the login that all other cases run with")];

/// The commands of a text that are rewritten, each with the program that does the work.
fn rewritten(steep: &Transpiler, text: &str) -> BTreeSet<(String, String)> {
    let out = steep.shell(text);
    let done = out.findings.into_iter().filter(|finding| finding.outcome == Outcome::Rewritten);
    done.map(|finding| (finding.rule, finding.tool.map_or("shell".to_owned(), |tool| tool.to_string()))).collect()
}

fn is_run(case: &Case, target: &str) -> bool {
    let differs = case.on.get(target);
    let refused = differs.and_then(|it| it.refused.as_ref()).or(case.refused.as_ref());
    let known = differs.and_then(|it| it.known.as_ref()).or(case.known.as_ref());
    refused.is_none() && known.is_none()
}

#[test]
fn every_command_that_is_rewritten_is_run() {
    let operations = super::operations();
    let mut missing = Vec::new();
    for (name, tea) in TARGETS {
        let steep = |prefer| {
            let mut gitea = Target::gitea("http://127.0.0.1:3000");
            if let Some(version) = tea {
                gitea = gitea.tea(*version).tea_login(LOGIN);
            }
            Transpiler::builder().target(gitea).prefer(prefer).build().unwrap()
        };
        let (readable, data) = (steep(Prefer::Readable), steep(Prefer::Data));
        let mut run = BTreeSet::new();
        for case in operations.iter().flat_map(|operation| &operation.cases).filter(|case| is_run(case, name)) {
            let steep = if case.json.is_some() || case.json_from.is_some() { &data } else { &readable };
            run.extend(rewritten(steep, &case.gh));
        }
        let uses = steep::uses();
        let wanted: BTreeSet<(String, String)> = uses
            .iter()
            .filter(|it| it.reaches_targets && NOT_RUN.iter().all(|(command, _)| *command != it.command))
            .flat_map(|it| rewritten(&readable, &it.line))
            .collect();
        assert!(wanted.len() > 90, "{name}: {}", wanted.len());
        missing.extend(wanted.difference(&run).map(|(rule, tool)| format!("{name}: `{rule}` by {tool}")));
    }
    assert!(missing.is_empty(), "no live case runs\n{}", missing.join("\n"));
}
