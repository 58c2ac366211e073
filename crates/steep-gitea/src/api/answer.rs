//! What Gitea's answers hold, and what has to change in them so that they read as GitHub's: times are in UTC there, and some
//! texts are null where nobody wrote one.

use std::cell::RefCell;
use std::collections::BTreeSet;

use steep_jq::{EntryKey, Expr, Operator, Schema, Step, Type, infer, jq};
use steep_rest::utc;

use crate::api::route::Route;
use crate::projection::{GitHub, Gitea};

/// What one kind of answer holds: facts of the server's own API description.
#[derive(Debug)]
pub(crate) struct Answer {
    /// It is a list of such objects.
    pub(crate) is_list: bool,
    /// The names of all fields, at whatever depth, sorted.
    pub(crate) fields: &'static [&'static str],
    /// The names of objects in it whose fields nobody knows.
    pub(crate) open: &'static [&'static str],
    /// The paths of times, from one object, that GitHub's answers may have too.
    pub(crate) times: &'static [&'static str],
    /// The paths of texts that are empty where GitHub's are null.
    pub(crate) empties: &'static [&'static str],
}

/// What a reader reads of an answer.
#[derive(Clone, Debug)]
pub(crate) enum Read {
    /// Fields of these names, and no others.
    Named(BTreeSet<String>),
    /// Anything.
    All,
}

impl Read {
    /// Whether it reads the field of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        match self {
            Read::Named(names) => names.contains(name),
            Read::All => true,
        }
    }

    /// With what `programs` read to make it.
    pub(crate) fn of_programs<'e>(mut self, programs: impl Iterator<Item = &'e Expr>) -> Self {
        if let Read::Named(names) = &mut self {
            for program in programs {
                names.extend(infer(program, &Type::OBJECT, &Gitea).1.fields);
            }
        }
        self
    }
}

impl Answer {
    /// What gives it GitHub's times and nulls where `read` reads them.
    pub(crate) fn as_githubs(&self, read: &Read) -> Option<Expr> {
        let times = paths(self.times, read)
            .map(|paths| jq("($_paths | strings) |= $_utc").with("paths", paths).with("utc", utc()));
        let empties =
            paths(self.empties, read).map(|paths| jq("($_paths | select(. == \"\")) |= null").with("paths", paths));
        let each = Expr::joined(times.into_iter().chain(empties), Operator::Pipe)?;
        Some(if self.is_list { jq("map($_each)").with("each", each) } else { each })
    }
}

/// Those of `all` that are read, as one expression. Where anything may be read, what is called as they are is meant, at
/// whatever depth.
fn paths(all: &[&'static str], read: &Read) -> Option<Expr> {
    let name = |path: &'static str| path.rsplit('.').next().unwrap_or(path);
    let is_read = |path: &str| path.split('.').skip(1).all(|step| read.has(step.trim_end_matches("[]?")));
    let paths: Vec<Expr> = match read {
        Read::Named(_) => all.iter().filter(|path| is_read(path)).map(|path| jq(path)).collect(),
        Read::All if all.iter().all(|path| path.matches('.').count() == 1) => all.iter().map(|path| jq(path)).collect(),
        Read::All => {
            let names: BTreeSet<&str> = all.iter().map(|path| name(path)).collect();
            let fields = Expr::joined(names.into_iter().map(|name| Expr::Identity.field(name)), Operator::Comma)?;
            vec![jq("..").then(jq("objects")).then(fields)]
        }
    };
    Expr::joined(paths, Operator::Comma)
}

/// GitHub's objects as a call answers with them, keeping in mind which of their fields were asked for.
#[derive(Debug)]
pub(crate) struct Asked<'a> {
    route: &'a Route,
    names: RefCell<BTreeSet<String>>,
}

impl<'a> Asked<'a> {
    pub(crate) fn new(route: &'a Route) -> Self {
        Asked { route, names: RefCell::default() }
    }

    /// A name that was asked for and that neither Gitea's answer has anywhere nor what is made of it.
    pub(crate) fn missing(&self) -> Option<String> {
        let answer = self.route.answer?;
        let made = |name: &str| {
            let programs = self.route.assign.iter().map(|(_, program)| *program).chain(self.route.shape);
            self.route.assign.iter().any(|(known, _)| *known == name)
                || programs.into_iter().any(|text| makes(text, name))
        };
        let names = self.names.borrow();
        if answer.open.iter().any(|open| names.contains(*open)) {
            return None;
        }
        names.iter().find(|name| answer.fields.binary_search(&name.as_str()).is_err() && !made(name)).cloned()
    }
}

/// Whether the program has `name` as a key of an object or as a field.
fn makes(program: &'static str, name: &str) -> bool {
    jq(program).any(&|expr| match expr {
        Expr::Object(entries) => {
            entries.iter().any(|entry| matches!(&entry.key, EntryKey::Name(key) if key.text == name))
        }
        Expr::Path(_, steps) => steps.iter().any(|step| matches!(&step.to, Step::Field(key) if key.text == name)),
        _ => false,
    })
}

impl Schema for Asked<'_> {
    fn field(&self, name: &str) -> Type {
        self.names.borrow_mut().insert(name.to_owned());
        let field = GitHub.field(name);
        if self.route.nullable.contains(&name) { field.or_null() } else { field }
    }
}
