//! Values that a request holds, and those that are looked up before it. Each of these is a step of its own that fails when there is
//! not exactly one answer, so that no request goes out with an empty value.

use steep_forge::{Item, Person, Refusal};
use steep_jq::Expr;
use steep_shell::{Arg, Expansion, Part, Script, Word};

use super::Rest;
use crate::encoding::{self, PATH, SEGMENT};
use crate::stage::Jq;
use crate::words;

impl Rest<'_> {
    /// The caller's login.
    pub fn me(&mut self) -> Arg {
        let api = self.connection.api;
        let login = self.looked_at(Expr::Identity.field(api.login));
        let user = self.get(self.at(api.caller)).script();
        self.set_once("me", || user.pipe(Jq::over(login, true).raw().script()))
    }

    /// The login of a person; that of a GitHub App is taken to be the name of a user.
    ///
    /// # Errors
    /// For a team.
    pub fn login(&mut self, person: &Person) -> Result<Arg, Refusal> {
        match person {
            Person::Me => Ok(self.me()),
            Person::Login(word) | Person::App(word) => Ok(Arg::from(words::one(word)?)),
            Person::Team(word) => {
                Err(Refusal::NoEquivalent { feature: format!("the team `{}` as a person", word.display()) })
            }
        }
    }

    /// The number of an issue, a pull request or a run that is named by it. Where the text only mentions the command, a
    /// placeholder for the reader.
    ///
    /// # Errors
    /// For a branch, and where nothing is named but something is meant.
    pub fn number(&mut self, item: &Item) -> Result<Arg, Refusal> {
        match item {
            Item::Number(word) => self.numeric(word),
            Item::Unnamed => Ok(words::placeholder("<number>")),
            Item::Branch(word) => Err(Refusal::Ambiguous { why: format!("`{}` is not a number", word.display()) }),
            Item::Current => Err(Refusal::Ambiguous { why: "no number is given".to_owned() }),
        }
    }

    /// A number in a path. What only the shell knows has to be one where something is changed, else the form ends before the
    /// request: with `1/labels` in a variable, a comment would be sent to another address. (A form that reads asks another
    /// address then, and finds nothing there, or something else; that it is not empty is seen to where the call is said.)
    ///
    /// # Errors
    /// Where it may become several words.
    pub fn numeric(&mut self, word: &Word) -> Result<Arg, Refusal> {
        if !self.changes || !word.has_expansion() {
            return words::in_path(word);
        }
        if self.has_companion() {
            return self.filled_in(word, SEGMENT);
        }
        self.checked(word)
    }

    /// A number in a path that has to be one, even where something is only read: a server may take another text for no condition,
    /// and list everything.
    ///
    /// # Errors
    /// As [`numeric`](Rest::numeric).
    pub fn checked(&mut self, word: &Word) -> Result<Arg, Refusal> {
        let mut number = words::in_path(word)?;
        if !word.has_expansion() {
            return match word.as_literal() {
                Some(text) if text.is_empty() || text.contains(|c: char| !c.is_ascii_digit()) => {
                    Err(Refusal::NoEquivalent { feature: format!("`{text}` in place of a number") })
                }
                _ => Ok(number),
            };
        }
        let is_variable = |part: &Part| match part {
            Part::Expansion { kind, .. } => matches!(kind, Expansion::Parameter(_)),
            Part::Literal { .. } | Part::Placeholder { .. } => true,
        };
        if !word.parts.iter().all(is_variable) {
            // It runs once.
            let name = self.free("number");
            self.step(Script::Assign(name.clone(), number));
            number = Arg::variable(name);
        }
        // As text: some shells run what `test … -gt` compares, `a[$(…)]`, as arithmetic.
        self.step(Script::Case(number.clone(), vec![("'' | *[!0-9]*", Script::call(["false"]))]));
        self.known.is_number(&number);
        Ok(number)
    }

    /// A name as one segment of a path: a tag, a label. What only the shell knows is percent-encoded in a step of its own,
    /// whose variable is called `name`.
    ///
    /// # Errors
    /// Where it may become several words.
    pub fn segment(&mut self, name: &str, word: &Word) -> Result<Arg, Refusal> {
        if !word.has_expansion() {
            return words::in_segment(word);
        }
        if self.has_companion() {
            return self.filled_in(word, SEGMENT);
        }
        self.encoded_apart(name, word, SEGMENT)
    }

    /// The path of a file, whose slashes stay. What only the shell knows is percent-encoded in a step of its own, whose variable
    /// is called `name`.
    ///
    /// # Errors
    /// As [`words::in_path`].
    pub fn path(&mut self, name: &str, word: &Word) -> Result<Arg, Refusal> {
        if !word.has_expansion() {
            return words::in_path(word);
        }
        self.encoded_apart(name, word, PATH)
    }

    /// What the shell fills in, percent-encoded in a variable of its own.
    fn encoded_apart(&mut self, name: &str, word: &Word, how: &'static str) -> Result<Arg, Refusal> {
        let encoded = encoding::encoded(name, word, how)?;
        let variable = self.set_another(name, encoded);
        self.is_encoded(&variable);
        Ok(variable)
    }
}
