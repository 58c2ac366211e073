//! Which call of Gitea's a call of GitHub's is.

use steep_forge::Refusal;
use steep_rest::words;
use steep_shell::{Arg, Part, Word};

use crate::Gitea;
use crate::api::answer::Answer;
use crate::connection::DOTS;

/// One call of GitHub's, and its counterpart.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) to_method: &'static str,
    pub(crate) to: &'static str,
    /// Why there is no counterpart.
    pub(crate) none: Option<&'static str>,
    /// The first release of Gitea that has the counterpart, major and minor; `None`: every supported one.
    pub(crate) since: Option<(u16, u16)>,
    /// What to use before that release.
    pub(crate) instead: Option<&'static str>,
    /// A word of the media type that it is meant with.
    pub(crate) accept: Option<&'static str>,
    pub(crate) is_list: bool,
    pub(crate) wrapped: Option<&'static str>,
    pub(crate) rename: &'static [(&'static str, &'static str)],
    pub(crate) values: &'static [(&'static str, &'static [(&'static str, &'static str)])],
    pub(crate) defaults: &'static [(&'static str, &'static str)],
    pub(crate) ignored: &'static [&'static str],
    pub(crate) cannot: &'static [(&'static str, &'static str)],
    /// What makes Gitea's body of GitHub's, where the other tables do not say it.
    pub(crate) body: Option<&'static str>,
    /// The list for each of whose items the call is made, `{item}`.
    pub(crate) over: Option<&'static str>,
    /// What holds for those items.
    pub(crate) which: Option<&'static str>,
    pub(crate) ids: &'static [(&'static str, &'static str)],
    /// The name in the path that has to be a number.
    pub(crate) number: Option<&'static str>,
    pub(crate) shape: Option<&'static str>,
    pub(crate) assign: &'static [(&'static str, &'static str)],
    pub(crate) lacks: &'static [&'static str],
    /// GitHub's names of fields that may be null there although they never are under the names of [`GitHub`].
    ///
    /// [`GitHub`]: crate::projection::GitHub
    pub(crate) nullable: &'static [&'static str],
    /// What is otherwise in its answer although nothing is missing: the order.
    pub(crate) differs: Option<&'static str>,
    /// What GitHub's answer holds beside that.
    pub(crate) loses: Option<&'static str>,
    /// What Gitea answers with; `None` where its description does not say.
    pub(crate) answer: Option<&'static Answer>,
}

include!(concat!(env!("OUT_DIR"), "/rest_calls.rs"));

/// What stands for an item's id in a path, and the variable that holds it.
pub(crate) const ITEM: &str = "item";

/// The name in a path that stands for two commits, with [`DOTS`] between them.
const RANGE: &str = "range*";

/// A route with the words that its path's names stand for.
#[derive(Clone, Debug)]
pub(crate) struct Matched {
    pub(crate) route: &'static Route,
    /// The owner and the repository, where the path has them.
    pub(crate) slug: Option<Slug>,
    names: Vec<(&'static str, Word)>,
}

/// The repository in a path.
#[derive(Clone, Debug)]
pub(crate) enum Slug {
    /// Filled in: `{owner}/{repo}`.
    FilledIn,
    /// As written.
    Written(Word),
}

/// The route of `method` and `path`, a path without its query.
///
/// # Errors
/// Where GitHub has such a path and that Gitea no counterpart, and where GitHub has none.
pub(crate) fn find(target: &Gitea, method: &str, path: &Word, accept: Option<&str>) -> Result<Matched, Refusal> {
    let segments: Vec<Segment> = path
        .split('/')
        .into_iter()
        .filter(|segment| segment.as_literal().as_deref() != Some(""))
        .map(|segment| Segment::new(words::decoded(&segment, false)))
        .collect();
    let mut best: Option<(usize, Matched)> = None;
    let mut other_method = false;
    for route in ROUTES {
        let Some((literals, matched)) = fit(route, &segments) else { continue };
        if route.method != method {
            other_method = true;
            continue;
        }
        if route.accept.is_some_and(|word| !accept.is_some_and(|accept| accept.contains(word))) {
            continue;
        }
        if best.as_ref().is_none_or(|(most, _)| literals > *most) {
            best = Some((literals, matched));
        }
    }
    match best {
        Some((_, matched)) => match (matched.route.none, matched.route.since) {
            (Some(feature), _) => Err(Refusal::NoEquivalent { feature: feature.to_owned() }),
            (None, Some((major, minor))) if !target.has((major, minor)) => {
                let instead = matched.route.instead.map(|instead| format!("; {instead}")).unwrap_or_default();
                Err(Refusal::NeedsNewer { what: format!("Gitea {major}.{minor}{instead}") })
            }
            (None, _) => Ok(matched),
        },
        None if other_method => Err(Refusal::NoEquivalent { feature: format!("{method} of `{}`", path.display()) }),
        None if is_none_of_githubs(&segments) => Err(Refusal::NotAGitHubPath { path: path.display() }),
        None => Err(Refusal::NoEquivalent { feature: format!("the API path `{}`", path.display()) }),
    }
}

/// Whether what stands below a repository is no word that GitHub knows there.
fn is_none_of_githubs(segments: &[Segment]) -> bool {
    let text = |nth: usize| segments.get(nth).and_then(|segment| segment.literal.as_deref());
    text(0) == Some("repos")
        && !segments.get(1).is_some_and(|segment| is_only_a_variable(&segment.word))
        && text(3).is_some_and(|resource| !RESOURCES.contains(&resource))
}

/// What stands between two slashes of a path.
struct Segment {
    word: Word,
    /// Its text, where it is literal.
    literal: Option<String>,
}

impl Segment {
    fn new(word: Word) -> Self {
        let literal = word.as_literal();
        Segment { word, literal }
    }

    fn is(&self, text: &str) -> bool {
        self.literal.as_deref() == Some(text)
    }
}

impl Route {
    /// Whether the answer comes in pages.
    pub(crate) fn has_pages(&self) -> bool {
        self.is_list || self.wrapped.is_some()
    }

    /// Whether the answer is a list, in pages or whole.
    pub(crate) fn answers_with_list(&self) -> bool {
        self.is_list || self.answer.is_some_and(|answer| answer.is_list)
    }
}

impl Matched {
    /// The names in the path that Gitea wants the id of: the variable, the path of the list, and what the item is called.
    pub(crate) fn lookups(&self) -> Result<Vec<(&'static str, Arg, &Word)>, Refusal> {
        let mut lookups = Vec::new();
        for (name, list) in self.route.ids {
            if let Some((_, word)) = self.names.iter().find(|(known, _)| known == name) {
                lookups.push((*name, self.filled(list, None)?, word));
            }
        }
        Ok(lookups)
    }

    /// The list for each of whose items the call is made, below the repository.
    pub(crate) fn over(&self) -> Result<Option<Arg>, Refusal> {
        self.route.over.map(|list| self.filled(list, None)).transpose()
    }

    /// What in the path has to be a number.
    pub(crate) fn number(&self) -> Option<&Word> {
        let wanted = self.route.number?;
        self.names.iter().find(|(name, _)| *name == wanted).map(|(_, word)| word)
    }

    /// The path for Gitea below the repository, or below the API's root where no repository is in it. `number`: what
    /// stands for what has to be one.
    pub(crate) fn path(&self, number: Option<Arg>) -> Result<Arg, Refusal> {
        let mut template = self.route.to;
        if self.slug.is_some() {
            template = template.strip_prefix("repos/{owner}/{repo}").unwrap_or(template).trim_start_matches('/');
        }
        self.filled(template, number)
    }

    fn filled(&self, mut template: &'static str, number: Option<Arg>) -> Result<Arg, Refusal> {
        let mut out = Arg::default();
        while let Some((before, after)) = template.split_once('{')
            && let Some((name, after)) = after.split_once('}')
        {
            if self.route.ids.iter().any(|(known, _)| *known == name) {
                out = out.then(before).join(Arg::variable("id"));
                template = after;
                continue;
            }
            if name == ITEM {
                out = out.then(before).join(Arg::variable(ITEM));
                template = after;
                continue;
            }
            let word = self.names.iter().find(|(known, _)| *known == name).map(|(_, word)| word);
            let number = number.clone().filter(|_| self.route.number == Some(name));
            out = out.then(before).join(match word {
                Some(_) if let Some(number) = number => number,
                Some(word) if name == RANGE => sides(word)?,
                Some(word) if name.ends_with('*') && !name.ends_with("%*") => words::in_path(word)?,
                Some(word) => words::in_segment(word)?,
                None => Arg::default(),
            });
            template = after;
        }
        Ok(if template.is_empty() { out } else { out.then(template) })
    }
}

/// Two commits with dots between them, each a part of its own: it has to hold something.
fn sides(range: &Word) -> Result<Arg, Refusal> {
    let mut sides = vec![Vec::new()];
    for part in &range.parts {
        let Part::Literal { text, quote } = part else {
            sides.last_mut().into_iter().for_each(|side| side.push(part.clone()));
            continue;
        };
        for (nth, text) in text.split(DOTS).enumerate() {
            if nth > 0 {
                sides.push(Vec::new());
            }
            let literal = (!text.is_empty()).then(|| Part::Literal { text: text.into(), quote: *quote });
            sides.last_mut().into_iter().for_each(|side| side.extend(literal.clone()));
        }
    }
    let mut out = Arg::default();
    for (nth, side) in sides.into_iter().enumerate() {
        out = if nth > 0 { out.then(DOTS) } else { out };
        if !side.is_empty() {
            out = out.join(words::in_path(&Word::from_parts(side))?);
        }
    }
    Ok(out)
}

/// How many literal segments the route shares with the path, and what its names stand for.
fn fit(route: &'static Route, segments: &[Segment]) -> Option<(usize, Matched)> {
    let (slug, literals, names) = match route.path.strip_prefix("repos/{owner}/{repo}") {
        Some(rest) => {
            let (first, after) = segments.split_first()?;
            if !first.is("repos") {
                return None;
            }
            let pattern = rest.strip_prefix('/').or(rest.is_empty().then_some(rest))?;
            // One expansion may stand for both halves: the reading that knows more of the rest wins.
            let apart = match after {
                [owner, name, rest @ ..] => {
                    walked(pattern, rest).map(|(literals, names)| (Some((owner, Some(name))), literals, names))
                }
                _ => None,
            };
            let together = match after {
                [both, rest @ ..] if is_only_a_variable(&both.word) => {
                    walked(pattern, rest).map(|(literals, names)| (Some((both, None)), literals, names))
                }
                _ => None,
            };
            let (slug, literals, names) = apart.into_iter().chain(together).max_by_key(|(_, literals, _)| *literals)?;
            (slug, literals + 1, names)
        }
        None => {
            let (literals, names) = walked(route.path, segments)?;
            (None, literals, names)
        }
    };
    let slug = slug.map(|(owner, name)| match name {
        Some(name) => self::slug(&owner.word, &name.word),
        None => Slug::Written(owner.word.clone()),
    });
    Some((literals, Matched { route, slug, names }))
}

/// What the names of a pattern stand for.
type Names = Vec<(&'static str, Word)>;

/// The number of literal segments, and the names.
fn walked(pattern: &'static str, segments: &[Segment]) -> Option<(usize, Names)> {
    let mut names = Vec::new();
    walk((!pattern.is_empty()).then_some(pattern), segments, &mut names).map(|literals| (literals, names))
}

fn slug(owner: &Word, name: &Word) -> Slug {
    let filled = |word: &Word, names: [&str; 2]| word.as_literal().is_some_and(|text| names.contains(&text.as_str()));
    if filled(owner, ["{owner}", ":owner"]) && filled(name, ["{repo}", ":repo"]) {
        return Slug::FilledIn;
    }
    let slash = Part::Literal { text: "/".into(), quote: steep_shell::Quote::None };
    let parts = owner.parts.iter().cloned().chain([slash]).chain(name.parts.iter().cloned()).collect();
    Slug::Written(Word::from_parts(parts))
}

fn is_only_a_variable(word: &Word) -> bool {
    matches!(word.parts.as_slice(), [Part::Expansion { .. } | Part::Placeholder { .. }])
}

/// Fits the rest of a pattern to the rest of a path; the number of literal segments.
fn walk(pattern: Option<&'static str>, segments: &[Segment], names: &mut Names) -> Option<usize> {
    let Some(pattern) = pattern else { return segments.is_empty().then_some(0) };
    let (first, rest) = match pattern.split_once('/') {
        Some((first, rest)) => (first, Some(rest)),
        None => (pattern, None),
    };
    let Some(name) = first.strip_prefix('{').and_then(|name| name.strip_suffix('}')) else {
        let (segment, after) = segments.split_first()?;
        return segment.is(first).then(|| walk(rest, after, names)).flatten().map(|literals| literals + 1);
    };
    let most = if name.ends_with('*') { segments.len() } else { 1 };
    // A name for several segments takes as few as the rest allows.
    for taken in 1..=most {
        let (here, after) = segments.split_at_checked(taken)?;
        let before = names.len();
        if let Some(literals) = walk(rest, after, names) {
            names.insert(before, (name, joined(here)));
            return Some(literals);
        }
        names.truncate(before);
    }
    None
}

fn joined(segments: &[Segment]) -> Word {
    let slash = || Part::Literal { text: "/".into(), quote: steep_shell::Quote::None };
    let mut parts = Vec::new();
    for (nth, segment) in segments.iter().enumerate() {
        if nth > 0 {
            parts.push(slash());
        }
        parts.extend(segment.word.parts.iter().cloned());
    }
    Word::from_parts(parts)
}

#[cfg(test)]
mod tests {
    use steep_shell::{Expansion, Quote};

    use super::*;

    fn gitea() -> Gitea {
        Gitea::new("https://git.example.org")
    }

    fn variable(name: &str) -> Part {
        let kind = Expansion::Parameter(name.into());
        Part::Expansion { source: format!("${name}").into(), kind, quote: Quote::None }
    }

    fn text(text: &str) -> Part {
        Part::Literal { text: text.into(), quote: Quote::None }
    }

    fn found(parts: Vec<Part>) -> (&'static str, String) {
        let matched = find(&gitea(), "GET", &Word::from_parts(parts), None).unwrap();
        let slug = match matched.slug {
            Some(Slug::Written(word)) => word.display(),
            Some(Slug::FilledIn) => "filled in".to_owned(),
            None => String::new(),
        };
        (matched.route.path, slug)
    }

    #[test]
    fn a_variable_may_stand_for_owner_and_name() {
        let (path, slug) = found(vec![text("repos/"), variable("REPO"), text("/commits")]);
        assert_eq!((path, slug.as_str()), ("repos/{owner}/{repo}/commits", "$REPO"));
        let (path, slug) = found(vec![text("repos/"), variable("O"), text("/"), variable("R")]);
        assert_eq!((path, slug.as_str()), ("repos/{owner}/{repo}", "$O/$R"));
        let (path, slug) = found(vec![text("repos/acme/"), variable("R"), text("/pulls/7/files")]);
        assert_eq!((path, slug.as_str()), ("repos/{owner}/{repo}/pulls/{number}/files", "acme/$R"));
    }

    #[test]
    fn names_may_hold_slashes() {
        let path = Word::literal("repos/acme/widgets/commits/feature/tray/status");
        let matched = find(&gitea(), "GET", &path, None).unwrap();
        assert_eq!(words::literal(&matched.path(None).unwrap()).unwrap(), "commits/feature%2Ftray/status");
        let path = Word::literal("repos/{owner}/{repo}/contents/docs/");
        let matched = find(&gitea(), "GET", &path, None).unwrap();
        assert_eq!(words::literal(&matched.path(None).unwrap()).unwrap(), "contents/docs");
    }

    #[test]
    fn media_types_choose_another_path() {
        let path = Word::literal("repos/acme/widgets/pulls/7");
        let matched = find(&gitea(), "GET", &path, Some("application/vnd.github.v3.diff")).unwrap();
        assert_eq!(words::literal(&matched.path(None).unwrap()).unwrap(), "pulls/7.diff");
    }

    #[test]
    fn what_gitea_lacks_is_named() {
        let path = Word::literal("repos/acme/widgets/code-scanning/alerts");
        assert_eq!(
            find(&gitea(), "GET", &path, None).unwrap_err(),
            Refusal::NoEquivalent { feature: "code scanning".to_owned() }
        );
    }
    #[test]
    fn what_came_later_needs_that_server() {
        let path = Word::literal("repos/acme/widgets/issues/7/assignees");
        let refused = find(&gitea().server("1.26.4"), "POST", &path, None).unwrap_err();
        assert!(refused.to_string().starts_with("it needs Gitea 1.27; "), "{refused}");
        assert!(find(&gitea().server("1.27.0"), "POST", &path, None).is_ok());
        assert!(find(&gitea().server("2.0"), "POST", &path, None).is_ok());
    }
}
