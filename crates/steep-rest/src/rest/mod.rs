//! [`Rest`], the form under construction: it gives addresses, makes calls, and collects the steps that have to run first (the
//! repository of the clone, the caller's login, what a target looks up).

mod values;

use std::rc::Rc;

use steep_forge::{Prefer, Refusal, Repository, Surroundings, TokenIn};
use steep_jq::Expr;
use steep_shell::{Arg, Piece, Script, Status, Word};

use crate::address::{self, Known};
use crate::call::{self, ByClient, Call, Client, Companion, Record};
use crate::companion::{ME, REPOSITORY};
use crate::connection::Connection;
use crate::encoding::{self, PATH, SEGMENT};
use crate::variables::{in_place, names, once};
use crate::{remote, words};

/// The variable that holds the request's repository.
const REPO: &str = "repo";

/// A form under construction.
#[derive(Clone, Debug)]
pub struct Rest<'a> {
    connection: &'a Connection,
    repository: &'a Repository,
    surroundings: &'a Surroundings,
    /// Whether it changes something: then nothing that a variable holds may lead a request to another address.
    changes: bool,
    client: Option<ByClient>,
    /// Whether functions say what each form would say again.
    calls_functions: bool,
    known: Known,
    steps: Vec<Script>,
}

impl<'a> Rest<'a> {
    /// A form about `repository` with no steps yet.
    #[must_use]
    pub fn new(repository: &'a Repository, connection: &'a Connection, surroundings: &'a Surroundings) -> Self {
        Rest {
            connection,
            repository,
            surroundings,
            changes: false,
            client: None,
            calls_functions: false,
            known: Known::new(connection.api),
            steps: Vec::new(),
        }
    }

    /// The same, for a text that has functions at its head.
    #[must_use]
    pub fn calling_functions(mut self) -> Self {
        self.calls_functions = true;
        self
    }

    /// The same, for a form that changes something when `changes`.
    #[must_use]
    pub fn changing(mut self, changes: bool) -> Self {
        self.changes = changes;
        self
    }

    /// The same, whose calls are said by another program than curl where it can say them, and what becomes of them.
    #[must_use]
    pub fn through(mut self, client: Rc<dyn Client>) -> (Self, Rc<Record>) {
        let record = Rc::new(Record::default());
        self.client = Some(ByClient { client, base: self.connection.base(), record: Rc::clone(&record) });
        (self, record)
    }

    /// Whether another program than curl says its calls.
    #[must_use]
    pub fn is_by_client(&self) -> bool {
        self.client.is_some()
    }

    /// `program`, which reads an answer of a call, behind a look at whether it is an error, where curl does not look at that.
    #[must_use]
    pub fn looked_at(&self, program: Expr) -> Expr {
        if self.is_by_client() { call::looked_at(program) } else { program }
    }

    /// What the form is for.
    #[must_use]
    pub fn surroundings(&self) -> &'a Surroundings {
        self.surroundings
    }

    /// The server's address, without a trailing slash.
    #[must_use]
    pub fn host(&self) -> &'a str {
        &self.connection.host
    }

    /// The environment variable that holds the token.
    #[must_use]
    pub fn token_variable(&self) -> &'a str {
        &self.connection.credential.variable
    }

    /// Where that variable has it.
    #[must_use]
    pub fn token_in(&self) -> TokenIn {
        self.connection.credential.held_in
    }

    /// Whether something acts on the exit status, so that a failed request must fail the whole form.
    #[must_use]
    pub fn status_is_used(&self) -> bool {
        self.surroundings.status == Status::Used
    }

    /// Whether a program reads the output.
    #[must_use]
    pub fn is_consumed(&self) -> bool {
        self.surroundings.stdout.is_consumed()
    }

    /// The address of an API path that belongs to no repository: `user`, `repos/issues/search`.
    #[must_use]
    pub fn at(&self, path: impl Into<Arg>) -> Arg {
        self.connection.root().join(path)
    }

    /// The address of a path below the request's repository, `pulls/12`; the repository itself for the empty path.
    ///
    /// # Errors
    /// Where the request is about no repository.
    pub fn repo(&mut self, path: impl Into<Arg>) -> Result<Arg, Refusal> {
        let path = self.bound(path.into());
        let base = self.at(format!("{}/", self.connection.api.repositories)).join(self.place()?);
        Ok(if path.pieces.is_empty() || words::literal(&path).is_some_and(|path| path.is_empty()) {
            base
        } else {
            base.then("/").join(path)
        })
    }

    /// The path, with variables in place of what may leave a part of it empty and is no variable, where something is only read.
    /// What is changed has its numbers checked, and the companion takes no such path.
    pub fn bound(&mut self, mut path: Arg) -> Arg {
        if self.changes || self.has_companion() {
            return path;
        }
        for (nth, word) in address::to_bind(&path, self.connection.api) {
            let value = Arg::from(word);
            let mut set = self.steps.iter().filter_map(set_by);
            let name = set.find(|(_, set)| **set == value).map(|(name, _)| name.to_owned());
            let name = name.unwrap_or_else(|| {
                let name = self.free("value");
                let set = Script::Assign(name.clone(), value.clone());
                // Nor does its failure end the source's command.
                self.step(Script::Or(Box::new(set), Box::new(Script::call([":"]))));
                self.known.is_bound(name.clone());
                name
            });
            if let Some(piece) = path.pieces.get_mut(nth) {
                *piece = Piece::Variable(name);
            }
        }
        path
    }

    /// Whether requests are said by the companion.
    #[must_use]
    pub fn has_companion(&self) -> bool {
        self.connection.companion.is_some()
    }

    /// A call of the companion that is about no address of the API; `None` where there is none.
    #[must_use]
    pub fn by_companion(&self, command: &'static str, args: Vec<Arg>) -> Option<Script> {
        let name = self.connection.companion.clone()?;
        Some(Script::call([Arg::text(name), Arg::text(command)].into_iter().chain(args)))
    }

    fn companion(&self) -> Option<Companion> {
        let name = self.connection.companion.clone()?;
        Some(Companion { name, base: self.connection.base() })
    }

    /// The request's repository in an address: with a companion, as that finds or encodes it.
    fn place(&mut self) -> Result<Arg, Refusal> {
        if !self.has_companion() {
            return match self.repository {
                Repository::Here if self.here().is_none() => match &self.client {
                    Some(by) => Ok(Arg::text(by.client.repository())),
                    None => self.slug(),
                },
                _ => self.slug(),
            };
        }
        match self.repository {
            Repository::Here => Ok(Arg::text(self.here().unwrap_or(REPOSITORY))),
            Repository::Named(word) => self.filled_in(word, PATH),
            Repository::Own(name) => Ok(Arg::text(ME).then("/").join(self.filled_in(name, SEGMENT)?)),
            Repository::None => self.slug(),
        }
    }

    /// A word in an address: what the shell fills in is encoded by the companion.
    fn filled_in(&mut self, word: &Word, how: &'static str) -> Result<Arg, Refusal> {
        if word.has_expansion() {
            let word = words::one(word)?;
            self.known.fills_in(&word, how);
            return Ok(Arg::from(word));
        }
        if how == SEGMENT { words::in_segment(word) } else { words::in_path(word) }
    }

    /// The request's repository as `OWNER/NAME`. That of the clone, where it is not known, is read from the address of a remote in
    /// a step of its own, once, and so is the login of the caller.
    ///
    /// # Errors
    /// Where the request is about no repository.
    pub fn slug(&mut self) -> Result<Arg, Refusal> {
        match self.repository {
            Repository::Named(word) => self.slug_of(REPO, word),
            Repository::Own(name) => self.own_slug_of(REPO, name),
            Repository::Here => {
                if let Some(here) = self.here() {
                    return Ok(Arg::text(here));
                }
                if let Some(by) = &self.client {
                    by.record.miss();
                }
                let look_up = self.base();
                Ok(self.set_once(REPO, || look_up))
            }
            Repository::None => Err(Refusal::Ambiguous { why: "no repository is named".to_owned() }),
        }
    }

    /// The repository `OWNER/NAME` in an address; `variable`: what a variable for it is called. Where something is changed, what
    /// the shell fills in is percent-encoded.
    ///
    /// # Errors
    /// As [`words::in_path`].
    pub fn slug_of(&mut self, variable: &str, word: &Word) -> Result<Arg, Refusal> {
        self.encoded(variable, word, PATH)
    }

    /// The same of the caller's repository of that name.
    ///
    /// # Errors
    /// As [`words::in_path`].
    pub fn own_slug_of(&mut self, variable: &str, name: &Word) -> Result<Arg, Refusal> {
        let name = self.encoded(variable, name, SEGMENT)?;
        Ok(self.me().then("/").join(name))
    }

    fn encoded(&mut self, variable: &str, word: &Word, how: &'static str) -> Result<Arg, Refusal> {
        if !self.changes || !word.has_expansion() {
            return words::in_path(word);
        }
        let encoded = encoding::encoded(variable, word, how)?;
        let variable = self.set_once(variable, || encoded);
        self.is_encoded(&variable);
        Ok(variable)
    }

    /// The owner of the request's repository, where the document names it apart from the repository.
    ///
    /// # Errors
    /// Where the name cannot stand in an address.
    pub fn owner(&self) -> Result<Option<Arg>, Refusal> {
        match self.repository {
            Repository::Named(word) => word.split_once('/').map(|(owner, _)| words::in_path(&owner)).transpose(),
            Repository::Here => {
                Ok(self.here().and_then(|here| here.split_once('/')).map(|(owner, _)| Arg::text(owner)))
            }
            Repository::Own(_) | Repository::None => Ok(None),
        }
    }

    /// Whether the request is about one repository.
    #[must_use]
    pub fn is_about_one(&self) -> bool {
        *self.repository != Repository::None
    }

    /// The repository of the clone, where that is known.
    fn here(&self) -> Option<&'a str> {
        self.surroundings.here.as_deref()
    }

    /// Whether the repository is that of the clone in the working directory.
    #[must_use]
    pub fn is_here(&self) -> bool {
        *self.repository == Repository::Here
    }

    /// The call as this form says calls: how short, by which program, and what is known of its values.
    fn prepared(&self, call: Call) -> Call {
        call.briefly(self.surroundings.prefer == Prefer::Short)
            .knowing(self.known.clone())
            .by(self.companion())
            .through(self.client.clone())
            .by_functions(self.calls_functions.then(|| self.connection.root()))
    }

    /// Prints the repository of the clone.
    fn base(&self) -> Script {
        if self.calls_functions {
            Script::call([self.connection.api.functions.repository])
        } else {
            remote::repository()
        }
    }

    /// A GET of `url`.
    #[must_use]
    pub fn get(&self, url: Arg) -> Call {
        self.prepared(Call::new(self.connection.api, self.connection.authorization(), None, url))
    }

    /// A call that so far asks for nothing; see [`Call::status_of`].
    #[must_use]
    pub fn statuses(&self) -> Call {
        self.prepared(Call::without_address(self.connection.api, self.connection.authorization()))
    }

    /// A call with another method: `POST`, `PATCH`, `PUT`, `DELETE`.
    #[must_use]
    pub fn send(&self, method: impl Into<Arg>, url: Arg) -> Call {
        self.prepared(Call::new(self.connection.api, self.connection.authorization(), Some(method.into()), url))
    }

    /// Says that the value of a variable is percent-encoded.
    pub fn is_encoded(&mut self, variable: &Arg) {
        self.known.is_encoded(variable);
    }

    /// Options of git's that let one call read private repositories; nothing of them is kept in the clone.
    ///
    /// # Errors
    /// Where the token is in a file: git takes the header from its command line.
    pub fn git_authorization(&self) -> Result<[Arg; 2], Refusal> {
        self.connection.git_authorization()
    }

    /// Runs `script` first; the form goes on only when it succeeds.
    pub fn step(&mut self, script: Script) {
        self.steps.push(script);
    }

    /// The form goes on only where `word` holds something. A server may take an empty text in a change for none, and
    /// say that all went well.
    ///
    /// # Errors
    /// Where the word may become several words.
    pub fn must_hold(&mut self, word: &Word) -> Result<(), Refusal> {
        if words::may_be_empty(word) {
            let test = Script::call([Arg::text("test"), Arg::from(words::one(word)?)]);
            if !self.steps.contains(&test) {
                self.step(test);
            }
        }
        Ok(())
    }

    /// Sets a variable to what `script` prints, before anything that follows; the form goes on only when it succeeds.
    pub fn set(&mut self, name: &str, script: Script) -> Arg {
        self.step(Script::Assign(name.to_owned(), Arg::output(script)));
        Arg::variable(name)
    }

    /// The same under a name that no step has set yet: `name`, `name_2`, …
    pub fn set_another(&mut self, name: &str, script: Script) -> Arg {
        let free = self.free(name);
        self.set(&free, script)
    }

    fn is_set(&self, name: &str) -> bool {
        self.steps.iter().filter_map(set_by).any(|(set, _)| set == name)
    }

    /// `name`, or the first of `name_2`, `name_3`, … that no step has set yet.
    fn free(&self, name: &str) -> String {
        names::free(name, |name| self.is_set(name)).next().unwrap_or_default()
    }

    /// The same, unless a variable of that name is set already.
    pub fn set_once(&mut self, name: &str, script: impl FnOnce() -> Script) -> Arg {
        if self.is_set(name) { Arg::variable(name) } else { self.set(name, script()) }
    }

    /// The whole form: what is done once, the steps, then `main`. Variables of the form neither leak into the shell that runs it nor hide
    /// variables that the document's own words use.
    #[must_use]
    pub fn finish(self, main: Script) -> Script {
        let look_up = self.base();
        let mut all = self.steps;
        all.push(main);
        if self.surroundings.one_line || self.calls_functions {
            in_place::put(REPO, look_up, &mut all);
        }
        let bound = once::bind(&mut all);
        let Some(main) = all.pop() else { return Script::Sequence(Vec::new()) };
        let steps: Vec<Script> = bound.into_iter().chain(all).collect();
        let mut form = if steps.is_empty() {
            main
        } else {
            let assigns = steps.iter().any(sets_a_variable);
            let main = match main {
                Script::Sequence(_) | Script::Or(..) => Script::Group(Box::new(main), Vec::new()),
                other => other,
            };
            let chain = steps.into_iter().rev().fold(main, |rest, step| step.and(rest));
            if assigns { Script::Subshell(Box::new(chain), Vec::new()) } else { chain }
        };
        names::keep_apart(&mut form);
        address::contain(&mut form);
        if address::may_end(&form) { Script::Subshell(Box::new(form), Vec::new()) } else { form }
    }
}

/// The variable that a step sets, and to what.
fn set_by(step: &Script) -> Option<(&str, &Arg)> {
    match step {
        Script::Assign(name, value) => Some((name, value)),
        Script::Or(step, _) => set_by(step),
        _ => None,
    }
}

/// Whether a variable that it sets is left in the shell that runs it.
fn sets_a_variable(script: &Script) -> bool {
    match script {
        Script::Assign(..) | Script::For(..) => true,
        Script::Simple(_) | Script::Subshell(..) => false,
        // Each stage is a shell of its own.
        Script::Pipeline(stages) => matches!(stages.as_slice(), [only] if sets_a_variable(only)),
        Script::And(items) | Script::Sequence(items) => items.iter().any(sets_a_variable),
        Script::Or(left, right) | Script::While(left, right) => sets_a_variable(left) || sets_a_variable(right),
        Script::Not(inner) | Script::Group(inner, _) => sets_a_variable(inner),
        Script::Case(_, arms) => arms.iter().any(|(_, body)| sets_a_variable(body)),
        Script::If(condition, then, otherwise) => {
            [condition, then].into_iter().chain(otherwise).any(|script| sets_a_variable(script))
        }
    }
}
