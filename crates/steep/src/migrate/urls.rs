//! Web and clone addresses of mapped owners on github.com.

use steep_edit::{Edit, Edits, LineIndex, Span};
use steep_forge::{Target, TokenIn, WebPage};

use super::OwnerMap;
use crate::finding::{Finding, Outcome, URL_RULE};

const HOSTS: [&str; 2] = ["github.com", "www.github.com"];

/// Adds an edit and a finding for each address of a mapped owner that is wanted and that no edit covers yet.
pub(crate) fn rewrite(
    source: &str,
    target: &dyn Target,
    owners: &OwnerMap,
    findings: &mut Vec<Finding>,
    edits: &mut Edits,
    is_wanted: impl Fn(&Finding) -> bool,
) {
    if owners.is_empty() {
        return;
    }
    let addresses = addresses(source);
    if addresses.is_empty() {
        return;
    }
    let lines = LineIndex::new(source);
    for span in addresses {
        let old = span.text(source);
        let Some(new) = address(old, target, owners) else { continue };
        let finding = Finding {
            span,
            position: lines.position(source, span.start),
            end: lines.end(source, span),
            command: old.to_owned(),
            rule: URL_RULE.to_owned(),
            outcome: Outcome::Rewritten,
            fidelity: None,
            tool: None,
            passed_over: None,
            reason: None,
            message: String::new(),
            replacement: Some(new.clone()),
            inside: None,
            head: None,
        };
        // An address inside a rewritten command went with the command.
        if is_wanted(&finding) && edits.add(Edit::new(span, new)).is_ok() {
            findings.push(finding);
        }
    }
}

/// The spans of what looks like a github.com address: `https://…` with or without user information, or `git@host:…`.
fn addresses(source: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    for start in ["https://", "http://", "ssh://", "git@github.com:"] {
        for (at, _) in source.match_indices(start) {
            let tail = source.get(at..).unwrap_or("");
            let length = address_length(tail);
            let text = tail.get(..length).unwrap_or("").trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
            spans.push(Span::new(at, at + text.len()));
        }
    }
    spans.sort();
    spans
}

/// How long the address is that `text` begins with. A character that Markdown escapes with a backslash (`my\_repo`) is part
/// of it.
fn address_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && chars.next_if(|(_, c)| "_-.~*#&".contains(*c)).is_some() {
            continue;
        }
        if ends_address(c) {
            return at;
        }
    }
    text.len()
}

fn ends_address(c: char) -> bool {
    c.is_whitespace() || c.is_control() || "<>\"'`|\\^()[]".contains(c)
}

/// The new address, or `None` where it is not one of a mapped owner on the old host.
fn address(old: &str, target: &dyn Target, owners: &OwnerMap) -> Option<String> {
    if let Some(path) = old.strip_prefix("git@github.com:") {
        let (owner, rest) = path.split_once('/')?;
        let new = owners.rename(owner)?;
        let host = target.host().split_once("://").map_or("", |(_, host)| host);
        let host = host.split('/').next().unwrap_or(host);
        let host = host.split(':').next().unwrap_or(host);
        return Some(format!("git@{host}:{new}/{rest}"));
    }
    let (scheme, rest) = old.split_once("://")?;
    let (authority, path) = rest.split_once('/')?;
    let (user, host) = match authority.rsplit_once('@') {
        Some((user, host)) => (Some(user), host),
        None => (None, authority),
    };
    if !HOSTS.iter().any(|known| known.eq_ignore_ascii_case(host)) {
        return None;
    }
    let (owner, rest) = match path.split_once('/') {
        Some((owner, rest)) => (owner, Some(rest)),
        None => (path, None),
    };
    let new = owners.rename(owner)?;
    if scheme == "ssh" {
        let host = target.host().split_once("://").map_or("", |(_, host)| host);
        return Some(format!("ssh://git@{host}/{new}/{}", rest.unwrap_or("")));
    }
    let (scheme, host) = target.host().split_once("://")?;
    let user = match (user, target.credential().held_in) {
        (None, _) => String::new(),
        (Some(user), TokenIn::Environment) => format!("{}@", token(user, &target.credential().variable)),
        // The variable names a file there.
        (Some(user), TokenIn::HeaderFile | TokenIn::OptionFile) if user.contains('$') => return None,
        (Some(user), TokenIn::HeaderFile | TokenIn::OptionFile) => format!("{user}@"),
    };
    let rest = rest.map(|rest| format!("/{}", target.web_path(page(rest)))).unwrap_or_default();
    Some(format!("{scheme}://{user}{host}/{new}{rest}"))
}

/// A GitHub token variable in the user information becomes the target's.
fn token(user: &str, variable: &str) -> String {
    let mut out = user.to_owned();
    for name in ["GITHUB_TOKEN", "GH_TOKEN"] {
        out = out.replace(&format!("${{{name}}}"), &format!("${{{variable}}}"));
        if let Some(head) = out.strip_suffix(&format!("${name}")) {
            out = format!("{head}${variable}");
        }
    }
    out
}

/// What GitHub shows at the part after `OWNER/`.
fn page(path: &str) -> WebPage<'_> {
    let mut parts = path.splitn(3, '/');
    let (repository, kind, rest) = (parts.next().unwrap_or(""), parts.next(), parts.next());
    match (kind, rest) {
        (Some("pull"), Some(rest)) => WebPage::Pull { repository, rest },
        (Some("blob" | "tree"), Some(rest)) => {
            let revision = rest.split('/').next().unwrap_or("");
            let is_commit = revision.len() == 40 && revision.bytes().all(|b| b.is_ascii_hexdigit());
            WebPage::Tree { repository, is_commit, rest }
        }
        _ => WebPage::Other(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(source: &str) -> String {
        let target = steep_gitea::Gitea::new("https://git.example.org");
        let owners = OwnerMap::new(vec![("Acme".to_owned(), "acme".to_owned())]).unwrap();
        let (mut findings, mut edits) = (Vec::new(), Edits::new());
        rewrite(source, &target, &owners, &mut findings, &mut edits, |_| true);
        assert_eq!(findings.len(), edits.len());
        edits.apply(source).into_owned()
    }

    #[test]
    fn addresses_of_mapped_owners_move_to_the_target() {
        for (old, new) in [
            ("see https://github.com/Acme/widgets.", "see https://git.example.org/acme/widgets."),
            ("<https://github.com/ACME>", "<https://git.example.org/acme>"),
            ("[#4](https://github.com/Acme/w/pull/4)", "[#4](https://git.example.org/acme/w/pulls/4)"),
            ("https://github.com/Acme/w/blob/main/a.md", "https://git.example.org/acme/w/src/branch/main/a.md"),
            ("git clone https://github.com/Acme/w.git /tmp", "git clone https://git.example.org/acme/w.git /tmp"),
            (
                "\"https://x-access-token:${GITHUB_TOKEN}@github.com/Acme/w.git\"",
                "\"https://x-access-token:${GITEA_TOKEN}@git.example.org/acme/w.git\"",
            ),
            ("https://github.com/Acme/my\\_w/pull/4", "https://git.example.org/acme/my\\_w/pulls/4"),
            (
                "a https://github.com/Acme/w/pull/4?a=1&amp;b=2 c",
                "a https://git.example.org/acme/w/pulls/4?a=1&amp;b=2 c",
            ),
            ("https://github.com/Acme/w/pull/4&gt;", "https://git.example.org/acme/w/pulls/4&gt;"),
            ("https://github.com/Acme/w\\n", "https://git.example.org/acme/w\\n"),
            ("https://x:$GH_TOKEN@github.com/Acme/w", "https://x:$GITEA_TOKEN@git.example.org/acme/w"),
            ("git@github.com:Acme/w.git", "git@git.example.org:acme/w.git"),
        ] {
            assert_eq!(rewritten(old), new);
        }
    }

    #[test]
    fn other_owners_and_other_hosts_stay() {
        for text in [
            "https://github.com/acme-labs/w",
            "https://gitlab.com/Acme/w",
            "https://github.com",
            "https://evil.example/?u=https",
            "https://github.com.evil.example/Acme/w",
            "github.com/Acme/w",
        ] {
            assert_eq!(rewritten(text), text);
        }
    }
}
