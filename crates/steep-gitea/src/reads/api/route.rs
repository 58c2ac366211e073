//! Which call of Gitea's a call of GitHub's is.

use steep_forge::Refusal;
use steep_shell::{Arg, Part, Word};

use crate::rest::words;

/// One call of GitHub's, and its counterpart.
#[derive(Debug)]
pub(super) struct Route {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) to_method: &'static str,
    pub(super) to: &'static str,
    /// Why there is no counterpart.
    pub(super) none: Option<&'static str>,
    /// A word of the media type that it is meant with.
    pub(super) accept: Option<&'static str>,
    pub(super) is_list: bool,
    pub(super) wrapped: Option<&'static str>,
    pub(super) rename: &'static [(&'static str, &'static str)],
    pub(super) values: &'static [(&'static str, &'static [(&'static str, &'static str)])],
    pub(super) defaults: &'static [(&'static str, &'static str)],
    pub(super) ignored: &'static [&'static str],
    pub(super) cannot: &'static [(&'static str, &'static str)],
    pub(super) ids: &'static [(&'static str, &'static str)],
    pub(super) shape: Option<&'static str>,
    pub(super) assign: &'static [(&'static str, &'static str)],
    pub(super) lacks: &'static [&'static str],
}

include!(concat!(env!("OUT_DIR"), "/rest_calls.rs"));

/// A route with the words that its path's names stand for.
#[derive(Clone, Debug)]
pub(super) struct Matched {
    pub(super) route: &'static Route,
    /// The owner and the repository, where the path has them.
    pub(super) slug: Option<Slug>,
    names: Vec<(&'static str, Word)>,
}

/// The repository in a path.
#[derive(Clone, Debug)]
pub(super) enum Slug {
    /// Filled in: `{owner}/{repo}`.
    FilledIn,
    /// As written.
    Written(Word),
}

/// The route of `method` and `path`, a path without its query.
///
/// # Errors
/// Where GitHub has such a path and Gitea no counterpart, and where GitHub has none.
pub(super) fn find(method: &str, path: &Word, accept: Option<&str>) -> Result<Matched, Refusal> {
    let segments: Vec<Word> =
        path.split('/').into_iter().filter(|segment| segment.as_literal().as_deref() != Some("")).collect();
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
        Some((_, matched)) => match matched.route.none {
            Some(feature) => Err(Refusal::NoEquivalent { feature: feature.to_owned() }),
            None => Ok(matched),
        },
        None if other_method => Err(Refusal::NoEquivalent { feature: format!("{method} of `{}`", path.display()) }),
        None if is_none_of_githubs(&segments) => Err(Refusal::NotAGitHubPath { path: path.display() }),
        None => Err(Refusal::NoEquivalent { feature: format!("the API path `{}`", path.display()) }),
    }
}

/// Whether what stands below a repository is no word that GitHub knows there.
fn is_none_of_githubs(segments: &[Word]) -> bool {
    let text = |nth: usize| segments.get(nth).and_then(Word::as_literal);
    text(0).as_deref() == Some("repos")
        && !segments.get(1).is_some_and(is_only_a_variable)
        && text(3).is_some_and(|resource| !RESOURCES.contains(&resource.as_str()))
}

impl Route {
    /// Whether the answer comes in pages.
    pub(super) fn has_pages(&self) -> bool {
        self.is_list || self.wrapped.is_some()
    }
}

impl Matched {
    /// The names in the path that Gitea wants the id of: the variable, the path of the list, and what the item is called.
    pub(super) fn lookups(&self) -> Result<Vec<(&'static str, Arg, &Word)>, Refusal> {
        let mut lookups = Vec::new();
        for (name, list) in self.route.ids {
            if let Some((_, word)) = self.names.iter().find(|(known, _)| known == name) {
                lookups.push((*name, self.filled(list)?, word));
            }
        }
        Ok(lookups)
    }

    /// Whether the shell fills in a part of the path.
    pub(super) fn has_expansion(&self) -> bool {
        let in_slug = matches!(&self.slug, Some(Slug::Written(slug)) if slug.has_expansion());
        in_slug || self.names.iter().any(|(_, word)| word.has_expansion())
    }

    /// The path for Gitea below the repository, or below the API's root where no repository is in it.
    pub(super) fn path(&self) -> Result<Arg, Refusal> {
        let mut template = self.route.to;
        if self.slug.is_some() {
            template = template.strip_prefix("repos/{owner}/{repo}").unwrap_or(template).trim_start_matches('/');
        }
        self.filled(template)
    }

    fn filled(&self, mut template: &'static str) -> Result<Arg, Refusal> {
        let mut out = Arg::default();
        while let Some((before, after)) = template.split_once('{')
            && let Some((name, after)) = after.split_once('}')
        {
            if self.route.ids.iter().any(|(known, _)| *known == name) {
                out = out.then(before).join(Arg::variable("id"));
                template = after;
                continue;
            }
            let word = self.names.iter().find(|(known, _)| *known == name).map(|(_, word)| word);
            out = out.then(before).join(match word {
                Some(word) if name.ends_with("%*") => words::in_segment(word)?,
                Some(word) => words::in_path(word)?,
                None => Arg::default(),
            });
            template = after;
        }
        Ok(if template.is_empty() { out } else { out.then(template) })
    }
}

/// How many literal segments the route shares with the path, and what its names stand for.
fn fit(route: &'static Route, segments: &[Word]) -> Option<(usize, Matched)> {
    let pattern: Vec<&'static str> = route.path.split('/').collect();
    let mut matched = Matched { route, slug: None, names: Vec::new() };
    let (mut pattern, mut segments) = (pattern.as_slice(), segments);
    let mut literals = 0;
    if let ["repos", "{owner}", "{repo}", rest @ ..] = pattern {
        let (first, after) = segments.split_first()?;
        if first.as_literal().as_deref() != Some("repos") {
            return None;
        }
        // One expansion may stand for both halves: the reading that knows more of the rest wins.
        let both = after.split_first().filter(|(slug, _)| is_only_a_variable(slug));
        let mut readings: Vec<(Slug, &[Word])> = Vec::new();
        if let [owner, name, rest @ ..] = after {
            readings.push((slug(owner, name), rest));
        }
        if let Some((slug, rest)) = both {
            readings.push((Slug::Written(slug.clone()), rest));
        }
        return readings
            .into_iter()
            .filter_map(|(slug, left)| {
                let mut matched = matched.clone();
                matched.slug = Some(slug);
                let literals = walk(rest, left, &mut matched)?;
                Some((literals + 1, matched))
            })
            .max_by_key(|(literals, _)| *literals);
    }
    while let Some((first, rest)) = pattern.split_first()
        && !first.starts_with('{')
    {
        let (segment, after) = segments.split_first()?;
        if segment.as_literal().as_deref() != Some(*first) {
            return None;
        }
        literals += 1;
        (pattern, segments) = (rest, after);
    }
    let more = walk(pattern, segments, &mut matched)?;
    Some((literals + more, matched))
}

fn slug(owner: &Word, name: &Word) -> Slug {
    let filled = |word: &Word, names: [&str; 2]| word.as_literal().is_some_and(|text| names.contains(&text.as_str()));
    if filled(owner, ["{owner}", ":owner"]) && filled(name, ["{repo}", ":repo"]) {
        return Slug::FilledIn;
    }
    let slash = Part::Literal { text: "/".to_owned(), quote: steep_shell::Quote::None };
    let parts = owner.parts.iter().cloned().chain([slash]).chain(name.parts.iter().cloned()).collect();
    Slug::Written(Word::from_parts(parts))
}

fn is_only_a_variable(word: &Word) -> bool {
    matches!(word.parts.as_slice(), [Part::Expansion { .. } | Part::Placeholder { .. }])
}

/// Fits the rest of a pattern to the rest of a path; the number of literal segments.
fn walk(pattern: &[&'static str], segments: &[Word], matched: &mut Matched) -> Option<usize> {
    let Some((first, rest)) = pattern.split_first() else { return segments.is_empty().then_some(0) };
    let Some(name) = first.strip_prefix('{').and_then(|name| name.strip_suffix('}')) else {
        let (segment, after) = segments.split_first()?;
        return (segment.as_literal().as_deref() == Some(*first))
            .then(|| walk(rest, after, matched))
            .flatten()
            .map(|literals| literals + 1);
    };
    let most = if name.ends_with('*') { segments.len() } else { 1 };
    // A name for several segments takes as few as the rest allows.
    for taken in 1..=most {
        let (here, after) = segments.split_at_checked(taken)?;
        let before = matched.names.len();
        if let Some(literals) = walk(rest, after, matched) {
            matched.names.insert(before, (name, joined(here)));
            return Some(literals);
        }
        matched.names.truncate(before);
    }
    None
}

fn joined(segments: &[Word]) -> Word {
    let slash = || Part::Literal { text: "/".to_owned(), quote: steep_shell::Quote::None };
    let mut parts = Vec::new();
    for (nth, segment) in segments.iter().enumerate() {
        if nth > 0 {
            parts.push(slash());
        }
        parts.extend(segment.parts.iter().cloned());
    }
    Word::from_parts(parts)
}

#[cfg(test)]
mod tests {
    use steep_shell::{Expansion, Quote};

    use super::*;

    fn variable(name: &str) -> Part {
        let kind = Expansion::Parameter(name.to_owned());
        Part::Expansion { source: format!("${name}"), kind, quote: Quote::None }
    }

    fn text(text: &str) -> Part {
        Part::Literal { text: text.to_owned(), quote: Quote::None }
    }

    fn found(parts: Vec<Part>) -> (&'static str, String) {
        let matched = find("GET", &Word::from_parts(parts), None).unwrap();
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
        let matched = find("GET", &path, None).unwrap();
        assert_eq!(words::literal(&matched.path().unwrap()).unwrap(), "commits/feature/tray/status");
        let path = Word::literal("repos/{owner}/{repo}/contents/docs/");
        let matched = find("GET", &path, None).unwrap();
        assert_eq!(words::literal(&matched.path().unwrap()).unwrap(), "contents/docs");
    }

    #[test]
    fn media_types_choose_another_path() {
        let path = Word::literal("repos/acme/widgets/pulls/7");
        let matched = find("GET", &path, Some("application/vnd.github.v3.diff")).unwrap();
        assert_eq!(words::literal(&matched.path().unwrap()).unwrap(), "pulls/7.diff");
    }

    #[test]
    fn what_gitea_lacks_is_named() {
        let path = Word::literal("repos/acme/widgets/code-scanning/alerts");
        assert_eq!(
            find("GET", &path, None).unwrap_err(),
            Refusal::NoEquivalent { feature: "code scanning".to_owned() }
        );
    }
}
