//! Downloads of what belongs to a release.

use steep_forge::operation::{Download, Existing, Release, ReleaseDownload};
use steep_forge::{Emission, Fidelity, Refusal};
use steep_jq::{Expr, Operator, jq};
use steep_rest::download::{each, into_file, into_folder};
use steep_rest::glob::conditions;
use steep_rest::{Jq, Rest, Vars};
use steep_shell::{Arg, Script};

use crate::change::named;
use crate::mention::TAG_IS_OPEN;
use crate::release::tag::path;
use crate::tool::CURL;
use crate::wanted;

/// The same as a call of the companion; `None` without one, and where it could not do so.
fn by_companion(rest: &Rest<'_>, release: &Arg, download: &ReleaseDownload) -> Result<Option<Script>, Refusal> {
    let ReleaseDownload { release: _, what: Download::Files(patterns), directory, output: None, existing } = download
    else {
        return Ok(None);
    };
    let Some(mut args) = wanted::args(&[], patterns, directory.as_ref())? else { return Ok(None) };
    args.extend(match existing {
        Existing::Fail => None,
        Existing::Skip => Some("--skip-existing".into()),
        Existing::Overwrite => Some("--clobber".into()),
    });
    Ok(rest.get(release.clone()).commanding("download", args))
}

/// Gets files of a release, or its source.
pub(crate) fn by_rest(mut rest: Rest<'_>, wanted: &ReleaseDownload) -> Result<Emission, Refusal> {
    let mentioned = Release::Tag(named(None, "<tag>"));
    let release = wanted.release.as_ref().unwrap_or(&mentioned);
    let path = path(&mut rest, release)?;
    let release = rest.repo(path)?;
    if let Some(script) = by_companion(&rest, &release, wanted)? {
        let emission = Emission::new(CURL, Fidelity::Exact, rest.finish(script));
        return Ok(if wanted.release.is_none() { emission.noting(TAG_IS_OPEN) } else { emission });
    }
    let mut vars = Vars::default();
    let program = listed(&wanted.what, wanted.output.is_some(), &mut vars)?;
    let look = rest.get(release).script().pipe(Jq::new(program).null_input().raw().vars(vars).script());
    let script = match &wanted.output {
        Some(output) => into_file(&mut rest, look, output, wanted.existing)?,
        None => into_folder(&mut rest, look, wanted.directory.as_ref(), wanted.existing)?,
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
    Ok(all.then(if only_one {
        jq("if length == 1 then .[0].browser_download_url else error(\"\\(length) files match\") end")
    } else {
        each(jq(".browser_download_url"))
    }))
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
