//! Command lines for every command of the grammar: right ones, and ones with something wrong.

use steep_gh::grammar::{Command, Flag, Kind, Positional, Version};

use crate::program::random::Random;

/// Groups of which steep rewrites nothing, so that what gh says of their flags and arguments decides nothing.
const WITHOUT_A_RULE: &[&str] = &[
    "accessibility",
    "agent-task",
    "alias",
    "attestation",
    "codespace",
    "completion",
    "config",
    "copilot",
    "discussion",
    "extension",
    "gist",
    "project",
    "preview",
    "send-telemetry",
    "skill",
];

/// The command lines for a release, without the program: `count` in all, dealt out evenly to the commands.
pub(crate) fn all(count: usize, release: Version) -> Vec<Vec<String>> {
    let commands: Vec<&Command> = steep_gh::grammar::commands()
        .iter()
        .filter(|command| command.since <= release && command.stands_for.is_empty())
        .filter(|command| command.path.first().is_none_or(|group| !WITHOUT_A_RULE.contains(group)))
        .collect();
    (0..count)
        .map(|nth| {
            let mut random = Random::new(nth as u64 + 1);
            let command = commands[nth % commands.len()];
            let vector = right(command, release, &mut random);
            if random.one_in(2) { vector } else { broken(command, release, vector, &mut random) }
        })
        .collect()
}

/// One that the grammar says is right, as far as flags go together.
fn right(command: &Command, release: Version, random: &mut Random) -> Vec<String> {
    let mut groups: Vec<Vec<String>> = Vec::new();
    let known: Vec<&Flag> =
        command.flags.iter().filter(|flag| flag.since <= release && !["help", "web"].contains(&flag.long)).collect();
    for _ in 0..random.below(4) {
        if !known.is_empty() {
            let flag = known[random.below(known.len())];
            groups.push(spelled(flag, &value(command, flag, release, random), random));
        }
    }
    for flag in known.iter().filter(|flag| flag.required) {
        groups.push(spelled(flag, &value(command, flag, release, random), random));
    }
    let arity = command.arity(release);
    let most = arity.max.unwrap_or(arity.min + 2);
    let count = usize::from(arity.min) + random.below(usize::from(most.saturating_sub(arity.min)) + 1);
    for _ in 0..count {
        let at = random.below(groups.len() + 1);
        groups.insert(at, vec![positional(command, random)]);
    }
    let mut vector = path(command, release, random);
    vector.extend(groups.concat());
    vector
}

fn path(command: &Command, release: Version, random: &mut Random) -> Vec<String> {
    let mut path: Vec<String> = command.path.iter().map(|word| (*word).to_owned()).collect();
    let aliases: Vec<&str> =
        command.aliases.iter().filter(|(_, since)| *since <= release).map(|(alias, _)| *alias).collect();
    if let Some(last) = path.last_mut()
        && !aliases.is_empty()
        && random.one_in(4)
    {
        *last = random.pick(&aliases).to_owned();
    }
    path
}

fn positional(command: &Command, random: &mut Random) -> String {
    let words: &[&str] = match command.takes {
        Positional::Pull | Positional::Issue => &["12", "#3", "https://github.com/acme/widgets/pull/4", "feature/x"],
        Positional::Run => &["5"],
        Positional::Repository => &["acme/widgets", "widgets", "https://github.com/acme/widgets"],
        Positional::Endpoint => &["user", "repos/acme/widgets/pulls", "/rate_limit"],
        _ => &["x", "a b", "v1.0", "é", "=", "a=b", "."],
    };
    random.pick(words).to_owned()
}

fn value(command: &Command, flag: &Flag, release: Version, random: &mut Random) -> String {
    let values: Vec<&str> = flag.values.iter().filter(|value| value.since <= release).map(|value| value.name).collect();
    if !values.is_empty() {
        let value = random.pick(&values);
        return if random.one_in(4) { value.to_ascii_uppercase() } else { value.to_owned() };
    }
    let fields: Vec<&str> =
        command.json.iter().filter(|field| field.since <= release).map(|field| field.name).collect();
    if flag.long == "json" && !fields.is_empty() {
        let field = |random: &mut Random| random.pick(&fields).to_owned();
        return if random.one_in(2) { field(random) } else { format!("{},{}", field(random), field(random)) };
    }
    let words: &[&str] = match flag.kind {
        Kind::Bool => &["true", "false", "1", "F"],
        Kind::Int | Kind::Uint => &["1", "0x10", "7", "1_0"],
        Kind::Float => &["1.5"],
        Kind::Duration => &["1h30m", "0", "5s"],
        _ => match flag.long {
            "repo" => &["acme/widgets", "github.com/acme/widgets", "https://github.com/acme/widgets"],
            "jq" => &[".", ".[].number"],
            _ => &["x", "a b", "-1", "", "a,b", "\"c,d\"", "@me", "2024-01-01", "12", "k=v", "é", "=x"],
        },
    };
    random.pick(words).to_owned()
}

/// A flag with its value in one of the ways in which it may be written.
fn spelled(flag: &Flag, value: &str, random: &mut Random) -> Vec<String> {
    let long = format!("--{}", flag.long);
    let short = flag.short.map(|letter| format!("-{letter}"));
    if flag.stands_alone() {
        return match (short, random.below(4)) {
            (_, 0) => vec![format!("{long}={value}")],
            (Some(short), 1) => vec![short],
            _ => vec![long],
        };
    }
    match (short, random.below(5)) {
        (Some(short), 0) => vec![short, value.to_owned()],
        (Some(short), 1) => vec![format!("{short}{value}")],
        (Some(short), 2) => vec![format!("{short}={value}")],
        (_, 3) => vec![format!("{long}={value}")],
        _ => vec![long, value.to_owned()],
    }
}

/// The same with something wrong, or something odd that is right.
fn broken(command: &Command, release: Version, mut vector: Vec<String>, random: &mut Random) -> Vec<String> {
    let start = command.path.len();
    let at = start + random.below(vector.len() - start + 1);
    let known: Vec<&Flag> = command.flags.iter().filter(|flag| flag.since <= release).collect();
    let any = |random: &mut Random| (!known.is_empty()).then(|| known[random.below(known.len())]);
    let odd: &[&str] =
        &["--nonsense", "--nonsense=1", "-Z", "-Z=1", "--", "-", "--=x", "---", "-h", "--help", "--help=false", ""];
    match random.below(10) {
        0 | 1 => vector.insert(at, random.pick(odd).to_owned()),
        2 => vector.extend(["x".to_owned(), "y".to_owned(), "z".to_owned()]),
        3 => {
            // A right one without its last word.
            if vector.len() > start {
                vector.pop();
            }
        }
        4 => {
            if let Some(flag) = any(random).filter(|flag| !flag.stands_alone()) {
                vector.push(format!("--{}", flag.long));
            }
        }
        5 => {
            if let Some(flag) = any(random) {
                vector.insert(at, format!("--{}=perhaps", flag.long));
            }
        }
        6 => {
            if let Some(flag) = any(random) {
                // An abbreviation.
                let mut name = flag.long.to_owned();
                name.pop();
                vector.insert(at, format!("--{name}"));
            }
        }
        7 => {
            // Flags of a rule, all at once.
            let rules = [command.exclusive, command.requires, command.one_required, command.together].concat();
            if !rules.is_empty() {
                let rule = rules[random.below(rules.len())];
                let named = known.iter().filter(|flag| rule.contains(&flag.long) && !random.one_in(4));
                let flags: Vec<&&Flag> = named.collect();
                for flag in flags {
                    let value = value(command, flag, release, random);
                    vector.extend(spelled(flag, &value, random));
                }
            }
        }
        8 => {
            if known.iter().any(|flag| flag.long == "json") {
                vector.extend(["--json".to_owned(), "number,nonsense".to_owned()]);
            }
        }
        _ => {
            if let Some(word) = vector.get_mut(start.saturating_sub(1)) {
                word.push('x');
            }
        }
    }
    vector
}
