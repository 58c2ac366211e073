//! Changing a label.

use steep_forge::operation::LabelChange;
use steep_forge::{Emission, Refusal};
use steep_rest::{Json, Rest};

use crate::change;
use crate::change::text::one;
use crate::label::lookup::{address, noting};

/// Changes a label.
pub(crate) fn by_rest(mut rest: Rest<'_>, change: &LabelChange) -> Result<Emission, Refusal> {
    let label = address(&mut rest, change.label.as_ref())?;
    let mut entries = Vec::new();
    if let Some(name) = &change.name {
        rest.must_hold(name)?;
    }
    for (name, value) in [("name", &change.name), ("color", &change.color), ("description", &change.description)] {
        if let Some(value) = value {
            entries.push((name, one(value)?));
        }
    }
    let main = change::silent(rest.send("PATCH", label).json(Json::object(entries)));
    Ok(noting(change::requests(rest, main), change.label.as_ref()))
}
