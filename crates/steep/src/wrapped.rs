//! A command that another program runs: `xargs -I {} gh issue close {}`, `timeout 5 gh pr list`.
//!
//! A form of one program takes the command's place, word by word. A longer one goes there as `sh -c '…' sh VALUES`: what the
//! outer shell or the wrapper fills in is handed over as arguments, since the inner shell does not know it.

use steep_forge::Refusal;
use steep_shell::print::{self, Layout};
use steep_shell::{Arg, Command, Expansion, Part, Piece, Puts, Quote, Redirection, Runs, Script, Simple, Word};

/// The variable of an item that the wrapper puts in.
const ITEM: &str = "1";

/// The command as its form is to be found for: what the wrapper puts in is a variable.
pub(crate) fn opened(command: &Command) -> Result<Command, Refusal> {
    let mut command = command.clone();
    if command.wrappers.is_empty() {
        return Ok(command);
    }
    for wrapper in &command.wrappers {
        let refused = |why: &str| Err(Refusal::Wrapped { wrapper: wrapper.name.clone(), why: why.to_owned() });
        match (&wrapper.runs, &wrapper.puts) {
            (Runs::Elsewhere, _) => {
                return refused(
                    "in another place or as somebody else, where the programs and the token are perhaps not",
                );
            }
            (Runs::Otherwise, _) => return refused("what it runs is not known"),
            (_, Puts::ManyBehind) => {
                return refused("with as many values as fit, and each form takes one (`xargs -n 1` gives one)");
            }
            _ => {}
        }
    }
    if !command.redirects.is_empty() {
        let why = "a redirection of the program that runs gh stands between gh's words".to_owned();
        return Err(Refusal::Ambiguous { why });
    }
    let puts: Vec<Puts> = command.wrappers.iter().map(|wrapper| wrapper.puts.clone()).collect();
    for puts in puts {
        match puts {
            Puts::InPlaceOf(text) => command.words.iter_mut().for_each(|word| put_item(word, &text)),
            Puts::OneBehind => command.words.push(Word::from_parts(vec![item(Quote::Double)])),
            Puts::Nothing | Puts::ManyBehind => {}
        }
    }
    Ok(command)
}

/// Refuses a command about an item that a wrapper puts in, where what stands in front of it in its statement prints addresses: a
/// form takes numbers, and an address names its own repository.
pub(crate) fn not_by_address(outer: &Command, opened: &Command, text: &str) -> Result<(), Refusal> {
    let in_front = text.get(outer.unit..outer.span.start).unwrap_or_default();
    let mut names = in_front.split(|c: char| !c.is_ascii_alphanumeric());
    let is_alone = opened.words.iter().skip(1).any(|word| is_item(&word.parts));
    if outer.wrappers.is_empty() || !is_alone || !names.any(|name| matches!(name, "url" | "urls")) {
        return Ok(());
    }
    Err(Refusal::RuntimeValue {
        what: "which repository and which number an address of the list in front names".to_owned(),
    })
}

fn item(quote: Quote) -> Part {
    Part::Expansion { source: format!("${ITEM}").into(), kind: Expansion::Parameter(ITEM.into()), quote }
}

/// Puts the item in where `text` stands in a word.
fn put_item(word: &mut Word, text: &str) {
    if text.is_empty() || !word.source.contains(text) {
        return;
    }
    let mut parts = Vec::new();
    for part in &word.parts {
        let (Part::Literal { text: own, quote } | Part::Placeholder { source: own, quote }) = part else {
            parts.push(part.clone());
            continue;
        };
        if !own.contains(text) {
            parts.push(part.clone());
            continue;
        }
        for (nth, piece) in own.split(text).enumerate() {
            if nth > 0 {
                parts.push(item(Quote::Double));
            }
            if !piece.is_empty() {
                parts.push(Part::Literal { text: piece.into(), quote: *quote });
            }
        }
    }
    let span = word.span;
    *word = Word { span, ..Word::from_parts(parts) };
}

/// What stands for the `opened` command whose form is `script`: behind the wrappers of `command`.
pub(crate) fn printed(script: &Script, command: &Command, opened: &Command) -> Result<String, Refusal> {
    let joined = command.wrappers.iter().find(|wrapper| wrapper.runs == Runs::Joined);
    if let Some(wrapper) = joined {
        // The words are read a second time, so each must mean the same both times.
        let plain = |word: &Word| word.as_literal().is_some_and(|text| is_plain(&text)) || word.source.contains("{}");
        if !command.words.iter().all(plain) {
            let why = "it joins the words to code, and quotes among them would be lost".to_owned();
            return Err(Refusal::Wrapped { wrapper: wrapper.name.clone(), why });
        }
    }
    let layout = Layout::one_line();
    if let Some(simple) = in_place(script, command) {
        let text = print::script(&Script::Simple(simple), &layout).replace("'{}'", "{}");
        if joined.is_none() || text.chars().all(|c| is_plain(c.encode_utf8(&mut [0; 4])) || " {}".contains(c)) {
            return Ok(text);
        }
    }
    let refused = |wrapper: &str, why: &str| Refusal::Wrapped { wrapper: wrapper.to_owned(), why: why.to_owned() };
    if let Some(wrapper) = command.wrappers.iter().find(|wrapper| wrapper.runs == Runs::WithoutEnvironment) {
        return Err(refused(&wrapper.name, "it does not pass the token on to a form of several programs"));
    }
    let items = command.wrappers.iter().filter(|wrapper| wrapper.puts != Puts::Nothing);
    let item = items.clone().next();
    let code_needs = print::script(script, &layout);
    if let Some(wrapper) = joined {
        if item.is_some() || code_needs.contains('\n') {
            return Err(refused(&wrapper.name, "the form needs quotes of its own, and what it puts in does as well"));
        }
        return Ok(print::literal(&code_needs));
    }
    if items.count() > 1 {
        return Err(refused("xargs", "inside another program that puts values in"));
    }
    let (mut code, mut values) = (String::new(), Vec::new());
    let mut positional = usize::from(item.is_some());
    for name in variables(opened)? {
        positional += 1;
        code.push_str(&format!("{name}=${positional}; "));
        values.push(format!("\"${name}\""));
    }
    code.push_str(&code_needs);
    let mut text = format!("sh -c {}", print::literal(&code));
    match item.map(|wrapper| &wrapper.puts) {
        Some(Puts::InPlaceOf(text)) if code.contains(text.as_str()) => {
            return Err(refused("xargs", "the form holds the text that it replaces"));
        }
        // The item is the last argument, so it is the first only where nothing else is handed over.
        Some(Puts::OneBehind) if !values.is_empty() => {
            return Err(refused(
                "xargs",
                "its item comes behind the values that the form needs (`xargs -I {}` places it)",
            ));
        }
        Some(Puts::InPlaceOf(placed)) => text.push_str(&format!(" sh {placed}")),
        Some(Puts::OneBehind) => text.push_str(" sh"),
        _ if values.is_empty() => {}
        _ => text.push_str(" sh"),
    }
    for value in values {
        text.push(' ');
        text.push_str(&value);
    }
    Ok(text)
}

fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-./:=@%+,".contains(c))
}

/// The form as one program whose words can stand in the command's place.
fn in_place(script: &Script, command: &Command) -> Option<Simple> {
    let Script::Simple(simple) = script else { return None };
    let mut simple = simple.clone();
    let puts = command.wrappers.iter().map(|wrapper| &wrapper.puts).find(|puts| **puts != Puts::Nothing);
    if puts.is_some() {
        // xargs and parallel give their commands no input of their own.
        simple.redirections.retain(|redirection| *redirection != Redirection::NoInput);
    }
    let has_output = simple.args.iter().flat_map(|arg| &arg.pieces).any(|piece| matches!(piece, Piece::Output(_)));
    if !simple.assignments.is_empty() || !simple.redirections.is_empty() || has_output && puts.is_some() {
        return None;
    }
    if puts == Some(&Puts::OneBehind) {
        let last = simple.args.pop()?;
        let is_item = matches!(last.pieces.as_slice(), [Piece::Word(word)] if is_item(&word.parts));
        if !is_item || simple.args.iter().any(mentions_item) {
            return None;
        }
    }
    if let Some(Puts::InPlaceOf(text)) = puts {
        for piece in simple.args.iter_mut().flat_map(|arg| &mut arg.pieces) {
            let Piece::Word(word) = piece else { continue };
            let named = |part: &Part| if is_item(std::slice::from_ref(part)) { literal(text) } else { part.clone() };
            if word.parts.iter().any(|part| is_item(std::slice::from_ref(part))) {
                *word = Word::from_parts(word.parts.iter().map(named).collect());
            }
        }
    }
    Some(simple)
}

fn literal(text: &str) -> Part {
    Part::Literal { text: text.into(), quote: Quote::None }
}

fn is_item(parts: &[Part]) -> bool {
    matches!(parts, [Part::Expansion { kind: Expansion::Parameter(name), .. }] if name == ITEM)
}

fn mentions_item(arg: &Arg) -> bool {
    arg.pieces.iter().any(|piece| match piece {
        Piece::Word(word) => word.parts.iter().any(|part| is_item(std::slice::from_ref(part))),
        Piece::Variable(name) | Piece::Required(name) => name == ITEM,
        Piece::Text(_) | Piece::Output(_) | Piece::Break(_) => false,
    })
}

/// The variables that the words of the command need, which an inner shell does not have.
fn variables(command: &Command) -> Result<Vec<String>, Refusal> {
    let refused = |source: &str| {
        let why = format!("`{source}` cannot be handed over to the shell that a form of several programs needs");
        let wrapper = command.wrappers.last().map(|wrapper| wrapper.name.clone()).unwrap_or_default();
        Err(Refusal::Wrapped { wrapper, why })
    };
    let mut names: Vec<String> = Vec::new();
    let values = command.assignments.iter().map(|assignment| &assignment.value);
    for part in command.words.iter().chain(values).flat_map(|word| &word.parts) {
        let Part::Expansion { source, kind, .. } = part else { continue };
        match kind {
            Expansion::Parameter(name) if name == ITEM && *source == format!("${ITEM}") => {}
            Expansion::Parameter(name) => {
                let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
                if !is_name || part.variable().is_none() {
                    return refused(source);
                }
                if !names.iter().any(|it| it == name) {
                    names.push(name.to_string());
                }
            }
            // A glob means the same there; what else may be in it is not looked at.
            Expansion::Pattern if source.chars().all(|c| "*?~".contains(c)) => {}
            Expansion::Command if !source.get(1..).unwrap_or("").contains('$') => {}
            Expansion::Command | Expansion::Pattern | Expansion::Arithmetic | Expansion::Process => {
                return refused(source);
            }
        }
    }
    Ok(names)
}

/// Leaves only the assignments that the form has to make itself: those of gh's own variables, which mean nothing to other
/// programs. The others are in the environment that the wrapper passes on.
pub(crate) fn drop_passed_on(command: &mut Command) {
    if !command.wrappers.is_empty() {
        let is_ghs = |name: &str| name.starts_with("GH_") || name.starts_with("GITHUB_");
        command.assignments.retain(|assignment| is_ghs(&assignment.name));
    }
}
