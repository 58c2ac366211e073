use steep_forge::operation::{PullCreate, PullFill};
use steep_shell::{Arg, Script, Word};

use crate::rest::words;

/// Title and description of a pull request where none are given: out of the commits, as gh fills them in or offers them.
#[derive(Clone, Debug)]
pub(crate) struct FromCommits {
    fill: Option<PullFill>,
    /// The commits that are not on the base: `origin/main..`.
    range: Arg,
}

impl FromCommits {
    /// Those of `create`.
    pub(crate) fn new(create: &PullCreate) -> Self {
        let base = match &create.base {
            Some(base) => Arg::from(words::one(base).unwrap_or_else(|_| Word::clone(base))),
            // In a clone, the default branch of its origin.
            None => Arg::text("HEAD"),
        };
        FromCommits { fill: create.fill, range: Arg::text("origin/").join(base).then("..") }
    }

    /// The title.
    pub(crate) fn title(&self) -> Arg {
        Arg::output(match self.fill {
            None | Some(PullFill::Commits) => git_log(["-1".into(), "--format=%s".into()]),
            Some(PullFill::FirstCommit) => self.first("--format=%s"),
            Some(PullFill::Verbose) => {
                Script::call(["git", "branch", "--show-current"]).pipe(Script::call(["tr", "_-", "  "]))
            }
        })
    }

    /// The description.
    pub(crate) fn body(&self) -> Arg {
        Arg::output(match self.fill {
            None | Some(PullFill::Commits) => git_log(["-1".into(), "--format=%b".into()]),
            Some(PullFill::FirstCommit) => {
                git_log(["-1".into(), "--format=%b".into(), Arg::output(self.first("--format=%H"))])
            }
            Some(PullFill::Verbose) => {
                git_log(["--reverse".into(), "--format=- **%s**%n%w(0,2,2)%b".into(), self.range.clone()])
            }
        })
    }

    /// What of the first commit of the range, which git lists last.
    fn first(&self, format: &str) -> Script {
        git_log([format.into(), self.range.clone()]).pipe(Script::call(["tail", "-n", "1"]))
    }

    /// What differs from what gh makes of the same commits.
    pub(crate) fn difference(&self, create: &PullCreate) -> Option<&'static str> {
        if create.title.is_some() && create.body.is_some() {
            return None;
        }
        match self.fill {
            None => Some("title and description that are not given are those of the last commit; gh asks for them"),
            Some(PullFill::Commits) => {
                Some("several commits: the last one is taken; gh takes the branch name and the list of subjects")
            }
            Some(PullFill::FirstCommit) => None,
            Some(PullFill::Verbose) => {
                Some("a single commit: its title is the branch name; gh takes its subject and its text")
            }
        }
    }
}

fn git_log<const N: usize>(args: [Arg; N]) -> Script {
    Script::call(["git", "log"].map(Arg::text).into_iter().chain(args))
}
