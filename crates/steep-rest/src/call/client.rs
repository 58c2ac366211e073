//! The same call, said by another program that knows the server, the token and the repository of the clone.
//!
//! Such a program ends with success whatever the server answers. So what reads an answer looks at it first
//! ([`Call::looked_at`]), and a plan whose calls it cannot say stays with curl.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use steep_jq::{Expr, jq};
use steep_shell::{Arg, Piece, Script};

use super::{Body, Call, Url};
use crate::body::Json;
use crate::words;

/// An answer that is an error, an object with a `message`, is one here, too; any other is left as it is.
const LOOKED_AT: &str = "(.message? // empty | error), .";

/// A program that makes requests of an API in place of curl.
pub trait Client: fmt::Debug {
    /// How a path names the repository of the clone: `{owner}/{repo}`.
    fn repository(&self) -> &'static str;

    /// The call of the program; `None` where it cannot make the request.
    fn call(&self, request: ClientRequest) -> Option<Script>;
}

/// A request as a [`Client`] is asked for it.
#[derive(Clone, Debug)]
pub struct ClientRequest {
    /// Its method, where that is not GET.
    pub method: Option<Arg>,
    /// The path below the API's root, with its query.
    pub path: Arg,
    /// JSON, or `@FILE`; `@-`: standard input.
    pub body: Option<Arg>,
}

/// What became of the calls of a plan that a [`Client`] makes.
#[derive(Debug, Default)]
pub struct Record {
    /// Some are said.
    said: Cell<bool>,
    /// Something is not: a call that the program cannot say, or the repository of the clone outside of a call.
    missed: Cell<bool>,
}

impl Record {
    /// Whether the program says the whole plan.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.said.get() && !self.missed.get()
    }

    /// The plan needs what the program does not say.
    pub(crate) fn miss(&self) {
        self.missed.set(true);
    }
}

/// The program that says the calls of a plan.
#[derive(Clone, Debug)]
pub(crate) struct ByClient {
    pub(crate) client: Rc<dyn Client>,
    /// What every address of the API begins with: `https://git.example.org/api/v1/`.
    pub(crate) base: String,
    /// What became of the calls so far.
    pub(crate) record: Rc<Record>,
}

impl Call {
    /// Whether another program says it.
    #[must_use]
    pub fn is_by_client(&self) -> bool {
        self.client.is_some()
    }

    /// `program`, which reads the call's answer, behind a look at whether it is an error.
    #[must_use]
    pub fn looked_at(&self, program: Expr) -> Expr {
        if self.client.is_some() { looked_at(program) } else { program }
    }

    /// The call, said by the other program; `None` where there is none, or it cannot say it.
    pub(crate) fn by_client(&self) -> Option<Script> {
        let by = self.client.as_ref()?;
        let script = self.said_by(by);
        match &script {
            Some(_) => by.record.said.set(true),
            None => by.record.miss(),
        }
        script
    }

    fn said_by(&self, by: &ByClient) -> Option<Script> {
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
            for path in by.paths(url)? {
                let request = ClientRequest { method: self.method.clone(), path, body: body.clone() };
                calls.push(by.client.call(request)?);
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

impl ByClient {
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
pub(crate) fn looked_at(program: Expr) -> Expr {
    match program {
        Expr::Identity => jq(LOOKED_AT),
        program => jq(LOOKED_AT).then(program),
    }
}
