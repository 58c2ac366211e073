//! Every tea command that is made is one that its version reads as it is meant.

use std::collections::BTreeMap;

use crate::support::grammar::{accept, calls};
use crate::support::{emit, requests, tea, tea_without_login};
use steep_gitea::tea_versions;
use steep_gitea::tool::TEA;

#[test]
fn every_version_accepts_every_command_made_for_it() {
    let mut made = BTreeMap::new();
    for version in tea_versions() {
        for target in [tea(version), tea_without_login(version)] {
            for request in requests::all() {
                let Ok(emission) = emit(&request, &target) else { continue };
                let calls = calls(&emission.script);
                assert_eq!(emission.tool == TEA, !calls.is_empty(), "{request:?}");
                for call in calls {
                    accept(call, version);
                    *made.entry(version).or_insert(0) += 1;
                }
            }
        }
    }
    // Each version does a good part of them, and later ones do not do less.
    let counts: Vec<i32> = tea_versions().iter().map(|version| made[version]).collect();
    assert!(counts.iter().all(|&count| count > 100), "{counts:?}");
}

#[test]
fn without_a_known_version_no_tea_command_is_made() {
    let target = tea("0.9.1");
    for request in requests::all() {
        if let Ok(emission) = emit(&request, &target) {
            assert_ne!(emission.tool, TEA, "{request:?}");
        }
    }
}

#[test]
fn a_login_is_named_wherever_a_command_takes_one() {
    for version in tea_versions() {
        for request in requests::all() {
            let Ok(emission) = emit(&request, &tea(version)) else { continue };
            for call in calls(&emission.script) {
                let words: Vec<String> = call.args.iter().filter_map(crate::support::grammar::text).collect();
                let names_login =
                    words.windows(2).any(|pair| matches!(pair, [flag, login] if flag == "--login" && login == "work"));
                assert!(names_login || words.get(1).is_some_and(|word| word == "logins"), "{words:?}");
            }
        }
    }
}

#[test]
fn a_version_that_would_ask_for_a_login_is_only_used_in_a_clone() {
    let target = tea_without_login("0.11.1");
    for request in requests::all() {
        if request.repository == steep_forge::Repository::Here {
            continue;
        }
        if let Ok(emission) = emit(&request, &target) {
            assert_ne!(emission.tool, TEA, "{request:?}");
        }
    }
}
