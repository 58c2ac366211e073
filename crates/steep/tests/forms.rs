//! What people get: `docs/forms.md` shows everyday commands in each layout, `docs/growth.md` how long documents become.
//! `cargo xtask forms` writes both anew.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "a test")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use steep::{Builder, Gitea, Layout, Outcome, Prefer, Target, Transpiler};

/// Commands that documents are full of.
const EVERYDAY: &[&str] = &[
    "gh pr list",
    "gh pr list --json number,title -R acme/widgets",
    "gh pr view 42",
    "gh pr view 42 --json mergeable --jq .mergeable",
    "gh pr create --fill",
    "gh pr create --title \"Refill\" --body-file body.md --reviewer blake",
    "gh pr merge 42 --squash --delete-branch",
    "gh pr merge 42 --auto --squash",
    "gh pr checks 42 --watch",
    "gh pr checkout 42",
    "gh pr comment 42 --body \"Done\"",
    "gh pr review 42 --approve",
    "gh pr diff 42",
    "gh pr edit 42 --add-label ready",
    "gh issue list --label bug --assignee @me",
    "gh issue create --title \"Jam\" --body \"It jams\" --label bug",
    "gh issue view 7 --comments",
    "gh issue edit 7 --add-label ready --remove-label bug",
    "gh issue close 7 --comment \"Done\"",
    "gh run list --workflow ci.yml --limit 1 --json databaseId --jq '.[0].databaseId'",
    "gh run watch 5 --exit-status",
    "gh run view 5 --log-failed",
    "gh release create v1 dist.tgz --title v1 --notes \"First\"",
    "gh release upload v1 dist.tgz --clobber",
    "gh api repos/acme/widgets/pulls/42/files --jq '.[].filename'",
    "gh search prs --author @me --state open",
    "gh workflow run ci.yml -f level=high",
    "gh repo clone acme/widgets",
];

/// The targets and layouts: a heading, the tea version, whether requests are calls of the companion.
const LAYOUTS: &[(&str, Option<&str>, bool)] = &[
    ("curl", None, false),
    ("curl, companion", None, true),
    ("tea@0.9.2", Some("0.9.2"), false),
    ("tea@0.9.2, companion", Some("0.9.2"), true),
    ("tea@0.14.0", Some("0.14.0"), false),
    ("tea@0.14.0, companion", Some("0.14.0"), true),
];

const COMPANION: &str = "gitea-api";

/// What makes forms shorter without a companion.
type Shorter = fn(Builder, Gitea) -> Builder;
const SHORTER: [(&str, Shorter); 3] = [
    ("hoist", |builder, gitea| builder.target(gitea).layout(Layout::Hoist)),
    ("repository", |builder, gitea| builder.target(gitea).repository("acme/widgets")),
    ("repository, hoist, connection, short", |builder, gitea| {
        let builder = builder.target(gitea.connection_in_environment()).layout(Layout::Hoist);
        builder.repository("acme/widgets").prefer(Prefer::Short)
    }),
];

fn gitea(tea: Option<&str>, companion: bool) -> Gitea {
    let target = Target::gitea("https://git.example.org");
    let target = if companion { target.companion(COMPANION) } else { target };
    match tea {
        Some(version) => target.tea(version),
        None => target,
    }
}

fn transpiler(tea: Option<&str>, companion: bool) -> Transpiler {
    Transpiler::builder().target(gitea(tea, companion)).build().unwrap()
}

fn docs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name)
}

/// Holds a document against what it should be, or writes it.
fn hold(name: &str, text: &str) {
    if std::env::var_os("STEEP_WRITE_TABLES").is_some() {
        fs::write(docs(name), text).unwrap();
    }
    let committed = fs::read_to_string(docs(name)).unwrap_or_default();
    assert!(committed == text, "docs/{name} is out of date: run `cargo xtask forms`");
}

/// What a command becomes in a code span, and in a fence.
fn both(steep: &Transpiler, gh: &str) -> (String, String) {
    let one_line = |source: &str| {
        let out = steep.markdown(source);
        let finding = out.findings.first().unwrap_or_else(|| panic!("{gh}: no finding"));
        assert_eq!(finding.outcome, Outcome::Rewritten, "{gh}: {}", finding.message);
        finding.replacement.clone().unwrap()
    };
    (one_line(&format!("Run `{gh}` now.\n")), one_line(&format!("```sh\n{gh}\n```\n")))
}

#[test]
fn everyday_commands_are_shown_in_each_layout() {
    let mut text = String::from(
        "# Everyday commands, before and after\n\nWritten by `cargo xtask forms`; a test holds it against the program. The numbers are \
         characters of the command in a code span.\n\n",
    );
    let all: Vec<(&str, Vec<(String, String)>)> = LAYOUTS
        .iter()
        .map(|(name, tea, companion)| {
            let steep = transpiler(*tea, *companion);
            (*name, EVERYDAY.iter().map(|gh| both(&steep, gh)).collect())
        })
        .collect();
    let names: Vec<&str> = LAYOUTS.iter().map(|(name, ..)| *name).collect();
    writeln!(text, "| gh | characters | {} |\n|---|---:|{}", names.join(" | "), "---:|".repeat(names.len())).unwrap();
    for (nth, gh) in EVERYDAY.iter().enumerate() {
        let lengths: Vec<String> = all.iter().map(|(_, forms)| forms[nth].0.chars().count().to_string()).collect();
        writeln!(text, "| `{gh}` | {} | {} |", gh.chars().count(), lengths.join(" | ")).unwrap();
    }
    let sum = |forms: &[(String, String)]| forms.iter().map(|(span, _)| span.chars().count()).sum::<usize>();
    let before: usize = EVERYDAY.iter().map(|gh| gh.chars().count()).sum();
    let sums: Vec<String> = all.iter().map(|(_, forms)| format!("**{}**", sum(forms))).collect();
    writeln!(text, "| all | **{before}** | {} |", sums.join(" | ")).unwrap();
    for (nth, gh) in EVERYDAY.iter().enumerate() {
        writeln!(text, "\n## `{gh}`").unwrap();
        let mut shown: Vec<(&str, Vec<&str>)> = Vec::new();
        for (name, forms) in &all {
            let fence = forms[nth].1.as_str();
            match shown.iter_mut().find(|(form, _)| *form == fence) {
                Some((_, names)) => names.push(name),
                None => shown.push((fence, vec![name])),
            }
        }
        for (form, names) in shown {
            writeln!(text, "\n{}:\n\n```sh\n{form}\n```", names.join("; ")).unwrap();
        }
    }
    hold("forms.md", &text);
}

/// What is counted of a set of documents in one layout.
#[derive(Default)]
struct Growth {
    /// Documents with a command that is rewritten.
    documents: usize,
    commands: usize,
    before: usize,
    after: usize,
    one_line: usize,
    short: usize,
    long: usize,
    fences: usize,
    narrow: usize,
    before_in_fences: usize,
    after_in_fences: usize,
}

/// The byte ranges of fenced code.
fn fences(source: &str) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let (mut at, mut open) = (0, None);
    for line in source.split_inclusive('\n') {
        let fence = line.trim_start_matches([' ', '\t', '>', '-', '*']);
        if fence.starts_with("```") || fence.starts_with("~~~") {
            match open.take() {
                Some(start) => ranges.push(start..at),
                None => open = Some(at),
            }
        }
        at += line.len();
    }
    ranges
}

impl Growth {
    fn count(&mut self, steep: &Transpiler, source: &str) {
        let fences = fences(source);
        let earlier = self.commands;
        let mut heads = BTreeSet::new();
        for finding in steep.markdown(source).findings {
            let (Outcome::Rewritten, Some(form), None) = (finding.outcome, &finding.replacement, finding.inside) else {
                continue;
            };
            let length = form.chars().count();
            self.commands += 1;
            let before = finding.command.chars().count();
            let head = finding.head.as_ref().filter(|head| heads.insert(head.at));
            let after = length + head.map_or(0, |head| head.text.chars().count());
            self.before += before;
            self.after += after;
            if fences.iter().any(|range| range.contains(&finding.span.start)) {
                self.fences += 1;
                self.before_in_fences += before;
                self.after_in_fences += after;
                self.narrow += usize::from(form.lines().all(|line| line.chars().count() <= 120));
            } else {
                self.one_line += 1;
                self.short += usize::from(length <= 160);
                self.long += usize::from(length > 300);
            }
        }
        self.documents += usize::from(self.commands > earlier);
    }

    fn row(&self, name: &str) -> String {
        let per_cent =
            |part: usize, of: usize| (part * 100).checked_div(of).map_or(String::new(), |it| format!("{it} %"));
        #[allow(clippy::cast_precision_loss, reason = "counts of characters")]
        let growth = |after: usize, before: usize| after as f64 / before.max(1) as f64;
        format!(
            "| {name} | {} | {} | {:.1} | {:.1} | {} | {} | {} |\n",
            self.documents,
            self.commands,
            growth(self.after, self.before),
            growth(self.after_in_fences, self.before_in_fences),
            per_cent(self.short, self.one_line),
            per_cent(self.long, self.one_line),
            per_cent(self.narrow, self.fences)
        )
    }
}

const HEAD: &str = "| layout | documents | commands | growth | in fences | one line: at most 160 | one line: over 300 | fences: no line over 120 |\n|---|---:|---:|---:|---:|---:|---:|---:|\n";

/// The table of how long documents become, in each layout.
pub(crate) fn growth(sources: &[impl AsRef<str>]) -> String {
    let mut text = String::from(HEAD);
    let each = LAYOUTS.iter().map(|(name, tea, companion)| ((*name).to_owned(), transpiler(*tea, *companion)));
    let shorter = SHORTER.iter().flat_map(|(settings, set)| {
        LAYOUTS.iter().filter(|(.., companion)| !companion).map(move |(program, tea, _)| {
            let steep = set(Transpiler::builder(), gitea(*tea, false)).build().unwrap();
            (format!("{program}, {settings}"), steep)
        })
    });
    for (name, steep) in each.chain(shorter) {
        let mut growth = Growth::default();
        sources.iter().for_each(|source| growth.count(&steep, source.as_ref()));
        text.push_str(&growth.row(&name));
    }
    text
}

fn markdown_below(folder: &Path, sources: &mut Vec<String>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            markdown_below(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "md")
            && let Ok(source) = fs::read_to_string(&path)
        {
            sources.push(source);
        }
    }
}

#[test]
fn the_growth_of_documents_is_counted() {
    let mut sources = Vec::new();
    if let Some(folder) = std::env::var_os("STEEP_GROWTH") {
        markdown_below(Path::new(&folder), &mut sources);
        eprintln!("{} documents of {}\n{}", sources.len(), Path::new(&folder).display(), growth(&sources));
        return;
    }
    let Some(root) = crate::real_documents::folder() else { return };
    markdown_below(&root.join("persona-docs"), &mut sources);
    let text = format!(
        "# How long documents become\n\nWhat is written for the gh commands of the real documents, in characters, against what they had. \
         Written by `cargo xtask forms`. With `STEEP_GROWTH=FOLDER` it prints the same of the \
         documents in that folder.\n\n*growth*: characters of what is written for a character of gh's, functions at the head of a \
         fence among them. *one line*: commands outside \
         of fences, which stand on one line, and how many of them have at most 160 characters, or more than 300.\n\n{}",
        growth(&sources)
    );
    // It is of the day that it says: each change of a form would change it.
    if std::env::var_os("STEEP_WRITE_TABLES").is_some() {
        fs::write(docs("growth.md"), text).unwrap();
    }
}
