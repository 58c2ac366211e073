use steep_forge::operation::{MergeStyle, PullMerge};
use steep_forge::{Fidelity, Item, Refusal};
use steep_shell::Arg;

use super::text::{one, text};
use crate::Emission;
use crate::rest::{Among, Json, Rest};

/// A merge, or the plan of one.
pub(crate) fn pull_merge(mut rest: Rest<'_>, merge: &PullMerge) -> Result<Emission, Refusal> {
    let PullMerge { pull, style, delete_branch, auto, disable_auto, admin, subject, body, match_head } = merge;
    // Without a style the command is only mentioned, and so is the pull request of the current branch.
    let asks = style.is_none() && !disable_auto;
    let pull = if asks && *pull == Item::Current { &Item::Unnamed } else { pull };
    let number = rest.pull(pull, Among::Open)?;
    let url = rest.repo(Arg::text("pulls/").join(number).then("/merge"))?;
    if *disable_auto {
        let main = rest.send("DELETE", url).script();
        return Ok(super::requests(rest, main).noting_mention(pull));
    }
    let mut entries = vec![("Do", Json::text(style.map_or("<style>", do_word)))];
    if *delete_branch {
        entries.push(("delete_branch_after_merge", yes()));
    }
    if *auto {
        entries.push(("merge_when_checks_succeed", yes()));
    }
    if *admin {
        entries.push(("force_merge", yes()));
    }
    if let Some(subject) = subject {
        entries.push(("MergeTitleField", one(subject)?));
    }
    if let Some(body) = body {
        entries.push(("MergeMessageField", text(body)?));
    }
    if let Some(commit) = match_head {
        entries.push(("head_commit_id", one(commit)?));
    }
    let is_here = rest.is_here();
    let mut call = rest.send("POST", url).json(Json::object(entries));
    if !asks && *pull != Item::Unnamed {
        // Right after a push or another merge the server answers 405 until it has looked for conflicts again.
        for option in ["--retry", "5", "--retry-delay", "2", "--retry-all-errors"] {
            call = call.option(option);
        }
    }
    let mut emission = super::requests(rest, call.script()).noting_mention(pull);
    if asks {
        emission = emission.noting("no style is given: `<style>` stands for merge, squash or rebase");
    }
    if *auto {
        emission = emission.noting("the server merges a few seconds after the checks have succeeded");
    }
    if *delete_branch && is_here {
        emission = emission
            .at_most(Fidelity::Equivalent)
            .noting("the branch is deleted on the server; gh deletes the local one too");
    }
    Ok(emission)
}

/// Gitea's word for a style.
fn do_word(style: MergeStyle) -> &'static str {
    match style {
        MergeStyle::Merge => "merge",
        MergeStyle::Rebase => "rebase",
        MergeStyle::Squash => "squash",
    }
}

fn yes() -> Json {
    Json::Fixed("true".to_owned())
}
