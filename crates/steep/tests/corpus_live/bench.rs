//! Runs one command against a server that records.

use std::collections::BTreeSet;

use anyhow::Context;
use serde_json::json;
use steep_oracle::case::{Case, Sandbox, Site, TARGETS as CASE_TARGETS, Target};
use steep_oracle::server::zone::in_utc;
use steep_oracle::{Live, Recorder};

use crate::corpus_live::commands::Command;
use crate::corpus_live::facts::Facts;
use crate::corpus_live::filling::{ADDRESS, Filling, Known};
use crate::corpus_live::intent::{self, Status};
use crate::corpus_live::judge::{is_read, problems};
use crate::corpus_live::run::{Job, TARGETS};
use crate::corpus_live::script::printing;
use crate::corpus_live::table::Outcome;
use crate::corpus_live::words::Words;

/// Who runs the commands.
const PERSON: &str = "avery";

/// A server with a recorder in front of it.
pub(crate) struct Bench {
    live: Live,
    recorder: Recorder,
    site: Site,
    /// The repository's labels, once it is prepared.
    labels: BTreeSet<String>,
}

impl Bench {
    /// `None`, said loudly, without a Gitea.
    pub(crate) fn start() -> anyhow::Result<Option<Self>> {
        let Some(live) = Live::start()? else { return Ok(None) };
        let address = live.server.url().trim_start_matches("http://").parse()?;
        let recorder = Recorder::before(address)?;
        Ok(Some(Bench { live, site: Site::new(recorder.url()), recorder, labels: BTreeSet::new() }))
    }

    fn facts(&self) -> Facts {
        Facts { api: self.live.server.api(Some(self.live.token(PERSON))), me: PERSON.to_owned() }
    }

    /// What the table of fillings does not know of the fixture.
    pub(crate) fn known(&self) -> anyhow::Result<Known> {
        let facts = self.facts();
        let runs = facts.api.get("repos/acme/pipelines/actions/runs?status=failure")?;
        let run = runs["workflow_runs"][0]["id"].to_string();
        let merged = facts.api.get("repos/acme/widgets/pulls/9")?;
        // The server tells times in its own zone, where it may be another day.
        let merged = in_utc(merged["merged_at"].clone());
        let merged = merged.as_str().and_then(|time| time.get(..10)).context("no merge")?;
        Ok(Known { run, merged: merged.to_owned() })
    }

    /// Sees to what commands take for granted: the branch `staging`, and their labels, on an issue and a pull request.
    fn prepare(&mut self, labels: &[String]) -> anyhow::Result<()> {
        let facts = self.facts();
        if self.labels.is_empty() {
            let staging = json!({"new_branch_name": "staging", "old_branch_name": "main"});
            facts.api.post("repos/acme/widgets/branches", &staging)?;
            let all = facts.all("repos/acme/widgets/labels?")?;
            self.labels = all.iter().filter_map(|label| label["name"].as_str()).map(str::to_owned).collect();
        }
        let new: Vec<String> = labels.iter().filter(|label| !self.labels.contains(*label)).cloned().collect();
        for label in &new {
            facts.api.post("repos/acme/widgets/labels", &json!({"name": label, "color": "#00aabb"}))?;
        }
        if !new.is_empty() {
            let numbers = json!({"labels": facts.labels("acme/widgets", &new)?});
            for number in [4, 6] {
                facts.api.post(&format!("repos/acme/widgets/issues/{number}/labels"), &numbers)?;
            }
            self.labels.extend(new);
        }
        Ok(())
    }

    /// Runs a job's text and tells what came of it.
    pub(crate) fn run(
        &mut self,
        job: &Job,
        command: &Command,
        words: &Words,
        filling: &Filling,
        known: &Known,
    ) -> anyhow::Result<Outcome> {
        self.prepare(&words.list("label"))?;
        let branch = filling.branch(&command.verb);
        let intent = intent::of(&command.verb, words, branch, &self.facts())
            .with_context(|| format!("cannot tell what gh {} means", command.verb))?;
        let mut text = job.text.replace(ADDRESS, &self.recorder.url());
        let mut case: Case = toml::from_str("name = ''\ngh = ''")?;
        // Where the command says which repository is meant, it finds itself in the clone of another.
        let says = words.has("repo") || ["api", "repo", "search"].iter().any(|group| command.verb.starts_with(group));
        let here = if says { "quiet" } else { filling.repository(&command.verb) };
        case.clone = Some(format!("acme/{here}"));
        case.branch = Some(branch.to_owned()).filter(|_| !says);
        case.environment = filling.environment(&command.verb, known);
        if intent.status == Status::Is(124) {
            case.given.insert("endless".to_owned(), text.clone());
            "exec timeout 5 dash endless".clone_into(&mut text);
        }
        let name = job.targets.first().and_then(|index| TARGETS.get(*index)).context("a job without a target")?;
        let target: &Target = CASE_TARGETS.iter().find(|target| target.name == *name).context("no such target")?;
        let sandbox = Sandbox::prepare(&case, target, &self.site, &self.live)?;
        let _ = self.recorder.take();
        let done = sandbox.run("dash", &printing(&text), &case, &self.live)?;
        let requests = self.recorder.take();
        let changed = !requests.iter().all(is_read);
        let problems = problems(&intent, &requests, &done);
        let nothing_done = done.status != 0 && requests.iter().all(|request| is_read(request) || request.status >= 400);
        let outcome = if problems.is_empty() {
            Outcome::Done(job.tool.clone())
        } else if command.names && nothing_done {
            Outcome::Names
        } else {
            let said = format!("status {}\n{}\n{}", done.status, done.stdout, done.stderr);
            Outcome::Failed { text, why: format!("{}\n{said}", problems.join("\n-- ")) }
        };
        if changed {
            self.live.reset()?;
            self.labels.clear();
        }
        Ok(outcome)
    }
}
