use std::path::Path;

use anyhow::Context;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Which files are taken and which are left out, in the syntax of `.gitignore`.
#[derive(Clone, Debug)]
pub(crate) struct Patterns {
    include: Gitignore,
    exclude: Gitignore,
}

impl Default for Patterns {
    fn default() -> Self {
        Patterns { include: Gitignore::empty(), exclude: Gitignore::empty() }
    }
}

impl Patterns {
    /// # Errors
    /// When a pattern cannot be understood; the error names it.
    pub(crate) fn new(include: &[String], exclude: &[String]) -> anyhow::Result<Self> {
        Ok(Patterns { include: matcher(include)?, exclude: matcher(exclude)? })
    }

    /// Whether a file is taken whatever its ending is. `path` is relative to where the patterns hold.
    pub(crate) fn includes(&self, path: &Path) -> bool {
        self.include.matched(path, false).is_ignore()
    }

    /// Whether a file or folder is left out by itself. `path` is relative to where the patterns hold.
    pub(crate) fn excludes(&self, path: &Path, folder: bool) -> bool {
        self.exclude.matched(path, folder).is_ignore()
    }

    /// Whether it, or a folder that it is in, is left out.
    pub(crate) fn excludes_within(&self, path: &Path, folder: bool) -> bool {
        // An absolute path would be a panic there.
        path.is_relative() && self.exclude.matched_path_or_any_parents(path, folder).is_ignore()
    }
}

fn matcher(patterns: &[String]) -> anyhow::Result<Gitignore> {
    let mut builder = GitignoreBuilder::new("");
    for pattern in patterns {
        builder.add_line(None, pattern).with_context(|| format!("cannot understand the pattern `{pattern}`"))?;
    }
    builder.build().context("cannot understand the patterns")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(include: &[&str], exclude: &[&str]) -> Patterns {
        let own = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        Patterns::new(&own(include), &own(exclude)).unwrap()
    }

    #[test]
    fn they_are_read_as_gitignore_reads_them() {
        let patterns = patterns(&["*.txt", "/bin/deploy"], &["vendor/", "*.draft.md", "!keep.draft.md", "/docs/old"]);
        assert!(patterns.includes(Path::new("a/b.txt")) && patterns.includes(Path::new("bin/deploy")));
        assert!(!patterns.includes(Path::new("a/bin/deploy")) && !patterns.includes(Path::new("a.md")));
        assert!(patterns.excludes(Path::new("a/vendor"), true) && !patterns.excludes(Path::new("vendor"), false));
        assert!(patterns.excludes(Path::new("x/a.draft.md"), false));
        assert!(!patterns.excludes(Path::new("x/keep.draft.md"), false));
        assert!(patterns.excludes_within(Path::new("docs/old/deep/a.md"), false));
        assert!(!patterns.excludes_within(Path::new("more/docs/old/a.md"), false));
        assert!(!patterns.excludes_within(Path::new("/docs/old/a.md"), false));
    }

    #[test]
    fn a_pattern_that_cannot_be_understood_is_named() {
        let error = Patterns::new(&[], &["a{b".to_owned()]).unwrap_err();
        assert!(format!("{error:#}").contains("`a{b`"), "{error:#}");
    }
}
