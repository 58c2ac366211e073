use steep_forge::{Person, Refusal};
use steep_rest::{Json, Rest, words};
use steep_shell::Arg;

/// The logins of `people` as a JSON list. What the shell fills in may be several with commas between them.
///
/// # Errors
/// For a team.
pub(crate) fn logins(rest: &mut Rest<'_>, people: &[Person]) -> Result<Json, Refusal> {
    // The companion knows who the caller is.
    let by_companion = rest.has_companion();
    let logins = people.iter().map(|person| match person {
        Person::Me if by_companion => Ok(Json::text(Arg::text("@me"))),
        Person::Login(word) if word.has_expansion() && !by_companion => Ok(Json::Commas(words::one(word)?.into())),
        _ => Ok(Json::text(rest.login(person)?)),
    });
    Ok(Json::List(logins.collect::<Result<_, Refusal>>()?))
}
