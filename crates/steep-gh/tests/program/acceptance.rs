//! gh takes exactly the command lines that we take.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use steep_gh::grammar::Version;
use steep_gh::parse;
use steep_oracle::gh::{Gh, is_usage_error};
use steep_oracle::oracle::{NEWEST_GH, OLDEST_GH};
use steep_oracle::process::Input;
use steep_shell::Word;

use crate::program::vectors;

/// What gh checks later than its grammar, when it already does what it is asked, and we leave to it: what it says, and why.
const LATER_CHECKS: &[(&str, &str)] = &[
    ("not running interactively", "it asks a person where there is a terminal"),
    ("must provide `--display-name` or `--machine`", "it asks a person where there is a terminal"),
    ("must pass name argument", "it asks a person where there is a terminal"),
    ("workflow argument required when passing", "it asks a person where there is a terminal"),
    (
        "argument required when using the `--repo` flag",
        "what is the current branch's has no place elsewhere: no operation",
    ),
    ("argument required when using the --repo flag", "the same, in the words of other releases and commands"),
    ("specify search keywords or flags", "the words of a search are read when a command becomes an operation"),
    ("is required when downloading the latest release", "the flag may be left out where a tag is given"),
    ("the value for `--archive` must be", "the values of that flag are read when a command becomes an operation"),
    ("use flags to specify properties to edit", "without a flag nothing is asked of the release: no operation"),
    ("specify at least one of `--color`", "without a flag nothing is asked of the label: no operation"),
    ("at least one argument required in non-interactive mode", "it asks a person where there is a terminal"),
    ("only supported when running interactively", "it asks a person where there is a terminal"),
    ("cannot non-interactively delete current repository", "it asks a person where there is a terminal"),
    ("required when passing a single argument", "it asks a person where there is a terminal"),
    ("body cannot be blank for", "texts are read when a command becomes an operation"),
    ("using `--notes-from-tag` with", "a switch that excludes another switch, whose values count"),
    ("field-id and project-id must be provided", "fields of projects, which no rule reads"),
    ("must provide either cache id, cache key, or use --all", "the flag takes the place of an argument"),
    ("must be used in conjunction with", "a switch that needs another switch, whose values count"),
    ("`--blame` requires a file path argument", "the flag needs an argument that may be left out"),
    ("artifact number or URL is required", "its first argument may be an address that names both"),
    ("is only supported with `--org`", "the flag's value counts"),
    ("invalid value for --repo: expected", "repositories are read when a command becomes an operation"),
    ("should provide `--yes` to confirm deletion", "it asks a person where there is a terminal"),
    ("only one of STDIN or -f/-F can be passed", "whether standard input holds something is not in the words"),
    ("without specifying `--format json`", "formats of commands that no rule reads"),
    ("unknown command \"garden\"", "a hidden command that later releases do not have"),
    ("can only be used with `--reason duplicate`", "the other flag's value counts"),
    ("arguments not supported when using `--projects`", "earlier releases took them"),
    ("specify only one of --comments or --json", "earlier releases took both"),
    ("name argument required to create new remote repository", "it asks a person where there is a terminal"),
    ("unsupported without --approve", "texts are read when a command becomes an operation"),
    ("Did you mean this?", "help of an unknown command is no operation"),
    ("invalid number", "numbers of projects are read by it"),
    ("is not an integer", "numbers of rulesets are read by it"),
    ("invalid issue format", "selectors are read when a command becomes an operation"),
    ("Unknown help topic", "topics are texts of help, not commands"),
    ("must have a 'remote:' prefix", "names of files of codespaces are read by it"),
    ("value for --precompiled must be", "the values of that flag are read by it"),
    ("`--yaml` required when specifying `--ref`", "it needs the other flag only for that output"),
    ("specify only one of cache id", "the flag excludes an argument that may be left out"),
    ("specify only one of `--default` or a branch name", "the flag excludes an argument that may be left out"),
    ("cannot use `--all` with extension name", "the flag excludes an argument that may be left out"),
    ("none of the others can be; [codespace repo", "flags of codespaces, which no rule reads"),
    ("Flag shorthand -r has been deprecated", "a warning in front of whatever else it says"),
];

/// A usage error is said at once; other command lines may wait for what never comes.
const PATIENCE: Duration = Duration::from_secs(15);

/// Commands that change how later ones are read.
const WITH_MEMORY: &[&str] = &["alias", "config", "auth", "extension", "ext", "extensions"];

#[test]
fn the_oldest_gh_takes_what_we_take() {
    takes_what_we_take(OLDEST_GH);
}

#[test]
fn the_newest_gh_takes_what_we_take() {
    takes_what_we_take(NEWEST_GH);
}

fn takes_what_we_take(version: &str) {
    let count = std::env::var("STEEP_ORACLE_VECTORS").ok().and_then(|count| count.parse().ok()).unwrap_or(400);
    let [major, minor, ..] = version.split('.').map(|part| part.parse().unwrap()).collect::<Vec<u16>>()[..] else {
        panic!("{version} is no version");
    };
    let release = Version::new(major, minor);
    let all = vectors::all(count, release);
    let Some(_there) = Gh::of(version).unwrap() else { return };
    let (next, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let wrong = Mutex::new(Vec::new());
    let threads = thread::available_parallelism().map_or(2, |count| count.get());
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let shared = Gh::of(version).unwrap().unwrap();
                while let Some(vector) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let own = vector.first().filter(|first| WITH_MEMORY.contains(&first.as_str()));
                    let own = own.map(|_| Gh::of(version).unwrap().unwrap());
                    // A usage error comes at once: what waits for an answer was taken.
                    let done = own.as_ref().unwrap_or(&shared).run_for(PATIENCE, vector, Input::Nothing);
                    let said = done.map_or_else(|error| error.to_string(), |done| done.stderr);
                    let words: Vec<Word> =
                        std::iter::once("gh").chain(vector.iter().map(String::as_str)).map(Word::literal).collect();
                    let ours = parse::parse_as(&words, release);
                    taken.fetch_add(usize::from(ours.is_ok()), Ordering::Relaxed);
                    let later = ours.is_ok() && LATER_CHECKS.iter().any(|(says, _)| said.contains(says));
                    if ours.is_ok() == is_usage_error(&said) && !later {
                        let ours = ours.map_or_else(|error| error.message, |_| "takes it".to_owned());
                        let said: String = said.lines().take(3).collect::<Vec<_>>().join("\n");
                        wrong.lock().unwrap().push(format!("gh {vector:?}\n  we: {ours}\n  gh: {said}"));
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{}\n{} of {count} command lines", wrong.join("\n"), wrong.len());
    let taken = taken.into_inner();
    assert!(taken * 4 > count && taken * 4 < count * 3, "{taken} of {count} are right: the mix is none");
}
