use steep_forge::operation::{MergeStyle, PullMerge};
use steep_forge::{Item, Refusal};

use super::{Job, UNFINISHED, behaviour, given, open_pull};
use crate::Emission;
use crate::rest::words;

/// A merge.
pub(super) fn emit(job: Job<'_>, merge: &PullMerge) -> Result<Emission, Refusal> {
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
        if behaviour::goes_on_unasked(job.release) {
            return Err(Refusal::NoEquivalent { feature: "a merge without a number that is safe in tea".to_owned() });
        }
        return Ok(job.finish(job.rest(), command.build()?).noting(UNFINISHED));
    }
    if style.is_none() {
        return Err(Refusal::RuntimeValue { what: "the style of the merge".to_owned() });
    }
    let command = command.positional(open_pull(job, pull)?)?;
    Ok(job.finish(job.rest(), command.build()?).noting_lookup(pull))
}

fn style_word(style: MergeStyle) -> &'static str {
    match style {
        MergeStyle::Merge => "merge",
        MergeStyle::Rebase => "rebase",
        MergeStyle::Squash => "squash",
    }
}
