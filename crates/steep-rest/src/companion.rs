//! The words of a companion: a small program that makes requests in place of curl, `forge-api get 'repos/{repo}/pulls/12'`.
//!
//! What a form plans (requests, their order, what jq does with the answers) is the same in both layouts. The companion owns what
//! a call of curl has to say each time: the server, the token, failing, redirects, encoding, retries. Its commands:
//!
//! * `get`, `post`, `patch`, `put`, `delete` and `list`, all pages of a list, with a path below the API's root. `{repo}` in it is the
//!   repository of the clone, `{me}` the caller, `{}` the value that follows, encoded, and what the [vocabulary](crate::Vocabulary)
//!   adds.
//! * Fields behind the path are the query or the body: `KEY=TEXT`, `KEY@=FILE` (`-`: standard input), `KEY:=JSON`; `a.b=…` is a field of
//!   the object `a`. `--input FILE` is the body as it stands.
//! * `--where CONDITION` keeps the items for which a jq condition holds, with variables by `--arg`; `--with WHAT` adds a further answer
//!   to each; `-n COUNT` is the most of them. `--json FIELDS` prints fields in place of objects, `--lines` a line of each, `--url` the web
//!   address. `-o FILE` writes the answer there, `-q` drops it.

use steep_jq::{Expr, Operator};
use steep_shell::{Arg, Word};

use crate::api::Api;
use crate::body::Json;
use crate::stage::Vars;
use crate::words;

/// What a list leaves out, gets added and how long it may be.
#[derive(Clone, Debug, Default)]
pub(crate) struct Narrowed {
    /// At most so many items.
    pub(crate) limit: Option<Arg>,
    /// Conditions on an item as the server lists it.
    pub(crate) early: Vec<Expr>,
    /// Further answers that come into each item.
    pub(crate) with: Vec<&'static str>,
    /// Conditions on an item with those.
    pub(crate) late: Vec<Expr>,
    /// The variables of the conditions.
    pub(crate) vars: Vars,
}

/// The repository of the clone, as the companion finds it.
pub(crate) const REPOSITORY: &str = "{repo}";
/// What follows the key of a field that is what standard input holds.
pub(crate) const FROM_STDIN: &str = "@=-";
/// The login of the caller, in a path.
pub(crate) const ME: &str = "{me}";
/// The login of the caller, in a field.
pub const CALLER: &str = "@me";

/// What the companion prints of objects in place of them.
#[derive(Clone, Debug)]
pub enum Shown {
    /// These fields as gh has them, with commas between their names.
    Fields(String),
    /// A line of each, as gh prints it to a pipe.
    Lines,
}

impl Narrowed {
    pub(crate) fn add(&self, args: &mut Vec<Arg>) -> Option<()> {
        for (name, value) in self.vars.texts(self.early.iter().chain(&self.late))? {
            args.extend(["--arg".into(), name.into(), value.clone()]);
        }
        let condition = |all: &[Expr]| Arg::text(Expr::conditions(all.iter().cloned(), Operator::And).to_string());
        if !self.early.is_empty() {
            args.extend(["--where".into(), condition(&self.early)]);
        }
        for what in &self.with {
            args.extend(["--with".into(), Arg::text(*what)]);
        }
        if !self.late.is_empty() {
            args.extend(["--where".into(), condition(&self.late)]);
        }
        if let Some(limit) = &self.limit {
            args.extend(["-n".into(), limit.clone()]);
        }
        Some(())
    }
}

/// Names with commas between them; `None` where a comma stands in one of them, or one may become several words.
#[must_use]
pub fn listed(names: &[Word]) -> Option<Arg> {
    let mut list = Arg::default();
    for (nth, name) in names.iter().enumerate() {
        if name.display().contains(',') {
            return None;
        }
        let one = words::one(name).ok()?;
        list = if nth == 0 { list.join(one) } else { list.then(",").join(one) };
    }
    Some(list)
}

/// A body as fields; `None` where it has a value that no field can say.
#[must_use]
pub fn fields(body: &Json, api: &Api) -> Option<Vec<Arg>> {
    let Json::Object(entries) = body else { return None };
    let mut fields = Vec::new();
    add_fields("", entries, api, &mut fields)?;
    Some(fields)
}

fn add_fields(before: &str, entries: &[(String, Json)], api: &Api, fields: &mut Vec<Arg>) -> Option<()> {
    for (key, value) in entries {
        if !is_key(key) || key.contains('.') {
            return None;
        }
        let key = format!("{before}{key}");
        let field = |operator: &str| Arg::text(format!("{key}{operator}"));
        fields.push(match value {
            Json::Object(inner) if !inner.is_empty() => {
                add_fields(&format!("{key}."), inner, api, fields)?;
                continue;
            }
            Json::Text(_) if api.companion.names.contains(&key.as_str()) => return None,
            Json::Text(text) => field("=").join(text.clone()),
            Json::File(path) => field("@=").join(path.clone()),
            Json::Stdin => field(FROM_STDIN),
            Json::Value(value) => field(":=").join(value.clone()),
            Json::Names(names) => match listed(names) {
                Some(names) => field("=").join(names),
                None => field(":=").then(Json::List(names.iter().map(Json::text).collect()).fixed()?),
            },
            Json::List(names) if api.companion.names.contains(&key.as_str()) => {
                let mut list = field("=");
                for (nth, name) in names.iter().enumerate() {
                    let Json::Text(name) = name else { return None };
                    list = if nth == 0 { list.join(name.clone()) } else { list.then(",").join(name.clone()) };
                }
                list
            }
            Json::Fixed(_) | Json::List(_) | Json::Object(_) => field(":=").then(value.fixed()?),
            Json::Typed(_) | Json::Commas(_) => return None,
        });
    }
    Some(())
}

/// Whether the companion takes it for the key of a field.
pub(crate) fn is_key(key: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    key.starts_with(plain) && key.ends_with(plain) && key.chars().all(|c| plain(c) || c == '.' || c == '-')
}
