use steep_edit::Edits;
use steep_forge::Fidelity;
use steep_gitea::Prefer;
use steep_shell::read::Limits;

use crate::document;
use crate::finding::{Summary, Transpiled};
use crate::migrate::{Notice, OwnerMap, urls};
use crate::target::Target;

/// Why a [`Transpiler`] cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// No target was given.
    #[error("cannot build a transpiler: no target was given")]
    NoTarget,
    /// The host is no http(s) address.
    #[error("cannot use `{0}` as the host: it is not an http:// or https:// address")]
    Host(String),
    /// That tea version's grammar is not known.
    #[error("cannot write for tea {version}: known versions are {known}")]
    TeaVersion {
        /// As given.
        version: String,
        /// Those that are known, comma-separated.
        known: String,
    },
    /// The token variable is no shell name.
    #[error("cannot use `{0}` as the token variable: it is not a shell variable name")]
    TokenVariable(String),
    /// The tea program's name or login cannot stand in a command as it is.
    #[error("cannot use `{0}` as a program or login name: only letters, digits and . _ / + - can stand there")]
    Name(String),
    /// An owner is no owner name.
    #[error("cannot map the owner `{0}`: it is not an owner name")]
    Owner(String),
}

/// Collects what a [`Transpiler`] needs.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    target: Option<Target>,
    owners: Vec<(String, String)>,
    accept: Option<Fidelity>,
    prefer: Prefer,
    urls: bool,
    limits: Limits,
}

impl Builder {
    /// The forge to write for. Needed.
    #[must_use]
    pub fn target(mut self, target: Target) -> Self {
        self.target = Some(target);
        self
    }

    /// Writes `new` where commands (and, with [`urls`](Builder::urls), addresses) name the owner `old`. The old name is
    /// matched without regard to case, as GitHub does. May be called again for further owners.
    #[must_use]
    pub fn map_owner(mut self, old: impl Into<String>, new: impl Into<String>) -> Self {
        self.owners.push((old.into(), new.into()));
        self
    }

    /// The least fidelity that is applied; [`Fidelity::Equivalent`] unless said.
    #[must_use]
    pub fn accept(mut self, least: Fidelity) -> Self {
        self.accept = Some(least);
        self
    }

    /// Which form to choose where nobody consumes the data; [`Prefer::Readable`] unless said.
    #[must_use]
    pub fn prefer(mut self, prefer: Prefer) -> Self {
        self.prefer = prefer;
        self
    }

    /// Whether web and clone addresses of mapped owners on github.com are rewritten too; off unless said.
    #[must_use]
    pub fn urls(mut self, on: bool) -> Self {
        self.urls = on;
        self
    }

    /// How long and how deep shell text may be to be read; [`Limits::default`] unless said. What is beyond is refused, each
    /// command with a finding of its own.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Builds it.
    ///
    /// # Errors
    /// A [`BuildError`] that names what is missing or unusable.
    pub fn build(self) -> Result<Transpiler, BuildError> {
        let target = self.target.ok_or(BuildError::NoTarget)?;
        let authority = target.host.strip_prefix("https://").or_else(|| target.host.strip_prefix("http://"));
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/[]".contains(c);
        if authority.is_none_or(|rest| rest.is_empty() || !rest.chars().all(plain)) {
            return Err(BuildError::Host(target.host));
        }
        let known = steep_gitea::tea_versions();
        if let Some(version) = &target.tea
            && !known.contains(&version.as_str())
        {
            return Err(BuildError::TeaVersion { version: version.clone(), known: known.join(", ") });
        }
        let mut variable = target.token_variable.chars();
        let starts = variable.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
        if !starts || !variable.all(|c| c.is_ascii_alphanumeric() || c == '_') {
            return Err(BuildError::TokenVariable(target.token_variable));
        }
        for name in [Some(&target.tea_program), target.tea_login.as_ref()].into_iter().flatten() {
            if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || "._/+-".contains(c)) {
                return Err(BuildError::Name(name.clone()));
            }
        }
        let owners = OwnerMap::new(self.owners)?;
        Ok(Transpiler {
            emitter: target.emitter(),
            target,
            owners,
            accept: self.accept.unwrap_or(Fidelity::Equivalent),
            prefer: self.prefer,
            urls: self.urls,
            limits: self.limits,
        })
    }
}

/// Rewrites documents for one target. Cheap to keep, `Send + Sync`, and without state between calls.
#[derive(Clone, Debug)]
pub struct Transpiler {
    pub(crate) target: Target,
    pub(crate) emitter: steep_gitea::Target,
    pub(crate) owners: OwnerMap,
    pub(crate) accept: Fidelity,
    pub(crate) prefer: Prefer,
    pub(crate) urls: bool,
    pub(crate) limits: Limits,
}

impl Transpiler {
    /// Starts building one.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The target it writes for.
    #[must_use]
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Rewrites a Markdown document.
    #[must_use]
    pub fn markdown<'t>(&self, source: &'t str) -> Transpiled<'t> {
        self.finish(source, document::markdown(self, source))
    }

    /// Rewrites a shell script.
    #[must_use]
    pub fn shell<'t>(&self, source: &'t str) -> Transpiled<'t> {
        self.finish(source, document::shell(self, source))
    }

    /// The document with a block that says what was done and how to go on: inserted once, after the front matter and
    /// the first heading; replaced in place where it stands already.
    #[must_use]
    pub fn notice(&self, source: &str) -> String {
        Notice::new(&self.target).insert(source)
    }

    fn finish<'t>(&self, source: &'t str, rewriting: document::Rewriting) -> Transpiled<'t> {
        let document::Rewriting { mut findings, mut edits } = rewriting;
        if self.urls {
            urls::rewrite(source, &self.target, &self.owners, &mut findings, &mut edits);
        }
        findings.sort_by_key(|finding| (finding.span.start, std::cmp::Reverse(finding.span.end)));
        let summary = Summary::of(&findings);
        Transpiled { text: Edits::apply(&edits, source), findings, summary }
    }
}
