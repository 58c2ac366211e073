use steep_forge::operation::ApiCall;
use steep_forge::{Output, Refusal};

use crate::Emission;
use crate::rest::Rest;

pub(crate) fn api(_rest: Rest<'_>, _call: &ApiCall, _output: &Output) -> Result<Emission, Refusal> {
    Err(Refusal::NoEquivalent { feature: "not written yet".to_owned() })
}
