//! Secrets and variables of workflows. A secret is sent in the clear over TLS: the server encrypts it.

use steep_forge::operation::{SettingKind, SettingScope, SettingSource, Settings, Text};
use steep_forge::{Fidelity, Refusal};
use steep_shell::{Arg, Script, Word};

use crate::Emission;
use crate::rest::{Call, Jq, Json, Rest, placeholder, words};

/// One line of a dotenv file as an object; what is not understood is an error, so that nothing is sent.
const LINE: &str = r#"select(test("^\\s*(#|$)") | not) | . as $line | (capture("^\\s*(?:export\\s+)?(?<name>\\w+)\\s*=\\s*(?<value>.*?)\\s*$") // error("not NAME=VALUE")) | .value |= (if startswith("\u0027") then (capture("^\u0027(?<text>[^\u0027]*)\u0027$").text // error("a quotation in \($line)")) elif contains("$") then error("an expansion in \($line)") elif startswith("\"") then fromjson else sub("\\s+#.*$"; "") end)"#;

/// Sets a secret or variable, or those of a file.
pub(crate) fn setting_set(
    mut rest: Rest<'_>,
    settings: &Settings,
    source: &SettingSource,
) -> Result<Emission, Refusal> {
    match source {
        SettingSource::One { name, value } => {
            let named = match name {
                Some(name) => rest.segment("name", name)?,
                None => placeholder("<name>"),
            };
            let url = collection(&mut rest, settings)?.then("/").join(named);
            let call = upsert(&mut rest, settings.kind, url);
            let main = with_value(call, settings.kind, value)?;
            let emission = super::requests(rest, main);
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

/// Deletes a secret or variable.
pub(crate) fn setting_delete(mut rest: Rest<'_>, settings: &Settings, name: &Word) -> Result<Emission, Refusal> {
    let name = rest.segment("name", name)?;
    let url = collection(&mut rest, settings)?.then("/").join(name);
    let main = rest.send("DELETE", url).script();
    Ok(super::requests(rest, main))
}

/// The address below which the secrets or variables lie.
pub(crate) fn collection(rest: &mut Rest<'_>, settings: &Settings) -> Result<Arg, Refusal> {
    let folder = match settings.kind {
        SettingKind::Secret => "actions/secrets",
        SettingKind::Variable => "actions/variables",
    };
    match &settings.scope {
        SettingScope::Repository => rest.repo(folder),
        SettingScope::Organization(name) => {
            let name = rest.segment("org", name)?;
            Ok(rest.at(Arg::text("orgs/").join(name).then("/").then(folder)))
        }
    }
}

/// The call that sets the value at `url`. A new variable is made by another method than one that is there.
fn upsert(rest: &mut Rest<'_>, kind: SettingKind, url: Arg) -> Call {
    match kind {
        SettingKind::Secret => rest.send("PUT", url),
        SettingKind::Variable => {
            let method = method(rest, url.clone());
            let method = rest.set("method", method);
            rest.send(method, url)
        }
    }
}

fn method(rest: &Rest<'_>, url: Arg) -> Script {
    let program = "if . == 404 then \"POST\" else \"PUT\" end";
    rest.statuses().status_of(url).script().pipe(Jq::over(program, true).raw().script())
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
            return Ok(call.json(Json::object([(key, super::text::one(word)?)])).script());
        }
        Text::Word(word) => Some(Script::call([Arg::text("printf"), Arg::text("%s"), words::one(word)?.into()])),
        Text::File(file) => Some(Script::call([Arg::text("cat"), Arg::text("--"), words::one(file)?.into()])),
        Text::Stdin => None,
    };
    let program = match source {
        Some(_) => format!("{{{key}: .}}"),
        None => format!("{{{key}: sub(\"[\\\\r\\\\n]+\\\\z\"; \"\")}}"),
    };
    let body = Jq::new(program).raw_input().slurp().script();
    let body = match source {
        Some(source) => source.pipe(body),
        None => body,
    };
    Ok(body.pipe(super::send_input(call).script()))
}

/// Sets what each line of a file says, after all lines were read.
fn lines(mut rest: Rest<'_>, settings: &Settings, file: &Text) -> Result<Emission, Refusal> {
    let mut read = vec![Arg::text("jq"), Arg::text("-Rc"), Arg::text(LINE)];
    match file {
        Text::File(file) => read.push(file.into()),
        Text::Stdin => {}
        Text::Word(_) => return Err(Refusal::Ambiguous { why: "the file is no file".to_owned() }),
    }
    let all = rest.set("lines", Script::call(read));
    let line = || Script::call([Arg::text("printf"), Arg::text("%s"), Arg::variable("line")]);
    let name = line().pipe(Jq::new(".name").raw().script());
    let url = collection(&mut rest, settings)?.then("/").join(Arg::variable("name"));
    let (call, find_method) = match settings.kind {
        SettingKind::Secret => (rest.send("PUT", url), None),
        SettingKind::Variable => (
            rest.send(Arg::variable("method"), url.clone()),
            Some(Script::Assign("method".to_owned(), Arg::output(method(&rest, url)))),
        ),
    };
    let body = line().pipe(Jq::new(format!("{{{}: .value}}", key(settings.kind))).script());
    let mut each = Script::Assign("name".to_owned(), Arg::output(name));
    if let Some(find) = find_method {
        each = each.and(find);
    }
    let each = each.and(body.pipe(super::send_input(call).script()));
    let each = Script::Or(Box::new(each), Box::new(Script::call(["exit", "1"])));
    let some = Script::call([Arg::text("test"), Arg::variable("line")]);
    let next = Script::call(["read", "-r", "line"]).and(some);
    let show = Script::call([Arg::text("printf"), Arg::text("%s\\n"), all]);
    let main = show.pipe(Script::While(Box::new(next), Box::new(each)));
    Ok(super::requests(rest, main)
        .at_most(Fidelity::Equivalent)
        .noting("a file with a value over several lines, or with an expansion, is refused as a whole"))
}
