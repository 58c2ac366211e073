//! The same call, said by another program that knows the server, the token and the repository of the clone.
//!
//! Such a program ends with success whatever the server answers. So what reads an answer looks at it first
//! ([`Call::looked_at`]), and a plan whose calls it cannot say stays with curl.

use std::cell::Cell;
use std::rc::Rc;

use steep_jq::{Expr, jq};
use steep_shell::{Arg, Piece, Script};

use super::body::Json;
use super::call::{Body, Call, Url};
use super::words;
use crate::Tea;

/// The repository of the clone as the program finds it.
pub(super) const REPOSITORY: &str = "{owner}/{repo}";

/// An answer that is an error is one here, too; any other is left as it is.
const LOOKED_AT: &str = "(.message? // empty | error), .";

/// A program that says requests.
#[derive(Clone, Debug)]
pub(crate) struct Spoken {
    pub(crate) tea: Tea,
    /// The call, where that version can make it.
    pub(crate) say: fn(&Tea, Said) -> Option<Script>,
    /// What every address of the API begins with: `https://git.example.org/api/v1/`.
    pub(crate) base: String,
    /// What became of the calls so far.
    pub(crate) record: Rc<Record>,
}

/// What became of the calls of a plan.
#[derive(Debug, Default)]
pub(crate) struct Record {
    /// Some are said.
    said: Cell<bool>,
    /// Something is not: a call that the program cannot say, or the repository of the clone outside of a call.
    missed: Cell<bool>,
}

impl Record {
    /// Whether the program says the whole plan.
    pub(crate) fn is_whole(&self) -> bool {
        self.said.get() && !self.missed.get()
    }

    /// The plan needs what the program does not say.
    pub(super) fn miss(&self) {
        self.missed.set(true);
    }
}

/// A request as it is said.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    /// Its method, where that is not GET.
    pub(crate) method: Option<Arg>,
    /// The path below the API's root, with its query.
    pub(crate) path: Arg,
    /// JSON, or `@FILE`; `@-`: standard input.
    pub(crate) body: Option<Arg>,
}

impl Call {
    /// Whether another program says it.
    pub(crate) fn is_spoken(&self) -> bool {
        self.spoken.is_some()
    }

    /// `program`, which reads the call's answer, behind a look at whether it is an error.
    pub(crate) fn looked_at(&self, program: Expr) -> Expr {
        if self.spoken.is_some() { looked_at(program) } else { program }
    }

    /// The call, said by the other program; `None` where there is none, or it cannot say it.
    pub(super) fn by_spoken(&self) -> Option<Script> {
        let spoken = self.spoken.as_ref()?;
        let script = self.said_by(spoken);
        match &script {
            Some(_) => spoken.record.said.set(true),
            None => spoken.record.miss(),
        }
        script
    }

    fn said_by(&self, spoken: &Spoken) -> Option<Script> {
        if !self.statuses.is_empty() || self.urls.is_empty() || !self.options.is_empty() {
            return None;
        }
        let (body, in_front) = match &self.body {
            None => (None, None),
            Some(Body::File(file)) => (Some(Arg::text("@").join(file.clone())), None),
            Some(Body::Json(body)) => match Json::fixed(body) {
                Some(text) => (Some(Arg::text(text)), None),
                None => (Some(Arg::text("@-")), Some(body.build())),
            },
            Some(Body::Text(_) | Body::Upload(_) | Body::Fields(_)) => return None,
        };
        let mut calls = Vec::new();
        let mut urls = self.urls.clone();
        self.known.demand(urls.iter_mut().map(|url| &mut url.address));
        for url in &urls {
            for path in spoken.paths(url)? {
                let said = Said { method: self.method.clone(), path, body: body.clone() };
                calls.push((spoken.say)(&spoken.tea, said)?);
            }
        }
        let all = match calls.len() {
            1 => calls.pop()?,
            _ => Script::Group(Box::new(Script::Sequence(calls)), Vec::new()),
        };
        Some(match in_front {
            Some(stage) => stage.pipe(all),
            None => all,
        })
    }
}

impl Spoken {
    /// The paths of an address, one for each of its pages; `None` where it is no path of the API, or where only the shell knows
    /// a value that has to be encoded.
    fn paths(&self, url: &Url) -> Option<Vec<Arg>> {
        let mut url = url.clone();
        for pair in url.query.iter_mut().filter(|pair| !pair.in_address) {
            pair.value = Arg::text(words::in_query(&words::literal(&pair.value)?));
            pair.in_address = true;
        }
        url.addresses(true).into_iter().map(|address| self.path(&address)).collect()
    }

    /// The address without its beginning.
    fn path(&self, address: &Arg) -> Option<Arg> {
        let (first, rest) = address.pieces.split_first()?;
        let Piece::Text(first) = first else { return None };
        let mut path = Arg::text(first.strip_prefix(self.base.as_str())?);
        path.pieces.extend(rest.iter().cloned());
        Some(path)
    }
}

/// `program` behind a look at whether its input, an answer, is an error.
pub(super) fn looked_at(program: Expr) -> Expr {
    match program {
        Expr::Identity => jq(LOOKED_AT),
        program => jq(LOOKED_AT).then(program),
    }
}
