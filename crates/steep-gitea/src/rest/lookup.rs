//! Values that are looked up before the request itself: the pull request of a branch, ids of labels and milestones. Each is a
//! step of its own that fails when there is not exactly one answer, so that no request goes out with an empty value: Gitea
//! ignores an empty filter.

use steep_forge::{Item, Refusal};
use steep_jq::{Expr, Operator, jq};
use steep_rest::{Jq, Json, Rest, Vars, same_name, words};
use steep_shell::{Arg, Script, Word};

use crate::connection::{LAST_PULL, ONE_PULL, PAGE, PULL};

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

/// A form that can look up what Gitea calls by another name or by an id.
pub(crate) trait LookUp {
    /// The number of a pull request; that of a branch, or of the current one, is looked up in a step of its own.
    ///
    /// # Errors
    /// Where the number or the branch cannot stand in a command.
    fn pull(&mut self, item: &Item, among: Among) -> Result<Arg, Refusal>;

    /// The repository's default branch, in a variable `name`.
    ///
    /// # Errors
    /// Where the request is about no repository.
    fn default_branch(&mut self, name: &str) -> Result<Arg, Refusal>;

    /// The ids of the repository's labels with these names, as a JSON list in a variable; fails for a name that is not
    /// there. Case does not matter where there is none of that very name. Labels of the organisation are not among them. What
    /// the shell fills in may be several names with commas between them.
    ///
    /// # Errors
    /// Where a name cannot stand in a command, or there is no repository.
    fn label_ids(&mut self, names: &[Word]) -> Result<Arg, Refusal>;

    /// The same in the variable `variable`.
    ///
    /// # Errors
    /// As [`label_ids`](LookUp::label_ids).
    fn label_ids_in(&mut self, variable: &str, names: &[Word]) -> Result<Arg, Refusal>;

    /// What the repository's labels are read by: two pages of them.
    ///
    /// # Errors
    /// Where there is no repository.
    fn labels(&mut self) -> Result<Script, Refusal>;

    /// The labels with these names for a body that sends them.
    ///
    /// # Errors
    /// As [`label_ids`](LookUp::label_ids).
    fn labels_named(&mut self, names: &[Word]) -> Result<Json, Refusal>;

    /// The milestone with this title for a body that sends it.
    ///
    /// # Errors
    /// As [`milestone_id`](LookUp::milestone_id).
    fn milestone(&mut self, title: &Word) -> Result<Json, Refusal>;

    /// The id of the milestone with this title, in a variable; fails when there is none.
    ///
    /// # Errors
    /// Where the title cannot stand in a command, or there is no repository.
    fn milestone_id(&mut self, title: &Word) -> Result<Arg, Refusal>;
}

impl LookUp for Rest<'_> {
    fn pull(&mut self, item: &Item, among: Among) -> Result<Arg, Refusal> {
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

    fn default_branch(&mut self, name: &str) -> Result<Arg, Refusal> {
        let repository = self.repo("")?;
        let branch = self.looked_at(jq(".default_branch"));
        let ask = self.get(repository).script().pipe(Jq::over(branch, true).raw().script());
        Ok(self.set(name, ask))
    }

    fn label_ids(&mut self, names: &[Word]) -> Result<Arg, Refusal> {
        self.label_ids_in("labels", names)
    }

    fn label_ids_in(&mut self, variable: &str, names: &[Word]) -> Result<Arg, Refusal> {
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

    fn labels(&mut self) -> Result<Script, Refusal> {
        let labels = self.repo("labels")?;
        Ok(self.get(labels).query("limit", PAGE.to_string()).pages(2).script())
    }

    fn labels_named(&mut self, names: &[Word]) -> Result<Json, Refusal> {
        if self.has_companion() {
            return Ok(Json::Names(names.to_vec()));
        }
        Ok(Json::Value(self.label_ids(names)?))
    }

    fn milestone(&mut self, title: &Word) -> Result<Json, Refusal> {
        if self.has_companion() {
            return Ok(Json::text(words::one(title)?));
        }
        Ok(Json::Value(self.milestone_id(title)?))
    }

    fn milestone_id(&mut self, title: &Word) -> Result<Arg, Refusal> {
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
