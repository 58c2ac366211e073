//! Values that are looked up before the request itself: the caller's login, the pull request of a branch, ids of labels
//! and milestones. Each is a step of its own that fails when there is not exactly one answer, so that no request goes out
//! with an empty value: Gitea ignores an empty filter.

use steep_forge::{Item, Person, Refusal};
use steep_jq::{Expr, Operator, jq};
use steep_shell::{Arg, Expansion, Part, Quote, Script, Word};

use super::companion::{LAST_PULL, ONE_PULL, PULL};
use super::jq::{Jq, Vars, same_name};
use super::paging::PAGE;
use super::{Json, Rest, words};

/// Which pull requests a branch is looked up among.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Among {
    /// Open ones: exactly one has to match.
    Open,
    /// All: an open one comes first, and the newest of several, as gh takes them.
    All,
    /// All, for a merge: not more than one is open, and where none is, the newest.
    ToMerge,
}

/// What jq makes of a text that is to be one segment of a path.
pub(crate) const SEGMENT: &str = "@uri";
/// What jq makes of a text that is to be a path.
pub(crate) const PATH: &str = "split(\"/\") | map(@uri) | join(\"/\")";

/// Prints a word, which the shell fills in, as a [`SEGMENT`] or a [`PATH`]; `name`: what a variable for it is called.
///
/// # Errors
/// Where it may become several words.
pub(crate) fn encoded(name: &str, word: &Word, how: &'static str) -> Result<Script, Refusal> {
    let mut vars = Vars::default();
    let value = vars.word(name, word)?;
    Ok(Jq::new(value.then(jq(how))).null_input().raw().vars(vars).script())
}

impl Rest<'_> {
    /// The caller's login.
    pub(crate) fn me(&mut self) -> Arg {
        let login = self.looked_at(jq(".login"));
        let user = self.get(self.at("user")).script();
        self.set_once("me", || user.pipe(Jq::over(login, true).raw().script()))
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
    /// address then, and finds nothing there, or something else; that it is not empty is seen to where the call is said.)
    ///
    /// # Errors
    /// Where it may become several words.
    pub(crate) fn numeric(&mut self, word: &Word) -> Result<Arg, Refusal> {
        if !self.changes || !word.has_expansion() {
            return words::in_path(word);
        }
        if self.has_companion() {
            return self.filled_in(word, SEGMENT);
        }
        self.checked(word)
    }

    /// A number in a path that has to be one, even where something is only read: Gitea takes another text for no condition, and
    /// lists everything.
    ///
    /// # Errors
    /// As [`numeric`](Rest::numeric).
    pub(crate) fn checked(&mut self, word: &Word) -> Result<Arg, Refusal> {
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

    /// The number of a pull request; that of a branch, or of the current one, is looked up in a step of its own.
    ///
    /// # Errors
    /// Where the number or the branch cannot stand in a command.
    pub(crate) fn pull(&mut self, item: &Item, among: Among) -> Result<Arg, Refusal> {
        let mut vars = Vars::default();
        if self.has_companion()
            && let Some(pull) = by_companion(item, among)
        {
            return Ok(pull);
        }
        let branch = match item {
            Item::Number(_) | Item::Unnamed => return self.number(item),
            Item::Branch(word) => vars.word("branch", word)?,
            Item::Current => vars.text("branch", Arg::output(Script::call(["git", "branch", "--show-current"]))),
        };
        let state = match among {
            Among::Open => "open",
            Among::All | Among::ToMerge => "all",
        };
        let pulls = self.repo("pulls")?;
        let pulls =
            self.get(pulls).query("state", state).query("sort", "recentupdate").query("limit", PAGE.to_string());
        let program = match among {
            Among::Open => jq("[input[] | select(.head.label == $_branch)] | if length == 1 then .[0].number \
                 else error(\"\\(length) open pull requests of this branch\") end"),
            Among::All => {
                jq("[input[] | select(.head.label == $_branch)] | max_by([.state == \"open\", .number]).number // \
                 error(\"no pull request of this branch\")")
            }
            Among::ToMerge => jq(
                "[input[] | select(.head.label == $_branch)] | if map(select(.state == \"open\")) | length > 1 then \
                 error(\"several open pull requests of this branch\") else max_by([.state == \"open\", .number]).number // \
                 error(\"no pull request of this branch\") end",
            ),
        };
        let program = program.with("branch", branch);
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
        if self.has_companion() {
            return self.filled_in(word, SEGMENT);
        }
        let encoded = encoded(name, word, SEGMENT)?;
        let variable = self.set_another(name, encoded);
        self.is_encoded(&variable);
        Ok(variable)
    }

    /// The path of a file, whose slashes stay. What only the shell knows is percent-encoded in a step of its own, whose variable
    /// is called `name`.
    ///
    /// # Errors
    /// As [`words::in_path`].
    pub(crate) fn path(&mut self, name: &str, word: &Word) -> Result<Arg, Refusal> {
        if !word.has_expansion() {
            return words::in_path(word);
        }
        let encoded = encoded(name, word, PATH)?;
        let variable = self.set_another(name, encoded);
        self.is_encoded(&variable);
        Ok(variable)
    }

    /// The repository's default branch, in a variable `name`.
    ///
    /// # Errors
    /// Where the request is about no repository.
    pub(crate) fn default_branch(&mut self, name: &str) -> Result<Arg, Refusal> {
        let repository = self.repo("")?;
        let branch = self.looked_at(jq(".default_branch"));
        let ask = self.get(repository).script().pipe(Jq::over(branch, true).raw().script());
        Ok(self.set(name, ask))
    }

    /// The ids of the repository's labels with these names, as a JSON list in a variable; fails for a name that is not
    /// there. Case does not matter where there is none of that very name. Labels of the organisation are not among them. What
    /// the shell fills in may be several names with commas between them.
    ///
    /// # Errors
    /// Where a name cannot stand in a command, or there is no repository.
    pub(crate) fn label_ids(&mut self, names: &[Word]) -> Result<Arg, Refusal> {
        self.label_ids_in("labels", names)
    }

    /// The same in the variable `variable`.
    ///
    /// # Errors
    /// As [`label_ids`](Rest::label_ids).
    pub(crate) fn label_ids_in(&mut self, variable: &str, names: &[Word]) -> Result<Arg, Refusal> {
        let labels = self.labels()?;
        let mut vars = Vars::default();
        let mut wanted = Vec::new();
        for name in names {
            let label = vars.word("label", name)?;
            // gh takes a value apart at its commas, and none of an empty one is left.
            wanted.push(if name.has_expansion() { label.then(jq("split(\",\")[]")) } else { label });
        }
        let wanted = Expr::joined(wanted, Operator::Comma).unwrap_or_else(|| Expr::call("empty"));
        let program = jq(
            "[input[], input[]] as $labels | [$_wanted | . as $name | [$labels[] | select((.name | ascii_downcase) == \
             ($name | ascii_downcase))] | max_by(.name == $name).id // error(\"no label \\($name)\")]",
        )
        .with("wanted", wanted);
        Ok(self.set_once(variable, || labels.pipe(Jq::new(program).null_input().compact(true).vars(vars).script())))
    }

    /// What the repository's labels are read by: two pages of them.
    ///
    /// # Errors
    /// Where there is no repository.
    pub(crate) fn labels(&mut self) -> Result<Script, Refusal> {
        let labels = self.repo("labels")?;
        Ok(self.get(labels).query("limit", PAGE.to_string()).pages(2).script())
    }

    /// The labels with these names for a body that sends them.
    ///
    /// # Errors
    /// As [`label_ids`](Rest::label_ids).
    pub(crate) fn labels_named(&mut self, names: &[Word]) -> Result<Json, Refusal> {
        if self.has_companion() {
            return Ok(Json::Names(names.to_vec()));
        }
        Ok(Json::Value(self.label_ids(names)?))
    }

    /// The milestone with this title for a body that sends it.
    ///
    /// # Errors
    /// As [`milestone_id`](Rest::milestone_id).
    pub(crate) fn milestone(&mut self, title: &Word) -> Result<Json, Refusal> {
        if self.has_companion() {
            return Ok(Json::text(words::one(title)?));
        }
        Ok(Json::Value(self.milestone_id(title)?))
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
        let wanted = vars.word("title", title)?;
        // The empty title stands for no milestone.
        let missing = jq(match words::may_be_empty(title) {
            true => "if $_wanted == \"\" then 0 else error(\"no such milestone\") end",
            false => "error(\"no such milestone\")",
        });
        let program = jq("[input[] | select($_same)] | max_by(.title == $_wanted).id // $_missing");
        let same = same_name(&mut vars, ".title", "title", title)?;
        let program = program.with("same", same).with("missing", missing).with("wanted", wanted);
        Ok(self.set_once("milestone", || milestones.pipe(Jq::new(program).null_input().vars(vars).script())))
    }
}

/// The pull request of a branch as the companion finds it; `None` where it is named by its number, or by a branch that cannot
/// stand there.
fn by_companion(item: &Item, among: Among) -> Option<Arg> {
    let here = match among {
        Among::Open => PULL,
        Among::All => LAST_PULL,
        Among::ToMerge => ONE_PULL,
    };
    match item {
        Item::Current => Some(Arg::text(here)),
        Item::Branch(word) => {
            let branch = word.as_literal()?;
            let plain = !branch.is_empty() && branch.chars().all(|c| c.is_ascii_alphanumeric() || "-._/".contains(c));
            plain.then(|| Arg::text(here.replace('}', &format!(":{branch}}}"))))
        }
        Item::Number(_) | Item::Unnamed => None,
    }
}

/// Text that the reader of the document replaces.
pub(crate) fn placeholder(text: &str) -> Arg {
    Arg::from(Word::from_parts(vec![Part::Placeholder { source: text.to_owned(), quote: Quote::None }]))
}
