//! What a gh command asks of a server, from its own words: which requests mean it on Gitea, and how it ends. Nothing here
//! knows what steep writes.

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use crate::corpus_live::facts::Facts;
use crate::corpus_live::lists::{self, Prints};
use crate::corpus_live::words::Words;

/// A request: its method, its path without `/api/v1/`, and what it has to carry.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    /// Names and values of the query, decoded. A value that is the server's own without it may be absent.
    pub(crate) query: Vec<(&'static str, String)>,
    /// What the query may carry too, where it is not left to a filter of what comes back.
    pub(crate) may: Vec<(&'static str, String)>,
    /// How many are wanted at most; a request for one page of several may ask for all that a page holds.
    pub(crate) limit: Option<u32>,
    /// What the body says.
    pub(crate) body: Map<String, Value>,
}

/// What a command means.
#[derive(Clone, Debug, Default)]
pub(crate) struct Intent {
    /// What has to be read: of each of these one.
    pub(crate) reads: Vec<Vec<Ask>>,
    /// What changes something: these, and nothing else.
    pub(crate) writes: Vec<Ask>,
    /// Where further reading is allowed: beginnings of paths.
    pub(crate) within: Vec<String>,
    /// What it prints, where that is known.
    pub(crate) prints: Option<Prints>,
    /// The exit status.
    pub(crate) status: Status,
}

/// An exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// That one.
    Is(i32),
    /// Any but 0.
    Fails,
}

impl Default for Status {
    fn default() -> Self {
        Status::Is(0)
    }
}

/// The meaning of a command in a clone whose branch is `branch`.
pub(crate) fn of(verb: &str, words: &Words, branch: &str, facts: &Facts) -> Result<Intent> {
    let clone = format!("acme/{}", if verb.starts_with("run") { "pipelines" } else { "widgets" });
    let repository = words.value("repo").unwrap_or(&clone).to_owned();
    let r = format!("repos/{repository}");
    let mut intent = Intent { within: vec![r.clone(), "user".to_owned()], ..Intent::default() };
    let number = || -> Result<String> {
        match words.first() {
            Some(number) if number.chars().all(|c| c.is_ascii_digit()) => Ok(number.to_owned()),
            Some(branch) if verb.starts_with("pr") => facts.pull_of(&repository, branch),
            None if verb.starts_with("pr") => facts.pull_of(&repository, branch),
            other => bail!("{verb} of {other:?}"),
        }
    };
    match verb {
        "issue list" => list(&mut intent, words, &repository, "issues", facts)?,
        "pr list" => list(&mut intent, words, &repository, "pulls", facts)?,
        "search issues" | "search prs" => search(&mut intent, verb, words)?,
        "repo list" => {
            let owner = words.first().context("an owner")?;
            let uid = facts.api.get(&format!("users/{owner}"))?["id"].to_string();
            let search = get("repos/search").with("uid", &uid).with("exclusive", "true");
            intent.reads.push(vec![search, get(&format!("orgs/{owner}/repos"))]);
            intent.within.extend([format!("users/{owner}"), format!("orgs/{owner}"), "repos/search".to_owned()]);
            intent.prints = lists::repositories(words, owner, facts)?;
        }
        "repo view" => {
            intent.reads.push(vec![get(&format!("repos/{}", words.first().unwrap_or(&repository)))]);
        }
        "repo clone" => {
            let name = words.first().context("a repository")?;
            intent.reads.push(git(name));
            intent.within = vec![format!("/{name}"), format!("repos/{name}"), "user".to_owned()];
        }
        "search code" => {
            intent.reads.push(git(&repository));
            intent.within = vec![format!("/{repository}")];
        }
        "pr view" => intent.reads.push(vec![get(&format!("{r}/pulls/{}", number()?))]),
        "issue view" => {
            let number = number()?;
            intent.reads.push(vec![get(&format!("{r}/issues/{number}"))]);
            if words.has("comments") {
                intent.reads.push(vec![get(&format!("{r}/issues/{number}/comments"))]);
            }
        }
        "pr diff" => intent.reads.push(vec![get(&format!("{r}/pulls/{}.diff", number()?))]),
        "pr checks" => {
            let pull = facts.api.get(&format!("{r}/pulls/{}", number()?))?;
            let sha = pull["head"]["sha"].as_str().context("a commit")?.to_owned();
            let statuses = ["status", "statuses"].map(|word| get(&format!("{r}/commits/{sha}/{word}")));
            intent.reads.push(statuses.to_vec());
            intent.status = Status::Is(facts.checks(&repository, &sha)?);
        }
        "pr checkout" => {
            intent.reads.push(git(&repository));
            intent.within.push(format!("/{repository}"));
        }
        "pr merge" => {
            let style = ["merge", "squash", "rebase"].into_iter().find(|style| words.has(style)).context("a style")?;
            let mut ask = send("POST", &format!("{r}/pulls/{}/merge", number()?), json!({"Do": style}));
            if words.has("delete-branch") {
                ask.body.insert("delete_branch_after_merge".to_owned(), json!(true));
            }
            intent.writes.push(ask);
        }
        "pr create" => intent.writes.push(pull_create(words, &repository, branch, facts)?),
        "pr review" => {
            let event = if words.has("approve") { "APPROVED" } else { bail!("another review") };
            intent.writes.push(send("POST", &format!("{r}/pulls/{}/reviews", number()?), json!({"event": event})));
        }
        "pr comment" | "issue comment" => {
            let body = words.value("body").context("a body")?;
            intent.writes.push(send("POST", &format!("{r}/issues/{}/comments", number()?), json!({"body": body})));
        }
        "pr edit" => {
            let base = words.value("base").context("a base")?;
            intent.writes.push(send("PATCH", &format!("{r}/pulls/{}", number()?), json!({"base": base})));
        }
        "issue close" => {
            intent.writes.push(send("PATCH", &format!("{r}/issues/{}", number()?), json!({"state": "closed"})));
        }
        "issue edit" => {
            let path = format!("{r}/issues/{}", number()?);
            let mut assignees = facts.assignees(&path)?;
            let more = words.value("add-assignee").context("an assignee")?;
            assignees.push(if more == "@me" { facts.me.clone() } else { more.to_owned() });
            assignees.sort();
            assignees.dedup();
            intent.writes.push(send("PATCH", &path, json!({"assignees": assignees})));
        }
        "issue create" => {
            let mut body = json!({"title": words.value("title").context("a title")?});
            if let Some(text) = words.value("body").filter(|text| !text.is_empty()) {
                body["body"] = json!(text);
            }
            let labels = words.list("label");
            if !labels.is_empty() {
                body["labels"] = json!(facts.labels(&repository, &labels)?);
            }
            intent.writes.push(send("POST", &format!("{r}/issues"), body));
        }
        "run list" => {
            let mut ask = get(&format!("{r}/actions/runs"));
            if let Some(status) = words.value("status") {
                ask = ask.with("status", status);
            }
            intent.reads.push(vec![ask.with("limit", words.value("limit").unwrap_or("20"))]);
        }
        "run view" => {
            let run = number()?;
            intent.reads.push(vec![get(&format!("{r}/actions/runs/{run}/jobs"))]);
            if words.has("log-failed") {
                intent.reads.push(facts.failed_jobs(&repository, &run)?.iter().map(|job| get(job)).collect());
            }
        }
        "run watch" => {
            let newest = facts.api.get(&format!("{r}/actions/runs?limit=1"))?["workflow_runs"][0]["id"].to_string();
            intent.reads.push(vec![get(&format!("{r}/actions/runs/{newest}"))]);
            // It waits for somebody to run it, and is made to end.
            intent.status = Status::Is(124);
        }
        "run rerun" => intent.writes.push(send("POST", &format!("{r}/actions/runs/{}/rerun", number()?), json!({}))),
        "api" => api(&mut intent, words)?,
        other => bail!("nothing is known of gh {other}"),
    }
    Ok(intent)
}

fn list(intent: &mut Intent, words: &Words, repository: &str, kind: &'static str, facts: &Facts) -> Result<()> {
    let state = words.value("state").unwrap_or("open");
    let states: &[&str] = if state == "merged" { &["closed", "all"] } else { &[state] };
    let alternatives = states.iter().flat_map(|state| {
        let own = get(&format!("repos/{repository}/{kind}")).with("state", state);
        if kind == "issues" {
            return vec![own.with("type", "issues")];
        }
        vec![own, get(&format!("repos/{repository}/issues")).with("state", state).with("type", "pulls")]
    });
    let name =
        |flag: &str| words.value(flag).map(|name| if name == "@me" { facts.me.clone() } else { name.to_owned() });
    let search = words.value("search").unwrap_or_default();
    let may = [
        ("labels", Some(words.list("label").join(",")).filter(|labels| !labels.is_empty())),
        ("assigned_by", name("assignee")),
        ("poster", name("author")),
        ("created_by", name("author")),
        ("base_branch", name("base")),
        ("q", Some(search.to_owned()).filter(|search| !search.is_empty() && !search.contains(':'))),
    ];
    let may: Vec<_> = may.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    let limit = words.value("limit").map_or(Ok(30), str::parse).context("the limit")?;
    intent.reads.push(alternatives.map(|ask| Ask { may: may.clone(), limit: Some(limit), ..ask }).collect());
    intent.prints = lists::numbers(words, repository, kind, facts)?;
    if intent.prints == Some(Prints::Failure) {
        intent.status = Status::Fails;
    }
    Ok(())
}

fn search(intent: &mut Intent, verb: &str, words: &Words) -> Result<()> {
    let kind = if verb.ends_with("prs") { "pulls" } else { "issues" };
    let mut ask = get("repos/issues/search").with("type", kind);
    let mut owner = words.value("owner");
    let mut text = Vec::new();
    let mut state = words.value("state");
    for term in words.positional.iter().flat_map(|word| word.split_whitespace()) {
        match term.split_once(':') {
            Some(("org" | "user" | "owner", name)) => owner = Some(name),
            Some(("state", name)) => state = Some(name),
            Some(_) => {}
            None if matches!(term, "OR" | "AND") => {}
            None => text.push(term),
        }
    }
    ask = ask.with("owner", owner.context("an owner")?);
    ask = ask.with("state", state.unwrap_or("all"));
    if !text.is_empty() {
        ask = ask.with("q", &text.join(" "));
    }
    intent.reads.push(vec![ask]);
    intent.within = vec!["repos/issues/search".to_owned(), "user".to_owned()];
    Ok(())
}

fn pull_create(words: &Words, repository: &str, branch: &str, facts: &Facts) -> Result<Ask> {
    // Without a title gh asks, and offers what --fill takes: of one commit, its message.
    let (subject, rest) = facts.message(repository, branch)?;
    let mut title = words.value("title").unwrap_or(&subject).to_owned();
    if words.has("draft") {
        title = format!("WIP: {title}");
    }
    let filled = if words.has("title") { "" } else { rest.as_str() };
    let body = words.value("body").unwrap_or(filled);
    let base = words.value("base").unwrap_or("main");
    let body = json!({"title": title, "body": body, "base": base, "head": branch});
    Ok(send("POST", &format!("repos/{repository}/pulls"), body))
}

/// `gh api PATH`, where GitHub's path and parameters have another name on Gitea.
fn api(intent: &mut Intent, words: &Words) -> Result<()> {
    let target = words.first().context("a path")?.trim_start_matches('/');
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let path = path.trim_end_matches('/');
    let parts: Vec<&str> = path.split('/').collect();
    let mut ask = match parts.as_slice() {
        ["orgs", owner, "packages"] => get(&format!("packages/{owner}")),
        _ => get(path),
    };
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        let name = match name {
            "per_page" => "limit",
            "package_type" => "type",
            other => bail!("the parameter {other}"),
        };
        ask = ask.with(name, value);
    }
    intent.within.push(ask.path.clone());
    intent.reads.push(vec![ask]);
    Ok(())
}

fn get(path: &str) -> Ask {
    Ask { method: "GET", path: path.to_owned(), query: Vec::new(), may: Vec::new(), limit: None, body: Map::new() }
}

/// What git asks for what it clones or fetches; the server knows the repository with and without `.git`.
fn git(repository: &str) -> Vec<Ask> {
    let ask = |path: String| Ask { method: "POST", ..get(&path) };
    ["", ".git"].map(|end| ask(format!("/{repository}{end}/git-upload-pack"))).to_vec()
}

fn send(method: &'static str, path: &str, body: Value) -> Ask {
    let body = body.as_object().cloned().unwrap_or_default();
    Ask { method, path: path.to_owned(), query: Vec::new(), may: Vec::new(), limit: None, body }
}

impl Ask {
    fn with(mut self, name: &'static str, value: &str) -> Self {
        self.query.push((name, value.to_owned()));
        self
    }
}
