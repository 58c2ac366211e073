//! What a sentence says of the command in it, as far as a few plain English words tell.

/// What a sentence tells a reader to do with a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    /// To run it, or nothing of the kind.
    Nothing,
    /// Not to run it.
    Forbids,
    /// How things were, or what the command is like: it is gh's command that is meant.
    Compares,
    /// What the command does: it is the name of a thing.
    Describes,
}

/// Words that forbid what comes behind them in their clause.
const FORBIDDING: &[&str] = &[
    "avoid",
    "cannot",
    "disallow",
    "disallowed",
    "forbid",
    "forbidden",
    "never",
    "not",
    "prohibited",
    "stop",
    "without",
];

/// What people say `not` with and mean the contrary.
const NOT_FORBIDDING: &[&str] = &["forget", "just", "miss", "only", "skip", "yet"];

/// Phrases after which gh's own command is meant.
const COMPARING: &[&[&str]] = &[
    &["deprecated"],
    &["equivalent", "of"],
    &["equivalent", "to"],
    &["formerly"],
    &["historically"],
    &["in", "place", "of"],
    &["instead", "of"],
    &["just", "like"],
    &["migrated", "from"],
    &["migrating", "from"],
    &["moved", "from"],
    &["no", "longer"],
    &["ported", "from"],
    &["previously"],
    &["rather", "than"],
    &["replaced"],
    &["replaces"],
    &["replacing"],
    &["similar", "to"],
    &["switched", "from"],
    &["unlike"],
    &["used", "to"],
];

/// Verbs that tell to run what comes behind them.
const TELLING: &[&str] = &["call", "execute", "invoke", "run", "try", "type", "use"];

/// Words that go on to tell of a command.
const DESCRIBING: &[&str] = &[
    "allows",
    "are",
    "can",
    "cannot",
    "command",
    "commands",
    "creates",
    "did",
    "does",
    "doesn't",
    "exits",
    "fails",
    "gives",
    "had",
    "has",
    "is",
    "isn't",
    "lists",
    "needs",
    "only",
    "output",
    "prints",
    "requires",
    "reports",
    "returns",
    "shows",
    "subcommand",
    "supports",
    "takes",
    "was",
    "will",
    "won't",
    "works",
];

/// What a sentence says of the command between `before` and `after`, which may go beyond the sentence.
pub(crate) fn of(before: &str, after: &str) -> Says {
    let sentence = last_sentence(before);
    let words = words(sentence);
    let clause = self::words(sentence.rsplit([',', '(', '—', '–']).next().unwrap_or(sentence));
    let told = clause.iter().rposition(|word| TELLING.contains(&word.as_str()));
    let forbids = |words: &[String], told: Option<usize>| {
        let at = words.iter().rposition(|word| is_forbidding(word));
        let excused = |at: usize| words.iter().skip(at + 1).any(|word| NOT_FORBIDDING.contains(&word.as_str()));
        // `never run`, `do not use`; but `when it is not open, run`.
        let between = |at: usize| told.is_some_and(|told| told > at + 3);
        at.is_some_and(|at| !excused(at) && !between(at))
    };
    let opens_with_ban = || {
        let first: Vec<&str> = words.iter().map(String::as_str).take(2).collect();
        matches!(first.as_slice(), ["never" | "don't" | "avoid", ..] | ["do" | "must", "not"]) && told.is_none()
    };
    let compares = || {
        COMPARING.iter().any(|phrase| {
            let at = clause.windows(phrase.len()).rposition(|found| found.iter().zip(*phrase).all(|(a, b)| a == b));
            let is_past =
                matches!(phrase, ["used", ..] | ["no", ..] | ["previously"] | ["formerly"] | ["historically"]);
            at.is_some_and(|at| is_past || told.is_none_or(|told| told < at))
        })
    };
    let describes = || self::words(first_words(after)).first().is_some_and(|word| DESCRIBING.contains(&word.as_str()));
    match () {
        () if compares() => Says::Compares,
        () if forbids(&clause, told) || opens_with_ban() && forbids(&words, None) => Says::Forbids,
        () if describes() => Says::Describes,
        () => Says::Nothing,
    }
}

fn is_forbidding(word: &str) -> bool {
    FORBIDDING.contains(&word) || word.ends_with("n't")
}

/// What stands behind the last end of a sentence.
fn last_sentence(text: &str) -> &str {
    let end = text.char_indices().rfind(|(at, c)| {
        let rest = text.get(at + c.len_utf8()..).unwrap_or("");
        // `**Never rebase.** Run …`: emphasis and quotes may close behind the sign.
        let closed = rest.trim_start_matches(['*', '_', '~', '"', '\'', '”', '’', '»', ')', ']']);
        matches!(c, '.' | '!' | '?' | ';' | ':') && closed.starts_with(char::is_whitespace)
    });
    let start = end.map_or(0, |(at, c)| at + c.len_utf8());
    text.get(start..).unwrap_or("")
}

/// The text up to the next sign; nothing where one stands in front.
fn first_words(text: &str) -> &str {
    let text = text.trim_start_matches(['`', '*', '_', '"']);
    text.split(['.', ',', ';', ':', '!', '?', '(', ')', '|', '—', '\n']).next().unwrap_or("")
}

/// The words in lower case, without what markup and quotes they stand in.
fn words(text: &str) -> Vec<String> {
    let plain = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.replace('’', "'").to_lowercase()
    };
    text.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(marked: &str, says: Says) {
        let (before, after) = marked.split_once('…').expect("a mark");
        assert_eq!(of(before, after), says, "{marked}");
    }

    #[test]
    fn a_ban() {
        for marked in [
            "never use … here",
            "You must not run … by hand",
            "**Do not** … it",
            "Don’t run `…`",
            "Avoid `…`",
            "Never push, rebase or `…`",
            "Use the web page, not …",
            "Merge without …",
            "It works. Agents cannot … here",
        ] {
            check(marked, Says::Forbids);
        }
    }

    #[test]
    fn a_comparison() {
        for marked in [
            "We migrated from … to this",
            "Use the page instead of …",
            "This replaces …",
            "Previously we ran …",
            "We used to run …",
            "Unlike `…`, it waits",
        ] {
            check(marked, Says::Compares);
        }
    }

    #[test]
    fn a_description() {
        for marked in ["… does not show it", "`…` is slow", "The … command waits", "**…** lists them"] {
            check(marked, Says::Describes);
        }
    }

    #[test]
    fn an_instruction() {
        for marked in [
            "Run … and read it",
            "If the checks are not green, run …",
            "Do not forget to run …",
            "Instead of clicking around, run …",
            "Never mind. Run …",
            "**Merge commits only. Never squash or rebase.** `…`",
            "_Do not guess!_ Look it up (`…`)",
            "He said \"do not wait.\" Run …",
            "It is not merged: …",
            "When it is not yet open, use … first",
            "not only …, but",
            "",
        ] {
            if !marked.is_empty() {
                check(marked, Says::Nothing);
            }
        }
    }
}
