use steep_forge::{Person, Refusal};

use crate::rest::{Json, Rest};

/// The logins of `people` as a JSON list.
///
/// # Errors
/// For a team.
pub(super) fn logins(rest: &mut Rest<'_>, people: &[Person]) -> Result<Json, Refusal> {
    let logins = people.iter().map(|person| Ok(Json::text(rest.login(person)?)));
    Ok(Json::List(logins.collect::<Result<_, Refusal>>()?))
}
