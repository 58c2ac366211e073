//! The fields that a command asks for, as one jq object.

use steep_forge::{Fidelity, Refusal};

use super::{Field, Projection, Request};
use crate::Emission;
use crate::program::Prints;
use crate::rest::jq::outside_of_brackets;

/// The fields that a command asks for.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    projection: &'static Projection,
    fields: Vec<&'static Field>,
    brief: bool,
    in_list: bool,
    host: String,
}

impl Shape {
    /// The fields `names` of objects of this kind. `brief`: for a reader, not for a program.
    ///
    /// # Errors
    /// For a name that gh does not know.
    pub(crate) fn new(
        projection: &'static Projection,
        names: &[String],
        brief: bool,
        in_list: bool,
        host: &str,
    ) -> Result<Self, Refusal> {
        let mut fields = Vec::new();
        for name in names {
            let field = projection.fields.iter().find(|field| field.name == name);
            fields.push(field.ok_or_else(|| Refusal::UsageError { error: format!("Unknown JSON field: \"{name}\"") })?);
        }
        fields.sort_by_key(|field| field.name);
        fields.dedup_by_key(|field| field.name);
        Ok(Shape { projection, fields, brief, in_list, host: host.to_owned() })
    }

    /// Whether it is for a reader, not for a program.
    pub(crate) fn is_brief(&self) -> bool {
        self.brief
    }

    /// The further requests that the fields need, in the table's order.
    pub(crate) fn requests(&self) -> Vec<&'static Request> {
        self.projection
            .requests
            .iter()
            .filter(|request| self.fields.iter().any(|field| self.request(field) == Some(request.name)))
            .collect()
    }

    /// The object without the fields that need a further request.
    pub(crate) fn own(&self) -> String {
        self.object(&|field| self.request(field).is_none(), "")
    }

    /// The fields of `request` as an object over its answer, which `answer` is: an expression (`input`, `$files`) for the
    /// whole of it.
    pub(crate) fn of(&self, request: &Request, answer: &str) -> String {
        self.object(&|field| self.request(field) == Some(request.name), answer)
    }

    /// The same as entries of an object.
    pub(crate) fn entries_of(&self, request: &Request, answer: &str) -> Vec<String> {
        self.entries(&|field| self.request(field) == Some(request.name), answer)
    }

    /// How many fields are made of the answer to `request`.
    pub(crate) fn count(&self, request: &Request) -> usize {
        self.fields.iter().filter(|field| self.request(field) == Some(request.name)).count()
    }

    /// Whether a list of these objects is printed, and not one.
    pub(crate) fn is_in_list(&self) -> bool {
        self.in_list
    }

    /// What a field of these objects, or of one inside them, may be.
    pub(crate) fn prints(&self, name: &str) -> Prints {
        let Some(field) = self.fields.iter().find(|field| field.name == name) else {
            // What was not asked for, and is in nothing that was, is missing: null.
            let null = name == "dueOn" || !self.is_inside(name);
            return Prints { null, composite: matches!(name, "authors" | "steps" | "users"), ..Prints::default() };
        };
        let nullable = [".closed_at", ".merged_at", "null", ".archived_at"];
        Prints {
            null: nullable.contains(&field.jq) || field.jq.contains("else null"),
            composite: field.jq.contains('{') || field.jq.starts_with('['),
            ..Prints::default()
        }
    }

    /// Whether an object inside one of the fields has a field of that name.
    fn is_inside(&self, name: &str) -> bool {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let names = |jq: &str| jq.split(|c| !is_part(c)).any(|word| word == name);
        self.fields.iter().any(|field| field.jq.contains('{') && names(field.jq))
    }

    /// Whether some field reads `variable` (`$names`), which is the same for all objects.
    pub(crate) fn reads(&self, variable: &str) -> bool {
        self.fields.iter().any(|field| self.expression(field).contains(variable))
    }

    /// Whether gh prints nothing at all for an empty list of these.
    pub(crate) fn nothing_when_empty(&self) -> bool {
        self.projection.nothing_when_empty
    }

    /// Names in `emission` what the fields lose.
    pub(crate) fn judge(&self, emission: Emission) -> Emission {
        self.fields.iter().fold(emission, |emission, field| {
            if let Some(why) = field.missing {
                emission.losing(format!("field {}", field.name), why)
            } else if let Some(what) = field.approximate {
                emission.at_most(Fidelity::Equivalent).noting(format!("{}: {what}", field.name))
            } else if self.brief && field.brief != field.jq {
                emission.at_most(Fidelity::Equivalent)
            } else {
                emission
            }
        })
    }

    /// The expression of an asked field that needs no further request, and that is the same on every server.
    pub(crate) fn own_expression(&self, name: &str) -> Option<&'static str> {
        let field = self.fields.iter().find(|field| field.name == name)?;
        let jq = if self.brief { field.brief } else { field.jq };
        (self.request(field).is_none() && !jq.contains("{host}")).then_some(jq)
    }

    fn request(&self, field: &Field) -> Option<&'static str> {
        let name = field.request?;
        let request = self.projection.requests.iter().find(|request| request.name == name)?;
        (self.in_list || !request.only_for_lists).then_some(request.name)
    }

    fn expression(&self, field: &Field) -> String {
        let jq = if self.brief { field.brief } else { field.jq };
        jq.replace("{host}", &self.host)
    }

    fn object(&self, chosen: &dyn Fn(&Field) -> bool, answer: &str) -> String {
        format!("{{{}}}", self.entries(chosen, answer).join(", "))
    }

    fn entries(&self, chosen: &dyn Fn(&Field) -> bool, answer: &str) -> Vec<String> {
        self.fields
            .iter()
            .filter(|field| chosen(field))
            .map(|field| {
                let expression = self.expression(field);
                let expression = if answer.is_empty() { expression } else { over_answer(&expression, answer) };
                if expression == format!(".{}", field.name) {
                    field.name.to_owned()
                } else if is_term(&expression) {
                    format!("{}: {expression}", field.name)
                } else {
                    format!("{}: ({expression})", field.name)
                }
            })
            .collect()
    }
}

/// `expression` over `answer` in place of the current input: a path at its beginning is read off the answer itself.
pub(crate) fn over_answer(expression: &str, answer: &str) -> String {
    if expression == "." {
        return answer.to_owned();
    }
    let (open, rest) = match expression.strip_prefix("[.") {
        Some(rest) => ("[", rest),
        None => match expression.strip_prefix('.') {
            Some(rest) => ("", rest),
            None => return format!("{answer} | {expression}"),
        },
    };
    let head = rest.split(" | ").next().unwrap_or(rest);
    let path_ends = head.len() == rest.len() || open == "[";
    if !path_ends || !head.trim_end_matches(']').chars().all(|c| c.is_ascii_alphanumeric() || "._[]?".contains(c)) {
        return format!("{answer} | {expression}");
    }
    // `[input[], input[]]` yields its items as they come.
    let dot = if rest.starts_with('[') { "" } else { "." };
    match (answer.strip_prefix('[').and_then(|items| items.strip_suffix(']')), rest.strip_prefix("[] | ")) {
        (Some(items), Some(rest)) => format!("{open}{items} | {rest}"),
        _ => format!("{open}{answer}{dot}{rest}"),
    }
}

/// Whether jq takes `expression` as an object's value without parentheses.
fn is_term(expression: &str) -> bool {
    !outside_of_brackets(expression).contains([' ', ','])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_take_the_place_of_the_input() {
        assert_eq!(over_answer("[.[] | {path}]", "input"), "[input[] | {path}]");
        assert_eq!(over_answer("[.[] | {path}]", "[input[], input[]]"), "[input[], input[] | {path}]");
        assert_eq!(over_answer("[.statuses[]? | {context}]", "input"), "[input.statuses[]? | {context}]");
        assert_eq!(over_answer("[.[] | .a] | reverse", "$commits"), "[$commits[] | .a] | reverse");
        assert_eq!(over_answer(". as $all | [.[]]", "input"), "input | . as $all | [.[]]");
        assert_eq!(over_answer(".additions", "input"), "input.additions");
        assert_eq!(over_answer(".", "$star"), "$star");
        assert_eq!(over_answer(".a // .b", "input"), "input | .a // .b");
    }

    #[test]
    fn only_terms_stand_without_parentheses() {
        assert!(is_term(".user.login"));
        assert!(is_term("[.labels[] | {name}]"));
        assert!(is_term("\"a b\""));
        assert!(!is_term(".a | .b"));
        assert!(!is_term("if . then 1 else 2 end"));
    }
}
