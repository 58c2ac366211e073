//! A home with a login, a clone, and a server that has whatever is asked for.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use steep_oracle::api::Reply;
use steep_oracle::process::{Finished, Input, run};
use steep_oracle::recorder::{Recorder, Request};
use steep_oracle::scratch::Scratch;

use crate::tea_requests::meant::Meant;
use crate::tea_requests::values;

/// The branch of the clone, its pull request and that of the branch `fix`.
pub(crate) const BRANCH: &str = "feature/tray";
pub(crate) const OF_BRANCH: u32 = 32;
pub(crate) const OF_FIX: u32 = 31;
/// The subject of the clone's last commit.
pub(crate) const SUBJECT: &str = "Subject";
/// What standard input has.
pub(crate) const INPUT: &str = "from-stdin";

/// Names of things that the server has.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// A release.
    pub(crate) tag: Option<String>,
    /// A file of it.
    pub(crate) file: Option<String>,
}

pub(crate) struct Site {
    folder: Scratch,
    recorder: Recorder,
    known: Arc<Mutex<Known>>,
}

impl Site {
    pub(crate) fn new(tea: &Path) -> Self {
        let folder = Scratch::new().unwrap();
        for name in ["bin", "home", "config", "nothing", "work"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        symlink(tea, folder.path().join("bin/tea")).unwrap();
        let known = Arc::new(Mutex::new(Known::default()));
        let of_server = Arc::clone(&known);
        let recorder = Recorder::answering(move |request| answer(request, &of_server.lock().unwrap())).unwrap();
        let site = Site { folder, recorder, known };
        let url = site.url();
        let prepare = format!(
            "tea login add --name work --url {url} --token secret && tea login default work && git init -q -b main . &&
             git config user.name avery && git config user.email avery@example.org &&
             git commit -q --allow-empty -m Start && git update-ref refs/remotes/origin/main HEAD &&
             git update-ref refs/remotes/origin/staging HEAD &&
             git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/main &&
             git switch -q -c {BRANCH} && git commit -q --allow-empty -m {SUBJECT} -m 'Why it is so.' &&
             git remote add origin {url}/acme/widgets.git && git update-ref refs/remotes/origin/{BRANCH} HEAD &&
             git config branch.{BRANCH}.remote origin && git config branch.{BRANCH}.merge refs/heads/{BRANCH}"
        );
        site.bash(&prepare, "config", Input::Nothing).success("the clone").unwrap();
        site.asked();
        site
    }

    pub(crate) fn url(&self) -> String {
        self.recorder.url()
    }

    /// What has arrived since the last time.
    pub(crate) fn asked(&self) -> Vec<Request> {
        self.recorder.take()
    }

    /// Runs a form in the clone, with what is meant to be there.
    pub(crate) fn run(&self, text: &str, meant: &Meant) -> Finished {
        *self.known.lock().unwrap() = meant.known.clone();
        for (path, content) in &meant.files {
            let path = self.folder.path().join("work").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        // A login that is known already is none to add.
        let config = if meant.adds_login { "nothing" } else { "config" };
        let nothing = self.folder.path().join("nothing");
        fs::remove_dir_all(&nothing).unwrap();
        fs::create_dir(&nothing).unwrap();
        self.bash(text, config, Input::Text(INPUT))
    }

    fn bash(&self, text: &str, config: &str, input: Input<'_>) -> Finished {
        let root = self.folder.path();
        let mut command = Command::new("bash");
        command.args(["-c", text]).current_dir(root.join("work")).env_clear();
        command.env("PATH", format!("{}:/usr/bin:/bin", root.join("bin").display())).env("HOME", root.join("home"));
        command.env("XDG_CONFIG_HOME", root.join(config)).env("GIT_TERMINAL_PROMPT", "0").env("TERM", "dumb");
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("GITEA_TOKEN", "from-variable").env("NO_PROXY", "*");
        command.envs(values::variables(text));
        run(&mut command, input, Duration::from_secs(60)).unwrap()
    }
}

/// What a server with everything that is asked for says.
fn answer(request: &Request, known: &Known) -> Reply {
    let mut parts = request.path().trim_start_matches("/api/v1").splitn(5, '/').skip(1);
    let slug: Vec<&str> = match parts.next() {
        Some("repos") => parts.by_ref().take(2).collect(),
        Some("version") => return json_reply(200, &json!({"version": "1.26.0"})),
        Some("user") if request.method == "POST" => {
            let repository = json!({"id": 9, "name": "new", "full_name": "avery/new", "owner": {"login": "avery"},
                "permissions": {"admin": true, "push": true, "pull": true}});
            return json_reply(201, &repository);
        }
        Some("user") => return json_reply(200, &json!({"id": 1, "login": "avery", "email": "avery@example.org"})),
        _ => return json_reply(404, &json!({"message": "none"})),
    };
    // Points are what a text leaves out.
    let [owner, name] = slug[..] else { return json_reply(404, &json!({"message": "none"})) };
    if name == "..." {
        return json_reply(404, &json!({"message": "none"}));
    }
    let below = parts.next().map(|rest| format!("/{rest}")).unwrap_or_default();
    let host = request.header("host").unwrap_or_default();
    let repository = json!({"id": 9, "name": name, "full_name": format!("{owner}/{name}"), "default_branch": "main",
        "owner": {"id": 7, "login": owner}, "clone_url": format!("http://{host}/{owner}/{name}.git"),
        "permissions": {"admin": true, "push": true, "pull": true}, "has_issues": true, "has_pull_requests": true});
    let at = "2026-02-01T00:00:00Z";
    let sent: Value = serde_json::from_str(&request.body).unwrap_or_default();
    let state = sent["state"].as_str().unwrap_or("open");
    let item = |number: Value| {
        json!({"id": 50, "number": number, "title": "T", "body": "B", "state": state, "comments": 1,
            "user": {"id": 1, "login": "avery"}, "created_at": at, "updated_at": at, "html_url": "http://x.test/12"})
    };
    let pull = |number: u32, branch: &str| {
        let mut pull = item(json!(number));
        pull["mergeable"] = json!(true);
        pull["base"] = json!({"label": "main", "ref": "main", "sha": "ba5e", "repo_id": 9, "repo": repository});
        pull["head"] = json!({"label": branch, "ref": branch, "sha": "f00d", "repo_id": 9, "repo": repository});
        pull
    };
    let comment = json!({"id": 71, "body": "x", "user": {"id": 1, "login": "avery"}, "html_url": "http://x.test/1",
        "created_at": at, "updated_at": at});
    let release = json!({"id": 5, "tag_name": known.tag, "name": "R", "body": "N", "published_at": at, "created_at": at,
        "assets": [{"id": 6, "name": known.file, "size": 1}]});
    let segments: Vec<&str> = below.split('/').skip(1).collect();
    match (request.method.as_str(), segments.as_slice()) {
        (_, []) => json_reply(200, &repository),
        ("GET", ["pulls"]) => {
            json_reply(200, &json!([pull(40, "other"), pull(OF_BRANCH, BRANCH), pull(OF_FIX, "fix")]))
        }
        ("POST", ["pulls"]) => json_reply(201, &pull(41, BRANCH)),
        ("GET" | "PATCH", ["pulls", _]) => json_reply(200, &pull(12, "fix")),
        ("POST", ["pulls", _, "merge"]) => Reply { status: 200, headers: String::new(), body: String::new() },
        ("POST", ["pulls", _, "reviews"]) => {
            json_reply(200, &json!({"id": 1, "state": "APPROVED", "html_url": "http://x.test/1"}))
        }
        ("GET", ["issues"]) => json_reply(200, &json!([item(json!(12))])),
        ("POST", ["issues"]) => json_reply(201, &item(json!(12))),
        ("GET" | "PATCH", ["issues", number]) => {
            json_reply(200, &item(number.parse::<u32>().map_or(json!(12), |number| json!(number))))
        }
        ("POST", ["issues", _, "comments"]) => json_reply(201, &comment),
        ("GET", ["issues", _, "comments"]) => json_reply(200, &json!([comment])),
        ("GET", ["milestones", name]) => json_reply(200, &json!({"id": MILESTONE, "title": name, "state": "open"})),
        ("GET", ["milestones"]) => json_reply(200, &json!([{"id": MILESTONE, "title": "v1", "state": "open"}])),
        ("GET", ["releases"]) => json_reply(200, &json!([release])),
        ("POST", ["releases"]) => json_reply(201, &release),
        ("PATCH", ["releases", "5"]) => json_reply(200, &release),
        ("POST", ["releases", "5", "assets"]) => json_reply(201, &json!({"id": 8, "name": "f"})),
        ("GET", ["releases", "5", "assets"]) => json_reply(200, &release["assets"]),
        ("DELETE", ["releases", "5"] | ["releases", "5", "assets", "6"] | ["tags", _]) => {
            Reply { status: 204, headers: String::new(), body: String::new() }
        }
        ("GET", ["topics"]) => json_reply(200, &json!({"topics": []})),
        ("GET", _) => json_reply(200, &json!([])),
        _ => json_reply(404, &json!({"message": "none"})),
    }
}

/// The number by which the server knows every milestone.
pub(crate) const MILESTONE: u32 = 4;

fn json_reply(status: u16, body: &Value) -> Reply {
    Reply { status, headers: "Content-Type: application/json".to_owned(), body: body.to_string() }
}
