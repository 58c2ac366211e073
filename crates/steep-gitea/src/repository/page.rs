//! Addresses of pages of the web site.

use steep_forge::operation::{FilePage, Page, Revision};
use steep_forge::{Emission, Fidelity, Refusal};
use steep_jq::jq;
use steep_rest::encoding::{PATH, encoded_path};
use steep_rest::{Jq, Rest, words};
use steep_shell::{Arg, Script, Word};

use crate::rest::lookup::LookUp;
use crate::tool::CURL;

/// The address of a page of the repository, where the server has it.
pub(crate) fn by_rest(mut rest: Rest<'_>, page: &Page) -> Result<Emission, Refusal> {
    let site = Arg::text(rest.host()).then("/").join(rest.slug()?);
    if rest.status_is_used() {
        // gh looks whether there is such a repository.
        let repository = rest.repo("")?;
        rest.step(rest.get(repository).option("-o").option("/dev/null").script());
    }
    let address = match page {
        Page::Home => site,
        // The server leads on to a pull request of that number.
        Page::Item(number) => site.then("/issues/").join(words::in_page(number)?),
        Page::Commit(commit) => site.then("/commit/").join(words::in_page(commit)?),
        Page::Actions => site.then("/actions"),
        Page::Projects => site.then("/projects"),
        Page::Releases => site.then("/releases"),
        Page::Settings => site.then("/settings"),
        Page::Wiki => site.then("/wiki"),
        Page::File(file) => {
            let FilePage { at, path, lines, blame } = file.as_ref();
            let view = if *blame { "/blame/" } else { "/src/" };
            let mut address = site.then(view).join(revision(&mut rest, at)?);
            if let Some(path) = path {
                address = address.then("/");
                if rest.is_here() {
                    // gh takes it from the folder that it runs in.
                    let prefix = Script::call(["git", "rev-parse", "--show-prefix"]);
                    let encode = Jq::new(jq(PATH)).raw_input().raw().script();
                    address = address.join(rest.set("prefix", prefix.pipe(encode)));
                }
                address = address.join(encoded(&mut rest, "file", &without_slash(path))?);
            }
            if let Some((first, last)) = lines {
                // Of a file that can be shown otherwise, too, only its source has lines.
                let mark = if *blame { "#L" } else { "?display=source#L" };
                address = address.then(mark).join(words::in_page(first)?);
                if let Some(last) = last {
                    address = address.then("-L").join(words::in_page(last)?);
                }
            }
            address
        }
    };
    let script = rest.finish(Script::call([Arg::text("echo"), address]));
    Ok(Emission::new(CURL, Fidelity::Equivalent, script))
}

/// `branch/NAME` or `commit/ID`.
fn revision(rest: &mut Rest<'_>, at: &Revision) -> Result<Arg, Refusal> {
    Ok(match at {
        Revision::DefaultBranch => Arg::text("branch/").join(rest.default_branch("branch")?),
        Revision::Branch(branch) => Arg::text("branch/").join(encoded(rest, "branch", branch)?),
        Revision::Commit(commit) => Arg::text("commit/").join(words::in_page(commit)?),
        Revision::LastCommit => {
            let commits = rest.repo("commits")?;
            let last = rest.get(commits).query("limit", "1");
            let id = last.script().pipe(Jq::over(jq(".[0].sha"), true).raw().script());
            Arg::text("commit/").join(rest.set("commit", id))
        }
    })
}

/// A path in an address: what only the shell knows is encoded in a step of its own.
fn encoded(rest: &mut Rest<'_>, name: &str, word: &Word) -> Result<Arg, Refusal> {
    if !word.has_expansion() {
        return words::in_page(word);
    }
    Ok(rest.set_another(name, encoded_path(name, word)?))
}

/// A folder without the slash at its end.
fn without_slash(path: &Word) -> Word {
    match path.as_literal() {
        Some(text) => Word::literal(text.trim_end_matches('/')),
        None => path.clone(),
    }
}
