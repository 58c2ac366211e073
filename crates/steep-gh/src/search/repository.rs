//! What one qualifier of a search for repositories means.

use steep_forge::{Field, Forks, Moment, Predicate, Quantity, Refusal, Visibility};

use super::qualifier::{Meaning, literal, named, not_yet, order, yes_or_no};
use super::token::Value;
use super::{Subject, count, date};

/// Names that GitHub takes for several licences at once.
const FAMILIES: &[&str] = &["cc", "gpl", "lgpl"];

/// Reads `key:value`.
pub(super) fn read(key: &str, value: &Value) -> Result<Meaning, Refusal> {
    let condition = |predicate| Ok(Meaning::Condition(predicate));
    match key {
        "repo" => condition(Predicate::Repository(named(key, value)?)),
        "org" | "user" => condition(Predicate::Owner(named(key, value)?)),
        "is" => condition(visibility(key, value)?),
        "archived" => condition(match literal(key, value)?.as_str() {
            "true" => Predicate::Archived(true),
            "false" => Predicate::Archived(false),
            _ => return Err(not_yet(key, value)),
        }),
        "fork" => condition(forks(key, value)?),
        "template" => condition(yes_or_no(key, value, Predicate::Template)?),
        "mirror" => condition(yes_or_no(key, value, Predicate::Mirror)?),
        "language" => condition(Predicate::Language(named(key, value)?)),
        "topic" => condition(Predicate::Topic(named(key, value)?)),
        "license" => condition(license(key, value)?),
        "stars" => condition(count::read(Quantity::Stars, key, value)?),
        "forks" => condition(count::read(Quantity::Forks, key, value)?),
        "size" => condition(count::read(Quantity::Size, key, value)?),
        "topics" => condition(count::read(Quantity::Topics, key, value)?),
        "created" => condition(date::read(Moment::Created, key, value)?),
        "pushed" => condition(date::read(Moment::Updated, key, value)?),
        "in" => fields(key, value).map(Meaning::In),
        "sort" => order(key, value, Subject::Repositories).map(Meaning::Sort),
        _ => Err(not_yet(key, value)),
    }
}

/// `public`, `private`, `internal`.
pub(crate) fn visibility(key: &str, value: &Value) -> Result<Predicate, Refusal> {
    Ok(Predicate::Visibility(match literal(key, value)?.as_str() {
        "public" => Visibility::Public,
        "private" => Visibility::Private,
        "internal" => Visibility::Internal,
        _ => return Err(not_yet(key, value)),
    }))
}

/// `true`: forks too; `only`; `false`, which is what GitHub does without it.
pub(crate) fn forks(key: &str, value: &Value) -> Result<Predicate, Refusal> {
    Ok(Predicate::Forks(match literal(key, value)?.as_str() {
        "true" => Forks::Included,
        "false" => Forks::Excluded,
        "only" => Forks::Only,
        _ => return Err(not_yet(key, value)),
    }))
}

/// The name of one licence.
pub(crate) fn license(key: &str, value: &Value) -> Result<Predicate, Refusal> {
    let name = literal(key, value)?;
    if FAMILIES.contains(&name.as_str()) { Err(not_yet(key, value)) } else { Ok(Predicate::License(name)) }
}

fn fields(key: &str, value: &Value) -> Result<Vec<Field>, Refusal> {
    let field = |name: &str| match name {
        "name" => Ok(Field::Name),
        "description" => Ok(Field::Description),
        "topics" => Ok(Field::Topics),
        _ => Err(not_yet(key, value)),
    };
    literal(key, value)?.split(',').map(field).collect()
}
