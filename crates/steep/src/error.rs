use steep_forge::SettingError;

/// Why a [`Transpiler`](crate::Transpiler) cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// No target was given.
    #[error("cannot build a transpiler: no target was given")]
    NoTarget,
    /// The host is no http(s) address.
    #[error("cannot use `{0}` as the host: it is not an http:// or https:// address")]
    Host(String),
    /// A setting of the target's own: an unknown version of its program, a name that cannot stand in a command.
    #[error(transparent)]
    Target(#[from] SettingError),
    /// The token variable is no shell name.
    #[error("cannot use `{0}` as the token variable: it is not a shell variable name")]
    TokenVariable(String),
    /// The repository of the clone is no `OWNER/NAME`.
    #[error("cannot use `{0}` as the repository: it is not OWNER/NAME")]
    Repository(String),
    /// An owner is no owner name.
    #[error("cannot map the owner `{0}`: it is not an owner name")]
    Owner(String),
}
