//! What changes of releases share: the tag that names one, its id, and the files that are uploaded.

use steep_forge::Refusal;
use steep_shell::{Arg, Expansion, Part, Quote, Redirection, Script, Simple, Word};

use crate::Emission;
use crate::rest::{Jq, Rest, Vars, words};

/// What a text that only mentions a command is told about `<tag>`.
pub(crate) const TAG_IS_OPEN: &str = "no tag is given: `<tag>` stands in its place";

/// A name, or where the text only mentions the command, a placeholder for the reader.
pub(crate) fn named(name: Option<&Word>, placeholder: &str) -> Word {
    name.cloned().unwrap_or_else(|| {
        Word::from_parts(vec![Part::Placeholder { source: placeholder.to_owned(), quote: Quote::None }])
    })
}

/// The address of the release of a tag.
pub(super) fn of_tag(rest: &mut Rest<'_>, tag: Option<&Word>) -> Result<Arg, Refusal> {
    let tag = rest.segment("tag", &named(tag, "<tag>"))?;
    rest.repo(Arg::text("releases/tags/").join(tag))
}

/// The id of the release of a tag, in a variable.
pub(super) fn id(rest: &mut Rest<'_>, tag: Option<&Word>) -> Result<Arg, Refusal> {
    let release = of_tag(rest, tag)?;
    let look = rest.get(release).script().pipe(Jq::over(".id", true).script());
    Ok(rest.set("id", look))
}

/// Fails first where the repository does not have the tag.
pub(super) fn verify_tag(rest: &mut Rest<'_>, tag: &Word) -> Result<(), Refusal> {
    let tag = rest.segment("tag", tag)?;
    let tag = rest.repo(Arg::text("tags/").join(tag))?;
    rest.step(super::silent(rest.get(tag)));
    Ok(())
}

/// Fails where one of the files is not there or cannot be read: of a folder curl would send nothing, and succeed.
pub(crate) fn files_are_there(files: &[Word]) -> Script {
    let args = std::iter::once(Arg::text("cat")).chain(files.iter().map(Arg::from)).collect();
    Script::Simple(Simple { args, redirections: vec![Redirection::NoOutput], ..Simple::default() })
}

/// A jq condition that an asset has the name of one of the files, which are the program's arguments.
pub(super) const IS_ONE_OF_THE_FILES: &str = ".name | IN($ARGS.positional[] | split(\"/\") | last)";

/// Uploads the files to the release `id`. `otherwise`: what is done when one fails, before the whole form fails.
pub(super) fn upload(
    rest: &mut Rest<'_>,
    id: Arg,
    files: &[Word],
    otherwise: Option<Script>,
) -> Result<Script, Refusal> {
    let address = rest.repo(Arg::text("releases/").join(id).then("/assets"))?;
    let send = |content: Arg| {
        let call = rest.get(address.clone()).option("-F").option(Arg::text("attachment=@").join(content));
        super::silent(call)
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
        Part::Expansion { kind, quote, .. } => {
            *quote == Quote::Double && !matches!(kind, Expansion::Pattern | Expansion::Process)
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
pub(super) fn over_files(program: String, files: &[Word], vars: Vars) -> Script {
    Jq::new(program).null_input().vars(vars).positional(files.iter().map(Arg::from).collect()).script()
}

impl Emission {
    /// The same, with a note where the tag is only a mention.
    pub(super) fn noting_tag(self, tag: Option<&Word>) -> Self {
        if tag.is_none() { self.noting(TAG_IS_OPEN) } else { self }
    }
}
