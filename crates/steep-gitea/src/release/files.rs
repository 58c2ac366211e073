//! The files of a release that are uploaded.

use steep_forge::Refusal;
use steep_jq::Expr;
use steep_rest::{Jq, Rest, Vars, words};
use steep_shell::{Arg, Expansion, Part, Quote, Redirection, Script, Simple, Word};

use crate::change;

/// Fails where one of the files is not there or cannot be read: of a folder curl would send nothing, and succeed.
pub(crate) fn files_are_there(files: &[Word]) -> Script {
    let args = std::iter::once(Arg::text("cat")).chain(files.iter().map(Arg::from)).collect();
    // Of no file at all, cat reads its standard input.
    let input = files.iter().all(is_array).then_some(Redirection::NoInput);
    let redirections = input.into_iter().chain([Redirection::NoOutput]).collect();
    Script::Simple(Simple { args, redirections, ..Simple::default() })
}

/// The files, of which there has to be one: an array must not be empty.
pub(crate) fn at_least_one(files: &[Word]) -> Vec<Word> {
    match files {
        [only] if is_array(only) => vec![demanded(only).unwrap_or_else(|| only.clone())],
        files => files.to_vec(),
    }
}

/// `"${files[@]:?}"` for `"${files[@]}"`.
fn demanded(array: &Word) -> Option<Word> {
    let [Part::Expansion { source, .. }] = array.parts.as_slice() else { return None };
    let open = source.strip_suffix('}')?;
    Word::parse(&format!("\"{open}:?}}\""))
}

/// Whether it is all of an array, `"${files[@]}"`: as many words as there are, or none.
fn is_array(word: &Word) -> bool {
    let of_one = |part: &Part| matches!(part, Part::Expansion { source, .. } if source.ends_with("[@]}"));
    word.parts.len() == 1 && word.parts.iter().all(of_one)
}

/// A jq condition that an asset has the name of one of the files, which are the program's arguments.
pub(crate) const IS_ONE_OF_THE_FILES: &str = ".name | IN($ARGS.positional[] | split(\"/\") | last)";

/// Uploads the files to the release `id`. `otherwise`: what is done when one fails, before the whole form fails.
pub(crate) fn upload(
    rest: &mut Rest<'_>,
    id: Arg,
    files: &[Word],
    otherwise: Option<Script>,
) -> Result<Script, Refusal> {
    let address = rest.repo(Arg::text("releases/").join(id).then("/assets"))?;
    let send = |content: Arg| {
        let call = rest.get(address.clone()).upload(content);
        change::silent(call)
    };
    let fail = || {
        let exit = Script::call(["exit", "1"]);
        match &otherwise {
            Some(first) => Script::Group(Box::new(Script::Sequence(vec![first.clone(), exit])), Vec::new()),
            None => exit,
        }
    };
    if let [file] = files
        && is_one(file)
    {
        let one = send(content(file)?);
        return Ok(match otherwise {
            Some(_) => Script::Group(Box::new(Script::Or(Box::new(one), Box::new(fail()))), Vec::new()),
            None => one,
        });
    }
    // Quotes keep curl from reading a comma or a semicolon in the name.
    let each = send(Arg::text("\"").join(Arg::variable("file")).then("\""));
    let each = Script::Or(Box::new(each), Box::new(fail()));
    Ok(Script::For("file".to_owned(), files.iter().map(Arg::from).collect(), Box::new(each)))
}

/// Whether the word is one file, whatever the shell fills in.
pub(crate) fn is_one(word: &Word) -> bool {
    word.parts.iter().all(|part| match part {
        Part::Literal { .. } | Part::Placeholder { .. } => true,
        Part::Expansion { source, kind, quote } => {
            *quote == Quote::Double
                && !matches!(kind, Expansion::Pattern | Expansion::Process)
                && !source.contains("[@]")
        }
    })
}

/// A file as the value of a form field of curl's.
fn content(file: &Word) -> Result<Arg, Refusal> {
    let file = Arg::from(words::one(file)?);
    Ok(match words::literal(&file) {
        Some(name) if name.contains(['"', '\\', ',', ';']) => {
            Arg::text(format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")))
        }
        Some(_) => file,
        None => Arg::text("\"").join(file).then("\""),
    })
}

/// A jq stage with the names of the files as its arguments.
pub(crate) fn over_files(program: Expr, files: &[Word], vars: Vars) -> Script {
    Jq::new(program).null_input().vars(vars).positional(files.iter().map(Arg::from).collect()).script()
}
