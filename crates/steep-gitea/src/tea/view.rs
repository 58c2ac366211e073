//! The views of tea.

use steep_forge::{Emission, Item, Output, Refusal};

use crate::rest::lookup::{Among, LookUp};
use crate::tea::{Job, number};

/// One item of a collection, for a reader.
pub(crate) fn view(job: Job<'_>, collection: &str, item: &Item, comments: bool) -> Result<Emission, Refusal> {
    if job.request.output != Output::Reader {
        return Err(Refusal::NoEquivalent { feature: "one item as JSON in tea".to_owned() });
    }
    let mut rest = job.rest();
    let number = match item {
        // One that is closed will do too.
        Item::Branch(_) | Item::Current => rest.pull(item, Among::All)?,
        Item::Number(_) | Item::Unnamed => number(item)?,
    };
    let mut command = job.command(&[collection])?;
    if comments {
        command = command.switch("comments")?;
    }
    let emission = job.finish(rest, command.positional(number)?.build()?);
    Ok(if comments {
        // gh prints nothing but the comments where its output is no terminal.
        emission.noting("tea's view leaves out labels, assignees and the milestone")
    } else {
        // Who reads an item may well look for its labels.
        emission.losing("labels, assignees and milestone", "tea's view leaves them out")
    })
}
