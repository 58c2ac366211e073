//! The examples do what they say.

#[path = "../../examples/inventory.rs"]
mod inventory;
#[path = "../../examples/mdbook.rs"]
mod mdbook;
#[path = "../../examples/review.rs"]
mod review;
#[path = "../../examples/rewrite.rs"]
mod rewrite;

use steep::Target;

#[test]
fn rewrite_tells_what_became_of_each_command() {
    let report = rewrite::report(Target::gitea("https://git.example.org").tea("0.9.2")).unwrap();
    assert!(report.contains("Merge with `tea pulls merge --repo acme/widgets --style squash 12`"), "{report}");
    assert!(
        report.contains("\n3:13: gh pr merge rewritten\n3:83: gh codespace stop refused (no-equivalent): "),
        "{report}"
    );
}

#[test]
fn review_applies_a_suggestion_that_was_chosen() {
    let (safe, with_merge) = review::review().unwrap();
    assert!(safe.contains("`tea pulls list ") && safe.contains("gh pr merge 12 --squash"), "{safe}");
    assert!(safe.contains("tea issues close 3"), "{safe}");
    assert_eq!(with_merge, safe.replace("gh pr merge 12 --squash", "tea pulls merge --style squash 12"));
}

#[test]
fn inventory_counts_commands() {
    let (rules, faults) = inventory::inventory(["`gh pr list`, `gh pr list --draft`", "`gh pr list --nope`\n"]);
    assert_eq!(rules.into_iter().collect::<Vec<_>>(), [("gh pr list".to_owned(), 3)]);
    assert_eq!(faults, 1);
}

#[test]
fn the_preprocessor_rewrites_every_chapter_of_a_book() {
    let chapter = |text: &str, below: serde_json::Value| serde_json::json!({ "Chapter": { "name": "gh pr list", "content": text, "path": "a.md", "sub_items": below } });
    let book = |first: &str, second: &str| {
        let below = serde_json::json!([chapter(second, serde_json::json!([])), "Separator"]);
        serde_json::json!({ "sections": [chapter(first, below)], "__non_exhaustive": null })
    };
    let config = serde_json::json!({ "preprocessor": { "steep": { "host": "https://git.example.org" } } });
    let context = serde_json::json!({ "root": "/book", "config": config, "renderer": "html" });
    let old = book("# gh\n\n`gh issue create -R acme/x -t Crash -b y`\n", "Then `gh gist list`.\n");
    let new = mdbook::preprocessed(&serde_json::json!([context, old]).to_string()).unwrap();
    let new: serde_json::Value = serde_json::from_str(&new).unwrap();
    let form = "# gh\n\n`tea issues create --repo acme/x --title Crash --description y`\n";
    assert_eq!(new, book(form, "Then `gh gist list`.\n"));
    let without_host = serde_json::json!([{ "config": {} }, old]).to_string();
    assert!(mdbook::preprocessed(&without_host).unwrap_err().to_string().contains("has no `host`"));
}
