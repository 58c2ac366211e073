//! What it asks and sends.

use std::time::Duration;

use steep_oracle::process::{Input, run};

use super::{World, with_each_shell};

#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn lists_come_from_as_many_pages_as_it_takes_and_know_what_gitea_ignores() {
    with_each_shell(|world| {
        let issues = "repos/{repo}/issues";
        assert_eq!(world.shows(&["list", "repos/acme/many/issues"], "length"), "132");
        assert_eq!(world.shows(&["list", "repos/acme/many/issues", "-n", "55"], "length"), "55");
        assert_eq!(world.shows(&["list", issues, "type=issues", "state=all", "-n", "3"], "map(.number)"), "[5,4,3]");
        let labelled = ["list", issues, "type=issues", "state=all", "labels=bug,good first issue"];
        assert_eq!(world.shows(&labelled, "map(.number)"), "[3]");
        for nothing in ["labels=nosuch", "labels=bug,nosuch", "milestones=nosuch"] {
            assert_eq!(world.shows(&["list", issues, "type=issues", "state=all", nothing], "."), "[]", "{nothing}");
        }
        assert_eq!(world.shows(&["list", "repos/{repo}/pulls", "head=feature/tray"], "map(.number)"), "[6]");
        assert_eq!(world.shows(&["list", "repos/{repo}/pulls", "state=merged"], "map(.merged)"), "[true]");
        assert_eq!(world.shows(&["list", "repos/{repo}/pulls", "labels=nosuch"], "."), "[]");
        world.fails(&["list", issues, "state=done"], 2, "state is open, closed, merged or all");
        let mine = ["list", issues, "type=issues", "created_by=@me", "assigned_by=@me"];
        assert_eq!(world.shows(&mine, "map(.user.login) | unique"), "[\"avery\"]");
        let chosen = ["list", issues, "state=all", "--arg", "n", "4", "--where", ".number == ($n | tonumber)"];
        assert_eq!(world.shows(&chosen, "map(.number)"), "[4]");
        // A list that has no pages ends, too.
        assert_eq!(world.shows(&["list", "repos/{repo}/issues/1/comments"], "type"), "array");
        assert_eq!(world.shows(&["list", "repos/acme/pipelines/actions/runs", "-n", "2"], "length"), "2");
        assert_eq!(world.shows(&["list", "repos/acme/bare/branches"], "."), "[]");
    });
}

#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn further_answers_come_into_each_item() {
    with_each_shell(|world| {
        let pulls = "repos/acme/widgets/pulls";
        let checked = ["list", pulls, "--with", "status", "--where", ".with.status.state == \"success\""];
        assert_eq!(world.shows(&checked, "map(.number)"), "[6]");
        let both = ["list", pulls, "--with", "commits", "--with", "comments", "-n", "2"];
        assert_eq!(world.shows(&both, "map(.with | map_values(type))"), {
            let each = r#"{"commits":"array","comments":"array"}"#;
            format!("[{each},{each}]")
        });
        assert_eq!(
            world.shows(&["list", pulls, "--with", "self", "-n", "1"], "map(.with.self | has(\"additions\"))"),
            "[true]"
        );
    });
}

#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn fields_are_sent_as_they_are_and_names_are_looked_up() {
    with_each_shell(|world| {
        let title = "A \"b\" $(c) `d` \\ ' {repo} &";
        let made =
            ["post", "repos/{repo}/issues", &format!("title={title}"), "body=x\n\ny\n", "labels=bug", "assignees=@me"];
        let number = world.shows(&made, ".number");
        let issue = world.server(&format!("repos/acme/widgets/issues/{number}"));
        assert_eq!((&issue["title"], &issue["body"]), (&title.into(), &"x\n\ny\n".into()));
        assert_eq!(issue["labels"][0]["name"], "bug");
        assert_eq!(issue["assignee"]["login"], "avery");
        let address = format!("repos/acme/widgets/issues/{number}");
        let edit = ["patch", &address, "labels+=good first issue", "labels-=bug", "assignees-=@me", "title=New", "-q"];
        assert_eq!(world.call(&edit).success("edit").unwrap(), "");
        let issue = world.server(&address);
        assert_eq!((&issue["title"], &issue["labels"][0]["name"]), (&"New".into(), &"good first issue".into()));
        assert!(issue["assignees"].is_null() && issue["labels"][1].is_null(), "{issue}");
        // Nothing is changed where a name is not there.
        world.fails(&["patch", &address, "title=Newer", "labels+=nosuch"], 1, "there is no nosuch");
        world.fails(&["post", "repos/{repo}/issues", "title=T", "milestone=nosuch"], 1, "there is no nosuch");
        assert_eq!(world.server(&address)["title"], "New");
        world.input = "a\nb\n\n".to_owned();
        let comment = ["post", "repos/{repo}/issues/{}/comments", &number, "body@=-", "--url"];
        assert!(world.call(&comment).success("comment").unwrap().contains("#issuecomment-"));
        assert_eq!(world.server(&format!("{address}/comments"))[0]["body"], "a\nb\n\n");
        world.input = "{\"body\": \"raw\"}".to_owned();
        world.shows(&["post", &format!("{address}/comments"), "--input", "-"], ".");
        assert_eq!(world.server(&format!("{address}/comments"))[1]["body"], "raw");
    });
}

#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn objects_are_shown_as_gh_has_them() {
    with_each_shell(|world| {
        let (pulls, issues) = ("repos/{repo}/pulls", "repos/{repo}/issues");
        let shown = ["list", pulls, "head=feature/tray", "--json", "number,statusCheckRollup,files,additions,author"];
        let asked = r#"map([keys, .additions, .author.login, (.files | length), .statusCheckRollup[0].state])"#;
        assert_eq!(
            world.shows(&shown, asked),
            r#"[[["additions","author","files","number","statusCheckRollup"],2,"blake",2,"SUCCESS"]]"#
        );
        let one = ["get", "repos/acme/widgets/pulls/6", "--json", "files,number,reviewDecision"];
        assert_eq!(world.shows(&one, "[.number, (.files | length), .reviewDecision]"), r#"[6,2,"APPROVED"]"#);
        world.fails(&["get", "repos/{repo}/issues/1", "--json", "title,nosuch"], 1, "there is no field nosuch");
        let runs = ["list", "repos/acme/pipelines/actions/runs", "-n", "1", "--json", "name,workflowDatabaseId"];
        assert_eq!(world.shows(&runs, "."), r#"[{"name":"CI","workflowDatabaseId":"ci.yml"}]"#);
        let lines = world.call(&["list", "repos/acme/pipelines/actions/runs", "status=success", "-n", "1", "--lines"]);
        let lines = lines.success("lines of runs").unwrap();
        let columns: Vec<&str> = lines.trim_end().split('\t').collect();
        assert_eq!((columns.len(), columns[0], columns[3]), (9, "completed", "CI"), "{lines}");
        assert!(columns[7].ends_with('s') && columns[8].ends_with('Z'), "{lines}");
        let runs = |workflow| ["list", "repos/acme/pipelines/actions/runs", workflow];
        let all = world.shows(&["list", "repos/acme/pipelines/actions/runs"], "length");
        for workflow in ["workflow=ci", "workflow=ci.yml", "workflow=.gitea/workflows/ci.yml", "workflow="] {
            assert_eq!(world.shows(&runs(workflow), "length"), all, "{workflow}");
        }
        assert_eq!(world.shows(&runs("workflow=other.yml"), "."), "[]");
        world.fails(&runs("workflow=Other, too"), 1, "0 workflows are called Other, too");
        let release = ["get", "repos/{repo}/releases/tags/v1.0.0", "--json", "isDraft,publishedAt,tagName"];
        let asked = "[.isDraft, .tagName, (.publishedAt | endswith(\"Z\"))]";
        assert_eq!(world.shows(&release, asked), r#"[false,"v1.0.0",true]"#);
        world.fails(&["list", "repos/{repo}/releases", "--lines"], 2, "there are no lines of releases");
        let lines = world.call(&["list", issues, "type=issues", "state=closed", "--lines"]).success("lines").unwrap();
        assert!(lines.starts_with("3\tCLOSED\tSpelling in the manual\tbug, good first issue\t2"), "{lines}");
        assert!(lines.ends_with("Z\n") && lines.lines().count() == 1, "{lines}");
        let of_owner = ["list", "repos/search", "owner=acme", "exclusive=true", "--json", "nameWithOwner"];
        assert_eq!(world.shows(&of_owner, "map(.nameWithOwner | startswith(\"acme/\")) | unique"), "[true]");
        world.fails(&["list", "repos/search", "owner=nosuch"], 1, "HTTP 404");
    });
}

#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn a_list_knows_times_orders_and_reviewers() {
    with_each_shell(|world| {
        let (pulls, issues) = ("repos/{repo}/pulls", "repos/{repo}/issues");
        let numbers = "map(.number)";
        let closed = ["list", issues, "type=issues", "state=all", "closed=>2020-01-01", "created=<=2999"];
        assert_eq!(world.shows(&closed, numbers), "[3]");
        assert_eq!(world.shows(&["list", issues, "type=issues", "state=all", "created=<2020"], numbers), "[]");
        assert_eq!(world.shows(&["list", pulls, "state=merged", "merged=>=2020-01-01T00:00:00Z"], numbers), "[9]");
        let oldest = ["list", issues, "type=issues", "state=all", "sort=oldest", "-n", "2"];
        assert_eq!(world.shows(&oldest, numbers), "[1,2]");
        world.fails(&["list", issues, "sort=best"], 2, "not sorted by best");
        assert_eq!(world.shows(&["list", pulls, "review_requested=Blake"], numbers), "[14]");
        assert_eq!(world.shows(&["list", pulls, "review_requested=casey"], numbers), "[]");
    });
}

#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn a_new_pull_request_is_told_by_its_commits() {
    with_each_shell(|world| {
        let commit = |world: &mut World, title: &str| {
            let author = ["-c", "user.name=a", "-c", "user.email=a@b.test", "commit", "--quiet", "--allow-empty"];
            world.git(&[&author[..], &["-m", title, "-m", "Why."]].concat());
            world.git(&["push", "--quiet", "origin", "HEAD"]);
        };
        let shown = "[.title, .body, .head.ref, .base.ref]";
        world.git(&["switch", "--quiet", "--create", "one_more-try"]);
        world.fails(&["post", "repos/{repo}/pulls", "--fill"], 1, "there are no commits");
        commit(world, "First");
        let new = ["post", "repos/{repo}/pulls", "--fill", "draft:=true"];
        assert_eq!(world.shows(&new, shown), r#"["WIP: First","Why.","one_more-try","main"]"#);
        world.shows(&["close", "repos/{repo}/pulls/{pull}", "body=Not now"], ".");
        commit(world, "Second");
        let several = ["post", "repos/{repo}/pulls", "--fill"];
        assert_eq!(
            world.shows(&several, shown),
            r#"["one more try","- **First**\n- **Second**","one_more-try","main"]"#
        );
        world.shows(&["close", "repos/{repo}/pulls/{pull}"], ".");
        assert_eq!(world.shows(&["post", "repos/{repo}/pulls"], "[.title, .body]"), r#"["Second","Why."]"#);
    });
}

#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn a_comment_goes_with_a_change_of_state_only() {
    with_each_shell(|world| {
        let issue = "repos/acme/widgets/issues/4";
        let comments = |world: &World| world.server(&format!("{issue}/comments")).as_array().unwrap().len();
        let before = comments(world);
        world.shows(&["close", issue, "body=Done"], ".");
        world.shows(&["close", issue, "body=Done"], ".");
        assert_eq!((world.server(issue)["state"].clone(), comments(world)), ("closed".into(), before + 1));
        world.shows(&["reopen", issue, "body=Again"], ".");
        assert_eq!((world.server(issue)["state"].clone(), comments(world)), ("open".into(), before + 2));
        world.fails(&["close", "repos/acme/widgets/pulls/9", "body=Done"], 1, "it is merged");
    });
}

#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn a_label_is_made_once() {
    with_each_shell(|world| {
        let named = ["list", "repos/{repo}/labels", "--where", ".name | ascii_downcase == \"bug\""];
        world.fails(&["post", "repos/{repo}/labels", "name=BUG", "color=ededed"], 1, "the label already exists");
        assert_eq!(world.shows(&named, "length"), "1");
        // Those of an issue are another list.
        world.call(&["post", "repos/{repo}/issues/1/labels", "labels=bug", "-q"]).success("of an issue").unwrap();
        assert_eq!(world.shows(&named, "length"), "1");
    });
}

#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn names_in_a_whole_body_are_looked_up() {
    with_each_shell(|world| {
        world.input = r#"{"title": "T", "labels": ["bug", "good first issue"]}"#.to_owned();
        let made = ["post", "repos/{repo}/issues", "--input", "-"];
        assert_eq!(world.shows(&made, "[.labels[].name] | sort"), r#"["bug","good first issue"]"#);
        world.input = r#"{"title": "T", "labels": ["nosuch"]}"#.to_owned();
        world.fails(&made, 1, "there is no nosuch");
    });
}

#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn clones_and_checkouts_need_no_password() {
    with_each_shell(|world| {
        let done = world.call(&["clone", "acme/widgets", "copy", "--quiet", "--depth", "1"]);
        done.success("clone").unwrap();
        let copy = world.work().join("copy");
        let config = std::fs::read_to_string(copy.join(".git/config")).unwrap();
        assert!(!config.contains("extraHeader") && !config.contains(&world.token), "{config}");
        world.fails(&["clone", "acme/nosuch"], 128, "not found");
        world.call(&["checkout", "repos/{repo}/pulls/6"]).success("checkout").unwrap();
        let mut branch = world.command("git");
        branch.args(["branch", "--show-current"]);
        let done = run(&mut branch, Input::Nothing, Duration::from_secs(9)).unwrap();
        assert_eq!(done.stdout, "feature/tray\n");
    });
}

#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn values_lead_to_no_other_address() {
    with_each_shell(|world| {
        world.fails(&["delete", "repos/{repo}/issues/{}", ".."], 2, "cannot be a part of a path");
        world.fails(&["delete", "repos/{repo}/issues/{}", "1/labels"], 1, "HTTP 4");
        for empty in ["repos/{repo}/issues//comments", "repos/{repo}/actions/runs/", "repos/{repo}/labels/?page=1"] {
            world.fails(&["get", empty], 2, "is empty");
        }
        assert_eq!(world.shows(&["get", "repos/{repo}/contents/"], "type"), "array");
        world.fails(&["get", "repos/{}", "acme/widgets/issues"], 2, "not OWNER/NAME");
        assert_eq!(world.shows(&["get", "repos/{}/issues/{}", "acme/widgets", "4"], ".number"), "4");
        assert_eq!(world.shows(&["get", "repos/{owner}/{repo}/branches/{default-branch}"], ".name"), "main");
    });
}

#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn pull_requests_are_found_by_their_branch() {
    with_each_shell(|world| {
        world.fails(&["pull"], 1, "0 open pull requests of the branch main");
        assert_eq!(world.shows(&["pull", "feature/tray"], "."), "6");
        world.git(&["switch", "--quiet", "feature/tray"]);
        assert_eq!(world.shows(&["get", "repos/{repo}/pulls/{pull}"], ".number"), "6");
        assert_eq!(world.shows(&["get", "repos/{repo}/pulls/{last-pull:feature/tray}"], ".number"), "6");
        assert_eq!(world.call(&["checks", "repos/{repo}/pulls/{pull}"]).status, 0);
        assert_eq!(world.call(&["checks", "repos/acme/widgets/pulls/10"]).status, 1);
        // A merge into the same branch makes the server look for conflicts again.
        world.shows(&["post", "repos/{repo}/pulls/6/merge", "Do=squash"], ".");
        assert_eq!(world.server("repos/acme/widgets/pulls/6")["merged"], true);
        world.fails(&["pull"], 1, "0 open pull requests");
        assert_eq!(world.shows(&["pull", "--all"], "."), "6");
        world.git(&["switch", "--quiet", "--create", "new"]);
        world.git(&["-c", "user.name=a", "-c", "user.email=a@b.test", "commit", "--quiet", "--allow-empty", "-m", "x"]);
        world.git(&["push", "--quiet", "origin", "new"]);
        assert_eq!(
            world.shows(&["post", "repos/{repo}/pulls", "title=New"], "[.head.ref, .base.ref]"),
            r#"["new","main"]"#
        );
    });
}

#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn files_go_with_a_release() {
    with_each_shell(|world| {
        let file = world.work().join("a \"b\".txt");
        std::fs::write(&file, "one").unwrap();
        let file = file.to_str().unwrap().to_owned();
        let made = ["post", "repos/{repo}/releases", "tag_name=v9", "name=Nine", "--attach", &file];
        assert_eq!(world.shows(&made, "[.draft, .assets[].name]"), r#"[false,"a \"b\".txt"]"#);
        world.fails(&["upload", "repos/{repo}/releases/tags/v9", &file], 1, "already");
        assert_eq!(world.call(&["upload", "repos/{repo}/releases/tags/v9", &file, "--clobber"]).status, 0);
        assert_eq!(world.server("repos/acme/widgets/releases/tags/v9")["assets"].as_array().unwrap().len(), 1);
        world.fails(&["post", "repos/{repo}/releases", "tag_name=v10", "--attach", "/nowhere"], 1, "/nowhere");
        world.fails(&["get", "repos/{repo}/releases/tags/v10"], 1, "404");
    });
}

#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn files_are_got_by_their_names_and_by_patterns() {
    with_each_shell(|world| {
        let work = world.work();
        let held = |folder: &str| {
            let entries = std::fs::read_dir(work.join(folder)).into_iter().flatten();
            let mut names: Vec<String> =
                entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
            names.sort();
            names
        };
        for (name, text) in [("a*.txt", "star"), ("ab.txt", "ab"), ("[b].txt", "brackets")] {
            std::fs::write(work.join(name), text).unwrap();
            let upload = ["upload", "repos/{repo}/releases/tags/v1.0.0", name];
            world.call(&upload).success("upload").unwrap();
        }
        let release = "repos/{repo}/releases/tags/v1.0.0";
        for (folder, asked, files) in [
            ("star", &["name=a*.txt"][..], &["a*.txt"][..]),
            ("brackets", &["name=[b].txt"], &["[b].txt"]),
            ("pattern", &["pattern=a*.txt"], &["a*.txt", "ab.txt"]),
            ("both", &["pattern=a?.txt", "name=[b].txt"], &["[b].txt", "a*.txt", "ab.txt"]),
        ] {
            let got = [&["download", release, "-o", folder], asked].concat();
            assert_eq!(world.call(&got).success(folder).unwrap(), "");
            assert_eq!(held(folder), files, "{asked:?}");
        }
        std::fs::write(work.join("star/a*.txt"), "mine").unwrap();
        let again = ["download", release, "name=a*.txt", "-o", "star"];
        world.fails(&again, 1, "is there already");
        world.call(&[&again[..], &["--skip-existing"]].concat()).success("skipped").unwrap();
        assert_eq!(std::fs::read_to_string(work.join("star/a*.txt")).unwrap(), "mine");
        world.call(&[&again[..], &["--clobber"]].concat()).success("overwritten").unwrap();
        assert_eq!(std::fs::read_to_string(work.join("star/a*.txt")).unwrap(), "star");
        world.fails(&["download", release, "name=a?.txt"], 1, "nothing of it is called so");
        world.fails(&["download", release, "tag=a"], 2, "download knows name= and pattern=");
        for run in ["null", "0"] {
            let run = format!("repos/acme/pipelines/actions/runs/{run}");
            world.fails(&["download", &run, "-o", "out"], 1, "is no number of a run");
        }
    });
}

#[test]
#[ignore = "takes minutes: cargo xtask live"]
fn a_repository_may_be_called_as_a_part_of_a_path() {
    with_each_shell(|world| {
        for name in ["runs", "releases", "variables"] {
            world.shows(&["post", "user/repos", &format!("name={name}")], ".name");
            let issues = format!("repos/avery/{name}/issues");
            assert_eq!(world.shows(&["post", &issues, "title=T"], ".number"), "1");
            let shown = world.call(&["view", &format!("{issues}/1")]).success(name).unwrap();
            assert!(shown.starts_with("title:\tT\nstate:\tOPEN\n"), "{shown}");
        }
        world.fails(&["download", "repos/avery/runs"], 1, "");
    });
}
