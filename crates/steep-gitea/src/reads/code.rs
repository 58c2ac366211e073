//! Lines of code that hold words: Gitea's API has no code search, so the repositories are cloned and git looks.

use steep_forge::{Fidelity, Limit, Output, Refusal};
use steep_shell::{Arg, Redirection, Script, Word};

use crate::rest::{Rest, words};
use crate::{Emission, Tool};

/// Lines of code that hold all the words.
pub(crate) fn search_code(
    rest: Rest<'_>,
    words: &[Word],
    repositories: &[Word],
    owners: &[Word],
    limit: &Limit,
    output: &Output,
) -> Result<Emission, Refusal> {
    if *output != Output::Reader {
        return Err(Refusal::NoEquivalent { feature: "code search as JSON".to_owned() });
    }
    if !owners.is_empty() {
        return Err(Refusal::NoEquivalent { feature: "code search over an owner's repositories".to_owned() });
    }
    let [repository] = repositories else {
        return Err(Refusal::NoEquivalent { feature: "code search over all repositories".to_owned() });
    };
    if words.is_empty() {
        return Err(Refusal::UsageError { error: "code search needs words".to_owned() });
    }
    let address = Arg::text(format!("{}/", rest.host())).join(words::in_path(repository)?).then(".git");
    let folder = Arg::variable("clone");
    let make = Script::Assign("clone".to_owned(), Arg::output(Script::call(["mktemp", "-d"])));
    let clone = Script::call(
        ["git", "clone", "-q", "--depth", "1"].map(Arg::text).into_iter().chain([address, folder.clone()]),
    );
    let mut grep: Vec<Arg> = ["git", "-C"].map(Arg::text).to_vec();
    grep.push(folder.clone());
    grep.extend(["grep", "-i", "-n", "-F", "--all-match"].map(Arg::text));
    for word in words {
        grep.push("-e".into());
        grep.push(words::one(word)?.into());
    }
    let count = match limit {
        Limit::Count(count) => Arg::text(count.to_string()),
        Limit::Word(word) => Arg::from(words::one(word)?),
    };
    let first = Script::call([Arg::text("head"), Arg::text("-n"), count]);
    let remove = Script::call([Arg::text("rm"), Arg::text("-rf"), folder]);
    let look = Script::Sequence(vec![Script::call(grep).pipe(first), remove]);
    let chain = make.and(clone).and(Script::Group(Box::new(look), Vec::<Redirection>::new()));
    let script = rest.finish(Script::Subshell(Box::new(chain), Vec::new()));
    Ok(Emission::new(Tool::Git, Fidelity::Equivalent, script)
        .noting("lines of the default branch are looked through, not GitHub's index of words"))
}
