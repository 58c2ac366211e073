//! Which words are flags and which their values: pflag's reading of a command's words.

use steep_shell::Word;

use super::{Given, Invocation, UsageError, UsageErrorKind, Value, value};
use crate::grammar::{Command, Flag, Version};
use crate::words;

pub(super) fn parse(
    command: &'static Command,
    arguments: &[&Word],
    version: Version,
) -> Result<Invocation, UsageError> {
    let invocation =
        Invocation { command, flags: Vec::new(), positionals: Vec::new(), before_dashes: None, help: false };
    let mut reader = Reader { version, invocation, rest: arguments.iter() };
    if command.raw {
        reader.invocation.positionals = arguments.iter().map(|word| (*word).clone()).collect();
        return Ok(reader.invocation);
    }
    reader.run()?;
    Ok(reader.invocation)
}

struct Reader<'a> {
    version: Version,
    invocation: Invocation,
    rest: std::slice::Iter<'a, &'a Word>,
}

impl Reader<'_> {
    fn run(&mut self) -> Result<(), UsageError> {
        while let Some(word) = self.rest.next() {
            if let Some(source) = words::several(word) {
                return Err(self.runtime(source));
            }
            let (text, whole) = words::head(word);
            if !text.starts_with('-') || (text == "-" && whole) {
                if let Some(source) = words::holds_arguments(word) {
                    return Err(self.runtime(source));
                }
                self.invocation.positionals.push((*word).clone());
            } else if text == "--" && whole {
                self.invocation.before_dashes = Some(self.invocation.positionals.len());
                self.invocation.positionals.extend(self.rest.by_ref().map(|word| (*word).clone()));
            } else if let Some(long) = text.strip_prefix("--") {
                self.long(word, long, whole)?;
            } else {
                self.shorts(word, &text, whole)?;
            }
            // `-h` ends the reading: what follows is not looked at.
            if self.invocation.help && !self.invocation.has("help") {
                return Ok(());
            }
        }
        self.invocation.help = self.invocation.switch("help") == Some(true);
        Ok(())
    }

    fn long(&mut self, word: &Word, text: &str, whole: bool) -> Result<(), UsageError> {
        if whole && (text.is_empty() || text.starts_with(['-', '='])) {
            let message = format!("bad flag syntax: {}", word.display());
            return Err(self.error(UsageErrorKind::UnknownFlag(word.display()), message));
        }
        let name = text.split('=').next().unwrap_or(text);
        let has_value = text.len() > name.len();
        if !has_value && !whole {
            return Err(self.runtime(&word.display()));
        }
        let Some(flag) = self.invocation.command.flag(name, self.version) else {
            let flag = format!("--{name}");
            let message = format!("unknown flag: {flag}");
            return Err(self.error(UsageErrorKind::UnknownFlag(flag), message));
        };
        if has_value {
            return self.set(flag, &words::skip(word, "--".len() + name.len() + "=".len()));
        }
        if flag.stands_alone() {
            return self.set_bare(flag);
        }
        let spelled = format!("--{name}");
        let message = match name {
            "json" => "Specify one or more comma-separated fields for `--json`:".to_owned(),
            _ => format!("flag needs an argument: {spelled}"),
        };
        self.set_next(flag, spelled, message)
    }

    /// A cluster of letters: flags without a value, and at its end perhaps one with.
    fn shorts(&mut self, word: &Word, text: &str, whole: bool) -> Result<(), UsageError> {
        let letters = text.get(1..).unwrap_or_default();
        if letters.is_empty() {
            return Err(self.runtime(&word.display()));
        }
        let mut rest = letters;
        while let Some(letter) = rest.chars().next() {
            let after = rest.get(letter.len_utf8()..).unwrap_or_default();
            let Some(flag) = self.invocation.command.short(letter, self.version) else {
                if letter == 'h' {
                    self.invocation.help = true;
                    return Ok(());
                }
                let message = format!("unknown shorthand flag: {letter:?} in -{rest}");
                return Err(self.error(UsageErrorKind::UnknownFlag(format!("-{letter}")), message));
            };
            let value_starts = text.len() - after.len();
            let more_follows = !after.is_empty() || !whole;
            if after.len() > 1 && after.starts_with('=') || after == "=" && !whole {
                return self.set(flag, &words::skip(word, value_starts + "=".len()));
            }
            if flag.stands_alone() {
                self.set_bare(flag)?;
                if after.is_empty() && !whole {
                    return Err(self.runtime(&word.display()));
                }
                rest = after;
                continue;
            }
            if more_follows {
                return self.set(flag, &words::skip(word, value_starts));
            }
            let message = format!("flag needs an argument: {letter:?} in -{rest}");
            return self.set_next(flag, format!("-{letter}"), message);
        }
        Ok(())
    }

    fn set_next(&mut self, flag: &'static Flag, spelled: String, message: String) -> Result<(), UsageError> {
        match self.rest.next() {
            Some(word) => match words::several(word) {
                Some(source) => Err(self.runtime(source)),
                None => self.set(flag, word),
            },
            None => Err(self.error(UsageErrorKind::MissingValue(spelled), message)),
        }
    }

    fn set_bare(&mut self, flag: &'static Flag) -> Result<(), UsageError> {
        match flag.bare {
            Some(bare) => self.set(flag, &Word::literal(bare)),
            None => {
                self.invocation.flags.push(Given { flag, value: Value::Bool(true) });
                Ok(())
            }
        }
    }

    fn set(&mut self, flag: &'static Flag, word: &Word) -> Result<(), UsageError> {
        match value::read(flag, word, self.version) {
            Ok(value) => {
                self.invocation.flags.push(Given { flag, value });
                Ok(())
            }
            Err(value::Invalid::Runtime) => Err(self.runtime(&format!("--{}={}", flag.long, word.display()))),
            Err(value::Invalid::Because(why)) => {
                let value = word.display();
                let message = format!("invalid argument {value:?} for {:?} flag: {why}", flag.display());
                Err(self.error(UsageErrorKind::InvalidValue { flag: flag.long, value }, message))
            }
        }
    }

    fn runtime(&self, source: &str) -> UsageError {
        self.error(UsageErrorKind::RuntimeValue(source.to_owned()), format!("{source} is only known at run time"))
    }

    fn error(&self, kind: UsageErrorKind, message: String) -> UsageError {
        UsageError { command: self.invocation.command, kind, message }
    }
}
