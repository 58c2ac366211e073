use std::str::FromStr;

use super::{WrongValue, is_usable};

/// The name of a program or of a login of tea's.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Name(pub(crate) String);

impl FromStr for Name {
    type Err = WrongValue;

    fn from_str(text: &str) -> Result<Self, WrongValue> {
        is_usable(|gitea| gitea.tea_program(text))?;
        Ok(Name(text.to_owned()))
    }
}

/// The name of an environment variable.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Variable(pub(crate) String);

impl FromStr for Variable {
    type Err = WrongValue;

    fn from_str(text: &str) -> Result<Self, WrongValue> {
        is_usable(|gitea| gitea.token_variable(text))?;
        Ok(Variable(text.to_owned()))
    }
}

/// The version of a Gitea: `1.27` or `1.27.3`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct ServerVersion(pub(crate) String);

impl FromStr for ServerVersion {
    type Err = WrongValue;

    fn from_str(text: &str) -> Result<Self, WrongValue> {
        is_usable(|gitea| gitea.server(text))?;
        Ok(ServerVersion(text.to_owned()))
    }
}

super::text_value!(Name);
super::text_value!(Variable);
super::text_value!(ServerVersion);
