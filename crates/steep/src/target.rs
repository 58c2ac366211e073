use steep_gitea::{Tea, TokenIn};

/// The variable that holds the token, and the one that names the header file, unless another is named.
const TOKEN_VARIABLE: &str = "GITEA_TOKEN";
const FILE_VARIABLE: &str = "GITEA_HEADER_FILE";

/// The forge that commands are rewritten for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub(crate) host: String,
    pub(crate) tea: Option<String>,
    pub(crate) tea_program: String,
    pub(crate) tea_login: Option<String>,
    pub(crate) token_variable: String,
    pub(crate) token_in: TokenIn,
}

impl Target {
    /// A Gitea at `host`, such as `https://git.example.org`, spoken to with curl and jq alone until
    /// [`tea`](Target::tea) says otherwise.
    pub fn gitea(host: impl Into<String>) -> Self {
        Target {
            host: host.into().trim_end_matches('/').to_owned(),
            tea: None,
            tea_program: "tea".to_owned(),
            tea_login: None,
            token_variable: TOKEN_VARIABLE.to_owned(),
            token_in: TokenIn::Environment,
        }
    }

    /// Uses tea of that version where it can do all of a command.
    #[must_use]
    pub fn tea(mut self, version: impl Into<String>) -> Self {
        self.tea = Some(version.into());
        self
    }

    /// The name tea is called by; Debian calls it `tea-cli`.
    #[must_use]
    pub fn tea_program(mut self, name: impl Into<String>) -> Self {
        self.tea_program = name.into();
        self
    }

    /// Puts `--login NAME` into tea commands.
    #[must_use]
    pub fn tea_login(mut self, name: impl Into<String>) -> Self {
        self.tea_login = Some(name.into());
        self
    }

    /// The environment variable that holds the token; `GITEA_TOKEN` unless named.
    #[must_use]
    pub fn token_variable(mut self, name: impl Into<String>) -> Self {
        self.token_variable = name.into();
        self
    }

    /// Keeps the token off every command line: curl reads it from the file that the token variable names
    /// (`GITEA_HEADER_FILE` unless named), which holds the line `Authorization: token …`. What can only take a token from
    /// its command line (a login of tea's, a clone by git) is refused then.
    #[must_use]
    pub fn header_file(mut self) -> Self {
        self.token_in = TokenIn::HeaderFile;
        if self.token_variable == TOKEN_VARIABLE {
            self.token_variable = FILE_VARIABLE.to_owned();
        }
        self
    }

    /// How the target is written on a command line: `tea@0.9.2` or `curl`.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.tea {
            Some(version) => format!("tea@{version}"),
            None => "curl".to_owned(),
        }
    }

    pub(crate) fn emitter(&self) -> steep_gitea::Target {
        steep_gitea::Target {
            host: self.host.clone(),
            tea: self.tea.as_ref().map(|version| Tea {
                version: version.clone(),
                program: self.tea_program.clone(),
                login: self.tea_login.clone(),
            }),
            token_variable: self.token_variable.clone(),
            token_in: self.token_in,
        }
    }
}
