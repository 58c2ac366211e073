use clap::ValueEnum;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal.
    Auto,
    /// Whatever it is.
    Always,
    /// Not at all.
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Accept {
    /// Same effect, same machine-readable output.
    Exact,
    /// Same effect, perhaps another layout.
    Equivalent,
    /// Something named may be lost.
    Partial,
}

impl From<Accept> for steep::Fidelity {
    fn from(accept: Accept) -> Self {
        match accept {
            Accept::Exact => steep::Fidelity::Exact,
            Accept::Equivalent => steep::Fidelity::Equivalent,
            Accept::Partial => steep::Fidelity::Partial,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TokenIn {
    /// In the token variable.
    Environment,
    /// In a file that the token variable names.
    HeaderFile,
}

/// The only program that commands are written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Only {
    /// tea, without curl and jq.
    Tea,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Prefer {
    /// The form that a person would write.
    Readable,
    /// gh's JSON.
    Data,
    /// The shortest form, even where it needs a newer curl (7.82).
    Short,
}

/// Where forms over curl have the connection from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Connection {
    /// Each form says it.
    Inline,
    /// `GITEA_API` holds the address, `GITEA_CURLRC` names a file of curl's options with the token. The notice sets both up.
    Env,
}

/// What forms have of their own, and what they share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Layout {
    /// Each form has all that it needs, so that it can be copied by itself.
    SelfContained,
    /// Functions that several forms of a script or fence need stand once at its head.
    Hoist,
}

impl From<Layout> for steep::Layout {
    fn from(layout: Layout) -> Self {
        match layout {
            Layout::SelfContained => steep::Layout::SelfContained,
            Layout::Hoist => steep::Layout::Hoist,
        }
    }
}

impl From<Prefer> for steep::Prefer {
    fn from(prefer: Prefer) -> Self {
        match prefer {
            Prefer::Readable => steep::Prefer::Readable,
            Prefer::Data => steep::Prefer::Data,
            Prefer::Short => steep::Prefer::Short,
        }
    }
}
