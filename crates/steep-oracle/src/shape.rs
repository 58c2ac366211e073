//! What gh prints for each field of `--json`, as recorded in `grammars/gh/shapes.toml`.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::Value;

use crate::cache;

/// What is recorded.
#[derive(Debug)]
pub struct Shapes {
    types: BTreeMap<String, Shape>,
    /// By gh command without `gh` (`pr list`), then by field.
    commands: BTreeMap<String, BTreeMap<String, Shape>>,
}

/// What a value may be.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shape {
    String,
    Int,
    Bool,
    Time,
    Null,
    /// That string.
    Word(String),
    /// Just these keys; `false`: the key may be left out.
    Object(Vec<(String, bool, Shape)>),
    List(Box<Shape>),
    Either(Vec<Shape>),
    /// One of the named types.
    Named(String),
}

#[derive(Deserialize)]
struct File {
    types: BTreeMap<String, String>,
    #[serde(flatten)]
    kinds: BTreeMap<String, Kind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    commands: Vec<String>,
    fields: BTreeMap<String, String>,
}

impl Shapes {
    /// Reads the file.
    ///
    /// # Errors
    /// When it cannot be read, or a shape in it is none.
    pub fn load() -> Result<Self> {
        let path = cache::workspace().join("grammars/gh/shapes.toml");
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let file: File = toml::from_str(&text).with_context(|| format!("cannot read {}", path.display()))?;
        let types = read_all(&file.types)?;
        let mut commands = BTreeMap::new();
        for kind in file.kinds.values() {
            let fields = read_all(&kind.fields)?;
            commands.extend(kind.commands.iter().map(|command| (command.clone(), fields.clone())));
        }
        Ok(Shapes { types, commands })
    }

    /// What is wrong with `value` as the field of a command; nothing where no shape is recorded.
    #[must_use]
    pub fn complaint(&self, command: &str, field: &str, value: &Value) -> Option<String> {
        let shape = self.commands.get(command)?.get(field)?;
        self.check(shape, value).err().map(|why| format!("{field}: {why}"))
    }

    /// Whether the shape of a command's field is recorded.
    #[must_use]
    pub fn knows(&self, command: &str, field: &str) -> bool {
        self.commands.get(command).is_some_and(|fields| fields.contains_key(field))
    }

    fn check(&self, shape: &Shape, value: &Value) -> Result<()> {
        match (shape, value) {
            (Shape::String, Value::String(_)) | (Shape::Bool, Value::Bool(_)) | (Shape::Null, Value::Null) => Ok(()),
            (Shape::Int, Value::Number(number)) if number.is_i64() => Ok(()),
            (Shape::Time, Value::String(text)) if is_time(text) => Ok(()),
            (Shape::Word(word), Value::String(text)) if word == text => Ok(()),
            (Shape::List(each), Value::Array(items)) => items.iter().try_for_each(|item| self.check(each, item)),
            (Shape::Object(keys), Value::Object(object)) => {
                for (key, needed, shape) in keys {
                    match object.get(key) {
                        Some(value) => self.check(shape, value).with_context(|| key.clone())?,
                        None if *needed => bail!("{key} is missing in {value}"),
                        None => {}
                    }
                }
                match object.keys().find(|key| keys.iter().all(|(known, ..)| known != *key)) {
                    Some(more) => bail!("{more} is not gh's in {value}"),
                    None => Ok(()),
                }
            }
            (Shape::Either(several), value) => {
                let complaints: Vec<String> =
                    several.iter().filter_map(|one| self.check(one, value).err()).map(|e| format!("{e:#}")).collect();
                if complaints.len() < several.len() { Ok(()) } else { bail!("{}", complaints.join("; ")) }
            }
            (Shape::Named(name), value) => {
                self.check(self.types.get(name).with_context(|| format!("there is no type {name}"))?, value)
            }
            (shape, value) => bail!("{value} is not {shape:?}"),
        }
    }
}

/// RFC 3339 in UTC without a fraction, as Go prints it.
fn is_time(text: &str) -> bool {
    let pattern = "0000-00-00T00:00:00Z";
    text.len() == pattern.len()
        && text.chars().zip(pattern.chars()).all(|(c, like)| if like == '0' { c.is_ascii_digit() } else { c == like })
}

fn read_all(texts: &BTreeMap<String, String>) -> Result<BTreeMap<String, Shape>> {
    texts
        .iter()
        .map(|(name, text)| {
            let mut reader = Reader { rest: text };
            let shape = reader.either().with_context(|| format!("cannot read the shape of {name}"))?;
            if !reader.rest.is_empty() {
                bail!("cannot read the shape of {name}: `{}` is left over", reader.rest);
            }
            Ok((name.clone(), shape))
        })
        .collect()
}

struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    /// Takes a sign, where it is next.
    fn takes(&mut self, sign: char) -> bool {
        match self.rest.trim_start().strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest.trim_start();
                true
            }
            None => false,
        }
    }

    fn expects(&mut self, sign: char) -> Result<()> {
        if self.takes(sign) { Ok(()) } else { bail!("expected `{sign}` before `{}`", self.rest) }
    }

    fn word(&mut self) -> &'t str {
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest.trim_start();
        word
    }

    fn either(&mut self) -> Result<Shape> {
        let first = self.one()?;
        let mut several = vec![first];
        while self.takes('|') {
            several.push(self.one()?);
        }
        Ok(if several.len() == 1 { several.remove(0) } else { Shape::Either(several) })
    }

    fn one(&mut self) -> Result<Shape> {
        if self.takes('[') {
            let each = self.either()?;
            self.expects(']')?;
            return Ok(Shape::List(Box::new(each)));
        }
        if self.takes('{') {
            let mut keys = Vec::new();
            loop {
                let key = self.word().to_owned();
                let needed = !self.takes('?');
                let shape = if self.takes(':') { self.either()? } else { Shape::String };
                keys.push((key, needed, shape));
                if !self.takes(',') {
                    break;
                }
            }
            self.expects('}')?;
            return Ok(Shape::Object(keys));
        }
        if let Some(rest) = self.rest.strip_prefix('\'') {
            let (word, rest) = rest.split_once('\'').context("a quote is not closed")?;
            self.rest = rest.trim_start();
            return Ok(Shape::Word(word.to_owned()));
        }
        Ok(match self.word() {
            "string" => Shape::String,
            "int" => Shape::Int,
            "bool" => Shape::Bool,
            "time" => Shape::Time,
            "null" => Shape::Null,
            name if name.starts_with(|c: char| c.is_ascii_uppercase()) => Shape::Named(name.to_owned()),
            other => bail!("`{other}` is no type"),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn complaint(field: &str, value: &Value) -> Option<String> {
        Shapes::load().unwrap().complaint("pr view", field, value)
    }

    #[test]
    fn values_of_gh_have_their_shape() {
        assert_eq!(complaint("number", &json!(12)), None);
        assert_eq!(complaint("state", &json!("OPEN")), None);
        assert_eq!(complaint("mergedAt", &json!(null)), None);
        assert_eq!(
            complaint("labels", &json!([{"id": "1", "name": "bug", "description": "", "color": "ff0000"}])),
            None
        );
        assert_eq!(complaint("headRepositoryOwner", &json!({"login": "acme"})), None);
    }

    #[test]
    fn anything_else_does_not() {
        for (field, value) in [
            ("number", json!("12")),
            ("state", json!("open")),
            ("mergedAt", json!("2024-03-01 12:00")),
            ("createdAt", json!(null)),
            ("labels", json!(null)),
            ("labels", json!([{"id": 1, "name": "bug", "description": "", "color": ""}])),
            ("labels", json!([{"id": "1", "name": "bug"}])),
            ("labels", json!([{"id": "1", "name": "bug", "description": "", "color": "", "url": ""}])),
        ] {
            assert!(complaint(field, &value).is_some(), "{field}: {value}");
        }
    }
}
