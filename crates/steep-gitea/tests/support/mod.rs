//! Requests as a source would make them, and the text of the form that answers them.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]
#![allow(clippy::panic, reason = "that is how a check fails")]

pub mod grammar;
pub mod requests;

use steep_forge::{Fidelity, Item, Operation, Output, Person, Refusal, Repository, Request};
use steep_gitea::{Emission, Prefer, Surroundings, Target, Tea, TokenIn};
use steep_shell::print::{self, Layout};
use steep_shell::read::Dialect;
use steep_shell::{Expansion, Part, Quote, Status, Stdin, Stdout, Word};

/// A literal word.
pub fn word(text: &str) -> Word {
    Word::literal(text)
}

/// `"$name"`
pub fn variable(name: &str) -> Word {
    let kind = Expansion::Parameter(name.to_owned());
    Word::from_parts(vec![Part::Expansion { source: format!("${name}"), kind, quote: Quote::Double }])
}

/// Text that the reader replaces.
pub fn placeholder(text: &str) -> Word {
    Word::from_parts(vec![Part::Placeholder { source: text.to_owned(), quote: Quote::None }])
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
        operation,
        output: Output::Reader,
        losses: Vec::new(),
        notes: Vec::new(),
        best: Fidelity::Exact,
    }
}

/// For a reader, with nothing that acts on the status.
pub fn for_a_reader() -> Surroundings {
    Surroundings {
        stdout: Stdout::Reader,
        status: Status::Unused,
        stdin: Stdin::Inherited,
        dialect: Dialect::Posix,
        prefer: Prefer::Readable,
    }
}

/// For a program that reads the output, where the status counts.
pub fn for_a_program() -> Surroundings {
    Surroundings { stdout: Stdout::Substitution, status: Status::Used, ..for_a_reader() }
}

/// curl alone.
pub fn curl() -> Target {
    Target {
        host: "https://git.example.org".to_owned(),
        tea: None,
        token_variable: "GITEA_TOKEN".to_owned(),
        token_in: TokenIn::Environment,
    }
}

/// tea of `version`, with the login `work`.
pub fn tea(version: &str) -> Target {
    let tea = Tea { version: version.to_owned(), program: "tea".to_owned(), login: Some("work".to_owned()) };
    Target { tea: Some(tea), ..curl() }
}

/// The same without a login.
pub fn tea_without_login(version: &str) -> Target {
    let tea = Tea { version: version.to_owned(), program: "tea".to_owned(), login: None };
    Target { tea: Some(tea), ..curl() }
}

/// The form for a reader.
pub fn emit(request: &Request, target: &Target) -> Result<Emission, Refusal> {
    steep_gitea::emit(request, target, &for_a_reader())
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
