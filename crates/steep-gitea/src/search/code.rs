//! Lines of code that hold words: Gitea's API has no code search, so the repositories are cloned and git looks.

use steep_forge::operation::CodeSearch;
use steep_forge::{Emission, Fidelity, Limit, Output, Refusal};
use steep_jq::jq;
use steep_rest::paging::Listing;
use steep_rest::{Rest, words};
use steep_shell::{Arg, Script, Word};

use crate::tool::GIT;

/// Lines of code that hold all the words.
pub(crate) fn by_rest(mut rest: Rest<'_>, search: &CodeSearch, output: &Output) -> Result<Emission, Refusal> {
    let CodeSearch { words, repositories, owners, limit, .. } = search;
    if *output != Output::Reader {
        return Err(Refusal::NoEquivalent { feature: "code search as JSON".to_owned() });
    }
    if words.is_empty() {
        return Err(Refusal::UsageError { error: "code search needs words".to_owned() });
    }
    // Unlike head, it reads to the end: under `pipefail` a search that is cut off has failed.
    let first = match limit {
        Limit::Count(count) => Script::call([Arg::text("sed"), Arg::text("-n"), Arg::text(format!("1,{count}p"))]),
        Limit::Word(word) => {
            let limit = Arg::text("limit=").join(words::one(word)?);
            Script::call([Arg::text("awk"), Arg::text("-v"), limit, Arg::text("NR <= limit")])
        }
    };
    let repositories = match (repositories.as_slice(), owners.as_slice()) {
        ([], []) => return Err(Refusal::NoEquivalent { feature: "code search over all repositories".to_owned() }),
        (repositories, []) => Named::These(repositories),
        ([], [owner]) => Named::Of(owner),
        _ => return Err(Refusal::NoEquivalent { feature: "code search over several owners".to_owned() }),
    };
    let script = match repositories {
        Named::These([repository]) => one(&rest, words::in_path(repository)?, search)?.pipe(first),
        Named::These(several) => {
            let items: Result<Vec<Arg>, Refusal> = several.iter().map(words::in_path).collect();
            let each = Script::For("repo".to_owned(), items?, Box::new(one(&rest, Arg::variable("repo"), search)?));
            each.pipe(first)
        }
        Named::Of(owner) => {
            let login = rest.segment("login", owner)?;
            let list = rest.at(Arg::text("users/").join(login).then("/repos"));
            let (source, stage) = Listing::new(rest.get(list), None).items().stream(jq(".full_name"), true);
            let read = Script::call(["read", "-r", "repo"]);
            let each = Script::While(Box::new(read), Box::new(one(&rest, Arg::variable("repo"), search)?));
            source.pipe(stage.raw().script()).pipe(each).pipe(first)
        }
    };
    let script = rest.finish(script);
    Ok(Emission::new(GIT, Fidelity::Equivalent, script)
        .losing("GitHub's index of words", "git looks through the default branch, line by line"))
}

enum Named<'w> {
    These(&'w [Word]),
    Of(&'w Word),
}

/// The lines of one repository, each with the repository's name in front, from a clone that is removed again.
fn one(rest: &Rest<'_>, slug: Arg, search: &CodeSearch) -> Result<Script, Refusal> {
    let folder = Arg::variable("clone");
    let make = Script::Assign("clone".to_owned(), Arg::output(Script::call(["mktemp", "-d"])));
    let mut clone: Vec<Arg> = vec!["git".into()];
    clone.extend(rest.git_authorization()?);
    clone.extend(["clone", "-q", "--depth", "1"].map(Arg::text));
    clone.push(Arg::text(format!("{}/", rest.host())).join(slug.clone()).then(".git"));
    clone.push(folder.clone());
    let mut grep: Vec<Arg> = vec!["git".into(), "-C".into(), folder.clone()];
    grep.extend(["grep", "-i", "-F", "--all-match"].map(Arg::text));
    for word in &search.words {
        grep.push("-e".into());
        grep.push(words::one(word)?.into());
    }
    let files = files(search)?;
    if !files.is_empty() {
        grep.push("--".into());
        grep.extend(files);
    }
    let named = Script::call([Arg::text("sed"), Arg::text("s#^#").join(slug).then(":#")]);
    let look = make.and(Script::call(clone)).and(Script::call(grep).pipe(named));
    let remove = Script::call([Arg::text("rm"), Arg::text("-rf"), folder]);
    Ok(Script::Subshell(Box::new(Script::Sequence(vec![look, remove])), Vec::new()))
}

/// Which files are looked into, as git's pathspecs; none: all.
fn files(search: &CodeSearch) -> Result<Vec<Arg>, Refusal> {
    let (extensions, names) = (&search.extensions, &search.names);
    if !extensions.is_empty() && !names.is_empty() {
        return Err(Refusal::NoEquivalent { feature: "files by their ending and their name at once".to_owned() });
    }
    let spec = |start: &'static str| move |word: &Word| Ok(Arg::text(start).join(words::one(word)?));
    let extensions = extensions.iter().map(spec(":(icase)*."));
    extensions.chain(names.iter().map(spec(":(icase,glob)**/"))).collect()
}
