//! JSON bodies.

use steep_shell::{Arg, Script};

use super::jq::{Jq, Vars};
use super::words;

/// A JSON value that is sent. What the shell or the reader fills in reaches it through jq's `--arg`, never by pasting.
#[derive(Clone, Debug)]
pub(crate) enum Json {
    /// JSON text of our own: `true`, `12`.
    Fixed(String),
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
    /// A list.
    List(Vec<Json>),
    /// An object; the keys are names of our own.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// An object of `entries`.
    pub(crate) fn object<K: Into<String>>(entries: impl IntoIterator<Item = (K, Json)>) -> Self {
        Json::Object(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    /// The string `text`.
    pub(crate) fn text(text: impl Into<Arg>) -> Self {
        Json::Text(text.into())
    }

    /// Its JSON text when it is known now.
    pub(crate) fn fixed(&self) -> Option<String> {
        match self {
            Json::Fixed(text) => Some(text.clone()),
            Json::Text(arg) => words::literal(arg).map(|text| quote(&text)),
            Json::File(_) | Json::Stdin | Json::Value(_) | Json::Typed(_) => None,
            Json::List(items) => {
                let items: Option<Vec<String>> = items.iter().map(Json::fixed).collect();
                Some(format!("[{}]", items?.join(", ")))
            }
            Json::Object(entries) => {
                let entries: Option<Vec<String>> =
                    entries.iter().map(|(key, value)| Some(format!("{}: {}", quote(key), value.fixed()?))).collect();
                Some(format!("{{{}}}", entries?.join(", ")))
            }
        }
    }

    /// The jq call that prints it.
    pub(crate) fn build(&self) -> Script {
        let mut vars = Vars::default();
        let program = self.program("value", &mut vars);
        Jq::new(program).null_input().vars(vars).script()
    }

    /// The jq expression that makes it; values that are not known now become variables named after their key.
    pub(crate) fn program(&self, name: &str, vars: &mut Vars) -> String {
        match self {
            Json::Fixed(text) => text.clone(),
            Json::Text(arg) => match words::literal(arg) {
                Some(text) => quote(&text),
                None => vars.text(name, arg.clone()),
            },
            Json::File(path) => vars.file(name, path.clone()),
            Json::Stdin => vars.file(name, Arg::text("/dev/stdin")),
            Json::Value(arg) => vars.json(name, arg.clone()),
            Json::Typed(arg) => {
                let text = vars.text(name, arg.clone());
                format!("({text} | try fromjson catch {text})")
            }
            Json::List(items) => {
                let items: Vec<String> = items.iter().map(|item| item.program(name, vars)).collect();
                format!("[{}]", items.join(", "))
            }
            Json::Object(entries) => {
                let entries: Vec<String> = entries
                    .iter()
                    .map(|(key, value)| {
                        let shown = if is_identifier(key) { key.clone() } else { quote(key) };
                        format!("{shown}: {}", value.program(key, vars))
                    })
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }
}

/// `text` as a JSON string, which is a jq string too: a backslash is escaped, so no `\(…)` is left.
pub(crate) fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether jq takes `key` without quotes.
fn is_identifier(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !is_keyword(key)
}

/// Whether jq reads it as a word of its own. jq 1.6 takes such a word neither as a key nor as a variable's name.
pub(crate) fn is_keyword(text: &str) -> bool {
    const KEYWORDS: &[&str] = &[
        "and", "as", "catch", "def", "elif", "else", "end", "foreach", "if", "import", "include", "label", "or",
        "reduce", "then", "try",
    ];
    KEYWORDS.contains(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_of_known_values_is_fixed() {
        let body = Json::object([
            ("title", Json::text("It's \"done\"")),
            ("labels", Json::List(vec![Json::text("bug")])),
            ("draft", Json::Fixed("false".to_owned())),
        ]);
        assert_eq!(body.fixed().unwrap(), r#"{"title": "It's \"done\"", "labels": ["bug"], "draft": false}"#);
    }

    #[test]
    fn values_of_the_shell_become_variables() {
        let body = Json::object([("title", Json::text(Arg::variable("t"))), ("label", Json::text("x"))]);
        assert_eq!(body.fixed(), None);
        let mut vars = Vars::default();
        assert_eq!(body.program("value", &mut vars), r#"{title: $title, "label": "x"}"#);
    }
}
