//! Downloads of what belongs to a release.

use steep_forge::operation::{Download, Existing, Release, ReleaseDownload};
use steep_forge::{Emission, Fidelity, Refusal};
use steep_jq::{Expr, Operator, jq};
use steep_shell::{Arg, Script, Word};

use crate::change::named;
use crate::mention::TAG_IS_OPEN;
use crate::release::tag::path;
use crate::rest::glob::conditions;
use crate::rest::{Jq, Rest, Vars, words};
use crate::tool::CURL;

/// Gets files of a release, or its source.
pub(crate) fn by_rest(mut rest: Rest<'_>, wanted: &ReleaseDownload) -> Result<Emission, Refusal> {
    let mentioned = Release::Tag(named(None, "<tag>"));
    let release = wanted.release.as_ref().unwrap_or(&mentioned);
    let path = path(&mut rest, release)?;
    let release = rest.repo(path)?;
    let mut vars = Vars::default();
    let program = listed(&wanted.what, wanted.output.is_some(), &mut vars)?;
    let look = rest.get(release).script().pipe(Jq::new(program).null_input().raw().vars(vars).script());
    let script = match &wanted.output {
        Some(output) => {
            let url = rest.set("url", look);
            one_file(&rest, url, output, wanted.existing)?
        }
        None => {
            let files = rest.set("files", look);
            let mut path = Arg::variable("name");
            if let Some(folder) = &wanted.directory {
                let folder = Arg::from(words::one(folder)?);
                rest.step(Script::call([Arg::text("mkdir"), Arg::text("-p"), folder.clone()]));
                path = folder.then("/").join(path);
            }
            let get = rest.get(Arg::variable("url")).option("-o").option(path.clone()).script();
            let each = Script::Or(Box::new(guarded(get, path, wanted.existing)), Box::new(Script::call(["exit", "1"])));
            let read = Script::call(["read", "-r", "url", "name"]);
            let show = Script::call([Arg::text("printf"), Arg::text("%s\\n"), files]);
            show.pipe(Script::While(Box::new(read), Box::new(each)))
        }
    };
    let emission = Emission::new(CURL, Fidelity::Exact, rest.finish(script));
    let emission = if wanted.release.is_none() { emission.noting(TAG_IS_OPEN) } else { emission };
    Ok(match wanted.what {
        Download::Zip | Download::TarGz if wanted.output.is_none() => {
            emission.at_most(Fidelity::Equivalent).noting("the archive is called after the repository and the tag")
        }
        _ => emission,
    })
}

/// The jq program over a release that prints the address of each file and its name, or of the only one the address.
fn listed(what: &Download, only_one: bool, vars: &mut Vars) -> Result<Expr, Refusal> {
    let patterns = match what {
        Download::Files(patterns) => patterns,
        Download::Zip => return Ok(archive(".zipball_url", "zip", only_one)),
        Download::TarGz => return Ok(archive(".tarball_url", "tar.gz", only_one)),
    };
    let conditions = conditions(patterns, vars)?;
    let all = match Expr::joined(conditions, Operator::Or) {
        None => jq("[input.assets[]]"),
        Some(condition) => jq("[input.assets[] | select($_condition)]").with("condition", condition),
    };
    Ok(all.then(jq(if only_one {
        "if length == 1 then .[0].browser_download_url else error(\"\\(length) files match\") end"
    } else {
        // The name is the server's: one with a slash would lead to another folder, one with a line feed to another address.
        "if . == [] then error(\"no file matches\") elif any(.name | test(\"^[.]*$|[/\\n]\")) then \
         error(\"a name is no file name\") else .[] | \"\\(.browser_download_url) \\(.name)\" end"
    })))
}

/// The same for the source.
fn archive(address: &'static str, ending: &str, only_one: bool) -> Expr {
    let address = jq(address);
    if only_one {
        return address.over(Expr::call("input"));
    }
    jq("input | \"\\($_address) \\($_address | capture(\"/(?<name>[^/]+)/archive/\").name)-\\(.tag_name | gsub(\"/\"; \"-\")).\\($_ending)\"")
        .with("address", address)
        .with("ending", Expr::text(ending))
        .simplified()
}

/// One address into one file, or onto standard output.
fn one_file(rest: &Rest<'_>, url: Arg, output: &Word, existing: Existing) -> Result<Script, Refusal> {
    let get = rest.get(url);
    if output.as_literal().as_deref() == Some("-") {
        return Ok(get.script());
    }
    let path = Arg::from(words::one(output)?);
    Ok(guarded(get.option("-o").option(path.clone()).script(), path, existing))
}

/// The download, unless the file is there already.
fn guarded(get: Script, path: Arg, existing: Existing) -> Script {
    let is_there = Script::call([Arg::text("test"), Arg::text("-e"), path]);
    match existing {
        Existing::Overwrite => get,
        Existing::Skip => Script::Or(Box::new(is_there), Box::new(get)),
        Existing::Fail => Script::Not(Box::new(is_there)).and(get),
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;
    use std::time::Duration;

    use steep_oracle::process::{Input, run};

    use super::*;

    #[test]
    fn a_name_of_the_servers_leads_nowhere_else() {
        let program = listed(&Download::Files(Vec::new()), false, &mut Vars::default()).unwrap().to_string();
        for (name, is_taken) in [
            ("app 1.0.tgz", true),
            (".profile", true),
            ("../up", false),
            ("a/b", false),
            ("..", false),
            ("", false),
            ("a\nhttp://127.0.0.1:9/ b", false),
        ] {
            let asset = serde_json::json!({"name": name, "browser_download_url": "http://127.0.0.1:9/a"});
            let answer = serde_json::json!({"assets": [asset]}).to_string();
            let done =
                run(Command::new("jq").args(["-nr", &program]), Input::Text(&answer), Duration::from_secs(60)).unwrap();
            assert_eq!(done.status == 0, is_taken, "{name:?}: {}", done.stderr);
            assert_eq!(done.stdout.is_empty(), !is_taken, "{name:?}");
        }
    }
}
