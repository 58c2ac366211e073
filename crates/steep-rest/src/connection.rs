//! Where an API is, and how a request gets its token.

use steep_forge::{Credential, Refusal, TokenIn};
use steep_shell::Arg;

use crate::api::Api;

/// A server with a REST API, as forms reach it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// What its API is like.
    pub api: &'static Api,
    /// The server's address without a trailing slash: `https://git.example.org`.
    pub host: String,
    /// Where the token is.
    pub credential: Credential,
    /// Whether the address of the API is that in [`Api::address_variable`].
    pub address_in_variable: bool,
    /// What the companion is called by that says requests in place of curl, where there is one: a name in `PATH`, or the path
    /// of its file.
    pub companion: Option<String>,
}

impl Connection {
    /// A connection to the server at `host`, whose address stands in each request. A slash at its end is left out.
    pub fn new(api: &'static Api, host: impl Into<String>, credential: Credential) -> Self {
        let host = host.into().trim_end_matches('/').to_owned();
        Connection { api, host, credential, address_in_variable: false, companion: None }
    }

    /// What every address of the API begins with, as text: `https://git.example.org/api/v1/`.
    pub(crate) fn base(&self) -> String {
        format!("{}/{}/", self.host, self.api.root)
    }

    /// The same as it is said.
    pub(crate) fn root(&self) -> Arg {
        if self.address_in_variable {
            return Arg::variable(self.api.address_variable).then("/");
        }
        Arg::text(self.base())
    }

    /// The token in its variable.
    fn token(&self) -> Arg {
        Arg::variable(self.credential.variable.as_str())
    }

    /// The header that carries the token, without the token.
    fn header(&self) -> String {
        format!("Authorization: {} ", self.api.scheme)
    }

    /// curl's option that carries the token, or names the file that it stands in.
    pub(crate) fn authorization(&self) -> [Arg; 2] {
        let (option, value) = match self.credential.held_in {
            TokenIn::Environment => ("-H", Arg::text(self.header()).join(self.token())),
            TokenIn::HeaderFile => ("-H", Arg::text("@").join(self.token())),
            TokenIn::OptionFile => ("-K", self.token()),
        };
        [option.into(), value]
    }

    /// Options of git's that let one call read private repositories; nothing of them is kept in the clone.
    ///
    /// # Errors
    /// Where the token is in a file: git takes the header from its command line.
    pub(crate) fn git_authorization(&self) -> Result<[Arg; 2], Refusal> {
        if self.credential.held_in != TokenIn::Environment {
            let feature = "a clone whose token is on no command line".to_owned();
            return Err(Refusal::NoEquivalent { feature });
        }
        let header = Arg::text(format!("http.extraHeader={}", self.header())).join(self.token());
        Ok([Arg::text("-c"), header])
    }
}
