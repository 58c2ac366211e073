//! The one way in which a tea command is made.

use steep_forge::{Refusal, Repository};
use steep_rest::words::literal;
use steep_shell::{Arg, Part, Piece, Redirection, Script, Simple};

use super::bugs::{Remedy, Use};
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
    /// Where that version is not known, has no such command, does otherwise than it says, or where all that is known of the
    /// command is a third party's word.
    pub fn new(tea: &Tea, path: &[&str]) -> Result<Self, Refusal> {
        let grammar = grammar::grammar(&tea.version).ok_or_else(|| Refusal::NoEquivalent {
            feature: format!("anything in tea {}: that version is not known", tea.version),
        })?;
        let Some(command) = grammar.command(path) else {
            let what = format!("`tea {}`", path.join(" "));
            return Err(lacking(grammar, &what, |newer| newer.can(path, Use::Plain)));
        };
        if command.third_party {
            return Err(unproven(&format!("`tea {}`", path.join(" "))));
        }
        if let Some(bug) = grammar.bug_in_the_way(path, Use::Plain) {
            let what = format!("`tea {}`, which here {}", path.join(" "), bug.does);
            return Err(lacking(grammar, &what, |newer| newer.can(path, Use::Plain)));
        }
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
            Repository::Own(_) => Err(self.unsayable("a repository without its owner")),
            Repository::Here | Repository::None => Ok(self),
        }
    }

    /// Adds `--long VALUE`.
    ///
    /// # Errors
    /// Where the version has no such flag or does otherwise than it says, the flag takes no value, it is there already and takes
    /// only one, or the value is not one of those it knows.
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
        let mut redirections = self.redirections;
        let reads = |flag: &str| !self.flags.iter().any(|(given, _)| given.long == flag);
        for flag in ["description"].into_iter().filter(|flag| !self.flags.is_empty() && reads(flag)) {
            let bug = self.grammar.bug(self.command.path, Use::Without(flag));
            let is_remedied = bug.is_some_and(|bug| bug.remedy == Some(Remedy::NoInput));
            if is_remedied && !redirections.contains(&Redirection::NoInput) {
                redirections.push(Redirection::NoInput);
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
        Ok(Script::Simple(Simple { assignments: Vec::new(), args, redirections }))
    }

    fn find(&self, long: &str) -> Result<&'static Flag, Refusal> {
        let path = self.command.path;
        let can = |newer: &'static Grammar| newer.can(path, Use::With(long));
        let name = format!("`{} --{long}`", self.name());
        let Some(flag) = self.grammar.flag(self.command, long) else {
            return Err(lacking(self.grammar, &name, can));
        };
        // What makes something new can hit nothing else.
        if flag.third_party && path.last() != Some(&"create") {
            return Err(unproven(&name));
        }
        match self.grammar.bug_in_the_way(path, Use::With(long)) {
            Some(bug) => Err(lacking(self.grammar, &format!("{name}, which here {}", bug.does), can)),
            None => Ok(flag),
        }
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

/// Why what only a third party says is not relied on.
fn unproven(what: &str) -> Refusal {
    Refusal::NoEquivalent { feature: format!("{what}, which is known from a third party only") }
}

/// Whether the value of `arg` begins with a dash, or with something that is not known.
fn may_begin_with_dash(arg: &Arg) -> bool {
    for piece in &arg.pieces {
        let text = match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Break(_) => " ",
            Piece::Word(word) => {
                match word.parts.iter().find(|part| !matches!(part, Part::Literal { text, .. } if text.is_empty())) {
                    Some(Part::Literal { text, .. }) => text.as_str(),
                    Some(Part::Expansion { .. } | Part::Placeholder { .. }) => return true,
                    None => "",
                }
            }
            Piece::Variable(_) | Piece::Required(_) | Piece::Output(_) => return true,
        };
        if let Some(first) = text.chars().next() {
            return first == '-';
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use steep_shell::Word;
    use steep_shell::print::{self, Layout};

    use super::*;

    fn tea(version: &str) -> Tea {
        Tea { version: version.to_owned(), program: "tea".to_owned(), login: None }
    }

    fn command(version: &str, path: &[&str]) -> TeaCommand {
        TeaCommand::new(&tea(version), path).unwrap()
    }

    fn printed(command: TeaCommand) -> String {
        print::script(&command.build().unwrap(), &Layout::one_line())
    }

    fn refused<T: std::fmt::Debug>(result: Result<T, Refusal>) -> String {
        result.unwrap_err().to_string()
    }

    #[test]
    fn flags_stand_before_arguments_in_whatever_order_they_are_given() {
        let merge = command("0.9.2", &["pulls", "merge"]).positional("12").unwrap().flag("style", "squash").unwrap();
        assert_eq!(printed(merge), "tea pulls merge --style squash 12");
    }

    #[test]
    fn a_text_that_may_begin_with_a_dash_ends_the_flags() {
        let comment =
            |text: Arg| printed(command("0.11.1", &["comment"]).positional("12").unwrap().text(text).unwrap());
        assert_eq!(comment("hi -1".into()), "tea comment 12 \"hi -1\"");
        assert_eq!(comment("-1".into()), "tea comment -- 12 -1");
        assert_eq!(comment(Arg::variable("text")), r#"tea comment -- 12 "$text""#);
        assert_eq!(comment(Arg::text("").join(Arg::variable("text"))), r#"tea comment -- 12 "$text""#);
    }

    #[test]
    fn lists_are_one_flag() {
        let values = ["bob", "carol"].map(Arg::text);
        let create = command("0.9.2", &["issues", "create"]).list("assignees", values).unwrap();
        assert_eq!(printed(create), "tea issues create --assignees bob,carol");
        let create = command("0.9.2", &["issues", "create"]);
        assert_eq!(printed(create.clone().list("assignees", []).unwrap()), "tea issues create");
        let why = refused(create.list("assignees", ["a,b".into()]));
        assert_eq!(why, "the target has no counterpart of a comma in a value of `--assignees` in `tea issues create`");
    }

    #[test]
    fn what_a_version_lacks_cannot_be_made() {
        let why = refused(TeaCommand::new(&tea("0.9.2"), &["issues", "edit"]));
        assert_eq!(why, "it needs tea 0.10.1 for `tea issues edit`");
        let why = refused(TeaCommand::new(&tea("0.14.0"), &["pulls", "view"]));
        assert_eq!(why, "the target has no counterpart of `tea pulls view`");
        let why = refused(command("0.13.0", &["pulls", "list"]).flag("fields", "index,ci"));
        assert_eq!(why, "it needs tea 0.14.0 for `tea pulls list --fields ci`");
        let why = refused(command("0.9.2", &["pulls", "merge"]).switch("delete-branch"));
        assert_eq!(why, "the target has no counterpart of `tea pulls merge --delete-branch`");
        let why = refused(command("0.9.2", &["pulls", "merge"]).flag("style", "octopus"));
        assert_eq!(why, "the target has no counterpart of `tea pulls merge --style octopus`");
        let why = refused(command("0.9.2", &["pulls", "merge"]).flag("style", Arg::variable("style")));
        assert_eq!(why, "the value of `--style` is only known at run time");
        let why = refused(command("0.9.2", &["issues", "create"]).positional("12"));
        assert_eq!(why, "the target has no counterpart of an argument in `tea issues create`");
    }

    #[test]
    fn what_a_version_does_otherwise_cannot_be_made() {
        let why = refused(TeaCommand::new(&tea("0.9.2"), &["pulls", "close"]));
        assert_eq!(why, "it needs tea 0.11.1 for `tea pulls close`, which here empties the pull request's description");
        let why = refused(command("0.9.2", &["pulls", "list"]).flag("limit", "5"));
        assert_eq!(
            why,
            "it needs tea 0.12.0 for `tea pulls list --limit`, which here is ignored: the list has the server's own page, 30"
        );
        assert!(
            refused(command("0.14.0", &["issues", "list"]).flag("labels", "bug")).contains("all issues are listed")
        );
    }

    #[test]
    fn what_a_third_party_says_is_used_where_something_new_is_made() {
        let why = refused(TeaCommand::new(&tea("0.16.0"), &["comments", "edit"]));
        assert_eq!(why, "the target has no counterpart of `tea comments edit`, which is known from a third party only");
        assert!(command("0.16.0", &["pulls", "edit"]).switch("ready").is_err());
        let create = command("0.16.0", &["issues", "create"]).flag("title", "T").unwrap();
        assert_eq!(
            printed(create.clone().flag("description-file", "F").unwrap()),
            "tea issues create --title T --description-file F </dev/null"
        );
        // It would read its description from there.
        assert_eq!(printed(create), "tea issues create --title T </dev/null");
        let create = command("0.14.0", &["issues", "create"]).flag("title", "T").unwrap();
        assert_eq!(printed(create), "tea issues create --title T");
    }

    #[test]
    fn a_flag_is_given_once_and_as_it_takes_its_value() {
        let view = command("0.9.2", &["issues"]);
        assert!(view.clone().flag("comments", "yes").is_err());
        assert!(view.clone().switch("state").is_err());
        assert!(view.flag("state", "open").unwrap().flag("state", "closed").is_err());
        let why = refused(command("0.14.0", &["labels", "delete"]).build());
        assert_eq!(why, "the target has no counterpart of a call without `--id` in `tea labels delete`");
    }

    #[test]
    fn a_login_is_named_where_the_command_takes_one() {
        let tea = Tea { login: Some("work".to_owned()), ..tea("0.9.2") };
        let list = TeaCommand::new(&tea, &["issues", "list"]).unwrap();
        let list = list.repository(&Repository::Named(Word::literal("acme/widgets"))).unwrap();
        assert_eq!(printed(list), "tea issues list --login work --repo acme/widgets");
        assert_eq!(printed(TeaCommand::new(&tea, &["whoami"]).unwrap()), "tea whoami");
    }
}
