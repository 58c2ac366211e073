//! Whom it asks, as whom, and how it ends.

use std::process::Command;
use std::time::Duration;

use steep_oracle::process::{Input, run};

use super::with_each_shell;

#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn the_exit_status_tells_what_is_wrong() {
    with_each_shell(|world| {
        world.fails(&["get", "repos/{repo}/nothing"], 1, "HTTP 404");
        world.fails(&["frob"], 2, "unknown command");
        world.fails(&["get", "user", "-z"], 2, "unknown option");
        world.fails(&["get"], 2, "needs a path");
        world.fails(&["get", "repos/{nothing}"], 2, "unknown placeholder");
        assert!(world.call(&["--help"]).success("help").unwrap().contains("usage: gitea-api"));
        world.token = "wrong".to_owned();
        world.fails(&["get", "user"], 4, "HTTP 401");
        world.token = "a\nX-Other: b".to_owned();
        world.fails(&["get", "user"], 4, "no token has");
        world.token = String::new();
        world.fails(&["get", "user"], 4, "set GITEA_TOKEN");
    });
}

#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn the_repository_is_that_which_gh_takes() {
    with_each_shell(|world| {
        let full_name = ["get", "repos/{repo}"];
        let url = world.live.server.url();
        assert_eq!(world.shows(&full_name, ".full_name"), "acme/widgets");
        world.git(&["remote", "add", "upstream", &format!("{url}/acme/many.git")]);
        assert_eq!(world.shows(&full_name, ".full_name"), "acme/many");
        world.git(&["config", "remote.origin.gh-resolved", "base"]);
        assert_eq!(world.shows(&full_name, ".full_name"), "acme/widgets");
        world.git(&["remote", "set-url", "origin", "git@git.example.org:acme/quiet"]);
        assert_eq!(world.shows(&full_name, ".full_name"), "acme/quiet");
    });
}

/// The token is on no command line while a request is under way, and goes to no other server.
#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn the_token_is_seen_by_nobody() {
    with_each_shell(|world| {
        let bin = world.folder.path().join("bin");
        // In the place of curl: notes what it is called with.
        let note =
            format!("#!/bin/sh\nprintf '%s\\n' \"$@\" >>'{0}/noted'\nexec /usr/bin/curl \"$@\"\n", bin.display());
        std::fs::write(bin.join("curl"), note).unwrap();
        std::os::unix::fs::symlink("/bin/true", bin.join("true")).unwrap();
        let mut chmod = Command::new("chmod");
        run(chmod.arg("755").arg(bin.join("curl")), Input::Nothing, Duration::from_secs(9)).unwrap();
        assert_eq!(world.shows(&["get", "user"], ".login"), "avery");
        let noted = std::fs::read_to_string(bin.join("noted")).unwrap();
        assert!(noted.contains("/api/v1/user") && !noted.contains(&world.token), "{noted}");
    });
}

#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn a_renamed_repository_is_followed_with_what_is_sent_but_not_deleted() {
    with_each_shell(|world| {
        world.shows(&["patch", "repos/acme/quiet", "name=silent"], ".full_name");
        assert_eq!(world.shows(&["get", "repos/acme/quiet"], ".name"), "silent");
        let made = world.shows(&["post", "repos/acme/quiet/issues", "title=Here"], ".number");
        let issue = format!("repos/acme/silent/issues/{made}");
        assert_eq!(world.server(&issue)["title"], "Here");
        world.shows(&["patch", &format!("repos/acme/quiet/issues/{made}"), "title=There"], ".");
        assert_eq!(world.server(&issue)["title"], "There");
        world.fails(&["delete", "repos/acme/quiet"], 1, "HTTP 30");
        assert_eq!(world.server("repos/acme/silent")["name"], "silent");
    });
}

/// Whoever reads only the beginning is answered, and a shell with `pipefail` goes on.
#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn a_reader_may_stop_early() {
    with_each_shell(|world| {
        if world.shell != ["bash"] {
            return;
        }
        let mut command = world.command("bash");
        let text = "set -o pipefail; bash ../bin/gitea-api list repos/acme/many/issues | head -c 1; echo \" $?\"";
        command.args(["-c", text]).env("GITEA_TOKEN", &world.token);
        let done = run(&mut command, Input::Nothing, Duration::from_secs(60)).unwrap();
        assert_eq!((done.stdout.as_str(), done.stderr.as_str()), ("[ 0\n", ""));
    });
}
