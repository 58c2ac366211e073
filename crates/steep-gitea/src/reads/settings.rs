//! Secrets and variables of workflows: lists, and the value of a variable.

use steep_forge::operation::{SettingKind, SettingScope, Settings};
use steep_forge::{Limit, Output, Refusal};
use steep_shell::Word;

use super::present::{self, Conditions, Form, Rows};
use crate::projection::{Projection, SECRET, VARIABLE};
use crate::rest::paging::Listing;
use crate::rest::{Jq, Rest};
use crate::writes::collection;
use crate::{Emission, Fidelity, Tool};

/// gh's columns: name, last change. Gitea only knows when a secret was made.
const SECRETS: Rows = Rows { exact: &[".name", ".created_at"], brief: &[".name", ".created_at"] };

/// gh's columns: name, value, last change. Gitea's variables have no time.
const VARIABLES: Rows = Rows { exact: &[".name", ".data"], brief: &[".name", ".data"] };

/// As many as GitHub allows a repository.
const MOST_SECRETS: u32 = 100;

/// Secrets or variables.
pub(crate) fn setting_list(mut rest: Rest<'_>, settings: &Settings, output: &Output) -> Result<Emission, Refusal> {
    let (projection, rows, limit): (&'static Projection, _, _) = match (settings.kind, &settings.scope) {
        (SettingKind::Secret, SettingScope::Repository) => (&SECRET, &SECRETS, Some(Limit::Count(MOST_SECRETS))),
        (SettingKind::Secret, SettingScope::Organization(_)) => (&SECRET, &SECRETS, None),
        (SettingKind::Variable, _) => (&VARIABLE, &VARIABLES, None),
    };
    let form = Form::new(&rest, projection, output, true, rows)?;
    let address = collection(&mut rest, settings)?;
    let items = Listing::new(rest.get(address), limit).items();
    let columns = *output == Output::Reader && rest.is_consumed();
    let emission = present::list(rest, items, projection, &form, &Conditions::default(), None)?;
    Ok(match (settings.kind, columns) {
        (_, false) => emission,
        (SettingKind::Secret, true) => {
            emission.at_most(Fidelity::Equivalent).noting("its time is that when the secret was made")
        }
        (SettingKind::Variable, true) => emission.losing("the time of the last change", "Gitea does not keep it"),
    })
}

/// The value of a variable, or fields of it.
pub(crate) fn setting_get(
    mut rest: Rest<'_>,
    scope: &SettingScope,
    name: &Word,
    output: &Output,
) -> Result<Emission, Refusal> {
    let settings = Settings { kind: SettingKind::Variable, scope: scope.clone() };
    let name = rest.segment("name", name)?;
    let address = collection(&mut rest, &settings)?.then("/").join(name);
    let call = rest.get(address);
    if let Output::Reader = output {
        // A variable that is not there has to be told from an empty one.
        let script = call.script().pipe(Jq::over(".data", true).raw().script());
        return Ok(Emission::new(Tool::Curl, Fidelity::Exact, rest.finish(script)));
    }
    let form = Form::new(&rest, &VARIABLE, output, false, &VARIABLES)?;
    let Form::Fields { shape, filter } = &form else {
        return Err(Refusal::NoEquivalent { feature: "this output of a variable".to_owned() });
    };
    let stage = Jq::over(&shape.own(), rest.status_is_used());
    let script =
        present::filtered(&rest, call.script(), stage, filter.as_ref(), present::prints(shape, filter.as_ref()))?;
    let emission = Emission::new(Tool::Curl, Fidelity::Exact, rest.finish(script));
    Ok(present::judge(emission, shape, filter.as_ref()))
}
