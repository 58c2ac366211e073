use clap::Args;

use super::{Accept, Connection, FILES, Layout, Only, Prefer, TokenIn, WRITTEN};
use crate::setting::{Host, Name, OwnerPair, RepositoryName, ServerVersion, TargetName, Variable};

/// What is written. Each has a key of steep.toml, which it goes before.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Settings {
    /// What to write: `tea@VERSION` (with curl and jq where that tea cannot do all of a command), `curl`, or `auto` for the
    /// tea that is installed here; `tea@0.9.2` unless named.
    #[arg(long, value_name = "TARGET", help_heading = WRITTEN)]
    pub(crate) target: Option<TargetName>,

    /// The address of the Gitea: `https://git.example.org`
    #[arg(long, value_name = "URL", help_heading = WRITTEN)]
    pub(crate) host: Option<Host>,

    /// The version of that Gitea, such as 1.27: calls that a later release brought are not written; 1.26 unless named.
    #[arg(long, value_name = "VERSION", help_heading = WRITTEN)]
    pub(crate) gitea: Option<ServerVersion>,

    /// Write NEW where commands name the owner OLD; may be repeated. Owners that are not named then stay on GitHub.
    #[arg(long, value_name = "OLD=NEW", help_heading = WRITTEN)]
    pub(crate) map_owner: Vec<OwnerPair>,

    /// The least fidelity that is applied; `equivalent` unless named.
    #[arg(long, value_enum, help_heading = WRITTEN)]
    pub(crate) accept: Option<Accept>,

    /// Which form to choose where nobody consumes the data: the one a person would write, gh's JSON always, or the
    /// shortest; `readable` unless named.
    #[arg(long, value_enum, help_heading = WRITTEN)]
    pub(crate) prefer: Option<Prefer>,

    /// Only suggest a form with a line of more than N characters, and say what would be shorter; without this, forms are as long
    /// as it takes.
    #[arg(long, value_name = "N", help_heading = WRITTEN)]
    pub(crate) max_length: Option<usize>,

    /// Where forms over curl have the address and the token from; `inline` unless named.
    #[arg(long, value_enum, value_name = "WHERE", help_heading = WRITTEN)]
    pub(crate) connection: Option<Connection>,

    /// What each form has of its own, and what those of one script or fence share; `self-contained` unless named. Calls of a
    /// companion need nothing to share.
    #[arg(long, value_enum, value_name = "LAYOUT", help_heading = WRITTEN)]
    pub(crate) layout: Option<Layout>,

    /// The repository that commands without `--repo` are about, as the Gitea calls it: that of the clone that they are run in. Unless
    /// named, forms over curl look it up in git's remotes.
    #[arg(long, value_name = "OWNER/NAME", help_heading = WRITTEN)]
    pub(crate) repository: Option<RepositoryName>,

    /// Write requests as short calls of the companion, by this name: `gitea-api`, or the path of its file, `bin/gitea-api`.
    /// `steep companion` prints that program; without this, each command stands by itself, with curl and jq.
    #[arg(long, value_name = "NAME", help_heading = WRITTEN)]
    pub(crate) companion: Option<Name>,

    /// Refuse what that program cannot do all of, in place of writing it with curl and jq; the refusal says which version of tea
    /// could.
    #[arg(long, value_enum, value_name = "PROGRAM", help_heading = WRITTEN)]
    pub(crate) only: Option<Only>,

    /// The name tea is called by; `tea` unless named.
    #[arg(long, value_name = "NAME", help_heading = WRITTEN)]
    pub(crate) tea_bin: Option<Name>,

    /// Put `--login NAME` into tea commands.
    #[arg(long, value_name = "NAME", help_heading = WRITTEN)]
    pub(crate) tea_login: Option<Name>,

    /// The environment variable that holds the token in emitted commands; `GITEA_TOKEN` unless named.
    #[arg(long, value_name = "NAME", help_heading = WRITTEN)]
    pub(crate) token_variable: Option<Variable>,

    /// Where the commands find the token; `environment` unless named. With `header-file`, the variable (GITEA_HEADER_FILE unless
    /// named) names a file that holds the line `Authorization: token …`, so that the token is in no list of processes.
    #[arg(long, value_enum, value_name = "WHERE", help_heading = WRITTEN)]
    pub(crate) token_in: Option<TokenIn>,

    /// Rewrite web and clone addresses of mapped owners on github.com too.
    #[arg(long, help_heading = WRITTEN)]
    pub(crate) urls: bool,

    /// Do not read steep.toml.
    #[arg(long, help_heading = FILES)]
    pub(crate) no_config: bool,
}
