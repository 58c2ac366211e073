//! What the document's own words do is done once, and first: `$(…)` is run as often and where the source would run it, and
//! standard input is read before a request could.
//!
//! A form may need a value several times, in a loop, or in a stage whose standard input is an answer of the server. A
//! substitution there would be run again for each, at other times, and would read that answer. It is put into a variable
//! before everything else. Its failure does not end the form: nor does it end the source's command.

use std::collections::{BTreeMap, HashSet};

use steep_shell::{Arg, Expansion, Part, Piece, Quote, Script, Simple, Word};

use super::names;
use crate::companion::FROM_STDIN;
use crate::words::literal;

/// The variable that holds what standard input held, as a JSON string.
const STDIN: &str = "stdin";

/// What forms look the branch up with: it reads no input, changes nothing and asks no server.
const OF_THE_BRANCH: &str = "$(git branch --show-current)";

/// How often something stands in a form, and whether it is where it must not stand.
#[derive(Clone, Copy, Debug, Default)]
struct Uses {
    count: usize,
    misplaced: bool,
}

impl Uses {
    fn add(&mut self, misplaced: bool) {
        self.count += 1;
        self.misplaced |= misplaced;
    }

    fn must_be_bound(self) -> bool {
        self.count > 1 || self.misplaced
    }
}

/// Takes out of `scripts`, which run one after the other, what must be done once; returns the steps that do it.
pub(crate) fn bind(scripts: &mut [Script]) -> Vec<Script> {
    let (mut order, mut substitutions, mut stdin) = (Vec::new(), BTreeMap::<String, Uses>::new(), Uses::default());
    let mut set = Vec::new();
    for script in scripts.iter_mut() {
        walk(script, false, &mut set, &mut |args, misplaced| {
            for word in words(args) {
                for source in word.parts.iter().filter_map(substitution) {
                    if !substitutions.contains_key(source) {
                        order.push(source.to_owned());
                    }
                    substitutions.entry(source.to_owned()).or_default().add(misplaced);
                }
            }
            let by_jq = args.windows(3).filter(|window| reads_stdin(window)).count();
            let by_companion = args.iter().filter(|arg| field_of_stdin(arg).is_some()).count();
            (0..by_jq + by_companion).for_each(|_| stdin.add(misplaced));
        });
    }
    let mut steps = Vec::new();
    let mut bound = BTreeMap::new();
    let set: HashSet<String> = set.into_iter().collect();
    let free = |name| names::free(name, |name| set.contains(name));
    let mut values = free("value");
    for source in order {
        if !substitutions.get(&source).is_some_and(|uses| uses.must_be_bound()) {
            continue;
        }
        let name = values.next().unwrap_or_default();
        let part = Part::Expansion { source: source.as_str().into(), kind: Expansion::Command, quote: Quote::Double };
        let value = Script::Assign(name.clone(), Arg::from(Word::from_parts(vec![part])));
        steps.push(Script::Or(Box::new(value), Box::new(Script::call([":"]))));
        bound.insert(source, name);
    }
    let from_stdin = stdin.must_be_bound().then(|| free(STDIN).next().unwrap_or_default());
    if let Some(name) = &from_stdin {
        steps.push(Script::Assign(name.clone(), Arg::output(Script::call(["jq", "-Rs", "."]))));
    }
    if steps.is_empty() {
        return steps;
    }
    for script in scripts {
        walk(script, false, &mut Vec::new(), &mut |args, _| {
            if let Some(name) = &from_stdin {
                for arg in args.iter_mut() {
                    if let Some(key) = field_of_stdin(arg) {
                        *arg = Arg::text(format!("{key}:=")).join(Arg::variable(name.as_str()));
                    }
                }
                for first in 0..args.len() {
                    if let Some([option, _, file]) = args.get_mut(first..first + 3)
                        && is_text(option, "--rawfile")
                        && is_text(file, "/dev/stdin")
                    {
                        *option = Arg::text("--argjson");
                        *file = Arg::variable(name.as_str());
                    }
                }
            }
            for arg in args {
                let pieces = std::mem::take(&mut arg.pieces);
                arg.pieces = pieces.into_iter().flat_map(|piece| without(piece, &bound)).collect();
            }
        });
    }
    steps
}

/// The source of a part that runs commands and is one argument.
fn substitution(part: &Part) -> Option<&str> {
    match part {
        Part::Expansion { source, kind: Expansion::Command, quote: Quote::Double } if source != OF_THE_BRANCH => {
            Some(source)
        }
        _ => None,
    }
}

/// The piece with the variables in place of what is bound.
fn without(piece: Piece, bound: &BTreeMap<String, String>) -> Vec<Piece> {
    let word = match piece {
        Piece::Word(word)
            if word.parts.iter().any(|part| substitution(part).is_some_and(|source| bound.contains_key(source))) =>
        {
            word
        }
        other => return vec![other],
    };
    let mut pieces = Vec::new();
    let mut before = Vec::new();
    let word_of = |parts: &mut Vec<Part>| {
        let parts = std::mem::take(parts);
        (!parts.is_empty()).then(|| Piece::Word(Word::from_parts(parts)))
    };
    for part in word.parts {
        match substitution(&part).and_then(|source| bound.get(source)) {
            Some(name) => {
                pieces.extend(word_of(&mut before));
                pieces.push(Piece::Variable(name.clone()));
            }
            None => before.push(part),
        }
    }
    pieces.extend(word_of(&mut before));
    pieces
}

fn words(args: &[Arg]) -> impl Iterator<Item = &Word> {
    args.iter().flat_map(|arg| &arg.pieces).filter_map(|piece| match piece {
        Piece::Word(word) => Some(word),
        Piece::Text(_) | Piece::Variable(_) | Piece::Required(_) | Piece::Output(_) | Piece::Break(_) => None,
    })
}

fn is_text(arg: &Arg, wanted: &str) -> bool {
    literal(arg).is_some_and(|text| text == wanted)
}

/// Whether it is `--rawfile NAME /dev/stdin`.
fn reads_stdin(args: &[Arg]) -> bool {
    matches!(args, [option, _, file] if is_text(option, "--rawfile") && is_text(file, "/dev/stdin"))
}

/// The key of a field of the companion's that is what standard input holds: `body` of `body@=-`. What the source says is no text
/// of ours, so that a value which ends like that is none.
fn field_of_stdin(arg: &Arg) -> Option<&str> {
    match arg.pieces.as_slice() {
        [Piece::Text(text)] => text.strip_suffix(FROM_STDIN),
        _ => None,
    }
}

/// Shows `visit` every list of arguments, and whether it stands in a loop or in a stage that reads another's output. `set`
/// gets the names of the variables that are set.
fn walk(script: &mut Script, misplaced: bool, set: &mut Vec<String>, visit: &mut dyn FnMut(&mut [Arg], bool)) {
    match script {
        Script::Simple(Simple { assignments, args, .. }) => {
            for (_, value) in assignments {
                shown(std::slice::from_mut(value), misplaced, set, visit);
            }
            shown(args, misplaced, set, visit);
        }
        Script::Assign(name, value) => {
            set.push(name.clone());
            shown(std::slice::from_mut(value), misplaced, set, visit);
        }
        Script::Pipeline(stages) => {
            for (nth, stage) in stages.iter_mut().enumerate() {
                walk(stage, misplaced || nth > 0, set, visit);
            }
        }
        Script::And(all) | Script::Sequence(all) => {
            for script in all {
                walk(script, misplaced, set, visit);
            }
        }
        Script::Or(left, right) => {
            walk(left, misplaced, set, visit);
            walk(right, misplaced, set, visit);
        }
        Script::While(condition, body) => {
            walk(condition, true, set, visit);
            walk(body, true, set, visit);
        }
        Script::For(name, items, body) => {
            set.push(name.clone());
            shown(items, misplaced, set, visit);
            walk(body, true, set, visit);
        }
        Script::If(condition, then, otherwise) => {
            walk(condition, misplaced, set, visit);
            walk(then, misplaced, set, visit);
            if let Some(otherwise) = otherwise {
                walk(otherwise, misplaced, set, visit);
            }
        }
        Script::Case(value, arms) => {
            shown(std::slice::from_mut(value), misplaced, set, visit);
            for (_, body) in arms {
                walk(body, misplaced, set, visit);
            }
        }
        Script::Not(inner) | Script::Group(inner, _) | Script::Subshell(inner, _) => {
            walk(inner, misplaced, set, visit);
        }
    }
}

fn shown(args: &mut [Arg], misplaced: bool, set: &mut Vec<String>, visit: &mut dyn FnMut(&mut [Arg], bool)) {
    visit(args, misplaced);
    for piece in args.iter_mut().flat_map(|arg| &mut arg.pieces) {
        if let Piece::Output(script) = piece {
            walk(script, misplaced, set, visit);
        }
    }
}
