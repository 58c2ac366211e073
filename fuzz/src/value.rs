//! Languages of their own that stand in a value of a command: search queries, jq programs, Go templates.

use super::promises::{Kind, check_all};

/// A search query, in each of the commands that take one.
pub fn search(query: &str) {
    hold(
        query,
        "gh search issues @\ngh search code @ --json path\n\
         gh pr list --repo acme/widgets --search @\ngh issue list --search @ --json number\n",
    );
}

/// A jq program, over a list, over an object, over answers of the API, and where its output and status are used.
pub fn jq(program: &str) {
    hold(
        program,
        "gh pr list --repo acme/widgets --json number,title,closedAt,labels --jq @\n\
         x=$(gh issue view 12 --repo acme/widgets --json author,milestone -q @)\n\
         gh api repos/acme/widgets/pulls --jq @\n\
         gh api repos/acme/widgets/issues/12 -q @ && echo\n",
    );
}

/// A Go template, over a list, over an object, and over answers of the API.
pub fn template(text: &str) {
    hold(
        text,
        "gh pr list --repo acme/widgets --json number,title,closedAt,labels --template @\n\
         x=$(gh issue view 12 --repo acme/widgets --json author,milestone -t @)\n\
         gh api repos/acme/widgets/pulls --template @\n",
    );
}

/// Holds a script with the value, quoted, at each `@`.
fn hold(value: &str, script: &str) {
    let quoted = format!("'{}'", value.replace('\'', "'\\''"));
    if let Err(problem) = check_all(Kind::Shell, &script.replace('@', &quoted)) {
        panic!("{problem}");
    }
}
