//! The Markdown and MDX cases of `tests/cases/`: each document is about one rule and says what becomes of each of its texts.
//!
//! A case is a `###` section under `## Rewritten`, `## Refused` or `## Untouched`; its body is a document of its own. A
//! snapshot under `snapshots/` has it beside what the targets make of it; what the heading promises is checked besides.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::cell::RefCell;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use steep::{Finding, Flavour, Outcome, Reason, Target, Transpiled, Transpiler};

const HOST: &str = "https://git.example.org";

struct Case {
    name: String,
    body: String,
    flavour: Flavour,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    Rewritten,
    Refused,
    Untouched,
}

fn transpilers() -> Vec<Transpiler> {
    [Target::gitea(HOST).tea("0.9.2"), Target::gitea(HOST)]
        .into_iter()
        .map(|target| Transpiler::builder().target(target).map_owner("Acme", "acme").build().unwrap())
        .collect()
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The `(verb, cases)` of one document.
fn read(document: &str, flavour: Flavour) -> Vec<(Verb, Vec<Case>)> {
    let mut groups: Vec<(Verb, Vec<Case>)> = Vec::new();
    let mut fence: Option<String> = None;
    for line in document.split_inclusive('\n') {
        // A heading inside a fence belongs to the fence.
        let ticks: String = line.trim_start().chars().take_while(|c| *c == '`').collect();
        if ticks.len() >= 3 {
            match &fence {
                Some(open) if ticks.len() >= open.len() => fence = None,
                Some(_) => {}
                None => fence = Some(ticks),
            }
        }
        if fence.is_none() {
            if let Some(name) = line.strip_prefix("## ") {
                let verb = match name.trim() {
                    "Rewritten" => Verb::Rewritten,
                    "Refused" => Verb::Refused,
                    "Untouched" => Verb::Untouched,
                    other => panic!("`## {other}` is none of Rewritten, Refused, Untouched"),
                };
                groups.push((verb, Vec::new()));
                continue;
            }
            if let Some(name) = line.strip_prefix("### ") {
                let (_, cases) = groups.last_mut().expect("a case stands under a `##` heading");
                cases.push(Case { name: name.trim().to_owned(), body: String::new(), flavour });
                continue;
            }
        }
        if let Some(case) = groups.last_mut().and_then(|(_, cases)| cases.last_mut()) {
            case.body.push_str(line);
        }
    }
    for case in groups.iter_mut().flat_map(|(_, cases)| cases) {
        case.body = format!("{}\n", case.body.trim_matches('\n'));
    }
    groups
}

fn commands<'o>(out: &'o Transpiled<'_>) -> impl Iterator<Item = &'o Finding> {
    out.findings.iter().filter(|finding| finding.outcome != Outcome::Skipped)
}

/// Every command of the text is rewritten, and rewriting the result changes nothing.
fn check_rewrite(steep: &Transpiler, case: &Case) -> Result<(), String> {
    let out = steep.document(&case.body, case.flavour);
    all_commands(&out, |finding| finding.outcome == Outcome::Rewritten)?;
    let again = steep.document(&out.text, case.flavour).text;
    if again == out.text { Ok(()) } else { Err(format!("a second run changes the result to {again}")) }
}

/// Every command of the text is refused with a reason, or has only a partial form, and the text stays.
fn check_refused(steep: &Transpiler, case: &Case) -> Result<(), String> {
    let out = steep.document(&case.body, case.flavour);
    all_commands(&out, |finding| {
        matches!(finding.outcome, Outcome::Refused | Outcome::Suggested) && finding.reason.is_some()
    })?;
    stays(&out, &case.body)
}

/// Nothing of the text is a command.
fn check_untouched(steep: &Transpiler, case: &Case) -> Result<(), String> {
    let out = steep.document(&case.body, case.flavour);
    match commands(&out).next() {
        Some(finding) => Err(format!("{} `{}`", finding.outcome.as_str(), finding.command)),
        None => stays(&out, &case.body),
    }
}

fn all_commands(out: &Transpiled<'_>, good: impl Fn(&Finding) -> bool) -> Result<(), String> {
    if commands(out).next().is_none() {
        return Err("no command was found".to_owned());
    }
    match commands(out).find(|finding| !good(finding)) {
        Some(finding) => Err(format!("{} `{}`: {}", finding.outcome.as_str(), finding.command, finding.message)),
        None => Ok(()),
    }
}

fn stays(out: &Transpiled<'_>, body: &str) -> Result<(), String> {
    if out.text == body { Ok(()) } else { Err(format!("the text became {}", out.text)) }
}

/// The text of a case, and what each target makes of it: once for those that agree. A text that stays is not repeated.
fn render(transpilers: &[Transpiler], case: &Case) -> String {
    let mut answers: Vec<(String, Vec<String>)> = Vec::new();
    for steep in transpilers {
        let answer = answer(steep, case);
        let name = steep.target().name();
        match answers.iter_mut().find(|(known, _)| *known == answer) {
            Some((_, names)) => names.push(name),
            None => answers.push((answer, vec![name])),
        }
    }
    let mut text = format!("#### gh\n{}\n", case.body.trim_end());
    for (answer, names) in answers {
        write!(text, "#### {}\n{answer}", names.join(", ")).unwrap();
    }
    text
}

fn answer(steep: &Transpiler, case: &Case) -> String {
    let mut text = String::new();
    let out = steep.document(&case.body, case.flavour);
    if out.text != case.body {
        writeln!(text, "{}", out.text.trim_end()).unwrap();
    }
    for finding in &out.findings {
        let fidelity = finding.fidelity.map(|it| format!(" {it}")).unwrap_or_default();
        let reason = finding.reason.as_ref().map(|it| format!(" ({})", Reason::category(it))).unwrap_or_default();
        let message = if finding.message.is_empty() { String::new() } else { format!(": {}", finding.message) };
        writeln!(text, "> {}{fidelity}{reason}{message}", finding.outcome.as_str()).unwrap();
        if let (Outcome::Suggested, Some(form)) = (finding.outcome, &finding.replacement) {
            writeln!(text, "> → {form}").unwrap();
        }
    }
    text
}

#[test]
fn cases_say_what_becomes_of_every_text() {
    let transpilers = transpilers();
    let problems = RefCell::new(String::new());
    insta::glob!("../../../tests/cases", "**/*.{md,mdx}", |path| {
        let document = std::fs::read_to_string(path).unwrap();
        let root = workspace().join("tests/cases").canonicalize().unwrap();
        let name = path.canonicalize().unwrap();
        let name = name.strip_prefix(root).unwrap().with_extension("").display().to_string();
        let mut snapshot = String::new();
        let flavour = if path.extension().is_some_and(|it| it == "mdx") { Flavour::Mdx } else { Flavour::Markdown };
        for (verb, cases) in read(&document, flavour) {
            for case in &cases {
                for steep in &transpilers {
                    let check = match verb {
                        Verb::Rewritten => check_rewrite(steep, case),
                        Verb::Refused => check_refused(steep, case),
                        Verb::Untouched => check_untouched(steep, case),
                    };
                    if let Err(problem) = check {
                        let target = steep.target().name();
                        writeln!(problems.borrow_mut(), "{name} / {} ({target}): {problem}", case.name).unwrap();
                    }
                }
                writeln!(snapshot, "### {}\n{}", case.name, render(&transpilers, case)).unwrap();
            }
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(workspace().join("snapshots"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.remove_snapshot_suffix();
        settings.remove_input_file();
        settings.bind(|| insta::assert_snapshot!(name.replace('/', "__"), snapshot));
    });
    let problems = problems.into_inner();
    assert!(problems.is_empty(), "\n{problems}");
}
