//! tea commands: what each version really can do.

pub mod command;
pub mod grammar;

use steep_forge::{Refusal, Request};

pub use command::TeaCommand;

use crate::{Emission, Surroundings, Target, Tea};

/// Says `request` as a tea command.
///
/// # Errors
/// Where that version of tea cannot do all of it, or where its output would not do.
pub(crate) fn emit(
    request: &Request,
    _target: &Target,
    _tea: &Tea,
    _surroundings: &Surroundings,
) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: format!("`{}`", request.rule) })
}
