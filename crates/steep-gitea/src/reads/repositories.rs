//! Repositories: clones, lists, views.

use steep_forge::operation::{RepositoryClone, RepositoryList, Visibility};
use steep_forge::{Fidelity, Output, Refusal};
use steep_shell::{Arg, Script, Word};

use super::present::{self, Conditions, Form, Rows};
use crate::projection::REPOSITORY;
use crate::rest::paging::Listing;
use crate::rest::{Jq, Rest, words};
use crate::{Emission, Tool};

/// gh's columns: name, description, what it is, last change.
pub(super) const ROWS: Rows = Rows {
    exact: &[
        ".full_name",
        ".description",
        "([(if .internal then \"internal\" elif .private then \"private\" else \"public\" end), \
     (if .fork then \"fork\" else empty end), (if .archived then \"archived\" else empty end)] | join(\", \"))",
        ".updated_at",
    ],
    brief: &[".full_name", ".description", ".updated_at"],
};

/// Gets a copy of a repository, over HTTPS as gh does.
pub(crate) fn repository_clone(mut rest: Rest<'_>, clone: &RepositoryClone) -> Result<Emission, Refusal> {
    if let Some(remote) = &clone.upstream_remote
        && remote.as_literal().as_deref() != Some("upstream")
    {
        return Err(Refusal::NoEquivalent { feature: "a remote for the parent of a fork".to_owned() });
    }
    let address = match &clone.repository {
        Some(word) if is_address(word) => Arg::from(words::one(word)?),
        Some(word) => {
            let slug = words::in_path(word)?;
            let base = Arg::text(format!("{}/", rest.host()));
            let display = word.display();
            let bare = !display.contains('/') && !word.has_expansion() && !word.has_placeholder();
            let base = if bare { base.join(rest.me()).then("/") } else { base };
            let ends_so = word.as_literal().is_some_and(|text| text.ends_with(".git"));
            base.join(slug).then(if ends_so { "" } else { ".git" })
        }
        None => Arg::text(format!("{}/", rest.host())).join(crate::rest::placeholder("<owner>/<name>")).then(".git"),
    };
    let mut args: Vec<Arg> = vec!["git".into()];
    if !clone.repository.as_ref().is_some_and(is_address) {
        args.extend(rest.git_authorization()?);
    }
    args.push("clone".into());
    args.extend(clone.git_arguments.iter().map(Arg::from));
    args.push(address);
    args.extend(clone.directory.iter().map(Arg::from));
    let script = rest.finish(Script::call(args));
    Ok(Emission::new(Tool::Git, Fidelity::Exact, script))
}

/// Whether the word is a URL or an SSH address.
fn is_address(word: &Word) -> bool {
    let display = word.display();
    display.contains("://") || display.split_once('/').is_some_and(|(host, _)| host.contains(['@', ':']))
}

/// The repositories of an owner, the ones changed last first.
pub(crate) fn repository_list(mut rest: Rest<'_>, list: &RepositoryList, output: &Output) -> Result<Emission, Refusal> {
    let form = Form::new(&rest, &REPOSITORY, output, true, &ROWS)?;
    let owner = match &list.owner {
        Some(owner) => {
            let login = rest.segment("login", owner)?;
            rest.at(Arg::text("users/").join(login))
        }
        None => rest.at("user"),
    };
    let id = rest.get(owner).script().pipe(Jq::over(".id", true).script());
    let owner = rest.set("owner", id);
    // The only list of repositories that Gitea sorts.
    let call = rest
        .get(rest.at("repos/search"))
        .query_number("uid", owner)
        .query("exclusive", "true")
        .query("sort", "updated")
        .query("order", "desc");
    let mut listing = Listing::new(call, Some(list.limit.clone())).wrapped_in("data");
    let mut selects: Vec<String> = Vec::new();
    selects.extend(list.visibility.map(|visibility| seen_as(visibility).to_owned()));
    let flag = |field: &str, wanted: bool| if wanted { format!(".{field}") } else { format!(".{field} | not") };
    selects.extend(list.fork.map(|wanted| flag("fork", wanted)));
    selects.extend(list.archived.map(|wanted| flag("archived", wanted)));
    if let Some(language) = &list.language {
        words::one(language)?;
        let language = listing.vars().word("language", language);
        selects.push(format!("(.language | ascii_downcase) == ({language} | ascii_downcase)"));
    }
    for topic in &list.topics {
        words::one(topic)?;
        let topic = listing.vars().word("topic", topic);
        selects.push(format!("any(.topics[]?; . == {topic})"));
    }
    for condition in selects {
        listing.select(condition);
    }
    present::list(rest, listing.items(), &REPOSITORY, &form, &Conditions::default(), None)
}

/// Who sees a repository, as a jq condition.
pub(super) fn seen_as(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => ".private or .internal | not",
        Visibility::Private => ".private and (.internal | not)",
        Visibility::Internal => ".internal",
    }
}

/// One repository: the asked fields, or its name, its description and its README.
pub(crate) fn repository_view(mut rest: Rest<'_>, branch: Option<&Word>, output: &Output) -> Result<Emission, Refusal> {
    if let Output::Json { .. } = output {
        let form = Form::new(&rest, &REPOSITORY, output, false, &ROWS)?;
        return super::view::fields(rest, &REPOSITORY, &form, "", Arg::default());
    }
    let repository = rest.repo("")?;
    let must_fail = rest.status_is_used();
    let about = rest.get(repository).script().pipe(
        Jq::over("\"name:\\t\\(.full_name)\", \"description:\\t\\(.description)\", \"--\"", must_fail).raw().script(),
    );
    let readme = rest.repo("raw/README.md")?;
    let mut readme = rest.get(readme);
    if let Some(branch) = branch {
        readme = readme.query("ref", words::one(branch)?);
    }
    // gh shows a repository without a README too.
    let readme = Script::Or(Box::new(readme.script()), Box::new(Script::call(["echo", "no README"])));
    let script = about.and(readme);
    Ok(Emission::new(Tool::Curl, Fidelity::Equivalent, rest.finish(script)))
}
