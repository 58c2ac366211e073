use steep_forge::{Fidelity, Prefer};
use steep_shell::read::Limits;

use crate::hoist::Layout;
use crate::migrate::OwnerMap;
use crate::policy::Policy;
use crate::target::Target;

/// What a text is rewritten for and how: all that the pipeline knows of its caller.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// The forge to write for.
    pub(crate) target: Target,
    /// The owners with other names there.
    pub(crate) owners: OwnerMap,
    /// The least fidelity that is applied.
    pub(crate) accept: Fidelity,
    /// Which form to choose where nobody consumes the data.
    pub(crate) prefer: Prefer,
    /// The most characters that a line of a form may have.
    pub(crate) max_length: Option<usize>,
    /// What forms stand for themselves.
    pub(crate) layout: Layout,
    /// The repository of the clone that commands are run in, where it is known.
    pub(crate) repository: Option<String>,
    /// Whether web and clone addresses are rewritten too.
    pub(crate) urls: bool,
    /// How long and how deep shell text may be.
    pub(crate) limits: Limits,
    /// What the caller decides about each form.
    pub(crate) policy: Option<Policy>,
}

impl Settings {
    /// Those of a target, with nothing else said.
    pub(crate) fn of(target: impl Into<Target>) -> Self {
        Settings {
            target: target.into(),
            owners: OwnerMap::default(),
            accept: Fidelity::Equivalent,
            prefer: Prefer::default(),
            max_length: None,
            layout: Layout::default(),
            repository: None,
            urls: false,
            limits: Limits::default(),
            policy: None,
        }
    }
}
