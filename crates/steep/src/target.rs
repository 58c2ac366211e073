use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use steep_forge::UnknownName;
use steep_gitea::Gitea;

/// The forge that commands are rewritten for: any [`steep_forge::Target`]. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Target(Arc<dyn steep_forge::Target>);

/// Which of the known targets is meant, as it is written on a command line: `tea@0.9.2` or `curl`.
///
/// ```
/// use steep::{Selector, Transpiler};
///
/// let selector: Selector = "tea@0.9.2".parse()?;
/// assert_eq!(selector.to_string(), "tea@0.9.2");
/// let steep = Transpiler::builder().target(selector.at("https://git.example.org")).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Selector(Client);

/// The program that a target speaks with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Client {
    /// tea of this version, where it can do all of a command.
    Tea(String),
    /// curl and jq alone.
    Curl,
}

impl Selector {
    /// Only curl and jq.
    pub const CURL: Selector = Selector(Client::Curl);

    /// tea of this version, with curl and jq where it cannot do all of a command.
    pub fn tea(version: impl Into<String>) -> Self {
        Selector(Client::Tea(version.into()))
    }

    /// The Gitea at `host` that is spoken to so. A version of tea that is not known is taken, and
    /// [`Builder::build`](crate::Builder::build) tells of one that nothing can be written for.
    pub fn at(&self, host: impl Into<String>) -> Gitea {
        let gitea = Gitea::new(host);
        match &self.0 {
            Client::Tea(version) => gitea.tea(version),
            Client::Curl => gitea,
        }
    }
}

impl FromStr for Selector {
    type Err = UnknownName;

    /// Reads `tea@VERSION` or `curl`.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name.split_once('@') {
            Some(("tea", version)) => Ok(Selector::tea(version)),
            None if name == "curl" => Ok(Selector::CURL),
            _ => Err(UnknownName { name: name.to_owned(), known: "tea@VERSION, curl" }),
        }
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Client::Tea(version) => write!(f, "tea@{version}"),
            Client::Curl => f.write_str("curl"),
        }
    }
}

impl Target {
    /// A Gitea at `host`, such as `https://git.example.org`, spoken to with curl and jq alone until
    /// [`tea`](Gitea::tea) says otherwise.
    pub fn gitea(host: impl Into<String>) -> Gitea {
        Gitea::new(host)
    }

    /// How the target is written on a command line: `tea@0.9.2` or `curl`.
    #[must_use]
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// What the user should know of how its settings are understood, in one sentence without a full stop: that a version of
    /// tea is not known, and which one commands are written for.
    #[must_use]
    pub fn remark(&self) -> Option<String> {
        self.0.remark()
    }

    /// Checks the settings that it was made with.
    ///
    /// # Errors
    /// Names the first setting that no command can be written with.
    pub fn check(&self) -> Result<(), steep_forge::SettingError> {
        self.0.check()
    }

    /// What its forms are known from: the programs and versions whose grammar and behaviour they follow.
    #[must_use]
    pub fn known_from(&self) -> Vec<String> {
        self.0.known_from()
    }

    pub(crate) fn get(&self) -> &dyn steep_forge::Target {
        &*self.0
    }
}

impl<T: steep_forge::Target + 'static> From<T> for Target {
    fn from(target: T) -> Self {
        Target(Arc::new(target))
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}
