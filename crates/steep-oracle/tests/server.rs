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
