//! Every field that is exact is asked for on the real server, with all others of its command and alone, and what comes of
//! it has the shape that is recorded of gh.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;
use steep::{Outcome, Prefer, Target, Transpiler};
use steep_gitea::projection::{Field, projections};
use steep_oracle::Live;
use steep_oracle::process::{Input, run};
use steep_oracle::scratch::Scratch;
use steep_oracle::shape::Shapes;

/// What commands are about: what they list, or at least two objects; `as PERSON`: who asks.
const OBJECTS: &[(&str, &[&str])] = &[
    ("issue list", &["-R acme/widgets --state all", "-R acme/many --limit 2"]),
    ("issue status", &["-R acme/widgets", "-R acme/many"]),
    ("issue view", &["1 -R acme/widgets", "3 -R acme/widgets", "5 -R acme/widgets"]),
    ("label list", &["-R acme/widgets"]),
    ("pr checks", &["6 -R acme/widgets", "10 -R acme/widgets", "14 -R acme/widgets"]),
    ("pr list", &["-R acme/widgets --state all"]),
    ("pr status", &["-R acme/widgets"]),
    ("pr view", &["6 -R acme/widgets", "9 -R acme/widgets", "11 -R acme/widgets"]),
    ("release list", &["-R acme/widgets"]),
    ("release view", &["v1.0.0 -R acme/widgets", "v1.1.0-rc1 -R acme/widgets"]),
    ("repo deploy-key list", &["-R acme/widgets"]),
    ("repo list", &["acme", "avery"]),
    ("repo view", &["acme/widgets", "casey/widgets as casey", "acme/bare", "acme/retired"]),
    ("run list", &["-R acme/pipelines"]),
    ("run view", &["1 -R acme/pipelines", "2 -R acme/pipelines", "4 -R acme/pipelines"]),
    ("search issues", &["--owner acme"]),
    ("search prs", &["--owner acme"]),
    ("search repos", &["--owner acme", "--include-forks only"]),
    ("secret list", &["-R acme/widgets"]),
    ("variable get", &["ONE -R acme/widgets", "TWO -R acme/widgets"]),
    ("variable list", &["-R acme/widgets"]),
    ("workflow list", &["-R acme/pipelines"]),
];

/// Previews of later releases, whose shapes nobody documents: the cases of `repo-read.toml` and `issue-artifact.toml` look at
/// their fields.
const PREVIEWS: &[&str] = &["issue artifact list", "issue artifact view", "repo read-dir", "repo read-file"];

/// What is done first: the fixture has no such things.
const FIRST: &[&str] = &[
    "printf '%s a@example.org' 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPMaK7uYxprCHvK5Z7UuGLAglA9hUVqyPC+3SUomBH6f' | \
     gh repo deploy-key add - --title one -R acme/widgets",
    "printf '%s b@example.org' 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILN3FijHVPWQWJhpEkMzi6ZklcLsq4SsjjsDWCIy4Ert' | \
     gh repo deploy-key add - --title two -R acme/widgets",
    "gh secret set ONE --body 1 -R acme/widgets",
    "gh secret set TWO --body 2 -R acme/widgets",
    "gh variable set ONE --body 1 -R acme/widgets",
    "gh variable set TWO --body 2 -R acme/widgets",
];

/// What `cargo xtask live` calls this.
pub(super) const NAME: &str = "fields";

struct World {
    live: Live,
    folder: Scratch,
    steep: Transpiler,
    shapes: Shapes,
    complaints: String,
}

#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn exact_fields_have_ghs_shape() {
    let is_other = std::env::var(super::ONLY).is_ok_and(|only| only != NAME);
    if is_other || std::env::var_os(super::SHARE).is_some() {
        return;
    }
    let Some(live) = Live::start().unwrap() else { return };
    let target = Target::gitea(live.server.url());
    let steep = Transpiler::builder().target(target).prefer(Prefer::Data).build().unwrap();
    let shapes = Shapes::load().unwrap();
    let mut world = World { live, folder: Scratch::new().unwrap(), steep, shapes, complaints: String::new() };
    for gh in FIRST {
        let done = world.run(gh, "avery");
        assert!(done.is_some(), "{}", world.complaints);
    }
    for projection in projections() {
        for &command in projection.commands.iter().filter(|command| !PREVIEWS.contains(*command)) {
            let Some((_, objects)) = OBJECTS.iter().find(|(name, _)| *name == command) else {
                let _ = writeln!(world.complaints, "{command}: there are no objects to look at");
                continue;
            };
            let path: Vec<&str> = command.split(' ').collect();
            let known: Vec<&str> =
                steep_gh::grammar::command(&path).unwrap().json.iter().map(|field| field.name).collect();
            let fields: Vec<&Field> = projection
                .fields
                .iter()
                .filter(|field| known.contains(&field.name) && field.missing.is_none())
                .collect();
            world.command(command, objects, &fields);
        }
    }
    assert!(world.complaints.is_empty(), "{}", world.complaints);
}

/// So often two answers may differ because the server has come to know more.
const CHANGES: usize = 5;

/// The objects with this field alone.
fn only(name: &str, objects: &[BTreeMap<String, Value>]) -> Vec<BTreeMap<String, Value>> {
    let field = |object: &BTreeMap<String, Value>| {
        object.iter().filter(|(key, _)| *key == name).map(|(k, v)| (k.clone(), v.clone())).collect()
    };
    objects.iter().map(field).collect()
}

impl World {
    fn command(&mut self, command: &str, objects: &[&str], fields: &[&Field]) {
        let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
        let mut seen = 0;
        for (nth, object) in objects.iter().enumerate() {
            let Some(all) = self.objects(command, object, &names.join(",")) else { continue };
            seen += all.len();
            for object in &all {
                self.check(command, fields, object);
            }
            // Forms for a single field are written otherwise.
            for name in names.iter().filter(|_| nth == 0) {
                let Some(mut alone) = self.objects(command, object, name) else { continue };
                let mut of_all = only(name, &all);
                // The server computes some in the background, whether a pull request can be merged for one.
                for _ in 0..CHANGES {
                    if alone == of_all {
                        break;
                    }
                    std::thread::sleep(Duration::from_secs(1));
                    let Some(again) = self.objects(command, object, &names.join(",")) else { continue };
                    of_all = only(name, &again);
                    let Some(again) = self.objects(command, object, name) else { continue };
                    alone = again;
                }
                if alone != of_all {
                    let _ = writeln!(
                        self.complaints,
                        "{command} {object}: {name} alone: {alone:?}, with others: {of_all:?}"
                    );
                }
            }
        }
        if seen < 2 {
            let _ = writeln!(self.complaints, "{command}: only {seen} objects were seen");
        }
    }

    fn check(&mut self, command: &str, fields: &[&Field], object: &BTreeMap<String, Value>) {
        let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
        let keys: Vec<&str> = object.keys().map(String::as_str).collect();
        if keys != names {
            let _ = writeln!(self.complaints, "{command}: asked for {names:?}, got {keys:?}");
        }
        for field in fields.iter().filter(|field| field.approximate.is_none()) {
            let value = object.get(field.name).unwrap_or(&Value::Null);
            if !self.shapes.knows(command, field.name) {
                let _ = writeln!(
                    self.complaints,
                    "{command}: no shape is recorded of {}, so it cannot be exact",
                    field.name
                );
            } else if let Some(complaint) = self.shapes.complaint(command, field.name, value) {
                let _ = writeln!(self.complaints, "{command}: {complaint}");
            }
        }
    }

    /// What a command prints for these fields: the objects of the list, or the only one.
    fn objects(&mut self, command: &str, object: &str, fields: &str) -> Option<Vec<BTreeMap<String, Value>>> {
        let (object, who) = object.split_once(" as ").unwrap_or((object, "avery"));
        let gh = format!("gh {command} {object} --json {fields}");
        let text = self.run(&gh, who)?;
        let value: Value = match serde_json::from_str(&text) {
            Ok(value) => value,
            Err(error) => {
                let _ = writeln!(self.complaints, "{gh}: {error}: {text}");
                return None;
            }
        };
        let items = match value {
            Value::Array(items) => items,
            Value::Object(groups) if command.ends_with(" status") => groups.into_iter().flat_map(in_group).collect(),
            one => vec![one],
        };
        Some(items.into_iter().map(|item| serde_json::from_value(item).unwrap_or_default()).collect())
    }

    /// What a command prints after it was rewritten.
    fn run(&mut self, gh: &str, who: &str) -> Option<String> {
        let out = self.steep.shell(gh);
        if out.findings.iter().any(|finding| finding.outcome != Outcome::Rewritten) {
            let why: Vec<&str> = out.findings.iter().map(|finding| finding.message.as_str()).collect();
            let _ = writeln!(self.complaints, "{gh}: is not rewritten: {}", why.join("; "));
            return None;
        }
        let mut shell = Command::new("sh");
        shell.args(["-c", &out.text]).current_dir(self.folder.path()).env("GITEA_TOKEN", self.live.token(who));
        let printed =
            run(&mut shell, Input::Nothing, Duration::from_secs(60)).and_then(|done| done.success("the form"));
        match printed {
            Ok(text) => Some(text),
            Err(error) => {
                let _ = writeln!(self.complaints, "{gh}: {error:#}\n{}", out.text);
                None
            }
        }
    }
}

/// The objects of one of the groups that a status is made of: a list, or one object.
fn in_group((_, group): (String, Value)) -> Vec<Value> {
    match group {
        Value::Array(items) => items,
        one => vec![one],
    }
}
