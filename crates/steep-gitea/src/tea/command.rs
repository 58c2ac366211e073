//! The one way in which a tea command is made.

use steep_forge::{Refusal, Repository};
use steep_shell::{Arg, Part, Piece, Redirection, Script, Simple};

use super::grammar::{self, Command, Flag, FlagKind, Grammar};
use crate::Tea;

/// A tea command under construction. It is made of the words that its version knows: nothing else can be put in.
#[derive(Clone, Debug)]
pub struct TeaCommand {
    program: String,
    grammar: &'static Grammar,
    command: &'static Command,
    flags: Vec<(&'static Flag, Option<Arg>)>,
    positionals: Vec<Arg>,
    /// Whether a positional may begin with a dash, so that the end of the flags has to be marked.
    marked: bool,
    redirections: Vec<Redirection>,
}

impl TeaCommand {
    /// The command with the words `path` of `tea`, with `--login` where a login is named and the command takes one.
    ///
    /// # Errors
    /// Where that version is not known or has no such command.
    pub fn new(tea: &Tea, path: &[&str]) -> Result<Self, Refusal> {
        let grammar = grammar::grammar(&tea.version).ok_or_else(|| Refusal::NoEquivalent {
            feature: format!("anything in tea {}: that version is not known", tea.version),
        })?;
        let Some(command) = grammar.command(path) else {
            let what = format!("`tea {}`", path.join(" "));
            return Err(lacking(grammar, &what, |newer| newer.command(path).is_some()));
        };
        let made = TeaCommand {
            program: tea.program.clone(),
            grammar,
            command,
            flags: Vec::new(),
            positionals: Vec::new(),
            marked: false,
            redirections: Vec::new(),
        };
        match &tea.login {
            Some(login) if grammar.flag(command, "login").is_some() => made.flag("login", login.as_str()),
            _ => Ok(made),
        }
    }

    /// Adds `--repo` where a repository is named.
    ///
    /// # Errors
    /// Where the command cannot be told a repository.
    pub fn repository(self, repository: &Repository) -> Result<Self, Refusal> {
        match repository {
            Repository::Named(slug) => self.flag("repo", slug),
            Repository::Here | Repository::None => Ok(self),
        }
    }

    /// Adds `--long VALUE`.
    ///
    /// # Errors
    /// Where the version has no such flag, the flag takes no value, it is there already and takes only one, or the value is
    /// not one of those it knows.
    pub fn flag(mut self, long: &str, value: impl Into<Arg>) -> Result<Self, Refusal> {
        let flag = self.find(long)?;
        let value = value.into();
        if flag.kind == FlagKind::Switch {
            return Err(self.unsayable(&format!("a value of `--{long}`")));
        }
        if flag.kind != FlagKind::Repeated && self.flags.iter().any(|(other, _)| other.long == long) {
            return Err(self.unsayable(&format!("a second `--{long}`")));
        }
        if !flag.values.is_empty() {
            let Some(text) = literal(&value) else {
                return Err(Refusal::RuntimeValue { what: format!("the value of `--{long}`") });
            };
            let wanted: Vec<&str> = match flag.kind {
                FlagKind::CommaList => text.split(',').collect(),
                _ => vec![text.as_str()],
            };
            if let Some(unknown) = wanted.iter().find(|value| !flag.values.contains(value)) {
                let has = |newer: &'static Grammar| {
                    newer
                        .command(self.command.path)
                        .and_then(|command| newer.flag(command, long))
                        .is_some_and(|flag| flag.values.contains(unknown))
                };
                return Err(lacking(self.grammar, &format!("`{} --{long} {unknown}`", self.name()), has));
            }
        }
        self.flags.push((flag, Some(value)));
        Ok(self)
    }

    /// Adds `--long`, a flag without a value.
    ///
    /// # Errors
    /// Where the version has no such flag or the flag needs a value.
    pub fn switch(mut self, long: &str) -> Result<Self, Refusal> {
        let flag = self.find(long)?;
        if flag.kind != FlagKind::Switch {
            return Err(self.unsayable(&format!("`--{long}` without a value")));
        }
        self.flags.push((flag, None));
        Ok(self)
    }

    /// Adds `--long A,B`: all of `values` in one flag, or nothing where there are none.
    ///
    /// # Errors
    /// As [`flag`](Self::flag), and where a value holds a comma.
    pub fn list(self, long: &str, values: impl IntoIterator<Item = Arg>) -> Result<Self, Refusal> {
        let mut joined: Option<Arg> = None;
        for value in values {
            if literal(&value).is_some_and(|text| text.contains(',')) {
                return Err(self.unsayable(&format!("a comma in a value of `--{long}`")));
            }
            joined = Some(match joined {
                None => value,
                Some(before) => before.then(",").join(value),
            });
        }
        match joined {
            None => Ok(self),
            Some(value) => self.flag(long, value),
        }
    }

    /// Adds a positional that is a number, a name or a slug: something that never begins with a dash.
    ///
    /// # Errors
    /// Where the command takes no positionals.
    pub fn positional(mut self, value: impl Into<Arg>) -> Result<Self, Refusal> {
        if self.command.positionals.is_empty() {
            return Err(self.unsayable("an argument"));
        }
        self.positionals.push(value.into());
        Ok(self)
    }

    /// Adds a positional that is free text. Where it may begin with a dash the end of the flags is marked by `--`.
    ///
    /// # Errors
    /// Where the command takes no positionals.
    pub fn text(mut self, value: impl Into<Arg>) -> Result<Self, Refusal> {
        let value = value.into();
        self.marked |= may_begin_with_dash(&value);
        self.positional(value)
    }

    /// Adds a redirection.
    #[must_use]
    pub fn redirect(mut self, redirection: Redirection) -> Self {
        self.redirections.push(redirection);
        self
    }

    /// The finished command: long flags, then positionals.
    ///
    /// # Errors
    /// Where a flag that the command needs is missing.
    pub fn build(self) -> Result<Script, Refusal> {
        for flag in self.command.flags.iter().filter_map(|&index| self.grammar.flags.get(index)) {
            if flag.required && !self.flags.iter().any(|(given, _)| given.long == flag.long) {
                return Err(self.unsayable(&format!("a call without `--{}`", flag.long)));
            }
        }
        let mut args = vec![Arg::text(self.program)];
        args.extend(self.command.path.iter().map(|&word| Arg::text(word)));
        for (flag, value) in self.flags {
            args.push(Arg::text(format!("--{}", flag.long)));
            args.extend(value);
        }
        if self.marked {
            args.push(Arg::text("--"));
        }
        args.extend(self.positionals);
        Ok(Script::Simple(Simple { assignments: Vec::new(), args, redirections: self.redirections }))
    }

    fn find(&self, long: &str) -> Result<&'static Flag, Refusal> {
        self.grammar.flag(self.command, long).ok_or_else(|| {
            let has = |newer: &'static Grammar| {
                newer.command(self.command.path).is_some_and(|command| newer.flag(command, long).is_some())
            };
            lacking(self.grammar, &format!("`{} --{long}`", self.name()), has)
        })
    }

    fn name(&self) -> String {
        format!("tea {}", self.command.path.join(" "))
    }

    fn unsayable(&self, what: &str) -> Refusal {
        Refusal::NoEquivalent { feature: format!("{what} in `{}`", self.name()) }
    }
}

/// Why `grammar` cannot say `what`: a later version can, or none.
fn lacking(grammar: &Grammar, what: &str, has: impl Fn(&'static Grammar) -> bool) -> Refusal {
    match grammar::first_newer(grammar, has) {
        Some(newer) => Refusal::NeedsNewer { what: format!("tea {} for {what}", newer.version) },
        None => Refusal::NoEquivalent { feature: what.to_owned() },
    }
}

/// The text of `arg` when the shell and the reader leave it alone.
pub(super) fn literal(arg: &Arg) -> Option<String> {
    let mut out = String::new();
    for piece in &arg.pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Word(word) => out.push_str(&word.as_literal()?),
            Piece::Variable(_) | Piece::Output(_) => return None,
        }
    }
    Some(out)
}

/// Whether the value of `arg` begins with a dash, or with something that is not known.
fn may_begin_with_dash(arg: &Arg) -> bool {
    for piece in &arg.pieces {
        let text = match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Word(word) => {
                match word.parts.iter().find(|part| !matches!(part, Part::Literal { text, .. } if text.is_empty())) {
                    Some(Part::Literal { text, .. }) => text.as_str(),
                    Some(Part::Expansion { .. } | Part::Placeholder { .. }) => return true,
                    None => "",
                }
            }
            Piece::Variable(_) | Piece::Output(_) => return true,
        };
        if let Some(first) = text.chars().next() {
            return first == '-';
        }
    }
    false
}
