use steep_forge::Refusal;
use steep_forge::operation::{ReleaseCreate, ReleaseNotes, Text};
use steep_shell::Arg;

use super::{Job, UNFINISHED};
use crate::Emission;
use crate::rest::words;
use crate::writes::{files_are_there, is_one};

/// A new release. tea needs a title.
pub(super) fn emit(job: Job<'_>, create: &ReleaseCreate) -> Result<Emission, Refusal> {
    let ReleaseCreate { tag, verify_tag, target, title, notes, draft, prerelease, files } = create;
    let mut command = job.command(&["releases", "create"])?;
    let Some(tag) = tag else {
        let is_bare = title.is_none() && notes.is_none() && target.is_none() && !draft && !prerelease;
        return if is_bare {
            Ok(job.finish(job.rest(), command.build()?).noting(UNFINISHED))
        } else {
            Err(Refusal::Ambiguous { why: "no tag is given".to_owned() })
        };
    };
    if *verify_tag {
        return Err(Refusal::NoEquivalent { feature: "a check of the tag in tea".to_owned() });
    }
    command = command.flag("tag", words::one(tag)?)?;
    if let Some(target) = target {
        command = command.flag("target", words::one(target)?)?;
    }
    command = command.flag("title", words::one(title.as_ref().unwrap_or(tag))?)?;
    match notes {
        Some(ReleaseNotes::Text(Text::Word(notes))) => command = command.flag("note", words::one(notes)?)?,
        Some(ReleaseNotes::Text(Text::File(file))) => command = command.flag("note-file", words::one(file)?)?,
        Some(ReleaseNotes::Text(Text::Stdin) | ReleaseNotes::OfTag) => {
            return Err(Refusal::NoEquivalent { feature: "notes from elsewhere in tea".to_owned() });
        }
        None => {}
    }
    if *draft {
        command = command.switch("draft")?;
    }
    if *prerelease {
        command = command.switch("prerelease")?;
    }
    for file in files {
        if !is_one(file) {
            return Err(Refusal::RuntimeValue { what: format!("the files `{}`", file.display()) });
        }
        command = command.flag("asset", Arg::from(words::one(file)?))?;
    }
    let mut main = command.build()?;
    if !files.is_empty() {
        // tea looks for them when the release is there.
        main = files_are_there(files).and(main);
    }
    let emission = job.finish(job.rest(), main);
    Ok(if files.is_empty() || *draft {
        emission
    } else {
        emission.noting("the release is published before its files are there; gh publishes it afterwards")
    })
}
