//! Values that are looked up before the request itself: the caller's login, the pull request of a branch, ids of labels
//! and milestones. Each is a step of its own that fails when there is not exactly one answer, so that no request goes out
//! with an empty value: Gitea ignores an empty filter.

use steep_forge::{Item, Person, Refusal};
use steep_shell::{Arg, Expansion, Part, Quote, Script, Word};

use super::body::quote;
use super::jq::{Jq, Vars};
use super::paging::PAGE;
use super::{Rest, words};

/// Which pull requests a branch is looked up among.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Among {
    /// Open ones: exactly one has to match.
    Open,
    /// All: an open one comes first, and the newest of several, as gh takes them.
    All,
}

/// What jq makes of a text that is to be one segment of a path.
pub(crate) const SEGMENT: &str = "@uri";
/// What jq makes of a text that is to be a path.
pub(crate) const PATH: &str = "split(\"/\") | map(@uri) | join(\"/\")";

/// Prints a word, which the shell fills in, as a [`SEGMENT`] or a [`PATH`]; `name`: what a variable for it is called.
///
/// # Errors
/// Where it may become several words.
pub(crate) fn encoded(name: &str, word: &Word, how: &str) -> Result<Script, Refusal> {
    words::one(word)?;
    let mut vars = Vars::default();
    let value = vars.word(name, word);
    Ok(Jq::new(format!("{value} | {how}")).null_input().raw().vars(vars).script())
}

impl Rest<'_> {
    /// The caller's login.
    pub(crate) fn me(&mut self) -> Arg {
        let user = self.get(self.at("user")).script();
        self.set_once("me", || user.pipe(Jq::over(".login", true).raw().script()))
    }

    /// The login of a person; that of a GitHub App is taken to be the name of a user.
    ///
    /// # Errors
    /// For a team.
    pub(crate) fn login(&mut self, person: &Person) -> Result<Arg, Refusal> {
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
    pub(crate) fn number(&mut self, item: &Item) -> Result<Arg, Refusal> {
        match item {
            Item::Number(word) => self.numeric(word),
            Item::Unnamed => Ok(placeholder("<number>")),
            Item::Branch(word) => Err(Refusal::Ambiguous { why: format!("`{}` is not a number", word.display()) }),
            Item::Current => Err(Refusal::Ambiguous { why: "no number is given".to_owned() }),
        }
    }

    /// A number in a path. What only the shell knows has to be one where something is changed, else the form ends before the
    /// request: with `1/labels` in a variable, a comment would be sent to another address. (A form that reads asks another
    /// address then, and finds nothing there, or something else.)
    ///
    /// # Errors
    /// Where it may become several words.
    pub(crate) fn numeric(&mut self, word: &Word) -> Result<Arg, Refusal> {
        let mut number = words::in_path(word)?;
        if !self.changes || !word.has_expansion() {
            return Ok(number);
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
        self.step(Script::call([Arg::text("test"), number.clone(), Arg::text("-gt"), Arg::text("0")]));
        Ok(number)
    }

    /// The number of a pull request; that of a branch, or of the current one, is looked up in a step of its own.
    ///
    /// # Errors
    /// Where the number or the branch cannot stand in a command.
    pub(crate) fn pull(&mut self, item: &Item, among: Among) -> Result<Arg, Refusal> {
        let mut vars = Vars::default();
        let branch = match item {
            Item::Number(_) | Item::Unnamed => return self.number(item),
            Item::Branch(word) => {
                words::one(word)?;
                vars.word("branch", word)
            }
            Item::Current => vars.text("branch", Arg::output(Script::call(["git", "branch", "--show-current"]))),
        };
        let state = match among {
            Among::Open => "open",
            Among::All => "all",
        };
        let pulls = self.repo("pulls")?;
        let pulls =
            self.get(pulls).query("state", state).query("sort", "recentupdate").query("limit", PAGE.to_string());
        let matching = format!("[input[] | select(.head.label == {branch})]");
        let program = match among {
            Among::Open => format!(
                "{matching} | if length == 1 then .[0].number else error(\"\\(length) open pull requests of this branch\") end"
            ),
            Among::All => format!(
                "{matching} | max_by([.state == \"open\", .number]).number // error(\"no pull request of this branch\")"
            ),
        };
        let find = Jq::new(program).null_input().vars(vars).script();
        Ok(self.set_once("pr", || pulls.script().pipe(find)))
    }

    /// A name as one segment of a path: a tag, a label. What only the shell knows is percent-encoded in a step of its own,
    /// whose variable is called `name`.
    ///
    /// # Errors
    /// Where it may become several words.
    pub(crate) fn segment(&mut self, name: &str, word: &Word) -> Result<Arg, Refusal> {
        if !word.has_expansion() {
            return words::in_segment(word);
        }
        let encoded = encoded(name, word, SEGMENT)?;
        self.fill_in();
        Ok(self.set_another(name, encoded))
    }

    /// The repository's default branch, in a variable `name`.
    ///
    /// # Errors
    /// Where the request is about no repository.
    pub(crate) fn default_branch(&mut self, name: &str) -> Result<Arg, Refusal> {
        let repository = self.repo("")?;
        let ask = self.get(repository).script().pipe(Jq::over(".default_branch", true).raw().script());
        Ok(self.set(name, ask))
    }

    /// The ids of the repository's labels with these names, as a JSON list in a variable; fails for a name that is not
    /// there. Labels of the organisation are not among them.
    ///
    /// # Errors
    /// Where a name cannot stand in a command, or there is no repository.
    pub(crate) fn label_ids(&mut self, names: &[Word]) -> Result<Arg, Refusal> {
        let labels = self.repo("labels")?;
        let labels = self.get(labels).query("limit", PAGE.to_string()).pages(2).script();
        let mut vars = Vars::default();
        let mut wanted = Vec::new();
        for name in names {
            words::one(name)?;
            wanted.push(vars.word("label", name));
        }
        let wanted = wanted.join(", ");
        let program = format!(
            "[input[], input[]] as $labels | [{wanted} | . as $name | [$labels[] | select(.name == $name) | .id][0] // \
             error(\"no label \\($name)\")]"
        );
        Ok(self.set_once("labels", || labels.pipe(Jq::new(program).null_input().compact(true).vars(vars).script())))
    }

    /// The id of the milestone with this title, in a variable; fails when there is none.
    ///
    /// # Errors
    /// Where the title cannot stand in a command, or there is no repository.
    pub(crate) fn milestone_id(&mut self, title: &Word) -> Result<Arg, Refusal> {
        let milestones = self.repo("milestones")?;
        let milestones = self
            .get(milestones)
            .query("state", "all")
            .query("name", words::one(title)?)
            .query("limit", PAGE.to_string())
            .script();
        let mut vars = Vars::default();
        let wanted = vars.word("title", title);
        let program =
            format!("[input[] | select(.title == {wanted}) | .id][0] // error({})", quote("no such milestone"));
        Ok(self.set_once("milestone", || milestones.pipe(Jq::new(program).null_input().vars(vars).script())))
    }
}

/// Text that the reader of the document replaces.
pub(crate) fn placeholder(text: &str) -> Arg {
    Arg::from(Word::from_parts(vec![Part::Placeholder { source: text.to_owned(), quote: Quote::None }]))
}
