/// What is asked about the caller's login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthOperation {
    /// The token that requests are made with.
    Token,
    /// Have git use that token.
    SetupGit,
    /// Log in; `token_from_stdin` when the token is read from standard input.
    Login {
        /// The token comes from standard input.
        token_from_stdin: bool,
    },
    /// Whether the caller is logged in.
    Status {
        /// With the token in plain text.
        with_token: bool,
    },
}

impl AuthOperation {
    /// Whether it changes something on the forge.
    pub(super) fn changes(&self) -> bool {
        match self {
            Self::Token | Self::SetupGit | Self::Status { .. } => false,
            Self::Login { .. } => true,
        }
    }
}
