use std::collections::BTreeSet;

use steep_forge::{Fidelity, Loss, Note, Refusal, Repository, Wish, WishKind};
use steep_shell::{Command as ShellCommand, Expansion, Exported, Part, Stdin, Stdout, Word};

use super::loss;
use super::repository;
use crate::grammar::Command;
use crate::parse::{Invocation, Value};
use crate::words;

/// What gh does where it would ask first, and there is no terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unattended {
    /// It goes on.
    Proceeds,
    /// It fails.
    Fails,
}

/// What a request says beside its operation.
pub(super) struct Rest {
    /// The server that gh would ask, where it is none of GitHub's.
    pub(super) server: Option<String>,
    pub(super) losses: Vec<Loss>,
    pub(super) wishes: Vec<Wish>,
    pub(super) notes: Vec<Note>,
    pub(super) best: Fidelity,
}

/// The arguments of one command, and a record of which flags were looked at.
pub(super) struct Arguments<'a> {
    invocation: &'a Invocation,
    command: &'a ShellCommand,
    read: BTreeSet<&'static str>,
    elided: bool,
    /// The repository that an argument's URL names: it counts before `--repo`.
    from_url: Option<Repository>,
    /// The server that the arguments name.
    host: Option<String>,
    losses: Vec<Loss>,
    wishes: Vec<Wish>,
    notes: Vec<Note>,
    best: Fidelity,
}

impl<'a> Arguments<'a> {
    pub(super) fn new(invocation: &'a Invocation, command: &'a ShellCommand, elided: bool) -> Self {
        Arguments {
            invocation,
            command,
            read: BTreeSet::new(),
            elided,
            from_url: None,
            host: None,
            losses: Vec::new(),
            wishes: Vec::new(),
            notes: Vec::new(),
            best: Fidelity::Exact,
        }
    }

    pub(super) fn command(&self) -> &'static Command {
        self.invocation.command
    }

    pub(super) fn positionals(&self) -> &'a [Word] {
        &self.invocation.positionals
    }

    /// Whether an on/off flag is on.
    pub(super) fn switch(&mut self, long: &'static str) -> bool {
        self.tri_state(long) == Some(true)
    }

    /// The state of an on/off flag whose absence means something else than off.
    pub(super) fn tri_state(&mut self, long: &'static str) -> Option<bool> {
        self.read.insert(long);
        self.invocation.switch(long)
    }

    /// The value of a flag. To most of gh's flags the empty value is the same as none.
    pub(super) fn word(&mut self, long: &'static str) -> Option<Word> {
        self.text(long).filter(|word| !repository::is_empty(word))
    }

    /// The value of a flag whose empty value means something: an empty description, a title to blank out.
    pub(super) fn text(&mut self, long: &'static str) -> Option<Word> {
        self.read.insert(long);
        self.invocation.word(long).cloned()
    }

    /// The value of a flag that has to be known: an error when the shell or the reader fills it in.
    pub(super) fn literal(&mut self, long: &'static str) -> Result<Option<String>, Refusal> {
        let Some(word) = self.word(long) else { return Ok(None) };
        match word.as_literal() {
            Some(text) => Ok(Some(text)),
            None => Err(Refusal::RuntimeValue { what: format!("`--{long} {}`", word.display()) }),
        }
    }

    /// The values of a list flag.
    pub(super) fn list(&mut self, long: &'static str) -> Vec<Word> {
        self.read.insert(long);
        self.invocation.list(long).into_iter().cloned().collect()
    }

    /// Names a flag, where it is given, as lost.
    pub(super) fn lose(&mut self, long: &'static str, why: &str) {
        if self.is_on(long) {
            self.losses.push(loss(long, why));
        }
        self.read.insert(long);
    }

    /// Reads a flag of which only counts that it is given.
    pub(super) fn is_given(&mut self, long: &'static str) -> bool {
        self.read.insert(long);
        self.is_on(long)
    }

    /// Reads a switch that asks for what happens anyway. `what`: that, for the reader.
    pub(super) fn happens_anyway(&mut self, long: &'static str, what: &'static str) {
        if self.switch(long) {
            self.note(what);
        }
    }

    /// Refuses the command where a flag is given that no target has a counterpart of. `feature`: what it is about.
    pub(super) fn refuse_for(&mut self, long: &'static str, feature: &str) -> Result<(), Refusal> {
        if self.is_given(long) {
            return Err(Refusal::NoEquivalent { feature: format!("{feature} (`--{long}`)") });
        }
        Ok(())
    }

    /// Looks at the flags that answer gh's question in advance, and says where it is not asked any more: no form is exact
    /// then. `unattended`: what gh does without them where there is no terminal.
    ///
    /// # Errors
    /// Where gh fails because it cannot ask: its input or its output is known to be no terminal. And where it would ask or
    /// fail, but never go on by itself: what is written cannot ask, and would do at once what gh holds back.
    pub(super) fn confirmation(&mut self, flags: &[&'static str], unattended: Unattended) -> Result<(), Refusal> {
        let mut answered = false;
        for flag in flags {
            answered |= self.switch(flag);
        }
        let is_attended = self.is_attended();
        match unattended {
            _ if answered => {}
            Unattended::Proceeds if !is_attended => {}
            Unattended::Fails if !is_attended => {
                let error = "--yes required when not running interactively".to_owned();
                return Err(Refusal::UsageError { error });
            }
            Unattended::Proceeds => self.unasked("gh asks first at a terminal; this does not ask"),
            // A text that names the command and nothing to delete is only about it.
            Unattended::Fails if self.is_bare() => self.unasked("gh asks first; this does not ask"),
            Unattended::Fails => {
                let feature = "the question that gh asks first (add `--yes` to do it without being asked)".to_owned();
                return Err(Refusal::NoEquivalent { feature });
            }
        }
        Ok(())
    }

    /// Says to the reader that gh would ask something first: no form is exact then.
    pub(super) fn unasked(&mut self, note: &str) {
        self.differs(note);
    }

    /// Says to the reader in what respect gh does otherwise: no form is exact then.
    pub(super) fn differs(&mut self, note: &str) {
        self.best = Fidelity::Equivalent;
        self.note(note);
    }

    /// Whether gh may have a terminal to ask at.
    pub(super) fn is_attended(&self) -> bool {
        self.command.stdout == Stdout::Reader && self.command.stdin == Stdin::Inherited
    }

    /// Names something else that is lost.
    pub(super) fn lost(&mut self, loss: Loss) {
        self.losses.push(loss);
    }

    /// Asks for something beside the operation, `what` in the words of the command line.
    pub(super) fn wish(&mut self, what: impl Into<String>, kind: WishKind) {
        self.wishes.push(Wish { what: what.into(), kind });
    }

    /// The same, where a flag is given.
    pub(super) fn wish_for(&mut self, long: &'static str, kind: WishKind) {
        if self.is_on(long) {
            self.wish(format!("--{long}"), kind);
        }
        self.read.insert(long);
    }

    /// Says something to the reader.
    pub(super) fn note(&mut self, text: impl Into<String>) {
        self.notes.push(Note(text.into()));
    }

    /// Whether the text leaves arguments out; an operation that can say so itself asks here.
    pub(super) fn take_elided(&mut self) -> bool {
        std::mem::take(&mut self.elided)
    }

    /// Whether a flag is given and not turned off. Does not count as looked at.
    pub(super) fn is_on(&self, long: &str) -> bool {
        self.invocation.flags.iter().any(|given| given.flag.long == long && given.value != Value::Bool(false))
    }

    /// Whether the command is given nothing at all: a text speaks of it, or a person is asked for everything.
    pub(super) fn is_bare(&self) -> bool {
        self.invocation.flags.is_empty() && self.invocation.positionals.is_empty()
    }

    /// Refuses a change that does not say what to change: gh asks a person then, and fails where nobody can answer.
    pub(super) fn refuse_dialogue(&self) -> Result<(), Refusal> {
        if self.invocation.flags.iter().any(|given| given.flag.long != "repo") {
            return Ok(());
        }
        Err(Refusal::NoEquivalent { feature: "the question what to change".to_owned() })
    }

    /// The repository that an argument's URL names.
    pub(super) fn set_repository(&mut self, repository: repository::Named) {
        self.set_host(repository.host);
        self.from_url = Some(Repository::Named(repository.name));
    }

    /// The repository that the request is about: an argument's URL, `--repo`, `GH_REPO`, or the clone's.
    pub(super) fn repository(&mut self) -> Result<Repository, Refusal> {
        let given = self.word("repo");
        if let Some(repository) = self.from_url.take() {
            return Ok(repository);
        }
        match given {
            Some(word) => self.named(&word),
            None => self.surrounding_repository(),
        }
    }

    /// The repository of a command without `--repo`: `GH_REPO`, or the clone's.
    pub(super) fn surrounding_repository(&mut self) -> Result<Repository, Refusal> {
        match self.variable("GH_REPO")? {
            Some(word) => self.named(&word),
            None => Ok(Repository::Here),
        }
    }

    /// Reads `[HOST/]OWNER/NAME` or a URL.
    pub(super) fn named(&mut self, word: &Word) -> Result<Repository, Refusal> {
        let address = self.address_in_variable(word)?;
        let named = repository::read(address.unwrap_or(word))?;
        self.set_host(named.host);
        Ok(Repository::Named(named.name))
    }

    /// The address that a variable holds, where the text says it: a form takes `OWNER/NAME` from a variable.
    ///
    /// # Errors
    /// Where only a part of the address is known.
    fn address_in_variable(&self, word: &Word) -> Result<Option<&'a Word>, Refusal> {
        let [Part::Expansion { kind: Expansion::Parameter(name), .. }] = word.parts.as_slice() else { return Ok(None) };
        let Some(value) = self.shell_value(name) else { return Ok(None) };
        if value.as_literal().is_some_and(|text| text.contains("://")) {
            return Ok(Some(value));
        }
        let is_address = |part: &Part| match part {
            Part::Literal { text, .. } => text.contains("://"),
            Part::Expansion { kind: Expansion::Parameter(name), .. } => name.ends_with("_URL"),
            Part::Expansion { .. } | Part::Placeholder { .. } => false,
        };
        if value.parts.iter().any(is_address) {
            return Err(Refusal::RuntimeValue { what: format!("the repository in the address `{}`", word.display()) });
        }
        Ok(None)
    }

    /// Looks at `--hostname`: GitHub's own address is what every document means.
    pub(super) fn hostname(&mut self) {
        let host = self.word("hostname").map(|host| host.display());
        self.set_host(host);
    }

    /// Takes in a server that the arguments name: it counts before `GH_HOST`. The first one counts.
    pub(super) fn set_host(&mut self, host: Option<String>) {
        self.host = self.host.take().or(host);
    }

    /// What a `$(…)` was in the document: a command in it may have been rewritten since.
    pub(super) fn as_read<'w>(&'w self, source: &'w str) -> &'w str {
        let was = self.command.rewritten.iter().find(|(now, _)| now == source);
        was.map_or(source, |(_, was)| was)
    }

    /// What a variable of the shell was set to, where that is sure.
    pub(super) fn shell_value(&self, name: &str) -> Option<&'a Word> {
        self.command.variables.get(name)?.value
    }

    /// Whether `--repo` names a repository, or an address does.
    pub(super) fn names_repository(&self) -> bool {
        self.from_url.is_some() || self.is_on("repo")
    }

    /// The value of a variable of the environment: set in front of the command, or exported before it.
    fn variable(&self, name: &str) -> Result<Option<Word>, Refusal> {
        let in_front = self.command.assignments.iter().rev().find(|assignment| assignment.name == name);
        if let Some(found) = in_front {
            return Ok(Some(found.value.clone()));
        }
        let Some(variable) = self.command.variables.get(name) else { return Ok(None) };
        match (variable.exported, variable.value) {
            (Exported::No, _) => Ok(None),
            (Exported::Yes, Some(value)) if value.as_literal().is_some() => Ok(Some(value.clone())),
            (Exported::Yes, _) => Ok(Some(words::variable(name))),
            (Exported::Perhaps, _) => Err(Refusal::RuntimeValue { what: format!("whether `{name}` is set") }),
        }
    }

    /// What was lost and is to be said, once every flag has been looked at.
    pub(super) fn finish(mut self) -> Result<Rest, Refusal> {
        for given in &self.invocation.flags {
            if !self.read.contains(given.flag.long) && given.value != Value::Bool(false) {
                return Err(self.not_yet(given.flag.long));
            }
        }
        if self.elided {
            self.losses.push(Loss { what: "...".to_owned(), why: "it stands for arguments left out".to_owned() });
        }
        let host = match self.host.take() {
            Some(host) => Some(host),
            None => self.variable("GH_HOST")?.filter(|word| !repository::is_empty(word)).map(|word| word.display()),
        };
        let server = host.filter(|host| !repository::is_github(host));
        Ok(Rest { server, losses: self.losses, wishes: self.wishes, notes: self.notes, best: self.best })
    }

    fn not_yet(&self, long: &str) -> Refusal {
        Refusal::NotYet { feature: format!("{} --{long}", self.command().name()) }
    }
}
