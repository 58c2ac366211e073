//! Whatever text stands there: reading gh never panics, a command in a sentence is never longer than it, and what gh's
//! own parser rejects is never asked of a forge.

use proptest::prelude::*;
use steep_gh::Lowered;
use steep_gh::grammar::{self, Version};
use steep_gh::parse;
use steep_shell::read;

/// Values of every shape, signs of sentences, and text that no shell reads.
const VALUES: [&str; 36] = [
    "12",
    "#12",
    "acme/widgets",
    "<number>",
    "$n",
    "\"$n\"",
    "${list[@]}",
    "$@",
    "$ARGS",
    "$(date +%F)",
    "...",
    "…",
    "-",
    "--",
    "'a b'",
    "a,b",
    "'\"c,d\"'",
    "open",
    "number,title",
    "'feat in:title'",
    "'is:open label:a OR label:b'",
    "'merged:>=$(date)'",
    "repos/acme/widgets/pulls?state=all",
    "@me.",
    "open,",
    "with",
    "— then",
    "it's",
    "\"",
    "\\",
    "\n",
    "日本語",
    "\u{301}",
    "https://github.com/acme/widgets/pull/7",
    "feature/login",
    "(see",
];

/// A command of gh, its own flags and any values in any order, now and then a word of another command.
fn line() -> impl Strategy<Value = String> {
    let commands: Vec<usize> = (0..grammar::commands().len()).collect();
    prop::sample::select(commands).prop_flat_map(|nth| {
        let command = &grammar::commands()[nth];
        let flags: Vec<String> = command
            .flags
            .iter()
            .flat_map(|flag| {
                let short = flag.short.map(|short| format!("-{short}"));
                [Some(format!("--{}", flag.long)), Some(format!("--{}=", flag.long)), short].into_iter().flatten()
            })
            .collect();
        let piece = prop_oneof![
            5 => prop::sample::select(flags),
            5 => prop::sample::select(VALUES.map(str::to_owned).to_vec()),
            1 => prop::sample::select(vec!["pr".to_owned(), "list".to_owned(), "--nonsense".to_owned()]),
            1 => "\\PC{0,12}",
        ];
        prop::collection::vec(piece, 0..8).prop_map(|pieces| format!("{} {}", command.name(), pieces.join(" ")))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn scripts(text in line()) {
        for command in read::script(&text).commands {
            let lowered = steep_gh::lower(&command);
            if command.program().as_deref() != Some("gh") {
                continue;
            }
            if let (Err(error), Lowered::Request(_)) = (parse::parse(&command.words), lowered) {
                // A mention of a command names less than gh needs, or leaves arguments out.
                let mention = matches!(
                    error.kind,
                    parse::UsageErrorKind::TooFewArguments | parse::UsageErrorKind::MissingValue(_)
                );
                let elided = text.contains("...") || text.contains('…');
                prop_assert!(mention || elided, "{}: {}", text, error);
            }
        }
    }

    #[test]
    fn sentences(text in line()) {
        for start in read::prose_starts(&text) {
            if let Some(command) = read::prose(&text, start, &mut |words, next| steep_gh::take(words, next)) {
                prop_assert!(command.span.end <= text.len());
                let _ = steep_gh::lower(&command);
            }
        }
    }

    /// A release accepts nothing that all releases together do not.
    #[test]
    fn an_older_release_knows_less(text in line()) {
        for command in read::script(&text).commands {
            if parse::parse_as(&command.words, Version::FIRST).is_ok() {
                let newest = parse::parse(&command.words);
                // A later group may ask for a subcommand where the word is one that only the shell knows, or is left out.
                let unknown = matches!(
                    &newest,
                    Err(error) if matches!(
                        error.kind,
                        parse::UsageErrorKind::RuntimeValue(_) | parse::UsageErrorKind::OpenCommand
                    )
                );
                prop_assert!(newest.is_ok() || unknown, "{}: {:?}", text, newest);
            }
        }
    }
}
