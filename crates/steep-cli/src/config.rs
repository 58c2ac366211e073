//! `steep.toml`, and what the command line says over it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use steep::{Builder, Target, Transpiler};

use crate::args::{Accept, Prefer, Settings};

/// The name of the file, looked for from the first path upwards.
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
    pub(crate) accept: Option<Accept>,
    pub(crate) prefer: Option<Prefer>,
    #[serde(default)]
    pub(crate) urls: bool,
    pub(crate) notice: Option<PathBuf>,
    #[serde(default)]
    pub(crate) owners: BTreeMap<String, String>,
}

impl Config {
    /// The nearest `steep.toml` at or above `start`; the default where there is none.
    pub(crate) fn find(start: &Path) -> anyhow::Result<Self> {
        let absolute = std::path::absolute(start).with_context(|| format!("cannot resolve {}", start.display()))?;
        for folder in absolute.ancestors() {
            let path = folder.join(NAME);
            if path.is_file() {
                return Self::read(&path);
            }
        }
        Ok(Self::default())
    }

    fn read(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut config: Config =
            toml::from_str(&text).with_context(|| format!("cannot understand {}", path.display()))?;
        // The notice's path is the file's, not the working directory's.
        if let (Some(notice), Some(folder)) = (&config.notice, path.parent()) {
            config.notice = Some(folder.join(notice));
        }
        Ok(config)
    }

    /// The transpiler that the command line and the file ask for. `host` stands in where neither names one.
    pub(crate) fn transpiler(&self, settings: &Settings, host: Option<&str>) -> anyhow::Result<Transpiler> {
        let target = settings.target.as_deref().or(self.target.as_deref()).unwrap_or(DEFAULT_TARGET);
        self.transpiler_for(settings, target, host)
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
