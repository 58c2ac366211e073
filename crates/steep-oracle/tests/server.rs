//! The live server itself.

#![cfg(unix)]

use serde_json::json;
use steep_oracle::Live;

#[test]
fn each_copy_of_the_fixture_is_alone() {
    let Some(mut first) = Live::start().unwrap() else { return };
    let second = Live::start().unwrap().expect("the first was there");
    let issue = "repos/acme/widgets/issues/1";
    let avery = first.server.api(Some(first.token("avery")));
    avery.call("PATCH", issue, Some(&json!({"title": "Changed"}))).unwrap();
    assert_eq!(avery.get(issue).unwrap()["title"], "Changed");
    let avery = second.server.api(Some(second.token("avery")));
    assert_eq!(avery.get(issue).unwrap()["title"], "Crash when the tray is empty");
    first.server.stop().unwrap();
}

#[test]
fn a_dropped_server_is_gone_with_its_folder() {
    let Some(live) = Live::start().unwrap() else { return };
    let (api, root) = (live.server.api(None), live.server.root().to_path_buf());
    api.get("version").unwrap();
    drop(live);
    assert!(api.get("version").is_err(), "it answers still");
    assert!(!root.exists(), "{} is still there", root.display());
}

#[test]
fn git_hooks_of_a_copy_are_its_own() {
    let Some(live) = Live::start().unwrap() else { return };
    let hook = live.server.root().join("repositories/acme/widgets.git/hooks/pre-receive.d/gitea");
    let text = std::fs::read_to_string(hook).unwrap();
    assert!(text.contains(live.server.root().to_str().unwrap()), "{text}");
    assert!(!text.contains('@'), "a placeholder is left in {text}");
}

#[test]
fn a_reset_server_is_as_it_was_when_started() {
    let Some(mut live) = Live::start().unwrap() else { return };
    let before = seen(&live);
    for _ in 0..2 {
        let avery = live.server.api(Some(live.token("avery")));
        let widgets = "repos/acme/widgets";
        avery.call("PATCH", &format!("{widgets}/issues/1"), Some(&json!({"title": "Changed"}))).unwrap();
        avery.post(&format!("{widgets}/issues"), &json!({"title": "New"})).unwrap();
        avery.post(&format!("{widgets}/issues/2/comments"), &json!({"body": "New"})).unwrap();
        // It can be merged each time, with the objects that the first merge has moved.
        let merge = json!({"Do": "squash", "delete_branch_after_merge": true});
        avery.post(&format!("{widgets}/pulls/6/merge"), &merge).unwrap();
        let file = json!({"content": "bmV3Cg==", "branch": "feature/lonely"});
        avery.post(&format!("{widgets}/contents/new.txt"), &file).unwrap();
        avery.post(&format!("{widgets}/releases"), &json!({"tag_name": "v9"})).unwrap();
        avery.post("orgs/acme/repos", &json!({"name": "new", "auto_init": true})).unwrap();
        avery.call("DELETE", "repos/acme/quiet", None).unwrap();
        assert_ne!(seen(&live), before);
        live.reset().unwrap();
        assert_eq!(seen(&live), before);
    }
}

/// What the API says of everything that could have been changed.
fn seen(live: &Live) -> Vec<(String, serde_json::Value)> {
    let avery = live.server.api(Some(live.token("avery")));
    let mut paths = vec!["orgs/acme/repos".to_owned()];
    for path in [
        "issues?state=all&limit=50",
        "issues/1/timeline",
        "issues/2/comments",
        "pulls?state=all",
        "pulls/6/reviews",
        "branches",
        "tags",
        "releases",
        "labels",
        "milestones?state=all",
        "git/refs",
        "git/trees/main?recursive=true",
        "git/trees/feature%2Flonely",
        "commits?sha=main",
    ] {
        paths.push(format!("repos/acme/widgets/{path}"));
    }
    paths.into_iter().map(|path| (path.clone(), avery.get(&path).expect("the server answers"))).collect()
}
