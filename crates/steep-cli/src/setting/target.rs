use std::str::FromStr;

use steep::{Selector, Transpiler};

use super::{EXAMPLE_HOST, WrongValue, is_buildable, nearest};

/// What is written: the value of `--target`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub(crate) enum TargetName {
    Named(Selector),
    /// The tea that is installed here.
    Auto,
}

impl FromStr for TargetName {
    type Err = WrongValue;

    fn from_str(text: &str) -> Result<Self, WrongValue> {
        if text == "auto" {
            return Ok(TargetName::Auto);
        }
        if let Ok(selector) = text.parse::<Selector>() {
            is_buildable(Transpiler::builder().target(selector.at(EXAMPLE_HOST)))?;
            return Ok(TargetName::Named(selector));
        }
        let versions = steep::tea_versions();
        let targets: Vec<String> = versions.iter().map(|version| Selector::tea(*version).to_string()).collect();
        let names = targets.iter().map(String::as_str).chain(["curl", "auto"]);
        let meant = nearest(text, names).map_or(String::new(), |name| format!("; did you mean `{name}`?"));
        Err(WrongValue(format!(
            "a target is tea@VERSION, curl or auto (the tea that is installed here); known versions of tea are {}{meant}",
            versions.join(", ")
        )))
    }
}

super::text_value!(TargetName);
