//! JSON bodies.

use steep_jq::{EntryKey, Expr, Operator, jq};
use steep_shell::{Arg, Script, Word};

use crate::stage::{Jq, Vars};
use crate::words;

/// A JSON value that is sent. What the shell or the reader fills in reaches it through jq's `--arg`, never by pasting.
#[derive(Clone, Debug)]
pub enum Json {
    /// A constant: `true`, `12`.
    Fixed(Expr),
    /// A string.
    Text(Arg),
    /// A string: the contents of a file.
    File(Arg),
    /// A string: the whole of standard input.
    Stdin,
    /// A value whose JSON text is only known at run time: a number, a list of ids.
    Value(Arg),
    /// A text that is read as JSON when it is JSON, a number or a truth value, and stays a string otherwise.
    Typed(Arg),
    /// In a list: the strings between the commas of a text that is only known at run time, none of an empty one.
    Commas(Arg),
    /// Names of labels or of a milestone, which the companion looks up.
    Names(Vec<Word>),
    /// A list.
    List(Vec<Json>),
    /// An object; the keys are names of our own.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// An object of `entries`.
    pub fn object<K: Into<String>>(entries: impl IntoIterator<Item = (K, Json)>) -> Self {
        Json::Object(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    /// The string `text`.
    pub fn text(text: impl Into<Arg>) -> Self {
        Json::Text(text.into())
    }

    /// Its JSON text when it is known now.
    #[must_use]
    pub fn fixed(&self) -> Option<String> {
        let mut vars = Vars::default();
        let program = self.program("value", &mut vars);
        (vars == Vars::default()).then(|| json_text(&program))?
    }

    /// The jq call that prints it.
    pub(crate) fn build(&self) -> Script {
        let mut vars = Vars::default();
        let program = self.program("value", &mut vars);
        Jq::new(program).null_input().vars(vars).script()
    }

    /// The jq expression that makes it; values that are not known now become variables named after their key.
    pub fn program(&self, name: &str, vars: &mut Vars) -> Expr {
        match self {
            Json::Fixed(value) => value.clone(),
            Json::Text(arg) => match words::literal(arg) {
                Some(text) => Expr::text(text),
                None => vars.text(name, arg.clone()),
            },
            Json::File(path) => vars.file(name, path.clone()),
            Json::Stdin => vars.file(name, Arg::text("/dev/stdin")),
            Json::Value(arg) => vars.json(name, arg.clone()),
            Json::Typed(arg) => jq("$_text | try fromjson catch $_text").with("text", vars.text(name, arg.clone())),
            Json::Commas(text) => vars.text(name, text.clone()).then(jq("split(\",\")[]")),
            Json::Names(names) => {
                Json::List(names.iter().map(|name| Json::text(name.clone())).collect()).program(name, vars)
            }
            Json::List(items) => {
                let items = items.iter().map(|item| item.program(name, vars));
                Expr::List(Expr::joined(items, Operator::Comma).map(Box::new))
            }
            Json::Object(entries) => {
                Expr::object(entries.iter().map(|(key, value)| (key.clone(), value.program(key, vars))))
            }
        }
    }
}

/// A value without variables as JSON, whose keys are quoted always.
fn json_text(value: &Expr) -> Option<String> {
    Some(match value {
        Expr::Object(entries) => {
            let mut shown = Vec::new();
            for entry in entries {
                let (EntryKey::Name(key), Some(value)) = (&entry.key, &entry.value) else { return None };
                shown.push([Expr::text(key.text.clone()).to_string(), json_text(value)?].join(": "));
            }
            ["{", &shown.join(", "), "}"].concat()
        }
        Expr::List(Some(items)) => {
            let mut shown = Vec::new();
            let mut left = items.as_ref();
            while let Expr::Binary(before, Operator::Comma, last) = left {
                shown.push(json_text(last)?);
                left = before;
            }
            shown.push(json_text(left)?);
            shown.reverse();
            ["[", &shown.join(", "), "]"].concat()
        }
        other => other.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_of_known_values_is_fixed() {
        let body = Json::object([
            ("title", Json::text("It's \"done\"")),
            ("labels", Json::List(vec![Json::text("bug")])),
            ("draft", Json::Fixed(Expr::boolean(false))),
        ]);
        assert_eq!(body.fixed().unwrap(), r#"{"title": "It's \"done\"", "labels": ["bug"], "draft": false}"#);
    }

    #[test]
    fn values_of_the_shell_become_variables() {
        let body = Json::object([("title", Json::text(Arg::variable("t"))), ("label", Json::text("x"))]);
        assert_eq!(body.fixed(), None);
        let mut vars = Vars::default();
        assert_eq!(body.program("value", &mut vars).to_string(), r#"{title: $title, "label": "x"}"#);
    }
}
