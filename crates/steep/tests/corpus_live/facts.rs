//! What the fixture holds, asked of the server itself.

use anyhow::{Context, Result};
use serde_json::Value;
use steep_oracle::api::Api;

pub(crate) struct Facts {
    pub(crate) api: Api,
    /// Who runs the commands.
    pub(crate) me: String,
}

impl Facts {
    /// Everything that a list of pages holds; `path` has a query already.
    pub(crate) fn all(&self, path: &str) -> Result<Vec<Value>> {
        let mut found = Vec::new();
        for page in 1.. {
            let answer = self.api.get(&format!("{path}&limit=50&page={page}"))?;
            let items = answer.as_array().context("a list")?;
            found.extend(items.iter().cloned());
            if items.len() < 50 {
                break;
            }
        }
        Ok(found)
    }

    /// The number of the open pull request of a branch.
    pub(crate) fn pull_of(&self, repository: &str, branch: &str) -> Result<String> {
        let pulls = self.all(&format!("repos/{repository}/pulls?state=open"))?;
        let pull = pulls.iter().find(|pull| pull["head"]["ref"] == branch).context("the branch has no pull request")?;
        Ok(pull["number"].to_string())
    }

    /// Whether that person's review is asked for and not given yet: those who gave one stay in the list of the asked.
    pub(crate) fn awaits_review(&self, pull: &Value, who: &str) -> Result<bool> {
        let repository = pull["base"]["repo"]["full_name"].as_str().context("a repository")?;
        let reviews = self.all(&format!("repos/{repository}/pulls/{}/reviews?", pull["number"]))?;
        Ok(reviews.iter().any(|review| review["state"] == "REQUEST_REVIEW" && review["user"]["login"] == who))
    }

    /// The status that `gh pr checks` ends with.
    pub(crate) fn checks(&self, repository: &str, sha: &str) -> Result<i32> {
        let status = self.api.get(&format!("repos/{repository}/commits/{sha}/status"))?;
        let states: Vec<&str> =
            status["statuses"].as_array().context("statuses")?.iter().filter_map(|it| it["status"].as_str()).collect();
        let failed = |state: &&str| !matches!(*state, "success" | "skipped" | "pending");
        Ok(match () {
            () if states.is_empty() || states.iter().any(failed) => 1,
            () if states.contains(&"pending") => 8,
            () => 0,
        })
    }

    /// The logins of who is assigned to the issue at that path.
    pub(crate) fn assignees(&self, path: &str) -> Result<Vec<String>> {
        let issue = self.api.get(path)?;
        let people = issue["assignees"].as_array().cloned().unwrap_or_default();
        Ok(people.iter().filter_map(|person| person["login"].as_str()).map(str::to_owned).collect())
    }

    /// The labels' numbers, by name and in the names' order.
    pub(crate) fn labels(&self, repository: &str, names: &[String]) -> Result<Vec<Value>> {
        let labels = self.all(&format!("repos/{repository}/labels?"))?;
        let number = |name: &String| {
            let label = labels.iter().find(|label| label["name"] == name.as_str());
            label.map(|label| label["id"].clone()).with_context(|| format!("there is no label {name}"))
        };
        names.iter().map(number).collect()
    }

    /// Subject and body of a branch's last commit.
    pub(crate) fn message(&self, repository: &str, branch: &str) -> Result<(String, String)> {
        let branch = self.api.get(&format!("repos/{repository}/branches/{branch}"))?;
        let message = branch["commit"]["message"].as_str().context("a message")?.trim_end();
        let (subject, body) = message.split_once("\n\n").unwrap_or((message, ""));
        Ok((subject.to_owned(), body.to_owned()))
    }

    /// The paths of the logs of a run's failed jobs.
    pub(crate) fn failed_jobs(&self, repository: &str, run: &str) -> Result<Vec<String>> {
        let jobs = self.api.get(&format!("repos/{repository}/actions/runs/{run}/jobs"))?;
        let jobs = jobs["jobs"].as_array().context("jobs")?;
        let failed = jobs.iter().filter(|job| job["conclusion"] == "failure");
        Ok(failed.map(|job| format!("repos/{repository}/actions/jobs/{}/logs", job["id"])).collect())
    }
}
