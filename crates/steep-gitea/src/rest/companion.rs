//! The same call, said as one of the companion's: `gitea-api get 'repos/{repo}/pulls/12'`.
//!
//! What a form plans (requests, their order, what jq does with the answers) is the same in both layouts. Here one call is
//! printed in the other one. The companion owns what a call of curl has to say each time: the server, the token, failing,
//! redirects, encoding, retries.

use steep_jq::{Expr, Operator};
use steep_shell::{Arg, Piece, Script, Simple, Word};

use super::body::Json;
use super::call::{Body, Call, Url};
use super::jq::Vars;
use super::words;

/// The companion as calls name it, and the address that it stands for.
#[derive(Clone, Debug)]
pub(crate) struct Companion {
    /// What it is called by: `gitea-api`.
    pub(super) name: String,
    /// What every address of the API begins with: `https://git.example.org/api/v1/`.
    pub(super) base: String,
}

/// What a list leaves out, gets added and how long it may be.
#[derive(Clone, Debug, Default)]
pub(crate) struct Narrowed {
    /// At most so many items.
    pub(super) limit: Option<Arg>,
    /// Conditions on an item as the server lists it.
    pub(super) early: Vec<Expr>,
    /// Further answers that come into each item.
    pub(super) with: Vec<&'static str>,
    /// Conditions on an item with those.
    pub(super) late: Vec<Expr>,
    /// The variables of the conditions.
    pub(super) vars: Vars,
}

/// The repository of the clone, as the companion finds it.
pub(super) const REPOSITORY: &str = "{repo}";
/// The open pull request of the current branch.
pub(super) const PULL: &str = "{pull}";
/// The same, or the newest one of that branch where none is open.
pub(super) const LAST_PULL: &str = "{last-pull}";
/// The same where not more than one is open.
pub(super) const ONE_PULL: &str = "{one-pull}";
/// What follows the key of a field that is what standard input holds.
pub(super) const FROM_STDIN: &str = "@=-";
/// The login of the caller, in a path.
pub(super) const ME: &str = "{me}";
/// The login of the caller, in a field.
pub(crate) const CALLER: &str = "@me";

/// What the companion prints of objects in place of them.
#[derive(Clone, Debug)]
pub(crate) enum Shown {
    /// These fields as gh has them, with commas between their names.
    Fields(String),
    /// A line of each, as gh prints it to a pipe.
    Lines,
}

impl Call {
    /// The call of the companion; `None` where there is no companion, or it does not have what this call asks for.
    pub(super) fn by_companion(&self) -> Option<Script> {
        let companion = self.companion.as_ref()?;
        if !self.statuses.is_empty() || self.urls.is_empty() {
            return None;
        }
        let command = match (&self.method, &self.narrowed) {
            (_, None) if self.command.is_some() => String::new(),
            (None, Some(_)) => "list".to_owned(),
            (None, None) => "get".to_owned(),
            (Some(method), None) => words::literal(method)?.to_ascii_lowercase(),
            (Some(_), Some(_)) => return None,
        };
        if !["", "get", "list", "post", "patch", "put", "delete"].contains(&command.as_str()) {
            return None;
        }
        let command = self.command.as_ref().map_or(command, |(own, _)| (*own).to_owned());
        let mut args = vec![Arg::text(companion.name.clone()), Arg::text(command)];
        let alone = self.urls.len() == 1;
        for url in &self.urls {
            self.add_url(url, companion, alone, &mut args)?;
        }
        let mut in_front = None;
        match &self.body {
            None => {}
            Some(Body::Upload(_)) => return None,
            Some(_) if self.method.is_none() => return None,
            Some(Body::File(file)) => args.extend(["--input".into(), file.clone()]),
            Some(Body::Text(text)) => {
                args.extend(["--input".into(), "-".into()]);
                in_front = Some(Script::call([Arg::text("printf"), Arg::text("%s"), text.clone()]));
            }
            Some(Body::Fields(fields)) => args.extend(fields.clone()),
            Some(Body::Json(body)) => match fields(body) {
                Some(fields) => args.extend(fields),
                None => {
                    args.extend(["--input".into(), "-".into()]);
                    in_front = Some(body.build());
                }
            },
        }
        if let Some(narrowed) = &self.narrowed {
            narrowed.add(&mut args)?;
        }
        args.extend(self.command.iter().flat_map(|(_, args)| args.clone()));
        self.add_options(&mut args)?;
        match &self.shown {
            Some(Shown::Fields(names)) => args.extend(["--json".into(), Arg::text(names.clone())]),
            Some(Shown::Lines) => args.push("--lines".into()),
            None => {}
        }
        if self.shows_address {
            args.push("--url".into());
        }
        let call = Script::Simple(Simple { args, ..Simple::default() });
        Some(match in_front {
            Some(stage) => stage.pipe(call),
            None => call,
        })
    }

    /// The path, the values that fill it in, and the query as fields; of one of several paths, the query in the path.
    fn add_url(&self, url: &Url, companion: &Companion, alone: bool, args: &mut Vec<Arg>) -> Option<()> {
        let mut values = Vec::new();
        let mut pages = vec![url.clone()];
        if let Some(last) = url.pages {
            let each = |page: u32| Url { pages: None, ..url.clone().with("page", Arg::text(page.to_string()), true) };
            pages = (1..=last).map(each).collect();
        }
        let alone = alone && pages.len() == 1;
        for page in pages {
            let address = if alone { page.address.clone() } else { page.whole() };
            args.push(self.path(&address, companion, &mut values)?);
            args.append(&mut values);
            for pair in &page.query {
                match (alone, pair.in_address) {
                    (true, _) if is_key(&pair.name) => {
                        args.push(Arg::text(format!("{}=", pair.name)).join(pair.value.clone()));
                    }
                    (false, true) => {}
                    _ => return None,
                }
            }
        }
        Some(())
    }

    /// The address without its beginning.
    fn path(&self, address: &Arg, companion: &Companion, values: &mut Vec<Arg>) -> Option<Arg> {
        if let [Piece::Variable(_)] = address.pieces.as_slice() {
            return Some(address.clone());
        }
        let (first, rest) = address.pieces.split_first()?;
        let Piece::Text(first) = first else { return None };
        let mut path = Arg::text(first.strip_prefix(companion.base.as_str())?);
        for piece in rest {
            path.pieces.push(match piece {
                Piece::Word(word) if self.known.filled_in(word).is_some() => {
                    values.push(Arg::from(word));
                    Piece::Text("{}".to_owned())
                }
                other => other.clone(),
            });
        }
        Some(path)
    }

    fn add_options(&self, args: &mut Vec<Arg>) -> Option<()> {
        let mut options = self.options.iter();
        while let Some(option) = options.next() {
            match words::literal(option)?.as_str() {
                "-L" | "--post301" | "--retry-all-errors" => {}
                "--retry" | "--retry-delay" | "--max-redirs" => {
                    options.next()?;
                }
                "--attach" => args.extend(["--attach".into(), options.next()?.clone()]),
                "-o" => {
                    let file = options.next()?;
                    if words::literal(file).is_some_and(|file| file == "/dev/null") {
                        args.push("-q".into());
                    } else {
                        args.extend(["-o".into(), file.clone()]);
                    }
                }
                "-H" if words::literal(options.next()?)? == "Content-Type: application/json" => {}
                "-d" if words::literal(options.next()?)? == "@-" => args.extend(["--input".into(), "-".into()]),
                _ => return None,
            }
        }
        Some(())
    }
}

impl Narrowed {
    fn add(&self, args: &mut Vec<Arg>) -> Option<()> {
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

/// Names with commas between them.
pub(crate) fn listed(names: &[Word]) -> Option<Arg> {
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
pub(crate) fn fields(body: &Json) -> Option<Vec<Arg>> {
    let Json::Object(entries) = body else { return None };
    let mut fields = Vec::new();
    add_fields("", entries, &mut fields)?;
    Some(fields)
}

fn add_fields(before: &str, entries: &[(String, Json)], fields: &mut Vec<Arg>) -> Option<()> {
    for (key, value) in entries {
        if !is_key(key) || key.contains('.') {
            return None;
        }
        let key = format!("{before}{key}");
        let field = |operator: &str| Arg::text(format!("{key}{operator}"));
        fields.push(match value {
            Json::Object(inner) if !inner.is_empty() => {
                add_fields(&format!("{key}."), inner, fields)?;
                continue;
            }
            Json::Text(_) if is_a_list_of_names(&key) => return None,
            Json::Text(text) => field("=").join(text.clone()),
            Json::File(path) => field("@=").join(path.clone()),
            Json::Stdin => field(FROM_STDIN),
            Json::Value(value) => field(":=").join(value.clone()),
            Json::Names(names) => match listed(names) {
                Some(names) => field("=").join(names),
                None => field(":=").then(Json::List(names.iter().map(Json::text).collect()).fixed()?),
            },
            Json::List(names) if is_a_list_of_names(&key) => {
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

/// Whether the companion takes what stands behind `=` for names with commas between them.
fn is_a_list_of_names(key: &str) -> bool {
    matches!(key, "labels" | "assignees" | "reviewers" | "team_reviewers")
}

/// Whether the companion takes it for the key of a field.
fn is_key(key: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    key.starts_with(plain) && key.ends_with(plain) && key.chars().all(|c| plain(c) || c == '.' || c == '-')
}
