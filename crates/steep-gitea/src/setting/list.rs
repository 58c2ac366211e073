//! Secrets or variables.

use steep_forge::operation::{SettingKind, SettingScope, Settings};
use steep_forge::{Emission, Fidelity, Limit, Output, Refusal};
use steep_gh_json::Projection;
use steep_rest::Rest;
use steep_rest::paging::Listing;

use crate::answer;
use crate::answer::{Conditions, Form, Rows};
use crate::projection::{SECRET, VARIABLE};
use crate::setting::collection::collection;

/// gh's columns: name, last change. Gitea only knows when a secret was made.
const SECRETS: Rows = Rows { exact: &[".name", ".created_at"], brief: &[".name", ".created_at"], in_companion: false };

/// gh's columns: name, value, last change. Gitea's variables have no time.
pub(crate) const VARIABLES: Rows = Rows { exact: &[".name", ".data"], brief: &[".name", ".data"], in_companion: false };

/// As many as GitHub allows a repository.
const MOST_SECRETS: u32 = 100;

/// Secrets or variables.
pub(crate) fn by_rest(mut rest: Rest<'_>, settings: &Settings, output: &Output) -> Result<Emission, Refusal> {
    let (projection, rows, limit): (&'static Projection, _, _) = match (settings.kind, &settings.scope) {
        (SettingKind::Secret, SettingScope::Repository) => (&SECRET, &SECRETS, Some(Limit::Count(MOST_SECRETS))),
        (SettingKind::Secret, SettingScope::Organization(_)) => (&SECRET, &SECRETS, None),
        (SettingKind::Variable, _) => (&VARIABLE, &VARIABLES, None),
    };
    let form = Form::new(&rest, projection, output, true, rows)?;
    let address = collection(&mut rest, settings)?;
    let items = Listing::new(rest.get(address), limit).items();
    let columns = *output == Output::Reader && rest.is_consumed();
    let emission = answer::list(rest, items, projection, &form, &Conditions::default(), None)?;
    Ok(match (settings.kind, columns) {
        (_, false) => emission,
        (SettingKind::Secret, true) => {
            emission.at_most(Fidelity::Equivalent).noting("its time is that when the secret was made")
        }
        (SettingKind::Variable, true) => emission.losing("the time of the last change", "Gitea does not keep it"),
    })
}
