use steep_forge::operation::{PullCreate, PullFill};
use steep_forge::{Emission, Fidelity};
use steep_rest::Rest;
use steep_shell::{Arg, Script};

/// Title and description of a pull request where none are given: out of the commits, as gh fills them in or offers them.
#[derive(Clone, Debug)]
pub(crate) struct FromCommits {
    fill: Option<PullFill>,
    /// The branch that is merged, where it is not the current one.
    head: Option<Arg>,
    /// The commits of it that are not on the base: `origin/main..`.
    range: Arg,
    /// How many there are, where that decides.
    count: Arg,
}

impl FromCommits {
    /// Those of the last commit, which are offered where a person is asked.
    pub(crate) fn last() -> Self {
        FromCommits { fill: None, head: None, range: Arg::default(), count: Arg::default() }
    }

    /// Those that the companion reads.
    pub(crate) fn told(create: &PullCreate) -> Self {
        FromCommits { fill: create.fill, ..FromCommits::last() }
    }

    /// Those of `create`, which are filled in from the commits of `head` (the current branch) that are not on `base`. Merges
    /// do not count, and there has to be a commit.
    pub(crate) fn filled(rest: &mut Rest<'_>, create: &PullCreate, base: Arg, head: Option<Arg>) -> Self {
        let range = Arg::text("origin/").join(base).then("..").join(head.clone().unwrap_or_default());
        let mut filled = FromCommits { fill: create.fill, head, range, ..FromCommits::last() };
        let is_missing = create.title.is_none() || create.body.is_none();
        if is_missing && matches!(create.fill, Some(PullFill::Commits | PullFill::Verbose)) {
            let count = ["git", "rev-list", "--count", "--no-merges"].map(Arg::text);
            filled.count = rest.set("commits", Script::call(count.into_iter().chain([filled.range.clone()])));
            rest.step(Script::call([Arg::text("test"), filled.count.clone(), Arg::text("-gt"), Arg::text("0")]));
        }
        filled
    }

    /// The title.
    pub(crate) fn title(&self) -> Arg {
        Arg::output(match self.fill {
            None => git_log(["-1".into(), "--format=%s".into()]),
            Some(PullFill::FirstCommit) => self.first("--format=%s"),
            Some(PullFill::Commits | PullFill::Verbose) => {
                let branch = match &self.head {
                    None => Script::call(["git", "branch", "--show-current"]),
                    Some(head) => Script::call([Arg::text("echo"), head.clone()]),
                };
                self.one_or_several("--format=%s", branch.pipe(Script::call(["tr", "_-", "  "])))
            }
        })
    }

    /// The description.
    pub(crate) fn body(&self) -> Arg {
        Arg::output(match self.fill {
            None => git_log(["-1".into(), "--format=%b".into()]),
            Some(PullFill::FirstCommit) => {
                git_log(["-1".into(), "--format=%b".into(), Arg::output(self.first("--format=%H"))])
            }
            Some(PullFill::Commits) => self.one_or_several("--format=%b", self.list("--format=- **%s**")),
            Some(PullFill::Verbose) => self.one_or_several("--format=%b", self.list("--format=- **%s**%n%w(0,2,2)%b")),
        })
    }

    /// What of the only commit, or what `several` prints.
    fn one_or_several(&self, format: &'static str, several: Script) -> Script {
        Script::Case(self.count.clone(), vec![("1", self.list(format)), ("*", several)])
    }

    /// What of each commit, the oldest first.
    fn list(&self, format: &'static str) -> Script {
        git_log(["--reverse".into(), "--no-merges".into(), format.into(), self.range.clone()])
    }

    /// What of the first commit of the range, which git lists last.
    fn first(&self, format: &str) -> Script {
        git_log(["--no-merges".into(), format.into(), self.range.clone()]).pipe(Script::call(["tail", "-n", "1"]))
    }

    /// Names in `emission` what differs from what gh makes of the same commits.
    pub(crate) fn judge(&self, create: &PullCreate, emission: Emission) -> Emission {
        match self.fill {
            None if create.title.is_none() || create.body.is_none() => emission
                .at_most(Fidelity::Equivalent)
                .noting("title and description that are not given are those of the last commit; gh asks for them"),
            Some(PullFill::Verbose) if create.body.is_none() => emission
                .at_most(Fidelity::Equivalent)
                .noting("of several commits, gh has other blank lines between their texts"),
            _ => emission,
        }
    }
}

fn git_log<const N: usize>(args: [Arg; N]) -> Script {
    Script::call(["git", "log"].map(Arg::text).into_iter().chain(args))
}
