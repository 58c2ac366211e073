//! `steep companion`.

use crate::program::folder::{Folder, stderr, stdout};

#[test]
fn it_is_printed_for_the_server_that_is_named() {
    let folder = Folder::new(&[("steep.toml", "host = \"https://git.acme.test\"\ntoken-variable = \"FORGE_TOKEN\"\n")]);
    let out = folder.run(&["companion", "--name", "bin/forge"]);
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    let text = stdout(&out);
    assert!(text.starts_with("#!/bin/sh\n# forge: calls the REST API of a Gitea"), "{text}");
    assert!(text.contains("${GITEA_URL:-https://git.acme.test}") && text.contains("FORGE_TOKEN"), "{text}");
    let other = folder.run(&["companion", "--host", "https://git.other.test", "--no-config"]);
    assert!(stdout(&other).contains("name=gitea-api\n") && stdout(&other).contains("https://git.other.test"));
}

#[test]
fn it_needs_a_server_and_a_plain_name() {
    let folder = Folder::new(&[]);
    assert_eq!(folder.run(&["companion"]).status.code(), Some(2));
    let out = folder.run(&["companion", "--host", "https://git.acme.test", "--name", "a b"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("a b"), "{}", stderr(&out));
}
