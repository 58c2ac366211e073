//! Setting a secret or a variable. A secret is sent in the clear over TLS: the server encrypts it.

use steep_forge::operation::{SettingKind, SettingSource, Settings, Text};
use steep_forge::{Emission, Fidelity, Refusal};
use steep_jq::{Expr, jq};
use steep_rest::{Call, Jq, Json, Rest, words};
use steep_shell::{Arg, Script, Word};

use crate::change;
use crate::setting::collection::collection;

/// One line of a dotenv file as an object; what is not understood is an error, so that nothing is sent.
const LINE: &str = r#"select(test("^\\s*(#|$)") | not) | . as $line | (capture("^\\s*(?:export\\s+)?(?<name>\\w+)\\s*=\\s*(?<value>.*?)\\s*$") // error("not NAME=VALUE")) | .value |= (if startswith("\u0027") then (capture("^\u0027(?<text>[^\u0027]*)\u0027$").text // error("a quotation in \($line)")) elif contains("$") then error("an expansion in \($line)") elif startswith("\"") then fromjson else sub("\\s+#.*$"; "") end)"#;

/// Sets a secret or variable, or those of a file.
pub(crate) fn by_rest(mut rest: Rest<'_>, settings: &Settings, source: &SettingSource) -> Result<Emission, Refusal> {
    match source {
        SettingSource::One { name, value } => {
            if let Some(name) = name.as_ref().and_then(Word::as_literal)
                && is_reserved(&name)
            {
                return Err(Refusal::NoEquivalent { feature: format!("a secret or variable of the name `{name}`") });
            }
            let named = match name {
                Some(name) => rest.segment("name", name)?,
                None => words::placeholder("<name>"),
            };
            let url = collection(&mut rest, settings)?.then("/").join(named);
            let put = with_value(rest.send("PUT", url.clone()), settings.kind, value)?;
            // The companion looks itself whether a variable is there.
            let main = if settings.kind == SettingKind::Secret || rest.has_companion() && !calls_curl(&put) {
                put
            } else {
                let method = method(&rest, url.clone());
                let method = rest.set("method", method);
                with_value(rest.send(method, url), settings.kind, value)?
            };
            let emission = change::requests(rest, main);
            let emission = match value {
                Text::Stdin => emission.noting("the value is read from standard input"),
                Text::Word(_) | Text::File(_) => emission,
            };
            Ok(if name.is_none() {
                emission.noting("no name is given: `<name>` stands in its place")
            } else {
                emission
            })
        }
        SettingSource::Lines(file) => lines(rest, settings, file),
    }
}

/// Whether Gitea keeps a name that is free on GitHub for itself.
fn is_reserved(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    name == "CI" || name.starts_with("GITEA_")
}

fn calls_curl(script: &Script) -> bool {
    script.calls().into_iter().any(|call| call.args.first().is_some_and(|program| *program == Arg::text("curl")))
}

/// A new variable is made by another method than one that is there.
fn method(rest: &Rest<'_>, url: Arg) -> Script {
    let program = "if . == 404 then \"POST\" else \"PUT\" end";
    rest.statuses().status_of(url).script().pipe(Jq::over(jq(program), true).raw().script())
}

/// The name of the value in a body.
fn key(kind: SettingKind) -> &'static str {
    match kind {
        SettingKind::Secret => "data",
        SettingKind::Variable => "value",
    }
}

/// The call with a value. One that the shell fills in goes through a pipe, so that no other process can see it.
fn with_value(call: Call, kind: SettingKind, value: &Text) -> Result<Script, Refusal> {
    let key = key(kind);
    let source = match value {
        Text::Word(word) if word.as_literal().is_some() => {
            return Ok(call.json(Json::object([(key, change::text::one(word)?)])).script());
        }
        Text::Word(word) => Some(Script::call([Arg::text("printf"), Arg::text("%s"), words::one(word)?.into()])),
        Text::File(file) => Some(Script::call([Arg::text("cat"), Arg::text("--"), words::one(file)?.into()])),
        Text::Stdin => None,
    };
    let program = match source {
        Some(_) => Expr::Identity,
        None => jq("sub(\"[\\\\r\\\\n]+\\\\z\"; \"\")"),
    };
    let body = Jq::new(Expr::object([(key, program)])).raw_input().slurp().script();
    let body = match source {
        Some(source) => source.pipe(body),
        None => body,
    };
    Ok(body.pipe(change::send_input(call).script()))
}

/// Sets what each line of a file says, after all lines were read.
fn lines(mut rest: Rest<'_>, settings: &Settings, file: &Text) -> Result<Emission, Refusal> {
    let read = Jq::new(jq(LINE)).raw_input().compact(true);
    let read = match file {
        Text::File(file) => read.reading(file.into()),
        Text::Stdin => read,
        Text::Word(_) => return Err(Refusal::Ambiguous { why: "the file is no file".to_owned() }),
    };
    let all = rest.set("lines", read.script());
    let line = || Script::call([Arg::text("printf"), Arg::text("%s"), Arg::variable("line")]);
    let name = line().pipe(Jq::new(jq(".name")).raw().script());
    let url = collection(&mut rest, settings)?.then("/").join(Arg::variable("name"));
    let (call, find_method) = match settings.kind {
        SettingKind::Secret => (rest.send("PUT", url), None),
        SettingKind::Variable => (
            rest.send(Arg::variable("method"), url.clone()),
            Some(Script::Assign("method".to_owned(), Arg::output(method(&rest, url)))),
        ),
    };
    let body = line().pipe(Jq::new(Expr::object([(key(settings.kind), jq(".value"))])).script());
    let mut each = Script::Assign("name".to_owned(), Arg::output(name));
    if let Some(find) = find_method {
        each = each.and(find);
    }
    let each = each.and(body.pipe(change::send_input(call).script()));
    let each = Script::Or(Box::new(each), Box::new(Script::call(["exit", "1"])));
    let some = Script::call([Arg::text("test"), Arg::variable("line")]);
    let next = Script::call(["read", "-r", "line"]).and(some);
    let show = Script::call([Arg::text("printf"), Arg::text("%s\\n"), all]);
    let main = show.pipe(Script::While(Box::new(next), Box::new(each)));
    Ok(change::requests(rest, main)
        .at_most(Fidelity::Equivalent)
        .noting("a file with a value over several lines, or with an expansion, is refused as a whole"))
}
