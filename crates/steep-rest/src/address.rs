//! What curl must be told about an address that the shell fills in.
//!
//! curl reads more in an address than a program that is given one expects: `[1-3]` and `{a,b}` stand for several addresses,
//! each of which is sent a request, and `/../` for a step up. In text that is written here both are settled when it is
//! written: brackets are percent-encoded, steps up refused. In what the shell fills in they are not known yet, so the call
//! says `-g` and `--path-as-is`. It says neither for what is known to hold no such text: numbers that a step has checked, and
//! what the server answered.
//!
//! A part of the path that holds nothing makes it another path: `issues//comments` is answered with the comments of all issues,
//! `labels/` with all labels. So what the shell fills in there has to hold something, else no request is sent.
//!
//! What a reader or a template engine fills in (`<number>`, `{{ number }}`) is text of the command before a shell sees it.
//! Whoever fills it in is trusted with more than the address.

use steep_shell::{Arg, Expansion, Part, Piece, Script, Simple, Word};

use crate::api::Api;

/// What is known of values that addresses hold.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    api: &'static Api,
    /// Variables whose values are percent-encoded: they hold no brackets, but may be a step up.
    encoded: Vec<String>,
    /// Variables that a step has set to what was a part of a path.
    bound: Vec<String>,
    /// Words that a step has found to be numbers.
    numbers: Vec<Word>,
    /// Words that the companion encodes, and how the shell would.
    filled_in: Vec<(Word, &'static str)>,
}

/// What a call has to say about its addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Needs {
    /// `-g`: brackets stand for themselves.
    pub(crate) no_globbing: bool,
    /// `--path-as-is`: steps up are sent.
    pub(crate) path_as_is: bool,
}

impl Known {
    /// Nothing is known yet.
    pub(crate) fn new(api: &'static Api) -> Self {
        Known { api, encoded: Vec::new(), bound: Vec::new(), numbers: Vec::new(), filled_in: Vec::new() }
    }

    pub(crate) fn is_encoded(&mut self, variable: &Arg) {
        if let [Piece::Variable(name)] = variable.pieces.as_slice() {
            self.encoded.push(name.clone());
        }
    }

    pub(crate) fn is_number(&mut self, number: &Arg) {
        self.numbers.extend(number.pieces.iter().filter_map(|piece| match piece {
            Piece::Word(word) => Some(word.clone()),
            Piece::Text(_) | Piece::Variable(_) | Piece::Required(_) | Piece::Output(_) | Piece::Break(_) => None,
        }));
    }

    pub(crate) fn is_bound(&mut self, variable: String) {
        self.bound.push(variable);
    }

    /// Says of the addresses of one call that their segments which are one variable each have to hold something: of each
    /// variable once.
    pub(crate) fn demand<'p>(&self, addresses: impl Iterator<Item = &'p mut Arg>) {
        let mut demanded: Vec<Piece> = Vec::new();
        for address in addresses {
            for nth in whole_segments(address, self.api) {
                let Some(piece) = address.pieces.get_mut(nth).filter(|piece| !demanded.contains(piece)) else {
                    continue;
                };
                let holding = match piece {
                    Piece::Variable(name) if self.encoded.contains(name) || self.bound.contains(name) => {
                        Piece::Required(name.clone())
                    }
                    Piece::Word(word) if !self.numbers.contains(word) => match required(word) {
                        Some(word) => Piece::Word(word),
                        None => continue,
                    },
                    _ => continue,
                };
                demanded.push(std::mem::replace(piece, holding));
            }
        }
    }

    /// Says that the companion encodes this word; `how`: as which jq program would.
    pub(crate) fn fills_in(&mut self, word: &Word, how: &'static str) {
        self.filled_in.push((word.clone(), how));
    }

    /// How a word is encoded that the companion encodes.
    pub(crate) fn filled_in(&self, word: &Word) -> Option<&'static str> {
        self.filled_in.iter().find(|(known, _)| known == word).map(|(_, how)| *how)
    }

    pub(crate) fn needs(&self, address: &Arg) -> Needs {
        const RAW: Needs = Needs { no_globbing: true, path_as_is: true };
        const ENCODED: Needs = Needs { no_globbing: false, path_as_is: true };
        let of_piece = |piece: &Piece| match piece {
            Piece::Word(word) if word.has_expansion() && !self.numbers.contains(word) => RAW,
            Piece::Variable(name) | Piece::Required(name) if self.encoded.contains(name) => ENCODED,
            Piece::Variable(name) | Piece::Required(name) if self.bound.contains(name) => RAW,
            Piece::Output(_) => RAW,
            Piece::Word(_) | Piece::Variable(_) | Piece::Required(_) | Piece::Text(_) | Piece::Break(_) => {
                Needs::default()
            }
        };
        // A whole address comes from the server, with names that others chose.
        let whole = match address.pieces.as_slice() {
            [Piece::Variable(_)] => Needs { no_globbing: true, path_as_is: false },
            _ => Needs::default(),
        };
        address.pieces.iter().map(of_piece).fold(whole, Needs::and)
    }
}

/// What is between two slashes of a path.
#[derive(Clone, Debug, Default)]
struct Segment {
    text: String,
    pieces: Vec<usize>,
}

/// Which of the pieces are a segment of the path each, or a side of two commits that are compared: each is a piece of its own, and
/// a server may take its default branch for an empty one. The repository is none: without its owner or its name there is no such
/// repository.
fn whole_segments(address: &Arg, api: &Api) -> Vec<usize> {
    let mut segments = vec![Segment::default()];
    'address: for (nth, piece) in address.pieces.iter().enumerate() {
        let Piece::Text(text) = piece else {
            segments.last_mut().into_iter().for_each(|last| last.pieces.push(nth));
            continue;
        };
        for char in text.chars() {
            match (char, segments.last_mut()) {
                ('?', _) => break 'address,
                ('/', _) => segments.push(Segment::default()),
                (other, Some(last)) => last.text.push(other),
                (_, None) => {}
            }
        }
    }
    let is_root = |segment: &Segment| api.root.rsplit('/').next() == Some(segment.text.as_str());
    let from_variable = matches!(address.pieces.first(), Some(Piece::Variable(name)) if name == api.address_variable);
    let root = segments.iter().position(is_root).map_or(usize::from(from_variable), |root| root + 1);
    let is_about_one = segments.get(root).is_some_and(|segment| segment.text == api.repositories);
    let first = root + if is_about_one { 3 } else { 0 };
    let compared = api.comparison;
    let whole = |nth: usize| {
        let Some(segment) = segments.get(nth) else { return [].as_slice() };
        let before = nth.checked_sub(1).and_then(|nth| segments.get(nth)).map_or("", |before| before.text.as_str());
        match segment.pieces.as_slice() {
            pieces @ [_] if segment.text.is_empty() && !api.files.contains(&before) => pieces,
            pieces if before == compared.below && segment.text.contains(compared.between) => pieces,
            _ => &[],
        }
    };
    (first..segments.len()).flat_map(whole).copied().collect()
}

/// The variable that the word is, with the demand that it holds something; `None` for any other word.
fn required(word: &Word) -> Option<Word> {
    let [part] = word.parts.as_slice() else { return None };
    let name = part.variable()?;
    let is_one = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    Word::parse(&format!("\"${{{name}:?}}\"")).filter(|_| is_one).map(|word| Word::from_parts(word.parts))
}

/// What of a path has to be put into a variable before it can be said that it has to hold something: the pieces, by their
/// place, that are one expansion each and no variable.
pub(crate) fn to_bind(path: &Arg, api: &Api) -> Vec<(usize, Word)> {
    let is_expansion = |word: &Word| {
        let of_one = |part: &Part| match part {
            Part::Expansion { kind, .. } => matches!(kind, Expansion::Parameter(_) | Expansion::Command),
            Part::Literal { text, .. } => text.is_empty(),
            Part::Placeholder { .. } => false,
        };
        word.has_expansion() && word.parts.iter().all(of_one) && required(word).is_none() && !is_demanded(word)
    };
    let word = |nth: usize| match path.pieces.get(nth) {
        Some(Piece::Word(word)) if is_expansion(word) => Some((nth, word.clone())),
        _ => None,
    };
    whole_segments(path, api).into_iter().filter_map(word).collect()
}

/// Whether its last expansion has to hold something: `${name:?}`.
fn is_demanded(word: &Word) -> bool {
    matches!(word.parts.last(), Some(Part::Expansion { source, .. }) if source.contains(":?"))
}

/// Whether the shell that runs the script ends where something holds nothing.
pub(crate) fn may_end(script: &Script) -> bool {
    let demands = |arg: &Arg| {
        arg.pieces.iter().any(|piece| match piece {
            Piece::Required(_) => true,
            Piece::Word(word) => is_demanded(word),
            Piece::Variable(_) | Piece::Text(_) | Piece::Output(_) | Piece::Break(_) => false,
        })
    };
    match script {
        Script::Simple(Simple { assignments, args, .. }) => {
            assignments.iter().map(|(_, value)| value).chain(args).any(demands)
        }
        Script::Assign(_, value) => demands(value),
        // Each stage but the last is a shell of its own everywhere.
        Script::Pipeline(stages) => stages.last().is_some_and(may_end),
        Script::And(all) | Script::Sequence(all) => all.iter().any(may_end),
        Script::Or(left, right) | Script::While(left, right) => may_end(left) || may_end(right),
        Script::For(_, items, body) => items.iter().any(demands) || may_end(body),
        Script::If(condition, then, otherwise) => {
            [condition, then].into_iter().chain(otherwise).any(|script| may_end(script))
        }
        Script::Case(value, arms) => demands(value) || arms.iter().any(|(_, body)| may_end(body)),
        Script::Not(inner) | Script::Group(inner, _) => may_end(inner),
        Script::Subshell(..) => false,
    }
}

impl Needs {
    pub(crate) fn and(self, other: Needs) -> Needs {
        Needs { no_globbing: self.no_globbing || other.no_globbing, path_as_is: self.path_as_is || other.path_as_is }
    }
}

/// Sees to it that what may end the shell ends one of its own where another part of the script goes on after its failure:
/// `(curl …) || echo failed`.
pub(crate) fn contain(script: &mut Script) {
    let in_its_own = |script: &mut Script| {
        if may_end(script) {
            let inner = std::mem::replace(script, Script::Sequence(Vec::new()));
            *script = Script::Subshell(Box::new(inner), Vec::new());
        }
    };
    let inside = |arg: &mut Arg| {
        for piece in &mut arg.pieces {
            if let Piece::Output(script) = piece {
                contain(script);
            }
        }
    };
    match script {
        Script::Simple(Simple { assignments, args, .. }) => {
            assignments.iter_mut().map(|(_, value)| value).chain(args).for_each(inside);
        }
        Script::Assign(_, value) => inside(value),
        Script::Pipeline(all) | Script::And(all) | Script::Sequence(all) => all.iter_mut().for_each(contain),
        Script::Or(left, right) => {
            contain(left);
            contain(right);
            in_its_own(left);
        }
        Script::While(condition, body) => {
            contain(condition);
            contain(body);
            in_its_own(condition);
        }
        Script::For(_, items, body) => {
            items.iter_mut().for_each(inside);
            contain(body);
        }
        Script::If(condition, then, otherwise) => {
            contain(condition);
            contain(then);
            otherwise.iter_mut().for_each(|otherwise| contain(otherwise));
            in_its_own(condition);
        }
        Script::Case(value, arms) => {
            inside(value);
            arms.iter_mut().for_each(|(_, body)| contain(body));
        }
        Script::Not(inner) => {
            contain(inner);
            in_its_own(inner);
        }
        Script::Group(inner, _) | Script::Subshell(inner, _) => contain(inner),
    }
}

#[cfg(test)]
mod tests {
    use steep_shell::print::{self, Layout};

    use super::*;
    use crate::tests::API;

    fn demanding(address: &Arg, known: &Known) -> Script {
        let mut address = address.clone();
        known.demand(std::iter::once(&mut address));
        Script::call([address])
    }

    fn printed(address: &Arg, known: &Known) -> String {
        print::script(&demanding(address, known), &Layout::one_line())
    }

    fn word(text: &str) -> Word {
        Word::parse(text).expect("a word")
    }

    #[test]
    fn what_is_a_segment_alone_has_to_hold_something() {
        let root = || Arg::text("https://mill.example.org/rest/v2/projects/");
        let issue = |number: &str| root().join(word("\"$REPO\"")).then("/issues/").join(word(number)).then("/comments");
        let known = Known::new(&API);
        for (number, expected) in [
            ("\"$n\"", "${n:?}"),
            ("\"${n}\"", "${n:?}"),
            ("\"$1\"", "${1:?}"),
            ("\"${n:-7}\"", "${n:-7}"),
            ("\"${n:?no number}\"", "${n:?no number}"),
            ("\"1$n\"", "1$n"),
            ("\"$a$b\"", "$a$b"),
        ] {
            let expected = format!("\"https://mill.example.org/rest/v2/projects/$REPO/issues/{expected}/comments\"");
            assert_eq!(printed(&issue(number), &known), expected);
        }
        let compared =
            root().join(word("\"$REPO\"")).then("/compare/").join(word("\"$a\"")).then("...v").join(word("\"$b\""));
        let expected = "\"https://mill.example.org/rest/v2/projects/$REPO/compare/${a:?}...v${b:?}\"";
        assert_eq!(printed(&compared, &known), expected);
        // The repository, the path of a file, and a value of the query are none.
        let whole =
            root().join(word("\"$o\"")).then("/").join(word("\"$r\"")).then("/contents/").join(word("\"$path\""));
        let whole = whole.then("?ref=").join(word("\"$ref\""));
        assert_eq!(
            printed(&whole, &known),
            "\"https://mill.example.org/rest/v2/projects/$o/$r/contents/$path?ref=$ref\""
        );
    }

    #[test]
    fn variables_of_ours_have_to_hold_what_they_are_set_to() {
        let mut known = Known::new(&API);
        known.is_encoded(&Arg::variable("tag"));
        let tag = |name: &str| Arg::text("https://h/rest/v2/projects/a/b/releases/tags/").join(Arg::variable(name));
        assert_eq!(printed(&tag("tag"), &known), "\"https://h/rest/v2/projects/a/b/releases/tags/${tag:?}\"");
        assert_eq!(printed(&tag("id"), &known), "\"https://h/rest/v2/projects/a/b/releases/tags/$id\"");
        assert!(may_end(&demanding(&tag("tag"), &known)));
        assert!(!may_end(&demanding(&tag("tag"), &known).pipe(Script::call(["jq"]))));
    }

    #[test]
    fn what_a_command_prints_is_put_into_a_variable_first() {
        let path = |number: &str| Arg::text("issues/").join(word(number));
        assert_eq!(to_bind(&path("\"$(next)\""), &API).len(), 1);
        assert_eq!(to_bind(&path("\"${url##*/}\""), &API).len(), 1);
        for other in ["\"$n\"", "\"1$(next)\"", "12", "\"${n:?}\""] {
            assert_eq!(to_bind(&path(other), &API), [], "{other}");
        }
    }
}
