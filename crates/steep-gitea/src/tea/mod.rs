//! tea commands: what each version really can do.
//!
//! Every command is made by [`TeaCommand`], which knows what its version accepts and, from `grammars/tea/bugs.toml`, what it
//! then does otherwise. Rules ask [`can`]. Such a form is not made, and the request goes to the REST API instead. So nothing
//! in this folder ever
//!
//! * gives a list a label, a milestone or an assignee to filter by: an unknown one, and in most versions every assignee,
//!   is ignored and everything is listed;
//! * gives a new or changed item a label: one that is not there, or not on the first page, is left out with success;
//! * closes or reopens a pull request with a version that empties its description;
//! * adds an assignee: the others are replaced;
//! * changes or deletes in silence what a repository holds that may have another name by now. The server answers the old
//!   name with a redirection, which turns tea's PATCH and DELETE into a GET: tea prints the object as it was, or nothing,
//!   and succeeds. A POST fails at least. Closing and opening again print the state, so it is looked at there.

pub mod bugs;
pub mod command;
pub mod grammar;

mod api;
pub(crate) mod list;
mod marks;
pub(crate) mod view;

use steep_forge::operation::Text;
use steep_forge::{Emission, Fidelity, Item, Person, Prefer, Refusal, Repository, Request, Surroundings};
use steep_rest::{Rest, words};
use steep_shell::{Arg, Script, Stdout, Word};

pub use bugs::{Use, can};
pub use command::TeaCommand;
pub use marks::{TeaMark, tea_marks};

use crate::tool::TEA;
use crate::{Gitea, Tea};

/// What a form is made for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Job<'a> {
    pub(crate) request: &'a Request,
    pub(crate) target: &'a Gitea,
    pub(crate) tea: &'a Tea,
    pub(crate) surroundings: &'a Surroundings,
    grammar: &'static grammar::Grammar,
}

impl<'a> Job<'a> {
    /// What that tea is asked for.
    ///
    /// # Errors
    /// Where its output would not do, or where it needs a login that is not named.
    pub(crate) fn new(
        request: &'a Request,
        target: &'a Gitea,
        tea: &'a Tea,
        surroundings: &'a Surroundings,
    ) -> Result<Self, Refusal> {
        if surroundings.stdout.is_consumed() {
            return Err(Refusal::NoEquivalent { feature: "an output that a program reads".to_owned() });
        }
        let Some(grammar) = grammar::grammar(&tea.version) else {
            return Err(Refusal::NoEquivalent { feature: format!("tea {}: it is not a known version", tea.version) });
        };
        let job = Job { request, target, tea, surroundings, grammar };
        let asks = grammar.bug(&[], Use::Without("login")).is_some();
        if tea.login.is_none() && request.repository != Repository::Here && asks {
            let feature = "a repository that is named, without a login that is named (--tea-login)".to_owned();
            return Err(Refusal::NoEquivalent { feature });
        }
        Ok(job)
    }

    /// Whether that version has the command with the words `verb`, and can be trusted with that use of it.
    pub(crate) fn can(&self, verb: &[&str], what: Use<'_>) -> bool {
        self.grammar.can(verb, what)
    }

    /// The refusal of what no tea command does.
    pub(crate) fn is_not_in_tea(&self) -> Refusal {
        Refusal::NoEquivalent { feature: format!("`{}`", self.request.rule) }
    }

    /// The command with these words, about the request's repository.
    pub(crate) fn command(&self, path: &[&str]) -> Result<TeaCommand, Refusal> {
        TeaCommand::new(self.tea, path)?.repository(&self.request.repository)
    }

    /// The form around a command: what has to be looked up first, by requests.
    pub(crate) fn rest(&self) -> Rest<'a> {
        Rest::new(&self.request.repository, &self.target.connection, self.surroundings)
    }

    /// Whether a table will do where the source prints JSON.
    pub(crate) fn may_be_table(&self) -> bool {
        self.surroundings.prefer != Prefer::Data
    }

    /// The finished form. tea says what it did in words of its own.
    pub(crate) fn finish(&self, rest: Rest<'_>, main: Script) -> Emission {
        let fidelity = match self.surroundings.stdout {
            Stdout::Discarded => Fidelity::Exact,
            _ => Fidelity::Equivalent,
        };
        Emission::new(TEA, fidelity, rest.finish(main))
    }
}

/// The number of an issue as an argument of a command.
///
/// # Errors
/// Where it is not named by a number.
pub(crate) fn number(item: &Item) -> Result<Arg, Refusal> {
    match item {
        Item::Number(word) => Ok(Arg::from(words::one(word)?)),
        Item::Branch(_) | Item::Current | Item::Unnamed => {
            Err(Refusal::Ambiguous { why: "no number is given".to_owned() })
        }
    }
}

/// A text that is given as `what`: tea takes none out of a file or from standard input.
///
/// # Errors
/// Where it comes from there.
pub(crate) fn given(text: &Text, what: &str) -> Result<Word, Refusal> {
    match text {
        Text::Word(word) => words::one(word),
        Text::File(_) | Text::Stdin => Err(Refusal::NoEquivalent { feature: format!("{what} out of a file in tea") }),
    }
}

/// A new item's description: given, or in a file where that version reads one.
///
/// # Errors
/// Where it comes from standard input, or from a file that the version does not read.
pub(crate) fn described(job: Job<'_>, verb: &[&str], command: TeaCommand, text: &Text) -> Result<TeaCommand, Refusal> {
    match text {
        Text::File(file) if job.can(verb, Use::With("description-file")) => {
            command.flag("description-file", words::one(file)?)
        }
        _ => command.flag("description", given(text, "a description")?),
    }
}

/// The number of a pull request as an argument of a command.
///
/// That of a branch is looked up among the open ones on the first page: where none or several match, the argument is no
/// number, and every command fails.
///
/// # Errors
/// Where none is named.
pub(crate) fn open_pull(job: Job<'_>, item: &Item) -> Result<Arg, Refusal> {
    let branch = match item {
        Item::Number(_) | Item::Unnamed => return number(item),
        Item::Branch(branch) => Arg::from(words::one(branch)?),
        Item::Current => Arg::output(Script::call(["git", "branch", "--show-current"])),
    };
    let mut command = job.command(&["pulls", "list"])?.flag("state", "open")?;
    if job.can(&["pulls", "list"], Use::With("limit")) {
        command = command.flag("limit", "50")?;
    }
    let list = command.flag("fields", "index,head")?.flag("output", "simple")?.build()?;
    let args: [Arg; 4] =
        ["awk".into(), "-v".into(), Arg::text("branch=").join(branch), "$2 \"\" == branch { print $1 }".into()];
    Ok(Arg::output(list.pipe(Script::call(args))))
}

/// A command that gives an item a state and prints the item: it fails where the item has another state afterwards, as it has
/// in a repository with another name by now. The heading, title and state, stands in front of who made it and when; what the
/// item says comes behind that, and may end its lines as it likes.
pub(crate) fn must_become(state: &str, command: Script) -> Script {
    let heading = Script::call(["sed", "/^ *@[^ ]* created [0-9]/,$d"]);
    command.pipe(heading).pipe(Script::call([Arg::text("grep"), Arg::text(format!("({state}) *$"))]))
}

/// Prints the name of the remote that pull requests go to: `upstream` where there is one.
pub(crate) fn base_remote() -> Script {
    let known = Script::call(["git", "remote"]).pipe(Script::call(["grep", "-xE", "origin|upstream"]));
    known.pipe(Script::call(["tail", "-n", "1"]))
}

/// Why tea does not change or delete what it then shows nothing of.
pub(crate) fn does_not_follow(what: &str) -> Refusal {
    Refusal::NoEquivalent { feature: format!("{what} that follows a repository to its new name in tea") }
}

/// What the reader is told where a command that is only mentioned stays unfinished.
pub(crate) const UNFINISHED: &str = "nothing is named, so the command fails as it stands";

/// People by login.
///
/// # Errors
/// For the caller, whom tea does not know by another name, and for teams.
pub(crate) fn logins(people: &[Person]) -> Result<Vec<Arg>, Refusal> {
    let beyond = |feature: &str| Refusal::NoEquivalent { feature: format!("{feature} in tea") };
    let login = |person: &Person| match person {
        Person::Login(login) | Person::App(login) => Ok(Arg::from(words::one(login)?)),
        Person::Me => Err(beyond("the caller as assignee")),
        Person::Team(_) => Err(beyond("a team as assignee")),
    };
    people.iter().map(login).collect()
}
