use std::str::FromStr;

use steep::{Target, Transpiler};

use super::{WrongValue, is_buildable};

/// The address of a Gitea: `https://git.example.org`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Host(pub(crate) String);

/// Domains that are GitHub's own, with all that is below them.
const GITHUB: [&str; 3] = ["github.com", "githubusercontent.com", "ghe.com"];

impl FromStr for Host {
    type Err = WrongValue;

    fn from_str(text: &str) -> Result<Self, WrongValue> {
        let wrong = |why: String| Err(WrongValue(why));
        let Some((scheme, rest)) = text.split_once("://") else {
            let is_name = text.contains('.') && !text.contains(char::is_whitespace) && !text.starts_with('-');
            let meant = if is_name { format!("; did you mean `https://{text}`?") } else { String::new() };
            return wrong(format!("an address begins with https:// or http://{meant}"));
        };
        if !matches!(scheme, "https" | "http") {
            return wrong(format!("an address begins with https:// or http://, and not with {scheme}://"));
        }
        let name = rest.split(['/', ':', '?', '#']).next().unwrap_or_default().to_lowercase();
        if GITHUB.iter().any(|domain| name == *domain || name.ends_with(&format!(".{domain}"))) {
            return wrong(format!("{name} is GitHub's own; name the Gitea that commands are written for"));
        }
        is_buildable(Transpiler::builder().target(Target::gitea(text)))?;
        Ok(Host(text.to_owned()))
    }
}

super::text_value!(Host);
