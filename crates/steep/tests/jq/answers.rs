//! A server with answers such as Gitea gives: those of the projections' tests, with odd texts and sparse objects beside.

use std::fs;

use serde_json::{Value, json};
use steep_oracle::api::Reply;
use steep_oracle::cache::workspace;
use steep_oracle::recorder::Request;

/// Everything that a shell, a terminal or JSON may take amiss, but control characters: gh shows those as `^A`.
const ODD: &str = "feat: a<&>\"'\\ \t\n\r é \u{2028} 🚀 \u{301} %+`$x #{} !! fix: ABC-12 https://x.test/?a=1&b=2";

/// The answer to a request, by its path; nothing is there where no answer is known.
pub(crate) fn answer(request: &Request) -> Reply {
    let path = request.path().trim_start_matches("/api/v1/repos/acme/widgets");
    let is_first_page = request.query().iter().all(|(name, page)| name != "page" || page == "1");
    let body = match path.split('/').skip(1).collect::<Vec<_>>().as_slice() {
        ["pulls" | "issues"] if !is_first_page => json!([]),
        ["pulls"] => Value::Array(pulls()),
        ["issues"] => Value::Array(issues()),
        ["pulls", _] => file("pull"),
        ["issues", _] => file("issue"),
        ["issues" | "pulls", _, "comments"] => comments(),
        ["pulls", _, list @ ("commits" | "files" | "reviews")] => {
            if is_first_page {
                file(list)
            } else {
                json!([])
            }
        }
        ["issues", _, "reactions"] => file("reactions"),
        ["commits", _, "status"] => file("status"),
        ["actions", "runs"] => {
            let runs = if is_first_page { runs() } else { Vec::new() };
            json!({"total_count": runs.len(), "workflow_runs": runs})
        }
        ["actions", "workflows"] => json!({"workflows": [{"id": "ci.yml", "name": "CI"}]}),
        _ => return Reply { status: 404, headers: String::new(), body: String::new() },
    };
    Reply { status: 200, headers: "Content-Type: application/json".to_owned(), body: body.to_string() }
}

fn file(name: &str) -> Value {
    let path = workspace().join("crates/steep-gitea/tests/answers").join(format!("{name}.json"));
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// `value` with other fields.
fn with(mut value: Value, changes: Value) -> Value {
    let (Some(fields), Value::Object(changes)) = (value.as_object_mut(), changes) else { panic!("no objects") };
    fields.extend(changes);
    value
}

fn pulls() -> Vec<Value> {
    let odd = json!({"number": 14, "title": ODD, "body": ODD, "assignees": null, "milestone": null, "labels": [
        {"id": 3, "name": "bug", "description": ODD, "color": "ee0701"},
        {"id": 9_007_199_254_740_991_i64, "name": "priority:high", "description": "", "color": "00ff00"},
        {"id": 4, "name": "area: print queue", "description": "", "color": "00ff00"}]});
    let sparse = json!({"number": 3, "title": "x", "body": "", "labels": [], "assignees": [], "milestone": null,
        "head": {"ref": "", "label": "", "sha": "5ba5e", "repo": null, "repo_id": 0}});
    vec![file("pull"), file("pull-open"), with(file("pull-open"), odd), with(file("pull"), sparse)]
}

fn issues() -> Vec<Value> {
    let odd = json!({"number": 2, "title": ODD, "body": ODD, "state": "open", "closed_at": null});
    let sparse = json!({"number": 5, "title": "- x", "body": "", "labels": null, "assignees": null, "comments": 0});
    vec![file("issue"), with(file("issue"), odd), with(file("issue"), sparse)]
}

fn runs() -> Vec<Value> {
    let failed = json!({"id": 4, "conclusion": "failure", "display_title": ODD, "head_branch": "feature/tray"});
    let waiting = json!({"id": 5, "status": "queued", "conclusion": null});
    vec![file("run"), with(file("run"), failed), with(file("run"), waiting)]
}

fn comments() -> Value {
    let Value::Array(mut all) = file("comments") else { panic!("no list") };
    let one = all.first().unwrap().clone();
    all.push(with(one.clone(), json!({"id": 72, "body": ODD})));
    all.push(with(one, json!({"id": 73, "body": ""})));
    Value::Array(all)
}
