//! Which words of a command are a command that it runs.

use steep_edit::Span;

use crate::wrapper::{Puts, Runs, Wrapper};
use crate::{Part, Quote, Word};

/// How a program's own words are told from those of the command it runs.
struct Row {
    name: &'static str,
    /// Words that must follow the name (`op run`).
    verb: &'static [&'static str],
    /// Options whose value is the next word.
    valued: &'static [&'static str],
    /// How many words that are no options come before the command.
    operands: usize,
    runs: Runs,
}

const fn row(
    name: &'static str,
    verb: &'static [&'static str],
    valued: &'static [&'static str],
    operands: usize,
    runs: Runs,
) -> Row {
    Row { name, verb, valued, operands, runs }
}

/// The programs whose words are known. As their manual pages say; coreutils 9, util-linux 2.39, findutils 4.9, procps 4,
/// sudo 1.9, GNU parallel 2023, 1Password's `op` 2, direnv 2.
const ROWS: &[Row] = &[
    row("exec", &[], &["-a"], 0, Runs::Words),
    row("command", &[], &[], 0, Runs::Words),
    row("builtin", &[], &[], 0, Runs::Otherwise),
    row("env", &[], &["-u", "--unset", "-C", "--chdir"], 0, Runs::Words),
    row("time", &[], &["-f", "--format", "-o", "--output"], 0, Runs::Words),
    row("timeout", &[], &["-k", "--kill-after", "-s", "--signal"], 1, Runs::Words),
    row("gtimeout", &[], &["-k", "--kill-after", "-s", "--signal"], 1, Runs::Words),
    row("nice", &[], &["-n", "--adjustment"], 0, Runs::Words),
    row("ionice", &[], &["-c", "-n"], 0, Runs::Words),
    row("nohup", &[], &[], 0, Runs::Words),
    row("setsid", &[], &[], 0, Runs::Words),
    row("stdbuf", &[], &["-i", "-o", "-e"], 0, Runs::Words),
    row("chronic", &[], &[], 0, Runs::Words),
    row("unbuffer", &[], &[], 0, Runs::Words),
    row("caffeinate", &[], &["-t", "-w"], 0, Runs::Words),
    row("flock", &[], &["-w", "--timeout", "-E"], 1, Runs::Words),
    row("op", &["run"], &["--env-file"], 0, Runs::Words),
    row("doppler", &["run"], &["-p", "--project", "-c", "--config", "-t", "--token"], 0, Runs::Words),
    row("direnv", &["exec"], &[], 1, Runs::Words),
    row("dotenv", &["run"], &["-f", "--file"], 0, Runs::Words),
    row("aws-vault", &["exec"], &["-d", "--duration"], 1, Runs::Words),
    row("mise", &["exec"], &[], 0, Runs::Words),
    row(
        "retry",
        &[],
        &["-t", "-s", "-m", "-x", "-n", "-d", "--times", "--delay", "--tries", "--sleep"],
        0,
        Runs::Words,
    ),
    row(
        "xargs",
        &[],
        &[
            "-I",
            "-n",
            "-P",
            "-L",
            "-d",
            "-E",
            "-s",
            "-a",
            "--max-args",
            "--max-procs",
            "--max-lines",
            "--delimiter",
            "--max-chars",
            "--arg-file",
        ],
        0,
        Runs::Words,
    ),
    row("watch", &[], &["-n", "--interval", "-q", "--equexit"], 0, Runs::Joined),
    row(
        "parallel",
        &[],
        &[
            "-j",
            "--jobs",
            "-P",
            "-a",
            "--arg-file",
            "-n",
            "-N",
            "-L",
            "-I",
            "-d",
            "--delimiter",
            "--delay",
            "--timeout",
            "--retries",
            "--colsep",
            "-C",
            "--results",
            "--joblog",
            "-S",
            "--halt",
            "--tagstring",
        ],
        0,
        Runs::Joined,
    ),
    row("eval", &[], &[], 0, Runs::Joined),
    row("sudo", &[], SUDO_VALUED, 0, Runs::WithoutEnvironment),
    row("doas", &[], &["-u", "-C"], 0, Runs::WithoutEnvironment),
];

/// Options of `sudo` whose value is the next word.
const SUDO_VALUED: &[&str] =
    &["-u", "--user", "-g", "--group", "-h", "--host", "-p", "--prompt", "-C", "-r", "-t", "-D", "--chdir", "-R", "-T"];

/// Programs that run a command in another place or as somebody else, with the verbs that do; no verb means always.
const ELSEWHERE: &[(&str, &[&str])] = &[
    ("ssh", &[]),
    ("sshpass", &[]),
    ("mosh", &[]),
    ("su", &[]),
    ("runuser", &[]),
    ("chroot", &[]),
    ("nsenter", &[]),
    ("unshare", &[]),
    ("docker", &["run", "exec", "compose", "container"]),
    ("docker-compose", &["run", "exec"]),
    ("podman", &["run", "exec", "compose", "container"]),
    ("nerdctl", &["run", "exec"]),
    ("kubectl", &["run", "exec", "debug"]),
    ("oc", &["run", "exec", "rsh"]),
    ("lxc", &["exec"]),
    ("vagrant", &["ssh"]),
    ("multipass", &["exec"]),
    ("wsl", &[]),
    ("wsl.exe", &[]),
    ("flatpak", &["run", "enter"]),
    ("toolbox", &["run"]),
    ("distrobox", &["enter"]),
    ("gcloud", &["compute"]),
    ("heroku", &["run"]),
    ("fly", &["ssh"]),
    ("flyctl", &["ssh"]),
];

/// Shells whose `-c` takes code, and which read code from their input.
const SHELLS: &[&str] = &["sh", "bash", "dash", "ash", "ksh", "zsh", "mksh", "busybox"];

/// Options of `sudo` and `doas` that make somebody else of the caller, or run a shell of its own.
const SOMEBODY: &[&str] =
    &["-u", "--user", "-g", "--group", "-i", "--login", "-s", "--shell", "-h", "--host", "-R", "-D"];

/// A command in the words of another one.
#[derive(Clone, Debug)]
pub(super) struct Wrapped {
    /// What runs it, the outermost first; not empty.
    pub(super) wrappers: Vec<Wrapper>,
    /// The indices of its words.
    pub(super) words: std::ops::Range<usize>,
    /// The indices of the words `NAME=value` that `env` puts in front of it.
    pub(super) assignments: std::ops::Range<usize>,
}

/// The commands that `words` run, in their order; empty where the first word is the program itself.
pub(super) fn of(words: &[Word]) -> Vec<Wrapped> {
    let mut found = Vec::new();
    let whole = Wrapped { wrappers: Vec::new(), words: 0..words.len(), assignments: 0..0 };
    unwrap(words, whole, &mut found);
    found
}

/// Looks for a further wrapper at the start of `within`; what has none goes to `found`.
fn unwrap(words: &[Word], mut within: Wrapped, found: &mut Vec<Wrapped>) {
    loop {
        let start = within.words.start;
        let Some(own) = words.get(within.words.clone()).filter(|own| !own.is_empty()) else { return };
        let Some(name) = program(own) else { break };
        if name == "find" {
            for (from, until, puts) in executed(own) {
                let mut inner = within.clone();
                inner.wrappers.push(wrapper(own, from, "find -exec", Runs::Words, puts));
                inner.words = start + from..start + until;
                unwrap(words, inner, found);
            }
            return;
        }
        if let Some(verb) = elsewhere(&name, own) {
            let Some(at) = own.iter().skip(1).position(|word| word.as_literal().as_deref() == Some("gh")) else {
                return;
            };
            within.wrappers.push(wrapper(own, at + 1, &verb, Runs::Elsewhere, Puts::Nothing));
            within.words = start + at + 1..within.words.end;
            break;
        }
        let Some(row) = ROWS.iter().find(|row| row.name == name && has_verb(own, row.verb)) else { break };
        let Some(at) = command_of(row, own) else { return };
        let (mut runs, mut label) = (row.runs.clone(), row.name.to_owned());
        row.verb.iter().for_each(|verb| label = format!("{label} {verb}"));
        let options = own.get(1..at).unwrap_or(&[]);
        let has = |wanted: &[&str]| {
            options.iter().filter_map(Word::as_literal).find(|word| {
                wanted
                    .iter()
                    .any(|one| word == one || (one.len() == 2 && word.starts_with(one) && !word.starts_with("--")))
            })
        };
        let mut end = own.len();
        let puts = match row.name {
            "xargs" => xargs_puts(options),
            "parallel" => {
                end = own.iter().position(|word| word.source.starts_with(":::")).unwrap_or(own.len());
                let placed = own.get(at..end).unwrap_or(&[]).iter().any(|word| word.display().contains("{}"));
                if placed { Puts::InPlaceOf("{}".to_owned()) } else { Puts::OneBehind }
            }
            _ => Puts::Nothing,
        };
        match row.name {
            "sudo" | "doas" if has(SOMEBODY).is_some() => {
                label = format!("{label} {}", has(SOMEBODY).unwrap_or_default());
                runs = Runs::Elsewhere;
            }
            "sudo" if has(&["-E", "--preserve-env"]).is_some() => runs = Runs::Words,
            "watch" if has(&["-x", "--exec"]).is_some() => runs = Runs::Words,
            "env" if has(&["-i", "-", "--ignore-environment", "-u", "--unset", "-S", "--split-string"]).is_some() => {
                label = format!("env {}", options.first().map(Word::display).unwrap_or_default());
                runs = Runs::Otherwise;
            }
            "command" if has(&["-v", "-V"]).is_some() => return,
            _ => {}
        }
        let assigned = options.iter().take_while(|word| is_assignment(word)).count();
        if row.name == "env" && assigned == options.len() {
            // `env A=b gh …` is `A=b gh …`.
            within.assignments = start + 1..start + at;
        }
        within.wrappers.push(wrapper(own, at, &label, runs, puts));
        within.words = start + at..start + end;
        if within.words.is_empty() {
            return;
        }
    }
    if !within.wrappers.is_empty() {
        found.push(within);
    }
}

fn wrapper(own: &[Word], at: usize, name: &str, runs: Runs, puts: Puts) -> Wrapper {
    let first = own.first().map_or(0, |word| word.span.start);
    let last = own.get(at.saturating_sub(1)).map_or(first, |word| word.span.end);
    Wrapper { span: Span::new(first, last), name: name.to_owned(), runs, puts }
}

/// The program's name without its directory.
fn program(words: &[Word]) -> Option<String> {
    Some(words.first()?.as_literal()?.rsplit('/').next().unwrap_or("").to_owned())
}

fn has_verb(own: &[Word], verb: &[&str]) -> bool {
    verb.iter().enumerate().all(|(nth, verb)| own.get(nth + 1).and_then(Word::as_literal).as_deref() == Some(verb))
}

/// The program with the verb by which it runs something elsewhere.
fn elsewhere(name: &str, own: &[Word]) -> Option<String> {
    let (_, verbs) = ELSEWHERE.iter().find(|(program, _)| *program == name)?;
    if verbs.is_empty() {
        return Some(name.to_owned());
    }
    let verb = own.iter().skip(1).filter_map(Word::as_literal).find(|word| verbs.contains(&word.as_str()))?;
    Some(format!("{name} {verb}"))
}

/// The index of the first word of the command that `row`'s program runs; `None` where there is none.
fn command_of(row: &Row, own: &[Word]) -> Option<usize> {
    let mut at = 1 + row.verb.len();
    let (mut operands, mut options) = (row.operands, true);
    while let Some(word) = own.get(at) {
        let text = word.as_literal();
        match text.as_deref() {
            Some("--") if options => {
                options = false;
                // `timeout -- 5 gh`: operands still come; of others, the command is next.
                at += 1;
            }
            Some(text) if options && text.len() > 1 && text.starts_with('-') => {
                at += if row.valued.contains(&text) { 2 } else { 1 };
            }
            Some("-") if options && row.name == "env" => at += 1,
            _ if row.name == "env" && is_assignment(word) => {
                options = false;
                at += 1;
            }
            // `retry 3 gh …`: how often.
            Some(text) if row.name == "retry" && text.bytes().all(|byte| byte.is_ascii_digit()) => at += 1,
            _ if operands > 0 => {
                operands -= 1;
                at += 1;
            }
            _ => return Some(at),
        }
    }
    None
}

fn is_assignment(word: &Word) -> bool {
    word.split_once('=').and_then(|(name, _)| name.as_literal()).is_some_and(|name| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

/// What xargs does with its input.
fn xargs_puts(options: &[Word]) -> Puts {
    let mut puts = Puts::ManyBehind;
    let mut words = options.iter().map(Word::display);
    while let Some(word) = words.next() {
        let (name, attached) = match word.strip_prefix("--") {
            Some(long) => {
                long.split_once('=').map_or((long.to_owned(), None), |(n, v)| (n.to_owned(), Some(v.to_owned())))
            }
            None => {
                let short = word.get(1..2).unwrap_or("").to_owned();
                let rest = word.get(2..).filter(|rest| !rest.is_empty()).map(str::to_owned);
                (short, rest)
            }
        };
        match name.as_str() {
            "I" => puts = Puts::InPlaceOf(attached.or_else(|| words.next()).unwrap_or_default()),
            "i" | "replace" => puts = Puts::InPlaceOf(attached.unwrap_or_else(|| "{}".to_owned())),
            // `-rn1`: of options written together the last may have a value.
            "n" | "max-args" if !matches!(puts, Puts::InPlaceOf(_)) => {
                let count = attached.or_else(|| words.next()).unwrap_or_default();
                puts = if count == "1" { Puts::OneBehind } else { Puts::ManyBehind };
            }
            "r" | "0" | "t"
                if attached.as_deref().is_some_and(|rest| rest.ends_with("n1") || rest.ends_with("I{}")) =>
            {
                let placed = attached.is_some_and(|rest| rest.ends_with("I{}"));
                puts = if placed { Puts::InPlaceOf("{}".to_owned()) } else { Puts::OneBehind };
            }
            "P" | "L" | "d" | "E" | "s" | "a" if attached.is_none() => {
                words.next();
            }
            _ => {}
        }
    }
    puts
}

/// The commands of `find … -exec COMMAND \;`: their words, and what find puts into them.
fn executed(own: &[Word]) -> Vec<(usize, usize, Puts)> {
    let mut found = Vec::new();
    let mut at = 1;
    while let Some(word) = own.get(at) {
        at += 1;
        if !matches!(word.source.as_str(), "-exec" | "-execdir" | "-ok" | "-okdir") {
            continue;
        }
        let rest = own.get(at..).unwrap_or(&[]);
        let ends = |word: &Word| matches!(word.as_literal().as_deref(), Some(";" | "+"));
        let Some(length) = rest.iter().position(ends) else { break };
        let many = rest.get(length).is_some_and(|word| word.source == "+");
        let puts = if many { Puts::ManyBehind } else { Puts::InPlaceOf("{}".to_owned()) };
        found.push((at, at + length, puts));
        at += length;
    }
    found
}

/// Whether a program of this name runs what it reads as shell code.
pub(super) fn runs_input(name: &str) -> bool {
    SHELLS.contains(&name) || matches!(name, "ssh" | "su")
}

/// Code in the words of a command.
#[derive(Debug)]
pub(super) enum Code {
    /// The text of one single-quoted word, or the quoted end of one, by its span in the text.
    Read(Span),
    /// A word that is taken apart before it is code.
    Unread(Span, String),
    /// The command's input is code; the error says why it is not read.
    Input(Result<(), String>),
}

/// Where `words` hold code that a shell runs.
pub(super) fn code(words: &[Word]) -> Vec<Code> {
    let mut found = Vec::new();
    let wrapped = of(words);
    if wrapped.is_empty() {
        code_of(words, &[], &mut found);
    }
    for one in &wrapped {
        code_of(words.get(one.words.clone()).unwrap_or(&[]), &one.wrappers, &mut found);
    }
    found
}

/// Why code is not read that one of `wrappers` runs.
fn obstacle(wrappers: &[Wrapper]) -> Option<String> {
    wrappers.iter().find_map(|wrapper| match wrapper.runs {
        Runs::Words | Runs::Joined => None,
        Runs::Elsewhere => Some(format!("`{}` runs it in another place, or as somebody else", wrapper.name)),
        Runs::WithoutEnvironment => Some(format!("`{}` does not pass the environment on", wrapper.name)),
        Runs::Otherwise => Some(format!("what `{}` runs is not known", wrapper.name)),
    })
}

fn code_of(own: &[Word], wrappers: &[Wrapper], found: &mut Vec<Code>) {
    let Some(name) = program(own) else { return };
    let obstacle = obstacle(wrappers);
    if wrappers.is_empty()
        && let Some(verb) = elsewhere(&name, own)
    {
        // `ssh host 'gh pr list'`: whichever word it is.
        let why = format!("`{verb}` runs it in another place, or as somebody else");
        let words = own.iter().skip(1).filter(|word| word.source.contains("gh"));
        found.extend(words.map(|word| Code::Unread(word.span, why.clone())));
        found.push(Code::Input(Err(why)));
        return;
    }
    let joined = wrappers.last().filter(|wrapper| wrapper.runs == Runs::Joined);
    let arguments = own.get(1..).unwrap_or(&[]);
    let mut codes: Vec<&Word> = Vec::new();
    match name.as_str() {
        // `watch 'gh pr list | head'`, `parallel 'gh pr close {}'`, `eval '…'`: one word that is all of the code.
        _ if joined.is_some() && own.len() == 1 => codes.extend(own.first()),
        shell if SHELLS.contains(&shell) => match code_argument(arguments) {
            Some(code) => codes.push(code),
            None if arguments.iter().all(|word| word.source.starts_with(['-', '+'])) => {
                found.push(Code::Input(obstacle.clone().map_or(Ok(()), Err)));
            }
            None => {}
        },
        "trap" if !wrappers.iter().any(|wrapper| wrapper.runs != Runs::Words) => codes.extend(arguments.first()),
        "alias" => codes.extend(arguments.iter().filter(|word| word.source.contains('='))),
        _ => {}
    }
    for word in codes {
        let puts = wrappers.iter().any(|wrapper| match &wrapper.puts {
            Puts::InPlaceOf(text) => word.source.contains(text.as_str()),
            Puts::OneBehind | Puts::ManyBehind => wrapper.runs == Runs::Joined,
            Puts::Nothing => false,
        });
        found.push(match (&obstacle, single_quoted(word)) {
            (Some(why), _) => Code::Unread(word.span, why.clone()),
            _ if puts => Code::Unread(word.span, "the code that it stands in is put together when it runs".to_owned()),
            (None, Some(inside)) => Code::Read(inside),
            (None, None) => {
                let why = "the shell takes the quotes around it apart before another reads it as code".to_owned();
                Code::Unread(word.span, why)
            }
        });
    }
}

/// The word that a shell's `-c` takes as code.
fn code_argument(arguments: &[Word]) -> Option<&Word> {
    let mut at = 0;
    loop {
        let text = arguments.get(at)?.as_literal()?;
        let is_cluster = text.starts_with('-') && !text.starts_with("--") && text.len() > 1;
        if is_cluster && text.ends_with('c') {
            return arguments.get(at + 1);
        }
        if !(is_cluster || text.starts_with("--") || text.starts_with('+')) {
            return None;
        }
        // `-o pipefail`, `-eo pipefail`
        at += if text.ends_with(['o', 'O']) && !text.starts_with("--") { 2 } else { 1 };
    }
}

/// The text between single quotes, when the word is nothing else, or `NAME=` in front of them.
fn single_quoted(word: &Word) -> Option<Span> {
    let only = word.parts.iter().all(|part| match part {
        Part::Literal { quote, .. } | Part::Placeholder { quote, .. } => *quote == Quote::Single,
        Part::Expansion { .. } => false,
    });
    let name = match word.parts.first() {
        _ if only => 0,
        Some(Part::Literal { text, quote: Quote::None }) if text.ends_with('=') => text.len(),
        _ => return None,
    };
    let rest = word.source.get(name..)?;
    let inside = rest.strip_prefix('\'')?.strip_suffix('\'')?;
    let start = word.span.start + name + 1;
    (!inside.contains('\'')).then(|| Span::new(start, start + inside.len()))
}
