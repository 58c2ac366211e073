//! The live cases notice mistakes: what steep writes is changed as a mistake in a rule would change it, and the run has to
//! fail for exactly the cases and targets whose text was changed, by what the real programs do with it.
//!
//! The changes are made here, between the rewriting and the run; nothing in the product knows of them.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use steep_oracle::cache;
use steep_oracle::case::{Failure, Job, Operation, Rewriting, load, run_all};

/// A mistake.
struct Mutation {
    /// `operation, name` of the live case that has to notice it.
    case: &'static str,
    /// A part of the written text, and what stands there by mistake.
    change: (&'static str, &'static str),
    /// What is told of it: on each target one of these is part of the failure's text.
    noticed: &'static [&'static str],
}

/// No two are of the same case, which is told by its text.
const MUTATIONS: &[Mutation] = &[
    // A flag of another meaning.
    Mutation {
        case: "pr-merge, squash",
        change: ("--style squash", "--style merge"),
        noticed: &[".[0].parents | length is 2 and not 1"],
    },
    // gh's flag, where tea's has another name.
    Mutation {
        case: "issue-create, title and body",
        change: ("--description", "--body"),
        noticed: &["flag provided but not defined: -body"],
    },
    // A field of gh's JSON in the place of Gitea's.
    Mutation { case: "pr-list, merged ones", change: (".merged_by", ".mergedBy"), noticed: &["    9 null\n"] },
    // Without it, tea reads the lines that the loop is to read, and posts them.
    Mutation {
        case: "issue-comment, in a loop that reads lines",
        change: (" </dev/null", ""),
        noticed: &["is 0 and not 4"],
    },
    // Outside a clone tea does not know which repository is meant; with a login, 0.11.1 lists all of the server's.
    Mutation {
        case: "issue-list, for a reader",
        change: ("--repo acme/widgets ", ""),
        noticed: &["Remote repository required", "standard output holds \"Item "],
    },
    // Then the server's answer "not found" passes as success.
    Mutation {
        case: "pr-diff, one that does not exist",
        change: ("-fsSL", "-sSL"),
        noticed: &["the exit status is 0"],
    },
    // Then it is as many as the server gives in one page.
    Mutation { case: "pr-list, limit", change: ("&limit=2", ""), noticed: &["    13\n    12\n"] },
    // A name that the server does not know, and does not say so.
    Mutation { case: "repo-edit, what it has and may", change: ("\"has_wiki\"", "\"wiki\""), noticed: &["is [true,"] },
    // Then a branch that is not there is one, as the server has it.
    Mutation {
        case: "repo-edit, a default branch that is not there",
        change: ("/branches/feature%2Fnever", "/branches/main"),
        noticed: &["the exit status is 0 and not 9"],
    },
    // Then it is the caller's.
    Mutation { case: "repo-create, an organisation's", change: ("orgs/acme", "user"), noticed: &["/avery/gadgets"] },
    // Then what is closed gets a comment.
    Mutation {
        case: "issue-close, one that is closed gets no comment",
        change: ("\"$state\" = open", "\"$state\" != none"),
        noticed: &["[\"closed\",1]", "[\"closed\", 1]"],
    },
    // Then everything lands in one folder.
    Mutation {
        case: "run-download, all that a run left",
        change: ("\"./$name\"", "."),
        noticed: &["report/report.txt", "the exit status is 1"],
    },
    // Then the shell makes several words of it, and jq takes the second for its program.
    Mutation {
        case: "issue-list, a label from a variable",
        change: (r#""$label""#, "$label"),
        noticed: &["print/0 is not defined"],
    },
];

#[test]
#[ignore = "takes a minute: cargo xtask live"]
fn each_mistake_fails_its_case_and_no_other() {
    let operations = of_mutations();
    let texts: BTreeMap<&str, &Mutation> = operations
        .iter()
        .flat_map(|operation| operation.cases.iter().map(move |case| (operation, case)))
        .map(|(operation, case)| (case.gh.as_str(), mutation(&format!("{}, {}", operation.name, case.name))))
        .collect();
    assert_eq!(texts.len(), MUTATIONS.len(), "two cases have the same text");
    let changed: Mutex<BTreeSet<(&str, &str)>> = Mutex::default();
    let mistaken = |job: Job<'_>| -> Rewriting {
        let mut rewriting = crate::rewriting::rewrite(job);
        let mutation = texts[job.text];
        let (from, to) = mutation.change;
        if rewriting.text.contains(from) {
            rewriting.text = rewriting.text.replace(from, to);
            changed.lock().unwrap().insert((mutation.case, job.target.name));
        }
        rewriting
    };
    let Some(report) = run_all(&operations, &mistaken).unwrap() else { return };
    let changed = changed.into_inner().unwrap();
    for mutation in MUTATIONS {
        assert!(changed.iter().any(|(case, _)| *case == mutation.case), "nothing is written {:?}", mutation.change);
    }
    let failed: BTreeSet<(&str, &str)> = report
        .failures
        .iter()
        .flat_map(|failure| failure.targets.iter().map(move |target| (failure.case.as_str(), *target)))
        .collect();
    assert_eq!(failed, changed, "other cases failed than those with a mistake:\n{}", told(&report.failures));
    for failure in &report.failures {
        let noticed = mutation(&failure.case).noticed;
        let told_of = noticed.iter().any(|part| failure.why.contains(part));
        assert!(told_of, "the cause is not told:\n{}", told(std::slice::from_ref(failure)));
    }
}

/// The operations with the cases of the mutations alone.
fn of_mutations() -> Vec<Operation> {
    let mut operations = load(&cache::workspace().join("tests/live/cases")).unwrap();
    for operation in &mut operations {
        let name = operation.name.clone();
        operation.cases.retain(|case| MUTATIONS.iter().any(|it| it.case == format!("{name}, {}", case.name)));
        // A case is told by its text.
        operation.cases.iter_mut().for_each(|case| case.plain = true);
    }
    operations.retain(|operation| !operation.cases.is_empty());
    operations
}

fn mutation(case: &str) -> &'static Mutation {
    MUTATIONS.iter().find(|mutation| mutation.case == case).unwrap_or_else(|| panic!("no mutation of {case}"))
}

fn told(failures: &[Failure]) -> String {
    let one = |failure: &Failure| {
        format!("== {} ({:?})\n{}\n-- {}\n", failure.case, failure.targets, failure.text, failure.why)
    };
    failures.iter().map(one).collect()
}
