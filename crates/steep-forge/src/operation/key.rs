use steep_shell::Word;

use super::Text;

/// What is asked about public keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyOperation {
    /// The caller's SSH keys.
    SshList,
    /// A new one.
    SshAdd(KeyAdd),
    /// Delete one.
    SshDelete {
        /// Its id.
        id: Word,
    },
    /// The caller's OpenPGP keys.
    GpgList,
    /// A new one.
    GpgAdd {
        /// It, armoured.
        key: Text,
    },
    /// Delete one.
    GpgDelete {
        /// Its OpenPGP key id.
        key: Word,
    },
    /// The SSH keys that open a repository.
    DeployList,
    /// A new one.
    DeployAdd(KeyAdd),
    /// Delete one.
    DeployDelete {
        /// Its id.
        id: Word,
    },
}

impl KeyOperation {
    /// Whether it changes something on the forge.
    pub(super) fn changes(&self) -> bool {
        match self {
            Self::SshList | Self::GpgList | Self::DeployList => false,
            Self::SshAdd(_)
            | Self::SshDelete { .. }
            | Self::GpgAdd { .. }
            | Self::GpgDelete { .. }
            | Self::DeployAdd(_)
            | Self::DeployDelete { .. } => true,
        }
    }
}

/// A new key: the caller's, or one that opens a single repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyAdd {
    /// The public key.
    pub key: Text,
    /// What it is called.
    pub title: Option<Word>,
    /// It may write; only of a repository's key.
    pub write: bool,
}
