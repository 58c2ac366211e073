//! `gh api`: a raw call of GitHub's REST API.

use steep_forge::operation::{ApiBody, ApiCall, ApiField};
use steep_forge::{Operation, Output, Refusal, Repository};
use steep_shell::{Expansion, Part, Quote, Word};

use crate::grammar;
use crate::lower::arguments::Arguments;
use crate::lower::{Asked, output, repository};
use crate::words;

/// The path is checked to be one of GitHub's; renaming it is the target's business.
pub(super) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let Some(first) = arguments.positionals().first() else {
        return Err(Refusal::Ambiguous { why: "no API path is named".to_owned() });
    };
    arguments.refuse_for("verbose", "the exchange of a request as gh prints it")?;
    arguments.happens_anyway("allow-escape-sequences", "escape sequences are printed as they are");
    let endpoint = filled_in(endpoint(arguments, &without_patterns(first))?);
    let mut fields = fields(arguments.list("raw-field"), false)?;
    fields.extend(self::fields(arguments.list("field"), true)?);
    let body = arguments.word("input").map_or(ApiBody::Fields, ApiBody::File);
    let call = ApiCall {
        method: arguments.word("method").map(upper),
        fields,
        body,
        headers: arguments.list("header"),
        paginate: arguments.switch("paginate"),
        slurp: arguments.switch("slurp"),
        include: arguments.switch("include"),
        silent: arguments.switch("silent"),
        endpoint,
    };
    let other_method = call.method.as_ref().and_then(Word::as_literal).is_some_and(|method| method != "GET");
    if call.paginate && other_method {
        let error = "the `--paginate` option is not supported for non-GET requests".to_owned();
        return Err(Refusal::UsageError { error });
    }
    arguments.lose("cache", "every call asks the server");
    arguments.lose("preview", "media types of GitHub's previews");
    arguments.hostname();
    let output = Output::Raw { filter: output::filter(arguments)? };
    let repository = if fills_in_repository(&call) { arguments.surrounding_repository()? } else { Repository::None };
    Ok(Asked { repository, operation: Operation::Api(call), output })
}

/// The path without a leading slash or GitHub's own address.
fn endpoint(arguments: &mut Arguments<'_>, word: &Word) -> Result<Word, Refusal> {
    let mut path = word.clone();
    let (text, _) = words::head(word);
    if text.starts_with("https://") || text.starts_with("http://") {
        let Some((host, rest)) = repository::address(word) else { return Err(not_githubs(word)) };
        path = match rest.strip_prefix("api/v3/") {
            Some(enterprise) => enterprise,
            None if host.eq_ignore_ascii_case("api.github.com") => rest,
            None => return Err(not_githubs(word)),
        };
        arguments.set_host(Some(host));
    }
    let path = path.strip_prefix("/").unwrap_or(path);
    let (text, whole) = words::head(&path);
    let root = text.split(['/', '?']).next().unwrap_or_default();
    let root_is_whole = whole || root.len() < text.len();
    if root == "graphql" && root_is_whole {
        return Err(Refusal::NoEquivalent { feature: "GraphQL".to_owned() });
    }
    if !root_is_whole {
        return Err(Refusal::RuntimeValue { what: format!("the API path `{}`", word.display()) });
    }
    if root.is_empty() || !grammar::rest_roots().contains(&root) {
        return Err(not_githubs(word));
    }
    Ok(path)
}

/// The path with what gh fills in for the branch, `{branch}` and `:branch`: the current one. Other names in braces are for the reader
/// of the document.
fn filled_in(path: Word) -> Word {
    let mut parts: Vec<Part> = Vec::new();
    for part in &path.parts {
        let Part::Literal { text, quote } = part else {
            parts.push(part.clone());
            continue;
        };
        let literal = |text: &str| Part::Literal { text: text.into(), quote: *quote };
        let mut rest = text.as_str();
        while let Some((start, length)) = placeholder(rest) {
            let (before, from) = rest.split_at(start);
            let (source, after) = from.split_at(length);
            parts.extend((!before.is_empty()).then(|| literal(before)));
            parts.push(match source {
                "{branch}" | ":branch" => Part::Expansion {
                    source: "$(git branch --show-current)".into(),
                    kind: Expansion::Command,
                    quote: Quote::Double,
                },
                _ => Part::Placeholder { source: source.into(), quote: *quote },
            });
            rest = after;
        }
        parts.extend((!rest.is_empty() || text.is_empty()).then(|| literal(rest)));
    }
    if parts == path.parts { path } else { Word::from_parts(parts) }
}

/// Where the first name in braces stands that is not the repository's, or `:branch` as a segment, and how long it is.
fn placeholder(text: &str) -> Option<(usize, usize)> {
    let braced = text.match_indices('{').find_map(|(start, _)| {
        let inside = text.get(start + 1..)?;
        let name = inside.get(..inside.find('}')?)?;
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        (is_name && !matches!(name, "owner" | "repo")).then_some((start, name.len() + 2))
    });
    let old = text.match_indices(":branch").find_map(|(start, name)| {
        let ends = text.get(start + name.len()..)?.chars().next().is_none_or(|c| matches!(c, '/' | '?'));
        let begins = start == 0 || text.get(..start)?.ends_with('/');
        (begins && ends).then_some((start, name.len()))
    });
    braced.into_iter().chain(old).min()
}

fn not_githubs(word: &Word) -> Refusal {
    Refusal::NotAGitHubPath { path: word.display() }
}

/// The endpoint with bare `?`, `*` and `[…]` as text: no file is called like an API path, so the shell leaves them alone.
fn without_patterns(word: &Word) -> Word {
    let mut parts: Vec<Part> = Vec::new();
    for part in &word.parts {
        let (text, quote) = match part {
            Part::Expansion { source, kind: Expansion::Pattern, quote } if !source.starts_with('~') => (source, *quote),
            Part::Literal { text, quote } => (text, *quote),
            other => {
                parts.push(other.clone());
                continue;
            }
        };
        match parts.last_mut() {
            Some(Part::Literal { text: before, quote: Quote::None }) if quote == Quote::None => before.push_str(text),
            _ => parts.push(Part::Literal { text: text.clone(), quote }),
        }
    }
    Word::from_parts(parts)
}

/// Keys with more brackets are refused: what is made of them lies as deep.
const MOST_NESTED: usize = 32;

/// `key=value`, or `key[]` for an empty list.
fn fields(words: Vec<Word>, typed: bool) -> Result<Vec<ApiField>, Refusal> {
    let is_deep =
        |word: &Word| word.display().split('=').next().is_some_and(|key| key.matches('[').count() > MOST_NESTED);
    let field = |word: Word| match word.split_once('=') {
        _ if is_deep(&word) => {
            Err(Refusal::NotYet { feature: format!("fields nested deeper than {MOST_NESTED} levels") })
        }
        Some((key, value)) => Ok(ApiField { key, value: Some(value), typed }),
        None if word.display().ends_with("[]") => Ok(ApiField { key: word, value: None, typed }),
        None if word.as_literal().is_none() => {
            Err(Refusal::RuntimeValue { what: format!("the field `{}`", word.display()) })
        }
        None => {
            let error = format!("field {:?} requires a value separated by an '=' sign", word.display());
            Err(Refusal::UsageError { error })
        }
    };
    words.into_iter().map(field).collect()
}

fn upper(method: Word) -> Word {
    match method.as_literal() {
        Some(text) => Word::literal(text.to_ascii_uppercase()),
        None => method,
    }
}

/// Whether gh fills the repository in: `{owner}`, `{repo}`, `:owner`, … in the path or a typed field.
fn fills_in_repository(call: &ApiCall) -> bool {
    let typed = call.fields.iter().filter(|field| field.typed).filter_map(|field| field.value.as_ref());
    std::iter::once(&call.endpoint).chain(typed).any(|word| {
        let text = word.display();
        ["owner", "repo", "branch"].iter().any(|name| {
            text.contains(&format!("{{{name}}}"))
                || text.split('/').any(|segment| segment.strip_prefix(':').is_some_and(|rest| rest == *name))
        })
    })
}
