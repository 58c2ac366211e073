//! Requests as a source would make them, and the text of the form that answers them.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]
#![allow(clippy::panic, reason = "that is how a check fails")]

pub mod grammar;
pub mod requests;

use steep_forge::{
    Emission, Fidelity, Identity, Item, Operation, Output, Person, Prefer, Refusal, Repository, Request, Surroundings,
    Target,
};
use steep_gitea::Gitea;
use steep_shell::print::{self, Layout};
use steep_shell::read::Dialect;
use steep_shell::{Expansion, Part, Quote, Status, Stdin, Stdout, Word};

/// A literal word.
pub fn word(text: &str) -> Word {
    Word::literal(text)
}

/// `"$name"`
pub fn variable(name: &str) -> Word {
    let kind = Expansion::Parameter(name.into());
    Word::from_parts(vec![Part::Expansion { source: format!("${name}").into(), kind, quote: Quote::Double }])
}

/// Text that the reader replaces.
pub fn placeholder(text: &str) -> Word {
    Word::from_parts(vec![Part::Placeholder { source: text.into(), quote: Quote::None }])
}

/// Number `number`.
pub fn number(number: &str) -> Item {
    Item::Number(word(number))
}

/// A person by login.
pub fn login(name: &str) -> Person {
    Person::Login(word(name))
}

/// A request about the repository acme/widgets.
pub fn about_widgets(operation: Operation) -> Request {
    Request { repository: Repository::Named(word("acme/widgets")), ..here(operation) }
}

/// A request about the repository of the clone.
pub fn here(operation: Operation) -> Request {
    Request {
        rule: "test",
        repository: Repository::Here,
        server: None,
        operation,
        output: Output::Reader,
        losses: Vec::new(),
        wishes: Vec::new(),
        notes: Vec::new(),
        best: Fidelity::Exact,
    }
}

/// For a reader, with nothing that acts on the status.
pub fn for_a_reader() -> Surroundings {
    Surroundings {
        stdout: Stdout::Reader,
        matched_by: Vec::new(),
        status: Status::Unused,
        stdin: Stdin::Inherited,
        dialect: Dialect::Posix,
        identity: Identity::Configured,
        prefer: Prefer::Readable,
        one_line: false,
        here: None,
    }
}

/// For a program that reads the output, where the status counts.
pub fn for_a_program() -> Surroundings {
    Surroundings { stdout: Stdout::Substitution, status: Status::Used, ..for_a_reader() }
}

/// curl alone.
pub fn curl() -> Gitea {
    Gitea::new("https://git.example.org")
}

/// tea of `version`, with the login `work`.
pub fn tea(version: &str) -> Gitea {
    tea_without_login(version).tea_login("work")
}

/// The same without a login.
pub fn tea_without_login(version: &str) -> Gitea {
    curl().tea(version)
}

/// The form for a reader.
pub fn emit(request: &Request, target: &Gitea) -> Result<Emission, Refusal> {
    target.emit(request, &for_a_reader())
}

/// The text of the form, over several lines, with what is said about it.
pub fn shown(emission: &Result<Emission, Refusal>) -> String {
    match emission {
        Err(refusal) => format!("refused: {refusal}"),
        Ok(emission) => {
            let mut out = print::script(&emission.script, &Layout::lines("", 100));
            out.push_str(&format!("\n# {} {}", emission.tool.as_str(), emission.fidelity));
            for loss in &emission.losses {
                out.push_str(&format!("\n# lost: {}: {}", loss.what, loss.why));
            }
            for note in &emission.notes {
                out.push_str(&format!("\n# {}", note.0));
            }
            out
        }
    }
}
