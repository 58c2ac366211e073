//! Fits an emitted form into the place of the command that it stands for: the command's own redirections, its
//! environment, and the grouping that its surroundings need.

use steep_forge::{Credential, Refusal, TokenIn};
use steep_shell::{
    Arg, Assignment, Command, Expansion, Exported, Part, Quote, Redirect, Redirection, Script, Simple, Status, Stdout,
    Word,
};

/// GitHub's token variables: what is assigned to them is a token for the forge. The first that is set counts.
const TOKENS: [&str; 4] = ["GH_TOKEN", "GITHUB_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"];

/// The variable that names another configuration of gh's, with other logins.
const CONFIGURATION: &str = "GH_CONFIG_DIR";

/// gh's own variables that change nothing for the emitted form: the reader of the grammar has used `GH_REPO` and `GH_HOST`, and
/// the rest is about gh's terminal output.
const SPENT: [&str; 11] = [
    "GH_REPO",
    "GH_HOST",
    "GH_PROMPT_DISABLED",
    "GH_PAGER",
    "GH_NO_UPDATE_NOTIFIER",
    "GH_FORCE_TTY",
    "GH_DEBUG",
    "GLAMOUR_STYLE",
    "NO_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
];

/// The token that the text gives the command: in front of it, or exported before. Only a form that reads its token from the
/// environment does the same: tea acts as its configured login whatever the environment says. An empty one counts for nothing.
///
/// # Errors
/// Where it is not sure whose token it is, and where the text names another configuration.
pub(crate) fn token(command: &Command) -> Result<Option<Word>, Refusal> {
    let in_front = |name: &str| command.assignments.iter().rev().find(|assignment| assignment.name == name);
    let exported = |name: &str| command.variables.get(name).map_or(Exported::No, |it| it.exported);
    if in_front(CONFIGURATION).is_some() || exported(CONFIGURATION) != Exported::No {
        return Err(Refusal::NoEquivalent {
            feature: format!("the logins of another configuration ({CONFIGURATION})"),
        });
    }
    let is_empty = |word: &Word| word.as_literal().is_some_and(|text| text.is_empty());
    for name in TOKENS {
        if let Some(assignment) = in_front(name) {
            if is_empty(&assignment.value) {
                continue;
            }
            return Ok(Some(assignment.value.clone()));
        }
        match (exported(name), command.variables.get(name).and_then(|it| it.value)) {
            (Exported::No, _) => {}
            (Exported::Yes, Some(value)) if is_empty(value) => {}
            (Exported::Yes, _) => {
                let kind = Expansion::Parameter(name.into());
                let part = Part::Expansion { source: format!("${name}").into(), kind, quote: Quote::Double };
                return Ok(Some(Word::from_parts(vec![part])));
            }
            (Exported::Perhaps, _) => {
                return Err(Refusal::RuntimeValue { what: format!("whether `{name}` is set, so as whom it acts,") });
            }
        }
    }
    Ok(None)
}

/// `script` with what `command` has around it.
pub(crate) fn fit(
    script: Script,
    command: &Command,
    token: Option<Word>,
    credential: &Credential,
) -> Result<Script, Refusal> {
    let mut script = with_environment(script, &command.assignments, token, credential)?;
    if command.status == Status::Used && hides_failures(&script) {
        script = Script::Subshell(Box::new(script), Vec::new());
    }
    if command.stdout == Stdout::Substitution && command.redirects.is_empty() {
        // `$(…)` is a subshell already.
        script = match script {
            Script::Subshell(inner, redirections) if redirections.is_empty() => *inner,
            other => other,
        };
    }
    if command.redirects.len() > 1 && command.redirects.iter().any(|redirect| redirect.source.contains('&')) {
        // `>file 2>&1`: the second means what the first has made of the output, so both stand at the same place.
        script = match script {
            pipeline @ Script::Pipeline(_) => Script::Group(Box::new(pipeline), Vec::new()),
            other => other,
        };
    }
    for redirect in &command.redirects {
        script = with_redirect(script, redirect);
    }
    let compound = matches!(script, Script::Sequence(_) | Script::And(_) | Script::Or(..) | Script::Assign(..));
    if compound && (command.needs_group || command.status == Status::Used) {
        script = Script::Group(Box::new(script), Vec::new());
    }
    Ok(script)
}

/// Whether a shell with `set -e` would go on after the script failed: it takes no notice of what fails in front of the last
/// `&&`, and of a group whose status that is. It does of a subshell.
fn hides_failures(script: &Script) -> bool {
    match script {
        Script::And(_) => true,
        Script::Sequence(items) => items.iter().any(hides_failures),
        Script::Or(_, last) | Script::While(_, last) | Script::For(_, _, last) => hides_failures(last),
        Script::If(_, then, otherwise) => {
            hides_failures(then) || otherwise.as_ref().is_some_and(|otherwise| hides_failures(otherwise))
        }
        Script::Case(_, arms) => arms.iter().any(|(_, body)| hides_failures(body)),
        Script::Group(inner, _) => hides_failures(inner),
        Script::Simple(_) | Script::Assign(..) | Script::Pipeline(_) | Script::Subshell(..) | Script::Not(_) => false,
    }
}

fn with_environment(
    script: Script,
    assignments: &[Assignment],
    token: Option<Word>,
    credential: &Credential,
) -> Result<Script, Refusal> {
    let mut settings = Vec::new();
    if let Some(token) = token {
        if credential.held_in != TokenIn::Environment {
            let feature = "a token of the text's own where the token is in a file".to_owned();
            return Err(Refusal::NoEquivalent { feature });
        }
        // The header's "$GITEA_TOKEN" is expanded by the shell before the command runs, so an assignment in front
        // of curl would come too late: it is set in a subshell around the form.
        let (name, value) = (credential.variable.clone(), Arg::from(&token));
        settings.push(if credential.is_exported {
            Script::call([Arg::text("export"), Arg::text(format!("{name}=")).join(value)])
        } else {
            Script::Assign(name, value)
        });
    }
    for assignment in assignments {
        let name = assignment.name.as_str();
        if TOKENS.contains(&name) || SPENT.contains(&name) {
        } else if name.starts_with("GH_") {
            return Err(Refusal::NoEquivalent { feature: format!("the environment variable {name}") });
        } else {
            let export = [Arg::text("export"), Arg::text(format!("{name}=")).join(Arg::from(&assignment.value))];
            settings.push(Script::call(export));
        }
    }
    if settings.is_empty() {
        return Ok(script);
    }
    settings.push(script);
    Ok(Script::Subshell(Box::new(Script::Sequence(settings)), Vec::new()))
}

/// A redirection of the command belongs to all of the form. Where one stage of a pipeline is all that it can bear on,
/// it goes there; else the form is grouped.
fn with_redirect(script: Script, redirect: &Redirect) -> Script {
    let kept = Redirection::Kept(redirect.clone());
    match script {
        Script::Simple(mut simple) => {
            simple.redirections.push(kept);
            Script::Simple(simple)
        }
        Script::Group(inner, mut redirections) => {
            redirections.push(kept);
            Script::Group(inner, redirections)
        }
        Script::Subshell(inner, mut redirections) => {
            redirections.push(kept);
            Script::Subshell(inner, redirections)
        }
        Script::Pipeline(mut stages) => {
            let stage = match (redirect.reads, redirect.descriptor) {
                (true, 0) => stages.first_mut(),
                (false, 1) if !redirect.source.starts_with('&') => stages.last_mut(),
                _ => None,
            };
            match stage {
                Some(Script::Simple(Simple { redirections, .. })) => {
                    redirections.push(kept);
                    Script::Pipeline(stages)
                }
                _ => Script::Group(Box::new(Script::Pipeline(stages)), vec![kept]),
            }
        }
        other => Script::Group(Box::new(other), vec![kept]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use steep_shell::print::{Layout, script as print};

    fn credential() -> Credential {
        Credential { variable: "GITEA_TOKEN".to_owned(), held_in: TokenIn::Environment, is_exported: false }
    }

    fn fitted(form: Script, source: &str) -> String {
        let reading = steep_shell::read::script(source);
        let command = reading.commands.last().expect("a command");
        let layout = Layout { one_line: true, indent: String::new(), width: 100 };
        let token = token(command).expect("a token, or none");
        print(&fit(form, command, token, &credential()).expect("fits"), &layout)
    }

    fn pipeline() -> Script {
        Script::call(["a"]).pipe(Script::call(["b"]))
    }

    #[test]
    fn an_output_redirection_goes_to_the_last_stage_and_an_error_one_to_all() {
        assert_eq!(fitted(pipeline(), "gh pr list > out"), "a | b > out");
        assert_eq!(fitted(pipeline(), "gh pr list 2>/dev/null"), "{ a | b; } 2>/dev/null");
        assert_eq!(fitted(pipeline(), "gh pr list < in"), "a < in | b");
    }

    #[test]
    fn redirections_that_refer_to_each_other_stay_together() {
        assert_eq!(fitted(pipeline(), "gh pr list >/dev/null 2>&1"), "{ a | b; } >/dev/null 2>&1");
        assert_eq!(fitted(pipeline(), "gh pr list 2>&1 >out"), "{ a | b; } 2>&1 >out");
    }

    #[test]
    fn a_token_in_front_becomes_a_token_around() {
        let out = fitted(pipeline(), "GH_TOKEN=$BOT gh pr list");
        assert_eq!(out, "(GITEA_TOKEN=$BOT; a | b)");
    }

    #[test]
    fn the_token_that_gh_would_take_is_taken() {
        for (source, token) in [
            ("gh pr list", None),
            ("GITHUB_TOKEN=a GH_TOKEN=b gh pr list", Some("b")),
            ("GH_TOKEN= GITHUB_TOKEN=a gh pr list", Some("a")),
            ("export GH_TOKEN=b; GITHUB_TOKEN=a gh pr list", Some("\"$GH_TOKEN\"")),
            ("export GH_TOKEN=b; GH_TOKEN=a gh pr list", Some("a")),
            ("export GH_TOKEN=b; GH_TOKEN= gh pr list", None),
            ("export GITHUB_TOKEN; gh pr list", Some("\"$GITHUB_TOKEN\"")),
            ("GITHUB_TOKEN=a; gh pr list", None),
            ("export GH_TOKEN=a; unset GH_TOKEN; gh pr list", None),
        ] {
            let out = fitted(Script::call(["a"]), source);
            assert_eq!(out, token.map_or("a".to_owned(), |token| format!("(GITEA_TOKEN={token}; a)")), "{source}");
        }
        for source in ["if x; then export GH_TOKEN=a; fi; gh pr list", "GH_CONFIG_DIR=bot gh pr list"] {
            let reading = steep_shell::read::script(source);
            assert!(token(reading.commands.last().expect("a command")).is_err(), "{source}");
        }
    }

    #[test]
    fn variables_about_gh_itself_go_away_and_unknown_ones_of_gh_refuse() {
        assert_eq!(fitted(pipeline(), "GH_PAGER=cat gh pr list"), "a | b");
        let reading = steep_shell::read::script("GH_WHATEVER=1 gh pr list");
        assert!(fit(pipeline(), reading.commands.last().expect("a command"), None, &credential()).is_err());
    }

    #[test]
    fn a_list_is_grouped_where_the_surroundings_bind_tighter() {
        let list = Script::call(["a"]).and(Script::call(["b"]));
        assert_eq!(fitted(list.clone(), "! gh pr list"), "(a && b)");
        assert_eq!(fitted(list, "gh pr list"), "a && b");
        let sequence = Script::Sequence(vec![Script::call(["a"]), Script::call(["b"])]);
        assert_eq!(fitted(sequence, "gh pr list || true"), "{ a; b; }");
    }

    /// As the shells themselves say.
    #[test]
    fn a_list_that_fails_ends_a_shell_with_errexit() {
        let list = || Script::call(["false"]).and(Script::call(["true"]));
        let looped = Script::For("x".to_owned(), vec![Arg::text("1")], Box::new(list()));
        let alternative = Script::Or(Box::new(Script::call(["false"])), Box::new(list()));
        for form in [list(), looped, alternative, Script::Group(Box::new(list()), Vec::new())] {
            for source in ["set -e; gh pr list", "set -e; gh pr list 2>/dev/null"] {
                let text = format!("set -e; {}; echo on", fitted(form.clone(), source));
                for shell in ["sh", "bash"] {
                    let ran = std::process::Command::new(shell).args(["-c", &text]).output().expect("a shell");
                    assert!(!ran.status.success() && ran.stdout.is_empty(), "{shell}: {text}");
                }
            }
        }
    }
}
