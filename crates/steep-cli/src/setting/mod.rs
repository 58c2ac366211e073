//! Values of settings, on the command line and in `steep.toml`. Each is checked where it is read, so that the message can name
//! the option or the line that it stands at.

mod host;
mod name;
mod named;
mod nearest;
mod owner;
mod target;

pub(crate) use host::Host;
pub(crate) use name::{Name, ServerVersion, Variable};
pub(crate) use named::Named;
pub(crate) use nearest::nearest;
pub(crate) use owner::{Owner, OwnerPair, RepositoryName};
pub(crate) use target::TargetName;

use steep::{Builder, Gitea, Target, Transpiler};

/// An address that settings are tried with, and that stands in forms where none is named.
pub(crate) const EXAMPLE_HOST: &str = "https://gitea.example.com";

/// A wrong value: what is wrong with it and what is possible, in a clause without a full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct WrongValue(pub(crate) String);

/// Whether a transpiler can be built with such a Gitea.
fn is_usable(set: impl FnOnce(Gitea) -> Gitea) -> Result<(), WrongValue> {
    is_buildable(Transpiler::builder().target(set(Target::gitea(EXAMPLE_HOST))))
}

fn is_buildable(builder: Builder) -> Result<(), WrongValue> {
    builder.build().map(|_| ()).map_err(|error| WrongValue(error.to_string()))
}

/// A type that is read from a text, for clap by `FromStr` and for serde by `TryFrom`.
macro_rules! text_value {
    ($name:ident) => {
        impl TryFrom<String> for $name {
            type Error = $crate::setting::WrongValue;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }
    };
}
use text_value;

#[cfg(test)]
mod tests;
