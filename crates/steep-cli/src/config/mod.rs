//! `steep.toml`, and what the command line says over it.

mod nearest;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use steep::{Builder, Target, Transpiler};

use crate::args::{Accept, Prefer, Settings, TokenIn};
use crate::files::Patterns;

pub(crate) use nearest::Nearest;

/// The name of the file, looked for from each document upwards.
const NAME: &str = "steep.toml";

/// The target where neither the command line nor the file names one.
const DEFAULT_TARGET: &str = "tea@0.9.2";

/// What `steep.toml` may say. Its published schema is `steep.schema.json`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Config {
    pub(crate) host: Option<String>,
    pub(crate) target: Option<String>,
    pub(crate) tea_bin: Option<String>,
    pub(crate) tea_login: Option<String>,
    pub(crate) token_variable: Option<String>,
    pub(crate) token_in: Option<TokenIn>,
    pub(crate) accept: Option<Accept>,
    pub(crate) prefer: Option<Prefer>,
    #[serde(default)]
    pub(crate) urls: bool,
    pub(crate) notice: Option<PathBuf>,
    #[serde(default)]
    pub(crate) files: Files,
    #[serde(default)]
    pub(crate) owners: BTreeMap<String, String>,
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

impl Config {
    fn read(path: &Path) -> anyhow::Result<Self> {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let what = || format!("cannot understand {}", path.display());
        let mut config: Config = toml::from_str(&text).with_context(what)?;
        config.patterns = Patterns::new(&config.files.include, &config.files.exclude).with_context(what)?;
        config.folder = path.parent().unwrap_or(Path::new("")).to_owned();
        // The notice's path is the file's, not the working directory's.
        config.notice = config.notice.map(|notice| config.folder.join(notice));
        Ok(config)
    }

    /// The transpiler that the command line and the file ask for. `host` stands in where neither names one.
    pub(crate) fn transpiler(&self, settings: &Settings, host: Option<&str>) -> anyhow::Result<Transpiler> {
        self.transpiler_for(settings, self.target(settings), host)
    }

    /// The target that the command line or the file names, or the default.
    pub(crate) fn target<'a>(&'a self, settings: &'a Settings) -> &'a str {
        settings.target.as_deref().or(self.target.as_deref()).unwrap_or(DEFAULT_TARGET)
    }

    /// The same for a named target.
    pub(crate) fn transpiler_for(
        &self,
        settings: &Settings,
        target: &str,
        host: Option<&str>,
    ) -> anyhow::Result<Transpiler> {
        let host = settings.host.as_deref().or(self.host.as_deref()).or(host);
        let Some(host) = host else { bail!("which Gitea? Give --host https://… or `host` in {NAME}") };
        let mut it = Target::gitea(host);
        match target.split_once('@') {
            Some(("tea", version)) => it = it.tea(version),
            None if target == "curl" => {}
            _ => bail!("cannot write for `{target}`: a target is tea@VERSION or curl"),
        }
        if let Some(name) = settings.tea_bin.as_ref().or(self.tea_bin.as_ref()) {
            it = it.tea_program(name);
        }
        if let Some(name) = settings.tea_login.as_ref().or(self.tea_login.as_ref()) {
            it = it.tea_login(name);
        }
        if let Some(name) = settings.token_variable.as_ref().or(self.token_variable.as_ref()) {
            it = it.token_variable(name);
        }
        if settings.token_in.or(self.token_in) == Some(TokenIn::HeaderFile) {
            it = it.header_file();
        }
        let mut builder: Builder = Transpiler::builder().target(it).urls(settings.urls || self.urls);
        for pair in &settings.map_owner {
            let Some((old, new)) = pair.split_once('=') else { bail!("--map-owner takes OLD=NEW, not `{pair}`") };
            builder = builder.map_owner(old, new);
        }
        for (old, new) in &self.owners {
            builder = builder.map_owner(old, new);
        }
        if let Some(accept) = settings.accept.or(self.accept) {
            builder = builder.accept(accept.into());
        }
        if let Some(prefer) = settings.prefer.or(self.prefer) {
            builder = builder.prefer(prefer.into());
        }
        Ok(builder.build()?)
    }
}

#[cfg(test)]
mod tests;
