use steep_forge::{Credential, TokenIn};
use steep_rest::Connection;

use crate::connection::API;

/// The variable that holds the token, and the one that names the header file, unless another is named.
const TOKEN_VARIABLE: &str = "GITEA_TOKEN";
const FILE_VARIABLE: &str = "GITEA_HEADER_FILE";

/// The variable that names the file of curl's options, where a connection stands in the environment.
const OPTIONS_VARIABLE: &str = "GITEA_CURLRC";

/// The Gitea that commands are written for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gitea {
    pub(crate) connection: Connection,
    pub(crate) version: Option<String>,
    pub(crate) program: String,
    pub(crate) login: Option<String>,
    pub(crate) server: Option<String>,
    pub(crate) only_tea: bool,
}

/// The releases of Gitea that tests run against, oldest first. The calls of the first are used where no version is named.
const SERVERS: [(u16, u16); 2] = [(1, 26), (1, 27)];

/// A tea program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tea {
    /// Its version: one of those in `grammars/tea/`.
    pub version: String,
    /// The name it is called by (`tea`, Debian's `tea-cli`).
    pub program: String,
    /// The login to name with `--login`.
    pub login: Option<String>,
}

impl Gitea {
    /// A Gitea at `host`, such as `https://git.example.org`, spoken to with curl and jq alone until
    /// [`tea`](Gitea::tea) says otherwise.
    pub fn new(host: impl Into<String>) -> Self {
        let credential =
            Credential { variable: TOKEN_VARIABLE.to_owned(), held_in: TokenIn::Environment, is_exported: false };
        Gitea {
            connection: Connection::new(&API, host, credential),
            version: None,
            program: "tea".to_owned(),
            login: None,
            only_tea: false,
            server: None,
        }
    }

    /// The version of the server: `1.27`, or `1.27.3`. Calls that came with a later release are not written; without it, those
    /// of 1.26 are.
    #[must_use]
    pub fn server(mut self, version: impl Into<String>) -> Self {
        self.server = Some(version.into());
        self
    }

    /// Whether the server has what came with a release.
    pub(crate) fn has(&self, since: (u16, u16)) -> bool {
        self.server.as_deref().and_then(release).unwrap_or(SERVERS[0]) >= since
    }

    /// Uses tea of that version where it can do all of a command. For a version that is not known, commands are written for
    /// the newest known one before it; [`remark`](steep_forge::Target::remark) says so.
    #[must_use]
    pub fn tea(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// Refuses what tea cannot do all of, in place of writing it with curl and jq. The refusal says which version could.
    /// Where no version of tea is named it changes nothing.
    #[must_use]
    pub fn only_tea(mut self) -> Self {
        self.only_tea = true;
        self
    }

    /// The name tea is called by; Debian calls it `tea-cli`.
    #[must_use]
    pub fn tea_program(mut self, name: impl Into<String>) -> Self {
        self.program = name.into();
        self
    }

    /// Puts `--login NAME` into tea commands.
    #[must_use]
    pub fn tea_login(mut self, name: impl Into<String>) -> Self {
        self.login = Some(name.into());
        self
    }

    /// Writes requests as calls of the companion, a small program whose text is
    /// [`companion_program`](Gitea::companion_program), in place of curl. `name` is what it is called by: a name in `PATH`, or
    /// the path of its file, `bin/gitea-api`.
    #[must_use]
    pub fn companion(mut self, name: impl Into<String>) -> Self {
        self.connection.companion = Some(name.into());
        self.connection.credential.is_exported = true;
        self
    }

    /// The environment variable that holds the token; `GITEA_TOKEN` unless named.
    #[must_use]
    pub fn token_variable(mut self, name: impl Into<String>) -> Self {
        self.connection.credential.variable = name.into();
        self
    }

    /// Keeps the token off every command line: curl reads it from the file that the token variable names
    /// (`GITEA_HEADER_FILE` unless named), which holds the line `Authorization: token …`. What can only take a token from
    /// its command line (a login of tea's, a clone by git) is refused then.
    #[must_use]
    pub fn header_file(mut self) -> Self {
        self.connection.credential.held_in = TokenIn::HeaderFile;
        if self.connection.credential.variable == TOKEN_VARIABLE {
            self.connection.credential.variable = FILE_VARIABLE.to_owned();
        }
        self
    }

    /// Says the address and the token once, in the environment: calls are `curl -fsSL -K "$GITEA_CURLRC" "$GITEA_API/…"`. The
    /// first variable (unless the token variable is named) names a file of curl's options, which holds the line
    /// `header = "Authorization: token …"`, the second holds the address, `https://git.example.org/api/v1`. The notice sets both
    /// up. As with [`header_file`](Gitea::header_file), the token is on no command line.
    #[must_use]
    pub fn connection_in_environment(mut self) -> Self {
        self.connection.credential.held_in = TokenIn::OptionFile;
        if self.connection.credential.variable == TOKEN_VARIABLE {
            self.connection.credential.variable = OPTIONS_VARIABLE.to_owned();
        }
        self.connection.address_in_variable = true;
        self
    }
}

/// Major and minor of a version such as `1.27`, `1.27.3` or `1.27.0+rc1`.
pub(crate) fn release(version: &str) -> Option<(u16, u16)> {
    let mut parts = version.split('.');
    let release = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let rest_is_patch = parts.next().is_none_or(|patch| patch.starts_with(|c: char| c.is_ascii_digit()));
    rest_is_patch.then_some(release)
}

/// The releases of Gitea whose differences are known, as [`Gitea::server`] takes them, oldest first.
#[must_use]
pub fn servers() -> Vec<String> {
    SERVERS.iter().map(|(major, minor)| format!("{major}.{minor}")).collect()
}
