//! The value of a variable.

use steep_forge::operation::{SettingKind, SettingScope, Settings};
use steep_forge::{Emission, Fidelity, Output, Refusal};
use steep_jq::jq;
use steep_rest::{Jq, Rest, Vars};
use steep_shell::Word;

use crate::answer::{self, Form};
use crate::projection::VARIABLE;
use crate::setting::collection::collection;
use crate::setting::list::VARIABLES;
use crate::tool::CURL;

/// The value of a variable, or fields of it.
pub(crate) fn by_rest(
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
        let script = call.script().pipe(Jq::over(jq(".data"), true).raw().script());
        return Ok(Emission::new(CURL, Fidelity::Exact, rest.finish(script)));
    }
    let form = Form::new(&rest, &VARIABLE, output, false, &VARIABLES)?;
    let Form::Fields(shape, reading) = &form else {
        return Err(Refusal::NoEquivalent { feature: "this output of a variable".to_owned() });
    };
    let script = answer::object_read(&rest, call, Vars::default(), shape, reading)?;
    Ok(form.finish(rest, script))
}
