//! Merging a pull request.

use steep_forge::operation::{MergeStyle, PullMerge};
use steep_forge::{Emission, Fidelity, Item, Refusal};
use steep_jq::{Expr, jq};
use steep_rest::{Jq, Json, Rest, words};
use steep_shell::{Arg, Redirection, Script, Simple, Status};

use super::local_branch::{Goes, deleted};
use crate::change;
use crate::change::text::{one, text};
use crate::mention::Mention;
use crate::rest::lookup::{Among, LookUp};
use crate::tea::{Job, UNFINISHED, Use, given, open_pull};

/// How often the merge is tried again, a second apart: nothing at all for one that is merged already.
///
/// Gitea looks for conflicts in the background and refuses a merge until it has, with the answer that it gives for a conflict
/// (405), and `mergeable` is false in both cases. It looks after each change of the base or the head, which takes as long as
/// there are pull requests, and again when one is fetched that has been idle for a week. So after a change of the repository
/// within the last minute it may be a while, and otherwise a few seconds tell; the change itself shows a moment later. The
/// server writes its times in its own zone, which is off by a multiple of a quarter of an hour.
const TRIES: &str = "input | if .merged then \"\" elif .draft or .state == \"closed\" then \
    error(\"the pull request is closed, or a draft\") elif any((.base, .head).repo.updated_at // empty; \
    (now - (.[:19] + \"Z\" | fromdate) + 90000) % 900 < 60) then 30 else 10 end";

/// A merge, or the plan of one.
pub(crate) fn by_rest(mut rest: Rest<'_>, merge: &PullMerge) -> Result<Emission, Refusal> {
    let PullMerge { pull, style, delete_branch, auto, disable_auto, admin, subject, body, match_head } = merge;
    // Without a style the command is only mentioned, and so is the pull request of the current branch.
    let asks = style.is_none() && !disable_auto;
    let pull = if asks && *pull == Item::Current { &Item::Unnamed } else { pull };
    let number = rest.pull(pull, if *disable_auto { Among::Open } else { Among::ToMerge })?;
    let object = rest.repo(Arg::text("pulls/").join(number))?;
    let url = object.clone().then("/merge");
    if *disable_auto {
        let main = rest.send("DELETE", url).script();
        return Ok(change::requests(rest, main).noting_mention(pull));
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
    let (is_here, has_companion) = (rest.is_here(), rest.has_companion());
    let mut call = rest.send("POST", url).json(Json::object(entries));
    let goes_locally = *delete_branch && is_here && !auto;
    let by_companion = call.clone().commanding_at(&object, "merge", goes_locally.then(|| "--local".into()));
    let is_mention = asks || *pull == Item::Unnamed;
    let main = if let Some(script) = by_companion.filter(|_| !is_mention) {
        script
    } else if is_mention {
        call.script()
    } else {
        let tries = rest.get(object.clone()).script().pipe(Jq::new(jq(TRIES)).null_input().raw().script());
        let tries = rest.set("tries", tries);
        for option in [Arg::text("--retry"), tries.clone(), "--retry-delay".into(), "1".into()] {
            call = call.option(option);
        }
        let is_open = Script::call([Arg::text("test"), Arg::text("-n"), tries]);
        let merge = call.option("--retry-all-errors").script();
        Script::If(Box::new(is_open), Box::new(merge), Some(Box::new(merged_already())))
    };
    let main = if goes_locally && !is_mention && !has_companion {
        main.and(deleted(&rest, object, Goes::ToBase))
    } else {
        main
    };
    let mut emission = change::requests(rest, main).noting_mention(pull);
    if asks {
        emission = emission.noting("no style is given: `<style>` stands for merge, squash or rebase");
    }
    if *auto {
        emission = emission.at_most(Fidelity::Equivalent).noting(
            "the server waits for the checks that the protection of the base branch asks for; without such it merges within \
             seconds, whatever its checks say",
        );
    }
    if *delete_branch {
        emission = emission
            .at_most(Fidelity::Equivalent)
            .noting("of a pull request that is merged already, the branch on the server is not deleted");
    }
    Ok(emission)
}

/// Says so where gh does, with success.
fn merged_already() -> Script {
    Script::Simple(Simple {
        args: vec!["echo".into(), "the pull request was already merged".into()],
        redirections: vec![Redirection::ToError],
        ..Simple::default()
    })
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
    Json::Fixed(Expr::boolean(true))
}

/// A merge.
pub(crate) fn by_tea(job: Job<'_>, merge: &PullMerge) -> Result<Emission, Refusal> {
    let PullMerge { pull, style, delete_branch, auto, disable_auto, admin, subject, body, match_head } = merge;
    let beyond = [
        (*delete_branch, "deleting the branch"),
        (*auto, "a merge when checks succeed"),
        (*disable_auto, "taking back a planned merge"),
        (*admin, "a merge in spite of requirements"),
        (match_head.is_some(), "a merge of one commit only"),
    ];
    if let Some((_, feature)) = beyond.iter().find(|(is_asked, _)| *is_asked) {
        return Err(Refusal::NoEquivalent { feature: format!("{feature} in tea") });
    }
    let mut command = job.command(&["pulls", "merge"])?;
    if let Some(style) = style {
        command = command.flag("style", style_word(*style))?;
    }
    if let Some(subject) = subject {
        command = command.flag("title", words::one(subject)?)?;
    }
    if let Some(body) = body {
        command = command.flag("message", given(body, "a merge message")?)?;
    }

    // Without a style gh asks for one: the command is only mentioned.
    let is_mention = *pull == Item::Unnamed || (style.is_none() && *pull == Item::Current);
    if is_mention {
        if !job.can(&["pulls", "merge"], Use::Without("index")) {
            return Err(Refusal::NoEquivalent { feature: "a merge without a number that is safe in tea".to_owned() });
        }
        return Ok(job.finish(job.rest(), command.build()?).noting(UNFINISHED));
    }
    if style.is_none() {
        return Err(Refusal::RuntimeValue { what: "the style of the merge".to_owned() });
    }
    // tea merges at once or fails: also where it is merged already, and while the server looks for conflicts, as after
    // another merge.
    if job.surroundings.status == Status::Used || names_several(pull) {
        return Err(Refusal::NoEquivalent { feature: "a merge that waits for the server in tea".to_owned() });
    }
    let command = command.positional(open_pull(job, pull)?)?;
    let emission = job.finish(job.rest(), command.build()?).noting_lookup(pull);
    Ok(emission
        .noting("tea fails where it is merged already, and for some seconds after another merge: then try again"))
}

/// Whether the shell fills in which one: in a loop, one merge follows another.
fn names_several(pull: &Item) -> bool {
    matches!(pull, Item::Number(word) | Item::Branch(word) if word.has_expansion())
}

fn style_word(style: MergeStyle) -> &'static str {
    match style {
        MergeStyle::Merge => "merge",
        MergeStyle::Rebase => "rebase",
        MergeStyle::Squash => "squash",
    }
}
