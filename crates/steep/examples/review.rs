//! Decides about each rewrite, and applies one suggestion as an editor does: `cargo run -p steep --example review`.

use steep::{BuildError, Decision, Language, Outcome, Target, Transpiler};

const DOCUMENT: &str = "\
List them with `gh pr list`.

```sh
gh pr merge 12 --squash
gh issue close 3
```
";

/// The document with what is safe, and then with the merge as well, which a person chose.
pub(crate) fn review() -> Result<(String, String), BuildError> {
    let steep = Transpiler::builder()
        .target(Target::gitea("https://git.example.org").tea("0.9.2"))
        .decide(|finding, place| match finding.rule.as_str() {
            "gh pr merge" => Decision::Suggest("merges are looked at by a person".to_owned()),
            _ if place.in_heading => Decision::Refuse("headings stay as they are".to_owned()),
            _ => Decision::Apply,
        })
        .build()?;
    let safe = steep.markdown(DOCUMENT);
    // A transpiler without the policy applies what was chosen.
    let all = Transpiler::builder().target(steep.target().clone()).build()?;
    let chosen: Vec<_> = safe.findings.iter().filter(|it| it.outcome == Outcome::Suggested).cloned().collect();
    let with_merge = all.apply(&safe.text, &Language::Markdown, &moved(&all, &safe.text, &chosen));
    Ok((safe.text.clone().into_owned(), with_merge.text.into_owned()))
}

/// The findings of `text` that are the chosen commands: their places have moved since.
fn moved(steep: &Transpiler, text: &str, chosen: &[steep::Finding]) -> Vec<steep::Finding> {
    let is_chosen = |it: &steep::Finding| chosen.iter().any(|chosen| chosen.command == it.command);
    steep.markdown(text).findings.into_iter().filter(is_chosen).collect()
}

#[allow(clippy::print_stdout, dead_code, reason = "an example prints; its test does not run `main`")]
fn main() -> Result<(), BuildError> {
    let (safe, with_merge) = review()?;
    print!("{safe}\n{with_merge}");
    Ok(())
}
