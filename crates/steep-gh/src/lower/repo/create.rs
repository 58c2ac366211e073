//! `gh repo create`.

use steep_forge::operation::{CreatedCopy, RepositoryCreate, RepositoryOperation};
use steep_forge::{Operation, Output, Refusal, Repository};

use crate::lower::Asked;
use crate::lower::arguments::Arguments;

/// Without arguments gh asks a person for all of it; with some it needs a name, or the folder that gives it, and who may
/// see it.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    if arguments.switch("confirm") {
        arguments.note("gh asks for nothing that `--confirm` would answer");
    }
    // gh asks for all of it, and does not take a part of it.
    let is_mention = arguments.is_bare();
    let private = if is_mention { false } else { visibility(arguments)? };
    arguments.refuse_for("team", "access for a team of GitHub's")?;
    arguments.refuse_for("include-all-branches", "the branches of a template besides its default one")?;
    let (readme, licence, gitignore) =
        (arguments.switch("add-readme"), arguments.word("license"), arguments.word("gitignore"));
    let template = arguments.word("template");
    let name = arguments.positionals().first().cloned();
    let copy = copy(arguments)?;
    if matches!(copy, CreatedCopy::Remote { .. }) {
        if licence.is_some() || gitignore.is_some() || template.is_some() {
            return Err(usage(
                "the `--source` option is not supported with `--template`, `--license`, or `--gitignore`",
            ));
        }
    } else if name.is_none() && !is_mention {
        return Err(usage("name argument required to create new remote repository"));
    }
    if template.is_some() && (licence.is_some() || gitignore.is_some() || readme) {
        return Err(usage(".gitignore and license templates are not added when template is provided"));
    }
    let create = RepositoryCreate {
        name,
        private,
        description: arguments.word("description"),
        homepage: arguments.word("homepage"),
        readme,
        licence,
        gitignore,
        without_issues: is_off(arguments, "enable-issues", "disable-issues"),
        without_wiki: is_off(arguments, "enable-wiki", "disable-wiki"),
        template,
        copy,
    };
    let operation = Operation::Repository(RepositoryOperation::Create(create));
    Ok(Asked { repository: Repository::None, operation, output: Output::Reader })
}

/// Whether only those see it who were let in.
fn visibility(arguments: &mut Arguments<'_>) -> Result<bool, Refusal> {
    let (public, private) = (arguments.switch("public"), arguments.switch("private"));
    arguments.refuse_for("internal", "a repository that everybody who is logged in sees")?;
    match (public, private) {
        (false, false) => {
            Err(usage("`--public`, `--private`, or `--internal` required when not running interactively"))
        }
        (_, private) => Ok(private),
    }
}

/// Whether the new repository is to lack something: by a flag, or by the one that was before it.
fn is_off(arguments: &mut Arguments<'_>, before: &'static str, flag: &'static str) -> bool {
    let before_says = arguments.tri_state(before);
    if before_says == Some(true) {
        arguments.note(format!("`--{before}` says what is so in any case"));
    }
    arguments.switch(flag) || before_says == Some(false)
}

fn copy(arguments: &mut Arguments<'_>) -> Result<CreatedCopy, Refusal> {
    let (clone, push) = (arguments.switch("clone"), arguments.switch("push"));
    let (source, remote) = (arguments.word("source"), arguments.word("remote"));
    match source {
        Some(_) if clone => Err(usage("the `--source` option is not supported with `--clone`")),
        Some(folder) => Ok(CreatedCopy::Remote { folder, name: remote, push }),
        None if push => Err(usage("the `--push` option can only be used with `--source`")),
        None if remote.is_some() => Err(usage("the `--remote` option can only be used with `--source`")),
        None if clone => Ok(CreatedCopy::Clone),
        None => Ok(CreatedCopy::None),
    }
}

fn usage(error: &str) -> Refusal {
    Refusal::UsageError { error: error.to_owned() }
}
