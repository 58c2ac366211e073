//! `cargo xtask release VERSION`: the version of every crate, the heading of the changelog, the notes.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

/// The heading in the changelog of what was not released yet.
const UNRELEASED: &str = "## Unreleased\n";

/// Writes the version into the workspace's manifest, its lock file and the changelog, and prints the notes of the release. With
/// `--dry-run` nothing is written. It commits, tags and publishes nothing: what is left to do is printed.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (flags, rest): (Vec<&String>, Vec<&String>) = arguments.iter().partition(|it| it.starts_with("--"));
    let dry_run = match flags.as_slice() {
        [] => false,
        [flag] if *flag == "--dry-run" => true,
        _ => bail!("release takes --dry-run, and not {flags:?}"),
    };
    let [version] = rest.as_slice() else { bail!("release takes one version: `cargo xtask release 0.2.0`") };
    let root = steep_oracle::cache::workspace();
    let today = Command::new("date").args(["-u", "+%Y-%m-%d"]).output().context("cannot run date")?;
    let today = String::from_utf8(today.stdout)?;
    let (manifest_path, changelog_path) = (root.join("Cargo.toml"), root.join("CHANGELOG.md"));
    let read = |path: &Path| fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
    let manifest = with_version(&read(&manifest_path)?, version)?;
    let (changelog, notes) = released(&read(&changelog_path)?, version, today.trim())?;
    if dry_run {
        println!("nothing is written; the notes of {version} would be:\n\n{notes}");
        return Ok(());
    }
    fs::write(&manifest_path, manifest)?;
    fs::write(&changelog_path, changelog)?;
    // The fuzz targets are a workspace of their own, with the same crates.
    for manifest in ["Cargo.toml", "fuzz/Cargo.toml"] {
        let mut update = Command::new("cargo");
        update.args(["update", "--quiet", "--workspace", "--offline", "--manifest-path", manifest]);
        ensure!(
            update.current_dir(&root).status()?.success(),
            "cargo could not bring the lock file of {manifest} up to date"
        );
    }
    println!("{notes}");
    let tags = Command::new("git").args(["tag", "--list", "v*", "--sort=-v:refname"]).current_dir(&root).output()?;
    eprintln!("next:\n{}", next(version, String::from_utf8_lossy(&tags.stdout).lines().next()));
    Ok(())
}

/// What is left to do by hand. `before` is the newest tag of a release.
fn next(version: &str, before: Option<&str>) -> String {
    let compared =
        before.map(|tag| format!("  cargo semver-checks --workspace --baseline-rev {tag}\n")).unwrap_or_default();
    format!(
        "{compared}  cargo xtask ci && cargo xtask msrv && cargo xtask api\n  git commit --all --message 'chore: release {version}' && git tag v{version}\n  \
         cargo publish --workspace --exclude steep-oracle --exclude tasks --exclude xtask\n  \
         cargo xtask archive x86_64-unknown-linux-musl  # for each target; the archives belong to the release of the tag"
    )
}

/// The three numbers of a version.
fn numbers(version: &str) -> Result<[u64; 3]> {
    let numbers: Option<Vec<u64>> = version.split('.').map(|number| number.parse().ok()).collect();
    let numbers = numbers.and_then(|numbers| numbers.try_into().ok());
    numbers.with_context(|| format!("{version} is no version of three numbers"))
}

/// The workspace's manifest with the version of all crates, and of what they need of each other.
fn with_version(manifest: &str, version: &str) -> Result<String> {
    let table: toml::Table = manifest.parse()?;
    let package = table.get("workspace").and_then(|it| it.get("package")).context("the manifest has no package")?;
    let now = package.get("version").and_then(toml::Value::as_str).context("the workspace has no version")?;
    ensure!(numbers(version)? > numbers(now)?, "{version} does not come after {now}");
    let mut lines = Vec::new();
    for line in manifest.split_inclusive('\n') {
        let is_ours = line.starts_with("version = ") || line.contains("path = \"crates/");
        let old = format!("version = \"{now}\"");
        lines.push(if is_ours { line.replace(&old, &format!("version = \"{version}\"")) } else { line.to_owned() });
    }
    let new = lines.concat();
    ensure!(!new.contains(&format!("version = \"{now}\"")), "a version {now} is left in the manifest");
    Ok(new)
}

/// The changelog with a heading for the version, and the notes below it.
fn released(changelog: &str, version: &str, date: &str) -> Result<(String, String)> {
    let (before, after) = changelog.split_once(UNRELEASED).context("CHANGELOG.md has no heading `## Unreleased`")?;
    let notes = after.split("\n## ").next().unwrap_or_default().trim();
    ensure!(!notes.is_empty(), "nothing is unreleased");
    let new = format!("{before}{UNRELEASED}\n## {version} - {date}\n{after}");
    Ok((new, notes.to_owned() + "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "[workspace.package]\nversion = \"0.1.0\"\n\n[workspace.dependencies]\n\
        steep = { path = \"crates/steep\", version = \"0.1.0\" }\nother = \"0.1.0\"\n";

    #[test]
    fn the_version_of_all_crates_is_written() {
        let new = with_version(MANIFEST, "0.2.0").unwrap();
        assert_eq!(new, MANIFEST.replace("version = \"0.1.0\"", "version = \"0.2.0\""));
        assert!(new.contains("other = \"0.1.0\""));
        for wrong in ["0.1.0", "0.0.9", "1", "1.2", "v1.2.3", "1.2.3.4", ""] {
            assert!(with_version(MANIFEST, wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_changelog_gets_a_heading_and_gives_the_notes() {
        let log = "# Changelog\n\n## Unreleased\n\n### Added\n- This.\n\n## 0.1.0 - 2026-01-01\n\n- That.\n";
        let (new, notes) = released(log, "0.2.0", "2026-02-02").unwrap();
        assert_eq!(notes, "### Added\n- This.\n");
        let expected = "# Changelog\n\n## Unreleased\n\n## 0.2.0 - 2026-02-02\n\n### Added\n- This.\n\n## 0.1.0 - 2026-01-01\n\n- That.\n";
        assert_eq!(new, expected);
        assert!(released(&new, "0.3.0", "2026-03-03").is_err());
    }

    #[test]
    fn from_the_second_release_on_the_libraries_are_compared_with_the_one_before() {
        assert!(!next("0.1.0", None).contains("semver-checks"));
        let said = next("0.2.0", Some("v0.1.0"));
        assert!(said.contains("cargo semver-checks --workspace --baseline-rev v0.1.0\n"), "{said}");
        assert!(said.contains("git tag v0.2.0"), "{said}");
    }

    #[test]
    fn this_repository_can_be_released() {
        let root = steep_oracle::cache::workspace();
        let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
        let next = with_version(&manifest, "99.0.0").unwrap();
        // The workspace's own, and that of each crate that others need.
        let crates = manifest.lines().filter(|line| line.contains("path = \"crates/") && line.contains("version"));
        assert_eq!(next.matches("version = \"99.0.0\"").count(), crates.count() + 1, "{next}");
        let changelog = fs::read_to_string(root.join("CHANGELOG.md")).unwrap();
        assert!(changelog.contains(UNRELEASED) || changelog.contains("\n## "), "{changelog}");
    }
}
