//! Where secrets and variables lie.

use steep_forge::Refusal;
use steep_forge::operation::{SettingKind, SettingScope, Settings};
use steep_rest::Rest;
use steep_shell::Arg;

/// The address below which the secrets or variables lie.
pub(crate) fn collection(rest: &mut Rest<'_>, settings: &Settings) -> Result<Arg, Refusal> {
    let folder = match settings.kind {
        SettingKind::Secret => "actions/secrets",
        SettingKind::Variable => "actions/variables",
    };
    match &settings.scope {
        SettingScope::Repository => rest.repo(folder),
        SettingScope::Organization(name) => {
            let name = rest.segment("org", name)?;
            Ok(rest.at(Arg::text("orgs/").join(name).then("/").then(folder)))
        }
    }
}
