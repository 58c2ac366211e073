use std::borrow::Cow;

use steep_edit::Edits;
use steep_forge::{Fidelity, Prefer};
use steep_markdown::{Flavour, Place};
use steep_shell::read::Limits;

use crate::document;
use crate::error::BuildError;
use crate::finding::{Finding, Outcome, Summary, Transpiled};
use crate::hoist::Layout;
use crate::language::Language;
use crate::migrate::{Notice, OwnerMap, is_name, urls};
use crate::permission;
use crate::policy::{Decision, Policy};
use crate::prefilter;
use crate::settings::Settings;
use crate::slip;
use crate::target::Target;

/// Collects what a [`Transpiler`] needs.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    target: Option<Target>,
    owners: Vec<(String, String)>,
    accept: Option<Fidelity>,
    prefer: Prefer,
    max_length: Option<usize>,
    layout: Layout,
    repository: Option<String>,
    urls: bool,
    limits: Limits,
    policy: Option<Policy>,
}

impl Builder {
    /// The forge to write for. Needed.
    #[must_use]
    pub fn target(mut self, target: impl Into<Target>) -> Self {
        self.target = Some(target.into());
        self
    }

    /// Writes `new` where commands (and, with [`urls`](Builder::urls), addresses) name the owner `old`. The old name is
    /// matched without regard to case, as GitHub does. May be called again for further owners.
    ///
    /// The owners that are named are those that moved: commands about another stay, as
    /// [`RefusalKind::StaysOnGitHub`](crate::RefusalKind::StaysOnGitHub). `*` for both says that all others moved, too. Without
    /// any, all have moved but GitHub's own (`actions`, `cli`, `dependabot`, `github`).
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

    /// The most characters that a line of a form may have; as many as it takes unless said. A command whose form has a longer
    /// line keeps it as a suggestion, which says what would be shorter.
    #[must_use]
    pub fn max_length(mut self, most: usize) -> Self {
        self.max_length = Some(most);
        self
    }

    /// Whether forms in scripts and fences share functions at the head of the text; [`Layout::SelfContained`] unless said. What
    /// [`decide`](Builder::decide) and [`max_length`](Builder::max_length) look at is each form's self-contained text. A finding whose
    /// form calls such functions says so by its [`head`](Finding::head).
    ///
    /// ```
    /// use steep::{Layout, Target, Transpiler};
    ///
    /// let curl = Target::gitea("https://git.example.org");
    /// let steep = Transpiler::builder().target(curl).layout(Layout::Hoist).build()?;
    /// let out = steep.shell("#!/bin/sh\ngh pr close 3\ngh pr close 4\n");
    /// assert!(out.text.starts_with("#!/bin/sh\n# The commands below call these functions.\ngitea_api() (\n"));
    /// assert!(out.findings.iter().all(|finding| finding.head.is_some()));
    /// # Ok::<(), steep::BuildError>(())
    /// ```
    #[must_use]
    pub fn layout(mut self, layout: Layout) -> Self {
        self.layout = layout;
        self
    }

    /// The repository of the clone that the commands are run in, `OWNER/NAME` as the forge calls it. A command that names no
    /// repository is about the clone's, which gh finds in git's remotes; unless said, forms over the REST API look there, too.
    /// In a text with a `cd` (`pushd`, `popd`) they still do.
    ///
    /// ```
    /// use steep::{Target, Transpiler};
    ///
    /// let curl = Target::gitea("https://git.example.org");
    /// let steep = Transpiler::builder().target(curl).repository("acme/widgets").build()?;
    /// let out = steep.shell("gh pr diff 3\n");
    /// assert!(out.text.ends_with("\"https://git.example.org/api/v1/repos/acme/widgets/pulls/3.diff\"\n"));
    /// # Ok::<(), steep::BuildError>(())
    /// ```
    #[must_use]
    pub fn repository(mut self, name: impl Into<String>) -> Self {
        self.repository = Some(name.into());
        self
    }

    /// Whether web and clone addresses of mapped owners on github.com are rewritten too; off unless said.
    #[must_use]
    pub fn urls(mut self, on: bool) -> Self {
        self.urls = on;
        self
    }

    /// How long and how deep shell text may be to be read; [`Limits::default`] unless said. What is beyond is refused, each
    /// command with a finding of its own. No document becomes longer by its forms than [`Limits::text`], or than its default
    /// where that is more, or than the next power of two where it is longer already: from the first command on that has no room,
    /// all are refused.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Asks about every command before its form is applied, those inside others first. A command that is not applied is as one
    /// without a form: the other commands of its statement, and those around it and inside it, stay too.
    ///
    /// The finding is as it will be reported, except that its `replacement` is plain shell text, not escaped for its place.
    /// Addresses are not asked about. The same command may be asked about more than once.
    ///
    /// ```
    /// use steep::{Decision, PlaceKind, Target, Transpiler};
    ///
    /// let steep = Transpiler::builder()
    ///     .target(Target::gitea("https://git.example.org").tea("0.9.2"))
    ///     .decide(|finding, place| match place.kind {
    ///         PlaceKind::Prose => Decision::Suggest("only code is rewritten".to_owned()),
    ///         _ if finding.rule == "gh pr merge" => Decision::Refuse("merges are done by hand".to_owned()),
    ///         _ => Decision::Apply,
    ///     })
    ///     .build()?;
    /// let out = steep.markdown("`gh pr list`, gh pr list, `gh pr merge 3 --squash`\n");
    /// assert_eq!((out.summary.rewritten(), out.summary.suggested, out.summary.refusals()), (1, 1, 1));
    /// # Ok::<(), steep::BuildError>(())
    /// ```
    #[must_use]
    pub fn decide(mut self, decide: impl Fn(&Finding, &Place) -> Decision + Send + Sync + 'static) -> Self {
        self.policy = Some(Policy::new(decide));
        self
    }

    /// Builds it.
    ///
    /// # Errors
    /// A [`BuildError`] that names what is missing or unusable.
    pub fn build(self) -> Result<Transpiler, BuildError> {
        let target = self.target.ok_or(BuildError::NoTarget)?;
        let (host, variable) = (target.get().host(), &target.get().credential().variable);
        let authority = host.strip_prefix("https://").or_else(|| host.strip_prefix("http://"));
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/[]".contains(c);
        if authority.is_none_or(|rest| rest.is_empty() || !rest.chars().all(plain)) {
            return Err(BuildError::Host(host.to_owned()));
        }
        let mut chars = variable.chars();
        let starts = chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
        if !starts || !chars.all(|c| c.is_ascii_alphanumeric() || c == '_') {
            return Err(BuildError::TokenVariable(variable.clone()));
        }
        target.get().check()?;
        if let Some(name) = self.repository.as_ref().filter(|name| !is_repository(name)) {
            return Err(BuildError::Repository(name.clone()));
        }
        let owners = OwnerMap::new(self.owners)?;
        let accept = self.accept.unwrap_or(Fidelity::Equivalent);
        let Builder { prefer, max_length, layout, repository, urls, limits, policy, .. } = self;
        let settings =
            Settings { target, owners, accept, prefer, max_length, layout, repository, urls, limits, policy };
        Ok(Transpiler { settings })
    }
}

/// Whether it is `OWNER/NAME`; `.` and `..` lead elsewhere in an address.
fn is_repository(text: &str) -> bool {
    let is_name = |name: &str| is_name(name) && !matches!(name, "." | "..");
    text.split_once('/').is_some_and(|(owner, name)| is_name(owner) && is_name(name))
}

/// Rewrites documents for one target. Cheap to keep, `Send + Sync`, and without state between calls.
#[derive(Clone, Debug)]
pub struct Transpiler {
    settings: Settings,
}

impl Transpiler {
    /// One for a target whose settings need no check, with nothing else said.
    pub(crate) fn unchecked(target: impl Into<Target>) -> Self {
        Transpiler { settings: Settings::of(target) }
    }

    /// Starts building one.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The target it writes for.
    #[must_use]
    pub fn target(&self) -> &Target {
        &self.settings.target
    }

    /// Rewrites a Markdown document of the flavour that [`Flavour::of`] finds.
    #[must_use]
    pub fn markdown<'t>(&self, source: &'t str) -> Transpiled<'t> {
        self.read(source, |steep| document::markdown(steep, source, Flavour::of(source)))
    }

    /// Rewrites a document that is known to be MDX.
    #[must_use]
    pub fn mdx<'t>(&self, source: &'t str) -> Transpiled<'t> {
        self.document(source, Flavour::Mdx)
    }

    /// Rewrites a document of this flavour.
    #[must_use]
    pub fn document<'t>(&self, source: &'t str, flavour: Flavour) -> Transpiled<'t> {
        self.read(source, |steep| document::markdown(steep, source, flavour))
    }

    /// Rewrites a shell script.
    #[must_use]
    pub fn shell<'t>(&self, source: &'t str) -> Transpiled<'t> {
        self.read(source, |steep| document::shell(steep, source))
    }

    /// Rewrites a command as a person types it. In a [script](Transpiler::shell) nobody can be asked for what it leaves out.
    #[must_use]
    pub fn command<'t>(&self, source: &'t str) -> Transpiled<'t> {
        self.read(source, |steep| document::command(steep, source))
    }

    /// Rewrites a text as what it is written in. What is no Markdown and no shell script is only looked through; see
    /// [`Transpiler::other`].
    #[must_use]
    pub fn transpile<'t>(&self, source: &'t str, language: &Language) -> Transpiled<'t> {
        match language {
            Language::Markdown => self.markdown(source),
            Language::Mdx => self.mdx(source),
            Language::Shell => self.shell(source),
            Language::Text | Language::Other(_) => self.other(source, language.name()),
        }
    }

    /// Rewrites a text as [`transpile`](Transpiler::transpile) does, but only what was `chosen` among the findings that it
    /// reported for the same text and language, suggestions among them. All else stays: what has a form is a suggestion then.
    ///
    /// The choice is settled as a whole: of a statement whose commands change together or not at all, all have to be chosen.
    /// Findings of another text match nothing.
    #[must_use]
    pub fn apply<'t>(&self, source: &'t str, language: &Language, chosen: &[Finding]) -> Transpiled<'t> {
        let with_form = chosen.iter().filter(|it| matches!(it.outcome, Outcome::Rewritten | Outcome::Suggested));
        let policy = Policy::choosing(with_form.cloned().collect(), self.settings.policy.clone());
        let settings =
            Settings { accept: Fidelity::Partial, max_length: None, policy: Some(policy), ..self.settings.clone() };
        Transpiler { settings }.transpile(source, language)
    }

    /// Finds the gh commands of a text in a language that is not read, called `language` in messages (`YAML`). The text
    /// stays as it is: a command there stands in quotes and escapes of which nothing is known. Each command is refused
    /// with [`Refusal::OtherLanguage`](steep_forge::Refusal::OtherLanguage); the word gh without a command of gh's behind
    /// it is no finding.
    #[must_use]
    pub fn other<'t>(&self, source: &'t str, language: &str) -> Transpiled<'t> {
        let findings =
            if prefilter::may_hold_gh(source.as_bytes()) { document::other(source, language) } else { Vec::new() };
        let summary = Summary::of(&findings);
        Transpiled { text: Cow::Borrowed(source), findings, summary }
    }

    /// The document with a block that says what was done and how to go on: inserted once, after the front matter and
    /// the first heading; replaced in place where it stands already.
    #[must_use]
    pub fn notice(&self, source: &str) -> String {
        Notice::new(&self.settings.target).insert(source)
    }

    /// Of a text that can hold neither a command nor a directive nothing is read, and nothing is allocated for it.
    fn read<'t>(&self, source: &'t str, rewrite: impl FnOnce(&Settings) -> document::Rewriting) -> Transpiled<'t> {
        let may_say = prefilter::may_hold_gh(source.as_bytes()) || slip::may_hold_directive(source);
        let rewriting = if may_say { rewrite(&self.settings) } else { document::Rewriting::default() };
        self.finish(source, rewriting)
    }

    fn finish<'t>(&self, source: &'t str, rewriting: document::Rewriting) -> Transpiled<'t> {
        let document::Rewriting { mut findings, mut edits } = rewriting;
        if self.settings.urls {
            let Settings { target, owners, policy, .. } = &self.settings;
            let is_wanted = |finding: &Finding| policy.as_ref().is_none_or(|policy| policy.takes_address(finding));
            urls::rewrite(source, target.get(), owners, &mut findings, &mut edits, is_wanted);
        }
        findings.sort_by_key(|finding| (finding.span.start, std::cmp::Reverse(finding.span.end)));
        permission::tell_within(&mut findings);
        let summary = Summary::of(&findings);
        Transpiled { text: Edits::apply(&edits, source), findings, summary }
    }
}
