use crate::Limit;

/// What is asked about organisations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrganizationOperation {
    /// The organisations of the caller.
    List(Limit),
}

impl OrganizationOperation {
    /// Whether it changes something on the forge.
    pub(super) fn changes(&self) -> bool {
        match self {
            Self::List(_) => false,
        }
    }
}
