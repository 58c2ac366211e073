//! A new repository.

use steep_forge::operation::{CreatedCopy, RepositoryCreate};
use steep_forge::{Emission, Refusal};
use steep_jq::{Expr, jq};
use steep_rest::{Jq, Json, Rest, Vars, words};
use steep_shell::{Arg, Redirection, Script, Simple, Word};

use crate::change;
use crate::change::text::one;
use crate::repository::licences;
use crate::tea::Job;

/// Makes a repository and prints its address.
pub(crate) fn by_rest(mut rest: Rest<'_>, create: &RepositoryCreate) -> Result<Emission, Refusal> {
    source_is_there(&mut rest, &create.copy)?;
    let (owner, name) = owner_and_name(&mut rest, create)?;
    let has_content = create.readme || create.licence.is_some() || create.gitignore.is_some();
    let mut entries = vec![("name", name.clone()), ("private", Json::Fixed(Expr::boolean(create.private)))];
    if let Some(description) = &create.description {
        entries.push(("description", one(description)?));
    }
    if has_content {
        entries.push(("auto_init", Json::Fixed(Expr::boolean(true))));
    }
    if let Some(licence) = &create.licence {
        entries.push(("license", Json::text(licences::name(licence)?)));
    }
    if let Some(gitignore) = &create.gitignore {
        entries.push(("gitignores", one(gitignore)?));
    }
    let url = match &create.template {
        Some(template) => {
            let owner = match owner {
                Some(owner) => one(&owner)?,
                None => Json::text(rest.me()),
            };
            entries.extend([("owner", owner), ("git_content", Json::Fixed(Expr::boolean(true)))]);
            // What the shell fills in is taken for a whole name, as that of any other repository.
            let is_own = template.as_literal().is_some_and(|text| !text.contains('/'));
            let slug =
                if is_own { rest.own_slug_of("template", template)? } else { rest.slug_of("template", template)? };
            rest.at(Arg::text("repos/").join(slug).then("/generate"))
        }
        None => {
            let collection = collection(&mut rest, owner.as_ref())?;
            rest.at(collection.then("/repos"))
        }
    };
    let mut made = rest.send("POST", url).json(Json::object(entries));
    // What cannot be said of a new repository is said of it as soon as it is there.
    let mut changes = Vec::new();
    if let Some(homepage) = &create.homepage {
        changes.push(("website", one(homepage)?));
    }
    for (key, without) in [("has_issues", create.without_issues), ("has_wiki", create.without_wiki)] {
        if without {
            changes.push((key, Json::Fixed(Expr::boolean(false))));
        }
    }
    if !changes.is_empty() {
        let slug = made.script().pipe(Jq::over(jq(".full_name"), true).raw().script());
        let slug = rest.set("repo", slug);
        made = rest.send("PATCH", rest.at(Arg::text("repos/").join(slug))).json(Json::object(changes));
    }
    let made = change::showing_address(made);
    let main = match &create.copy {
        CreatedCopy::None => made,
        copy => {
            let url = rest.set("url", made);
            let show = Script::call([Arg::text("printf"), Arg::text("%s\\n"), url.clone()]);
            show.and(copied(&rest, copy, &name, url, has_content || create.template.is_some())?)
        }
    };
    let emission = change::requests(rest, main);
    let is_mention = create.name.is_none() && !matches!(create.copy, CreatedCopy::Remote { .. });
    let emission =
        if is_mention { emission.noting("no name is given: `<name>` stands in its place") } else { emission };
    Ok(if has_content && !create.readme {
        emission.losing("no README", "Gitea makes one beside a licence and a .gitignore")
    } else {
        emission
    })
}

/// Fails before anything is made where the folder is no repository, or holds nothing to push.
fn source_is_there(rest: &mut Rest<'_>, copy: &CreatedCopy) -> Result<(), Refusal> {
    let CreatedCopy::Remote { folder, push, .. } = copy else { return Ok(()) };
    let ask: &[&str] = if *push { &["rev-parse", "--verify", "-q", "HEAD"] } else { &["rev-parse", "--git-dir"] };
    let mut args = git_in(folder)?;
    args.extend(ask.iter().map(|word| Arg::text(*word)));
    rest.step(Script::Simple(Simple { args, redirections: vec![Redirection::NoOutput], ..Simple::default() }));
    Ok(())
}

/// The owner where one is named, and the name: that of the folder where none is given.
fn owner_and_name(rest: &mut Rest<'_>, create: &RepositoryCreate) -> Result<(Option<Word>, Json), Refusal> {
    let Some(word) = &create.name else {
        let CreatedCopy::Remote { folder, .. } = &create.copy else {
            return Ok((None, Json::text(words::placeholder("<name>"))));
        };
        let path = Script::call([Arg::text("cd"), Arg::from(words::one(folder)?)]).and(Script::call(["pwd"]));
        let name = Script::call([Arg::text("basename"), Arg::output(path)]);
        return Ok((None, Json::text(rest.set("name", name))));
    };
    if let Some((owner, name)) = word.split_once('/') {
        return Ok((Some(owner), one(&name)?));
    }
    // `$repo` and `<repo>` may stand for both halves.
    let is_whole = word.as_literal().is_none() && word.parts.len() == 1;
    if is_whole && (word.has_expansion() || word.display().contains('/')) {
        return Err(Refusal::RuntimeValue { what: format!("whether `{}` has an owner in front", word.display()) });
    }
    Ok((None, one(word)?))
}

/// `user`, or `orgs/NAME` where the owner is not the caller: the server has one path for each.
fn collection(rest: &mut Rest<'_>, owner: Option<&Word>) -> Result<Arg, Refusal> {
    let Some(owner) = owner else { return Ok(Arg::text("user")) };
    let mut vars = Vars::default();
    let (small, organization) = match owner.as_literal() {
        Some(text) => {
            let segment = words::literal(&words::in_segment(owner)?).unwrap_or_default();
            (Expr::text(text.to_lowercase()), Expr::text(format!("orgs/{segment}")))
        }
        None => {
            let owner = vars.word("owner", owner)?;
            (owner.clone().then(Expr::call("ascii_downcase")), jq("\"orgs/\\($_owner | @uri)\"").with("owner", owner))
        }
    };
    let program = jq("if (input.login | ascii_downcase) == $_small then \"user\" else $_organization end");
    let program = program.with("small", small).with("organization", organization);
    let user = rest.get(rest.at("user")).script();
    let collection = rest.set("owner", user.pipe(Jq::new(program).null_input().raw().vars(vars).script()));
    if owner.has_expansion() {
        rest.is_encoded(&collection);
    }
    Ok(collection)
}

/// The clone, or the remote.
fn copied(rest: &Rest<'_>, copy: &CreatedCopy, name: &Json, url: Arg, has_content: bool) -> Result<Script, Refusal> {
    let address = url.then(".git");
    match copy {
        CreatedCopy::None => Ok(Script::call(["true"])),
        CreatedCopy::Clone if has_content => {
            let mut args = vec![Arg::text("git")];
            args.extend(rest.git_authorization()?);
            args.extend([Arg::text("clone"), address]);
            Ok(Script::call(args))
        }
        // There is nothing to clone yet.
        CreatedCopy::Clone => {
            let Json::Text(folder) = name else {
                return Err(Refusal::Ambiguous { why: "no name is given".to_owned() });
            };
            let init = Script::call([Arg::text("git"), Arg::text("init"), Arg::text("-q"), folder.clone()]);
            let add = ["remote", "add", "origin"].map(Arg::text);
            Ok(init.and(Script::call(
                [Arg::text("git"), Arg::text("-C"), folder.clone()].into_iter().chain(add).chain([address]),
            )))
        }
        CreatedCopy::Remote { folder, name, push } => {
            let remote = match name {
                Some(name) => Arg::from(words::one(name)?),
                None => Arg::text("origin"),
            };
            let mut args = git_in(folder)?;
            args.extend([Arg::text("remote"), Arg::text("add"), remote.clone(), address]);
            let added = Script::call(args);
            if !push {
                return Ok(added);
            }
            let mut args = git_in(folder)?;
            args.extend(rest.git_authorization()?);
            args.extend([Arg::text("push"), Arg::text("-u"), remote, Arg::text("HEAD")]);
            Ok(added.and(Script::call(args)))
        }
    }
}

/// git in a folder.
fn git_in(folder: &Word) -> Result<Vec<Arg>, Refusal> {
    let mut args = vec![Arg::text("git")];
    if folder.as_literal().as_deref() != Some(".") {
        args.extend([Arg::text("-C"), Arg::from(words::one(folder)?)]);
    }
    Ok(args)
}

/// A new repository of the caller's. Of an owner tea takes for granted that it is an organisation.
pub(crate) fn by_tea(job: Job<'_>, create: &RepositoryCreate) -> Result<Emission, Refusal> {
    if create.name.is_none() && create.copy == CreatedCopy::None {
        let command = job.command(&["repos", "create"])?.flag("name", words::placeholder("<name>"))?;
        return Ok(job.finish(job.rest(), command.build()?).noting("no name is given: `<name>` stands in its place"));
    }
    let Some(name) = create.name.as_ref().filter(|name| name.as_literal().is_some_and(|name| !name.contains('/')))
    else {
        return Err(Refusal::NoEquivalent { feature: "an owner who is perhaps no organisation in tea".to_owned() });
    };
    let says_more = create.homepage.is_some()
        || create.licence.is_some()
        || create.gitignore.is_some()
        || create.template.is_some()
        || create.without_issues
        || create.without_wiki;
    if says_more || create.copy != CreatedCopy::None {
        return Err(Refusal::NoEquivalent { feature: "all of what is asked in `tea repos create`".to_owned() });
    }
    let mut command = job.command(&["repos", "create"])?.flag("name", words::one(name)?)?;
    if create.private {
        command = command.switch("private")?;
    }
    if let Some(description) = &create.description {
        command = command.flag("description", words::one(description)?)?;
    }
    if create.readme {
        command = command.switch("init")?;
    }
    Ok(job.finish(job.rest(), command.build()?))
}
