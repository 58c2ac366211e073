//! `steep.toml`, and what the command line says over it.

mod nearest;
mod patterns;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use steep::{Builder, Gitea, Selector, Transpiler};

use crate::args::{Accept, Connection, Layout, Only, Prefer, Settings, TokenIn};
use crate::setting::{
    Host, Name, Owner, OwnerPair, RepositoryName, ServerVersion, TargetName, Variable, nearest as nearest_name,
};
use crate::tea::{self, Installed};

pub(crate) use nearest::Nearest;
pub(crate) use patterns::Patterns;

/// The name of the file, looked for from each document upwards.
pub(crate) const NAME: &str = "steep.toml";

/// The version of tea that is written for where neither the command line nor the file names a target.
pub(crate) const DEFAULT_TEA: &str = "0.9.2";

/// The name that tea is called by unless another is named.
pub(crate) const TEA: &str = "tea";

/// What `steep.toml` may say. Its published schema is `steep.schema.json`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Config {
    pub(crate) host: Option<Host>,
    pub(crate) target: Option<TargetName>,
    pub(crate) companion: Option<Name>,
    pub(crate) only: Option<Only>,
    pub(crate) tea_bin: Option<Name>,
    pub(crate) tea_login: Option<Name>,
    pub(crate) gitea: Option<ServerVersion>,
    pub(crate) token_variable: Option<Variable>,
    pub(crate) token_in: Option<TokenIn>,
    pub(crate) accept: Option<Accept>,
    pub(crate) prefer: Option<Prefer>,
    pub(crate) max_length: Option<usize>,
    pub(crate) connection: Option<Connection>,
    pub(crate) layout: Option<Layout>,
    pub(crate) repository: Option<RepositoryName>,
    #[serde(default)]
    pub(crate) urls: bool,
    pub(crate) notice: Option<PathBuf>,
    #[serde(default)]
    pub(crate) files: Files,
    #[serde(default)]
    pub(crate) owners: BTreeMap<Owner, Owner>,
    /// The folder that it stands in; empty when nothing was read.
    #[serde(skip)]
    pub(crate) folder: PathBuf,
    /// `files`, ready to be asked.
    #[serde(skip)]
    pub(crate) patterns: Patterns,
}

/// Which files of a folder are taken.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Files {
    /// Files that are taken besides those with a known ending.
    #[serde(default)]
    pub(crate) include: Vec<String>,
    /// Files and folders that are left out.
    #[serde(default)]
    pub(crate) exclude: Vec<String>,
}

/// A target with what has to be said about how it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Resolved {
    pub(crate) target: Selector,
    /// In a clause without a full stop.
    pub(crate) note: Option<String>,
}

impl Config {
    fn read(path: &Path) -> anyhow::Result<Self> {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let what = || format!("cannot understand {}", path.display());
        let mut config: Config = toml::from_str(&text).map_err(|error| told(&error)).with_context(what)?;
        config.patterns = Patterns::new(&config.files.include, &config.files.exclude).with_context(what)?;
        config.folder = path.parent().unwrap_or(Path::new("")).to_owned();
        // The notice's path is the file's, not the working directory's.
        config.notice = config.notice.map(|notice| config.folder.join(notice));
        Ok(config)
    }

    /// The target that the command line or the file names, or the default.
    ///
    /// # Errors
    /// When it is the tea that is installed here, and there is none; when it is curl, and only tea is asked for.
    pub(crate) fn target(&self, settings: &Settings) -> anyhow::Result<Resolved> {
        self.resolved(settings.target.as_ref().or(self.target.as_ref()), settings)
    }

    /// The same for a target that is named, or is the default.
    pub(crate) fn resolved(&self, target: Option<&TargetName>, settings: &Settings) -> anyhow::Result<Resolved> {
        let target = match target {
            None => Selector::tea(DEFAULT_TEA),
            Some(TargetName::Auto) => return self.installed(settings),
            Some(TargetName::Named(named)) => named.clone(),
        };
        if settings.only.or(self.only) == Some(Only::Tea) && target == Selector::CURL {
            bail!("--only tea: the target is curl; name a version, such as tea@{DEFAULT_TEA}");
        }
        Ok(Resolved { target, note: None })
    }

    fn installed(&self, settings: &Settings) -> anyhow::Result<Resolved> {
        let program = settings.tea_bin.as_ref().or(self.tea_bin.as_ref()).map_or(TEA, |Name(name)| name);
        let Some(Installed { version, is_probed }) = tea::installed(program) else {
            bail!("--target auto: there is no `{program}` here; name a target, such as tea@{DEFAULT_TEA} or curl");
        };
        let how = if is_probed { "by the commands that it has" } else { "as it says" };
        let note = format!("--target auto: `{program}` is tea {version}, {how}");
        Ok(Resolved { target: Selector::tea(version), note: Some(note) })
    }

    /// The version of the server that the command line or the file names.
    pub(crate) fn server<'a>(&'a self, settings: &'a Settings) -> Option<&'a str> {
        settings.gitea.as_ref().or(self.gitea.as_ref()).map(|ServerVersion(version)| version.as_str())
    }

    /// The Gitea that the command line and the file name, with that target. `host` stands in where neither names one.
    pub(crate) fn gitea(&self, settings: &Settings, target: &Selector, host: Option<&str>) -> anyhow::Result<Gitea> {
        let named = settings.host.as_ref().or(self.host.as_ref()).map(|Host(host)| host.as_str());
        let Some(host) = named.or(host) else { bail!("which Gitea? Give --host https://… or `host` in {NAME}") };
        let mut it = target.at(host);
        if let Some(version) = self.server(settings) {
            it = it.server(version);
        }
        if let Some(Name(name)) = settings.companion.as_ref().or(self.companion.as_ref()) {
            it = it.companion(name);
        }
        if settings.only.or(self.only) == Some(Only::Tea) {
            it = it.only_tea();
        }
        if let Some(Name(name)) = settings.tea_bin.as_ref().or(self.tea_bin.as_ref()) {
            it = it.tea_program(name);
        }
        if let Some(Name(name)) = settings.tea_login.as_ref().or(self.tea_login.as_ref()) {
            it = it.tea_login(name);
        }
        if let Some(Variable(name)) = settings.token_variable.as_ref().or(self.token_variable.as_ref()) {
            it = it.token_variable(name);
        }
        let token_in = settings.token_in.or(self.token_in);
        if settings.connection.or(self.connection) == Some(Connection::Env) {
            if token_in.is_some() {
                bail!("--connection env says where the token is: leave --token-in out");
            }
            return Ok(it.connection_in_environment());
        }
        if token_in == Some(TokenIn::HeaderFile) {
            it = it.header_file();
        }
        Ok(it)
    }

    /// The transpiler for a target, with what else the command line and the file ask for.
    pub(crate) fn transpiler(
        &self,
        settings: &Settings,
        target: &Selector,
        host: Option<&str>,
    ) -> anyhow::Result<Transpiler> {
        self.transpiler_on(settings, target, None, host)
    }

    /// The same with, where one is given, a server of this version.
    pub(crate) fn transpiler_on(
        &self,
        settings: &Settings,
        target: &Selector,
        server: Option<&str>,
        host: Option<&str>,
    ) -> anyhow::Result<Transpiler> {
        let mut gitea = self.gitea(settings, target, host)?;
        if let Some(version) = server {
            gitea = gitea.server(version);
        }
        let mut builder: Builder = Transpiler::builder().target(gitea).urls(settings.urls || self.urls);
        for pair in &settings.map_owner {
            let is_other = |it: &&OwnerPair| it.old.0.eq_ignore_ascii_case(&pair.old.0) && it.new != pair.new;
            if let Some(other) = settings.map_owner.iter().find(is_other) {
                bail!("--map-owner gives {} two names: {} and {}", pair.old.0, pair.new.0, other.new.0);
            }
        }
        let pairs = settings.map_owner.iter().map(|pair| (&pair.old, &pair.new));
        for (Owner(old), Owner(new)) in pairs.chain(&self.owners) {
            builder = builder.map_owner(old, new);
        }
        if let Some(accept) = settings.accept.or(self.accept) {
            builder = builder.accept(accept.into());
        }
        if let Some(prefer) = settings.prefer.or(self.prefer) {
            builder = builder.prefer(prefer.into());
        }
        if let Some(most) = settings.max_length.or(self.max_length) {
            builder = builder.max_length(most);
        }
        if let Some(layout) = settings.layout.or(self.layout) {
            builder = builder.layout(layout.into());
        }
        if let Some(RepositoryName(name)) = settings.repository.as_ref().or(self.repository.as_ref()) {
            builder = builder.repository(name);
        }
        Ok(builder.build()?)
    }
}

/// The error with the key that was probably meant.
fn told(error: &toml::de::Error) -> anyhow::Error {
    let text = error.to_string();
    let text = text.trim_end();
    let mut names = error.message().split('`').skip(1).step_by(2);
    let meant =
        names.next().filter(|_| error.message().starts_with("unknown ")).and_then(|name| nearest_name(name, names));
    match meant {
        Some(meant) => anyhow!("{text}\ndid you mean `{meant}`?"),
        None => anyhow!("{text}"),
    }
}

#[cfg(test)]
mod tests;
