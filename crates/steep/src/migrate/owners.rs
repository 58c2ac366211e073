use crate::BuildError;

/// Old owner names and their new ones.
#[derive(Clone, Debug, Default)]
pub(crate) struct OwnerMap {
    pairs: Vec<(String, String)>,
}

impl OwnerMap {
    pub(crate) fn new(pairs: Vec<(String, String)>) -> Result<Self, BuildError> {
        let plain = |name: &str| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_' || c == '.')
        };
        for (old, new) in &pairs {
            if let Some(bad) = [old, new].into_iter().find(|name| !plain(name)) {
                return Err(BuildError::Owner(bad.clone()));
            }
        }
        Ok(OwnerMap { pairs })
    }

    /// The new name of `owner`, compared without regard to case; `None` where it is not mapped.
    pub(crate) fn rename(&self, owner: &str) -> Option<String> {
        self.pairs.iter().find(|(old, _)| old.eq_ignore_ascii_case(owner)).map(|(_, new)| new.clone())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }
}
