//! The functions that gh's jq does not know, asked of the real gh.

use std::sync::Mutex;

use steep::{Outcome, Target, Transpiler};
use steep_oracle::Oracle;
use steep_oracle::api::Reply;
use steep_oracle::gh::{Gh, filtered};
use steep_oracle::process::{Input, run};
use steep_oracle::recorder::Recorder;

use crate::jq::run::in_parallel;

/// What gh 2.46 does not know and later releases do.
const LATER: &[&str] = &[
    "abs/0",
    "add/1",
    "have_decnum/0",
    "have_literal_numbers/0",
    "ltrim/0",
    "pick/1",
    "rtrim/0",
    "skip/2",
    "toarray/0",
    "toboolean/0",
    "trim/0",
    "trimstr/1",
];

#[test]
fn functions_of_jq_that_gh_does_not_know_are_refused() {
    let (Some(old), Some(new)) = (Oracle::jq("1.6"), Oracle::jq(steep_oracle::oracle::NEWEST_JQ)) else { return };
    let github = Recorder::answering(|_| Reply { status: 200, headers: String::new(), body: "1".to_owned() }).unwrap();
    let Some(gh) = Gh::asking(&github).unwrap() else { return };
    let mut names = Vec::new();
    for jq in [old, new] {
        let mut command = std::process::Command::new(jq);
        let builtins = run(command.args(["-nr", "builtins[]"]), Input::Nothing, std::time::Duration::from_secs(30));
        names.extend(builtins.unwrap().success("jq").unwrap().lines().map(str::to_owned));
    }
    names.sort_unstable();
    names.dedup();
    let call = |name: &String| {
        let (function, count) = name.rsplit_once('/').unwrap();
        let arguments = vec!["1"; count.parse().unwrap()].join("; ");
        if arguments.is_empty() { function.to_owned() } else { format!("{function}({arguments})") }
    };
    let never_run = |call: &str| format!("if false then {call} else 1 end");
    // All that are known in one program: only others have to be asked for one by one.
    let steep = Transpiler::builder().target(Target::gitea("https://git.example.org")).build().unwrap();
    let is_refused = |name: &String| {
        let text = format!("gh api user --jq '{}'", never_run(&call(name)));
        steep.shell(&text).findings.iter().any(|finding| finding.outcome == Outcome::Refused)
    };
    let (refused, taken): (Vec<String>, Vec<String>) =
        names.into_iter().filter(|name| !LATER.contains(&name.as_str())).partition(is_refused);
    let all = taken.iter().map(call).collect::<Vec<_>>().join(", ");
    let said = filtered(&gh, "x", &never_run(&format!("({all})"))).unwrap();
    assert_eq!(said.status, 0, "gh does not know one of these: {}\n{all}", said.stderr);
    assert!(taken.len() > 150 && refused.len() > 12, "{} {refused:?}", taken.len());
    let wrong = Mutex::new(Vec::new());
    in_parallel(&refused, |name| {
        if filtered(&gh, "x", &never_run(&call(name))).unwrap().status == 0 {
            wrong.lock().unwrap().push(name.clone());
        }
    });
    assert_eq!(wrong.into_inner().unwrap(), Vec::<String>::new(), "refused, and gh knows them");
}
