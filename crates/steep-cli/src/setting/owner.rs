use std::str::FromStr;

use steep::{Target, Transpiler};

use super::{EXAMPLE_HOST, WrongValue, is_buildable};

/// The name of an owner of repositories.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Owner(pub(crate) String);

impl FromStr for Owner {
    type Err = WrongValue;

    fn from_str(text: &str) -> Result<Self, WrongValue> {
        let target = Target::gitea(EXAMPLE_HOST);
        is_buildable(Transpiler::builder().target(target).map_owner(text, text))?;
        Ok(Owner(text.to_owned()))
    }
}

/// An owner and its new name: the value of `--map-owner`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OwnerPair {
    pub(crate) old: Owner,
    pub(crate) new: Owner,
}

impl FromStr for OwnerPair {
    type Err = WrongValue;

    fn from_str(text: &str) -> Result<Self, WrongValue> {
        let Some((old, new)) = text.split_once('=') else {
            return Err(WrongValue(format!("it is OLD=NEW: `{text}={}`", text.to_lowercase())));
        };
        Ok(OwnerPair { old: old.parse()?, new: new.parse()? })
    }
}

/// A repository: `acme/widgets`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct RepositoryName(pub(crate) String);

impl FromStr for RepositoryName {
    type Err = WrongValue;

    fn from_str(text: &str) -> Result<Self, WrongValue> {
        let target = Target::gitea(EXAMPLE_HOST);
        is_buildable(Transpiler::builder().target(target).repository(text))?;
        Ok(RepositoryName(text.to_owned()))
    }
}

super::text_value!(Owner);
super::text_value!(RepositoryName);
