//! What waits for the caller in all repositories, and what happened lately.

use steep_forge::operation::StatusAcross;
use steep_forge::{Emission, Fidelity, Refusal};
use steep_jq::{Expr, Operator, jq};
use steep_rest::{Jq, Rest, Vars, words};
use steep_shell::{Arg, Script};

use crate::tool::CURL;

/// So many of each group are asked for, as the source does.
const MOST: &str = "25";

/// The groups: a heading, what is searched for, and why the caller is concerned.
const GROUPS: &[(&str, &str, &str)] = &[
    ("Assigned Issues", "issues", "assigned"),
    ("Assigned Pull Requests", "pulls", "assigned"),
    ("Review Requests", "pulls", "review_requested"),
    ("Mentions", "", "mentioned"),
];

/// What of the activity the source tells: what was opened, and comments.
const EVENTS: &str =
    "select(.op_type | IN(\"create_issue\", \"create_pull_request\", \"comment_issue\", \"comment_pull\"))";

/// Open issues and pull requests that concern the caller, one a line, under a heading each; the last events of the
/// repositories that the caller takes part in.
pub(crate) fn by_rest(mut rest: Rest<'_>, status: &StatusAcross) -> Result<Emission, Refusal> {
    let StatusAcross { owner, without } = status;
    let must_fail = rest.status_is_used();
    let mut vars = Vars::default();
    let excluded: Vec<Expr> = without.iter().map(|word| vars.word("without", word)).collect::<Result<_, _>>()?;
    let kept = |of: Expr| {
        Expr::joined(excluded.clone(), Operator::Comma)
            .map(|all| jq("select($_of | IN($_all) | not)").with("of", of).with("all", all))
    };
    let stage = |each: Expr, shown: Option<Expr>, vars: &Vars| {
        let program = match shown {
            Some(kept) => jq(".[]").then(kept).then(each),
            None => jq(".[]").then(each),
        };
        Jq::over(program, must_fail).raw().vars(vars.clone()).script()
    };
    let mut scripts = Vec::new();
    for (heading, kind, concern) in GROUPS {
        let mut call = rest.get(rest.at("repos/issues/search")).query("state", "open").query(concern, "true");
        if !kind.is_empty() {
            call = call.query("type", *kind);
        }
        if let Some(owner) = owner {
            call = call.query("owner", words::one(owner)?);
        }
        let each = jq("\"  \\(.repository.full_name)#\\(.number)\\t\\(.title)\"");
        let shown = stage(each, kept(jq(".repository.full_name")), &vars);
        scripts.push(Script::call(["echo", *heading]));
        scripts.push(call.query("limit", MOST).script().pipe(shown));
    }
    let me = rest.me();
    let activity = rest.at(Arg::text("users/").join(me).then("/activities/feeds"));
    let of = jq(".repo.full_name");
    let mut chosen = jq(EVENTS);
    if let Some(owner) = owner {
        let owner = vars.word("owner", owner)?;
        let same =
            jq("select((.repo.owner.login | ascii_downcase) == ($_owner | ascii_downcase))").with("owner", owner);
        chosen = chosen.then(same);
    }
    if let Some(kept) = kept(of) {
        chosen = chosen.then(kept);
    }
    let each = jq(
        "\"  \\(.repo.full_name)#\\(.content | split(\"|\")[0])\\t\\(.op_type | gsub(\"_\"; \" \")) by \\(.act_user.login)\\t\\(.content | split(\"|\")[1:] | join(\"|\") | split(\"\\n\")[0] // \"\")\"",
    );
    scripts.push(Script::call(["echo", "Repository Activity"]));
    scripts.push(rest.get(activity).query("limit", MOST).script().pipe(stage(each, Some(chosen), &vars)));
    let main = scripts.into_iter().reduce(Script::and).unwrap_or_else(|| Script::call(["true"]));
    let main = Script::Group(Box::new(main), Vec::new());
    Ok(Emission::new(CURL, Fidelity::Equivalent, rest.finish(main)))
}
