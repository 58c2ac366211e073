use steep_forge::Refusal;
use steep_forge::operation::{ReleaseChange, Text};
use steep_shell::Status;

use super::Job;
use crate::Emission;
use crate::rest::words;

/// What the reader is told of how a release is found.
pub(super) const AMONG_THE_NEWEST: &str = "tea looks for the release among the newest 30 and fails where it is not";

/// Changes a release.
pub(super) fn emit(job: Job<'_>, change: &ReleaseChange) -> Result<Emission, Refusal> {
    let ReleaseChange { tag, new_tag, verify_tag, target, title, notes, draft, prerelease } = change;
    if new_tag.is_some() && *verify_tag {
        return Err(Refusal::NoEquivalent { feature: "a check of the tag in tea".to_owned() });
    }
    let mut command = job.command(&["releases", "edit"])?;
    for (name, value) in [("tag", new_tag), ("target", target), ("title", title)] {
        if let Some(value) = value {
            command = command.flag(name, words::one(value)?)?;
        }
    }
    match notes {
        Some(Text::Word(notes)) => command = command.flag("note", words::one(notes)?)?,
        Some(Text::File(_) | Text::Stdin) => {
            return Err(Refusal::NoEquivalent { feature: "notes out of a file in a change in tea".to_owned() });
        }
        None => {}
    }
    for (name, value) in [("draft", draft), ("prerelease", prerelease)] {
        if let Some(value) = value {
            command = command.flag(name, value.to_string())?;
        }
    }
    let Some(tag) = tag else {
        // Without one tea succeeds where gh fails.
        if job.surroundings.status == Status::Used {
            return Err(Refusal::Ambiguous { why: "no tag is given".to_owned() });
        }
        let emission = job.finish(job.rest(), command.build()?);
        return Ok(emission.noting("nothing is named, so the command changes nothing as it stands"));
    };
    let command = command.text(words::one(tag)?)?;
    Ok(job.finish(job.rest(), command.build()?).noting(AMONG_THE_NEWEST))
}
