//! Downloads of what belongs to a release.

use steep_forge::operation::{Download, Existing, Release, ReleaseDownload};
use steep_forge::{Fidelity, Refusal};
use steep_shell::{Arg, Script, Word};

use super::releases;
use crate::rest::body::quote;
use crate::rest::{Jq, Rest, Vars, words};
use crate::writes::{TAG_IS_OPEN, named};
use crate::{Emission, Tool};

/// Gets files of a release, or its source.
pub(crate) fn release_download(mut rest: Rest<'_>, wanted: &ReleaseDownload) -> Result<Emission, Refusal> {
    let mentioned = Release::Tag(named(None, "<tag>"));
    let release = wanted.release.as_ref().unwrap_or(&mentioned);
    let path = releases::path(&mut rest, release)?;
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
            let get = rest.get(Arg::variable("url")).option("-L").option("-o").option(path.clone()).script();
            let each = Script::Or(Box::new(guarded(get, path, wanted.existing)), Box::new(Script::call(["exit", "1"])));
            let read = Script::call(["read", "-r", "url", "name"]);
            let show = Script::call([Arg::text("printf"), Arg::text("%s\\n"), files]);
            show.pipe(Script::While(Box::new(read), Box::new(each)))
        }
    };
    let emission = Emission::new(Tool::Curl, Fidelity::Exact, rest.finish(script));
    let emission = if wanted.release.is_none() { emission.noting(TAG_IS_OPEN) } else { emission };
    Ok(match wanted.what {
        Download::Zip | Download::TarGz if wanted.output.is_none() => {
            emission.at_most(Fidelity::Equivalent).noting("the archive is called after the repository and the tag")
        }
        _ => emission,
    })
}

/// The jq program over a release that prints the address of each file and its name, or of the only one the address.
fn listed(what: &Download, only_one: bool, vars: &mut Vars) -> Result<String, Refusal> {
    let patterns = match what {
        Download::Files(patterns) => patterns,
        Download::Zip => return Ok(archive(".zipball_url", "zip", only_one)),
        Download::TarGz => return Ok(archive(".tarball_url", "tar.gz", only_one)),
    };
    let matching = matching(patterns, vars)?;
    let all = match matching.as_str() {
        "" => "[input.assets[]]".to_owned(),
        condition => format!("[input.assets[] | select({condition})]"),
    };
    Ok(if only_one {
        format!("{all} | if length == 1 then .[0].browser_download_url else error(\"\\(length) files match\") end")
    } else {
        format!(
            "{all} | if . == [] then error(\"no file matches\") else .[] | \"\\(.browser_download_url) \\(.name)\" end"
        )
    })
}

/// The same for the source.
fn archive(address: &str, ending: &str, only_one: bool) -> String {
    if only_one {
        return format!("input{address}");
    }
    let repository = format!("({address} | capture(\"/(?<name>[^/]+)/archive/\").name)");
    format!("input | \"\\({address}) \\({repository})-\\(.tag_name | gsub(\"/\"; \"-\")).{ending}\"")
}

/// One address into one file, or onto standard output.
fn one_file(rest: &Rest<'_>, url: Arg, output: &Word, existing: Existing) -> Result<Script, Refusal> {
    let get = rest.get(url).option("-L");
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

/// The jq condition that a file's name matches one of the patterns; empty where there is none.
fn matching(patterns: &[Word], vars: &mut Vars) -> Result<String, Refusal> {
    Ok(crate::rest::jq::all(&conditions(patterns, vars)?, "or"))
}

/// The same, one condition a pattern.
pub(super) fn conditions(patterns: &[Word], vars: &mut Vars) -> Result<Vec<String>, Refusal> {
    let mut conditions = Vec::new();
    for pattern in patterns {
        words::one(pattern)?;
        conditions.push(match pattern.as_literal() {
            Some(name) if !name.contains(['*', '?', '[', '\\']) => format!(".name == {}", quote(&name)),
            Some(glob) => format!(".name | test({})", quote(&expression(&glob)?)),
            None => {
                let pattern = vars.text("pattern", words::one(pattern)?);
                // Brackets mean the same in both languages.
                let escaped = r#"gsub("(?<c>[.+$(){}|\\\\])"; "\\\(.c)") | gsub("\\*"; ".*") | gsub("\\?"; ".")"#;
                format!(".name | test({pattern} | {escaped} | \"^\\(.)$\")")
            }
        });
    }
    Ok(conditions)
}

/// A pattern of Go's `path.Match` as a regular expression.
fn expression(glob: &str) -> Result<String, Refusal> {
    let mut out = String::from("^");
    let mut chars = glob.chars();
    while let Some(c) = chars.next() {
        match c {
            '*' => out.push_str("[^/]*"),
            '?' => out.push_str("[^/]"),
            '[' => {
                out.push('[');
                let mut closed = false;
                for inner in chars.by_ref() {
                    out.push(inner);
                    if inner == ']' {
                        closed = true;
                        break;
                    }
                }
                if !closed {
                    return Err(Refusal::UsageError { error: format!("syntax error in pattern: {glob}") });
                }
            }
            '\\' => match chars.next() {
                Some(next) => push_escaped(&mut out, next),
                None => return Err(Refusal::UsageError { error: format!("syntax error in pattern: {glob}") }),
            },
            other => push_escaped(&mut out, other),
        }
    }
    out.push('$');
    Ok(out)
}

fn push_escaped(out: &mut String, c: char) {
    if ".+*?()|[]{}^$\\/".contains(c) && c != '/' {
        out.push('\\');
    }
    out.push(c);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_become_expressions() {
        assert_eq!(expression("*.deb").unwrap(), r"^[^/]*\.deb$");
        assert_eq!(expression("app-?.[0-9]*(x)").unwrap(), r"^app-[^/]\.[0-9][^/]*\(x\)$");
        assert_eq!(expression(r"a\*b").unwrap(), r"^a\*b$");
        assert!(expression("a[").is_err());
        assert!(expression("a\\").is_err());
    }
}
