//! `tests/documents/sets.toml`.

use anyhow::{Context, Result, bail};

/// Documents that are counted together.
pub(super) struct Set {
    pub(super) name: String,
    pub(super) about: String,
    pub(super) packages: Packages,
}

/// Where they come from.
pub(super) enum Packages {
    /// `NAME@VERSION` each.
    Npm(Vec<String>),
    /// `NAME==VERSION` each, those that have a wheel.
    Pypi(Vec<String>),
    /// `MODULE@VERSION` each.
    Go(Vec<String>),
    /// `NAME=VERSION` each, of the archives that this machine's apt knows.
    Debian(Vec<String>),
    /// The folder beside the list with a Cargo.toml and its Cargo.lock.
    Crates(String),
}

pub(super) fn read(text: &str) -> Result<Vec<Set>> {
    let table: toml::Table = text.parse().context("cannot read the sets of documents")?;
    let sets = table.get("set").and_then(toml::Value::as_array).context("there is no [[set]]")?;
    sets.iter().map(set).collect()
}

fn set(value: &toml::Value) -> Result<Set> {
    let word = |key: &str| value.get(key).and_then(toml::Value::as_str).with_context(|| format!("a set has no {key}"));
    let packages = || -> Result<Vec<String>> {
        let list = value.get("packages").and_then(toml::Value::as_array).context("a set has no packages")?;
        list.iter().map(|package| Ok(package.as_str().context("a package is no text")?.to_owned())).collect()
    };
    let packages = match word("registry")? {
        "npm" => Packages::Npm(packages()?),
        "pypi" => Packages::Pypi(packages()?),
        "go" => Packages::Go(packages()?),
        "debian" => Packages::Debian(packages()?),
        "crates" => Packages::Crates(word("folder")?.to_owned()),
        other => bail!("there is no registry {other}"),
    };
    Ok(Set { name: word("name")?.to_owned(), about: word("about")?.to_owned(), packages })
}
