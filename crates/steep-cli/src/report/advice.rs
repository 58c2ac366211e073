//! What a person can do about what is left.

/// Reasons, and what a person can do about them.
const ADVICE: &[(&str, &str)] = &[
    ("ambiguous", "make the text clear: close the quotation, or put the command into a code span"),
    ("directive", "a directive says to leave it"),
    ("does-not-fit", "move the command to a place with room for it, such as a code block"),
    ("missing", "say it in the command: nobody is asked where the text runs"),
    ("needs-newer", "a newer --target can do it"),
    ("no-equivalent", "describe the step in another way: a Gitea has nothing that does it"),
    ("not-a-command", "the word gh and no command"),
    ("not-a-github-path", "check the path: GitHub's API has none like it"),
    ("not-yet", "rewrite it by hand: steep has no rule for it yet (`steep coverage`)"),
    ("other-language", "rewrite it by hand: steep reads Markdown and shell scripts alone"),
    ("part-of-statement", "rewrite the statement by hand: it is one with a command that stays"),
    ("partial", "look at what would be lost; --accept partial applies it"),
    ("pattern", "let it match what takes the command's place, too"),
    ("policy", "somebody chose to leave it"),
    ("runtime-value", "write the value out, or rewrite it by hand"),
    ("stays-on-github", "nothing, or name its owner in `[owners]` of steep.toml if it did move"),
    ("too-long", "write calls of the companion (--companion), or allow longer lines (--max-length)"),
    ("unknown-command", "check the spelling: gh has no such command"),
    ("unknown-directive", "spell the directive as steep knows it"),
    ("usage-error", "mend the command: gh itself would not take it"),
    ("weakens-ban", "forbid by hand what takes the command's place"),
    ("widens-permission", "write the permission by hand, as narrow as it was"),
    ("wrapped", "rewrite it by hand: the program that runs it needs another form"),
];

/// What to do about what stays for a reason (its category).
pub(crate) fn advice(reason: &str) -> &'static str {
    ADVICE.iter().find(|(name, _)| *name == reason).map_or("", |(_, advice)| advice)
}

/// The categories of all reasons.
pub(crate) fn reasons() -> impl Iterator<Item = &'static str> {
    ADVICE.iter().map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use steep::{RefusalKind, Skip};

    #[test]
    fn there_is_advice_for_every_reason() {
        let kinds = RefusalKind::ALL.map(RefusalKind::as_str).into_iter();
        let mut categories: Vec<&str> = kinds.chain([Skip::NotACommand, Skip::Directive].map(Skip::as_str)).collect();
        categories.sort_unstable();
        assert_eq!(categories, ADVICE.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    }
}
