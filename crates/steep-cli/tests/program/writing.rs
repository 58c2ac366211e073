//! Files are replaced as a whole or not at all, and keep what they are besides their text.

use std::fs;

use crate::program::folder::{COMMAND, Folder, REFUSED, rewritten, skip, stderr, stdout, with_settings};

#[test]
#[cfg(unix)]
fn mode_and_line_endings_stay_and_a_read_only_file_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let crlf = COMMAND.replace('\n', "\r\n");
    let folder = Folder::new(&[("a.md", &crlf), ("locked.md", COMMAND)]);
    fs::set_permissions(folder.path("a.md"), fs::Permissions::from_mode(0o640)).unwrap();
    fs::set_permissions(folder.path("locked.md"), fs::Permissions::from_mode(0o444)).unwrap();
    let out = folder.run(&with_settings(&["rewrite", "."]));
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("locked.md") && stderr(&out).contains("read-only"), "{}", stderr(&out));
    assert_eq!(folder.read("locked.md"), COMMAND);
    assert_eq!(fs::metadata(folder.path("a.md")).unwrap().permissions().mode() & 0o7777, 0o640);
    assert!(folder.read("a.md").ends_with("\r\n") && folder.read("a.md").contains("acme"));
    assert_eq!(folder.names(), ["a.md", "locked.md"]);
}

#[test]
#[cfg(unix)]
fn the_owner_stays() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    let folder = Folder::new(&[("a.md", COMMAND)]);
    let path = folder.path("a.md");
    if chown(&path, Some(65_534), Some(65_533)).is_err() {
        return skip("the owner of a file", "only root may give files away");
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o4664)).unwrap();
    folder.run(&with_settings(&["rewrite", "a.md"]));
    assert_eq!(folder.read("a.md"), rewritten());
    let now = fs::metadata(&path).unwrap();
    assert_eq!((now.uid(), now.gid(), now.mode() & 0o7777), (65_534, 65_533, 0o4664));
}

#[test]
#[cfg(target_os = "linux")]
fn extended_attributes_stay() {
    use rustix::fs::{XattrFlags, getxattr, setxattr};
    let folder = Folder::new(&[("a.md", COMMAND)]);
    let path = folder.path("a.md");
    if let Err(error) = setxattr(&path, "user.steep", b"kept", XattrFlags::empty()) {
        return skip("extended attributes", &error.to_string());
    }
    folder.run(&with_settings(&["rewrite", "a.md"]));
    assert_eq!(folder.read("a.md"), rewritten());
    let mut value = [0; 8];
    let length = getxattr(&path, "user.steep", &mut value[..]).unwrap();
    assert_eq!(value.get(..length), Some(&b"kept"[..]));
}

/// An access list as the kernel has it: a mode, and what the user with this id may do.
#[cfg(target_os = "linux")]
fn access_list(mode: u16, user: u32, rights: u16) -> Vec<u8> {
    const NOBODY: u32 = u32::MAX;
    let (owner, group, others) = (mode >> 6 & 7, mode >> 3 & 7, mode & 7);
    let entries =
        [(1, owner, NOBODY), (2, rights, user), (4, group, NOBODY), (16, rights | group, NOBODY), (32, others, NOBODY)];
    let mut out = 2_u32.to_le_bytes().to_vec();
    for (tag, rights, id) in entries {
        out.extend(u16::to_le_bytes(tag).into_iter().chain(rights.to_le_bytes()).chain(u32::to_le_bytes(id)));
    }
    out
}

#[cfg(target_os = "linux")]
fn attribute(path: &std::path::Path, name: &str) -> Option<Vec<u8>> {
    let mut value = vec![0; 256];
    let length = rustix::fs::getxattr(path, name, &mut value[..]).ok()?;
    value.truncate(length);
    Some(value)
}

#[cfg(target_os = "linux")]
const LIST: &str = "system.posix_acl_access";

#[test]
#[cfg(target_os = "linux")]
fn nobody_may_do_more_than_before() {
    use rustix::fs::{XattrFlags, setxattr};
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let folder = Folder::new(&[("docs/plain.md", COMMAND), ("docs/listed.md", COMMAND), ("docs/fresh.md", COMMAND)]);
    let list = access_list(0o640, 65_534, 4);
    if let Err(error) = setxattr(folder.path("docs/listed.md"), LIST, &list, XattrFlags::empty()) {
        return skip("access lists", &error.to_string());
    }
    fs::set_permissions(folder.path("docs/plain.md"), fs::Permissions::from_mode(0o664)).unwrap();
    // What is made in the folder from now on may be written by that user.
    let default = access_list(0o770, 65_534, 7);
    setxattr(folder.path("docs"), "system.posix_acl_default", &default, XattrFlags::empty()).unwrap();
    folder.write("docs/fresh.md", COMMAND);
    let before = ["docs/plain.md", "docs/listed.md", "docs/fresh.md"].map(|name| {
        let metadata = fs::metadata(folder.path(name)).unwrap();
        (metadata.mode(), metadata.uid(), metadata.gid(), attribute(&folder.path(name), LIST))
    });
    let out = folder.run(&with_settings(&["rewrite", "docs", "--backup"]));
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    for (name, before) in ["docs/plain.md", "docs/listed.md", "docs/fresh.md"].into_iter().zip(before) {
        assert_eq!(folder.read(name), rewritten());
        for name in [name.to_owned(), format!("{name}.orig")] {
            let metadata = fs::metadata(folder.path(&name)).unwrap();
            let now = (metadata.mode(), metadata.uid(), metadata.gid(), attribute(&folder.path(&name), LIST));
            assert_eq!(now, before, "{name}");
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_is_not_taken_from_its_owner() {
    use rustix::fs::{XattrFlags, setxattr};
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let folder = Folder::new(&[("docs/a.md", COMMAND), ("docs/b.md", COMMAND)]);
    if !rustix::process::geteuid().is_root() {
        return skip("a file of another user", "it takes two users");
    }
    fs::set_permissions(folder.path("docs"), fs::Permissions::from_mode(0o777)).unwrap();
    fs::set_permissions(folder.path("docs/b.md"), fs::Permissions::from_mode(0o666)).unwrap();
    let list = access_list(0o600, 65_534, 6);
    if let Err(error) = setxattr(folder.path("docs/a.md"), LIST, &list, XattrFlags::empty()) {
        return skip("access lists", &error.to_string());
    }
    let rewrite = "$STEEP rewrite docs --backup --no-undo --no-config --host https://git.example.org";
    let Some(out) = folder.shell_as_somebody(rewrite) else {
        return skip("a file of another user", "no other user can be had");
    };
    assert_eq!(out.status.code(), Some(2), "{}{}", stdout(&out), stderr(&out));
    assert!(stderr(&out).contains("it belongs to another user, who would lose it"), "{}", stderr(&out));
    assert_eq!(folder.names(), ["docs/a.md", "docs/b.md"]);
    for name in ["docs/a.md", "docs/b.md"] {
        assert_eq!((folder.read(name).as_str(), fs::metadata(folder.path(name)).unwrap().uid()), (COMMAND, 0));
    }
}

#[test]
fn the_time_of_a_file_is_that_of_the_change() {
    let folder = Folder::new(&[("a.md", COMMAND), ("b.md", "text\n")]);
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(86_400);
    for name in ["a.md", "b.md"] {
        fs::File::options().append(true).open(folder.path(name)).unwrap().set_modified(long_ago).unwrap();
    }
    folder.run(&with_settings(&["rewrite", "."]));
    let age = |name: &str| fs::metadata(folder.path(name)).unwrap().modified().unwrap().elapsed().unwrap().as_secs();
    assert!(age("a.md") < 3_600 && age("b.md") > 80_000);
}

#[test]
#[cfg(unix)]
fn other_names_of_a_file_keep_the_old_text_and_that_is_said() {
    let folder = Folder::new(&[("a.md", COMMAND)]);
    fs::hard_link(folder.path("a.md"), folder.path("b.txt")).unwrap();
    let out = folder.run(&with_settings(&["rewrite", "a.md"]));
    assert_eq!(out.status.code(), Some(0));
    assert!(stderr(&out).contains("a.md had other names (hard links)"), "{}", stderr(&out));
    assert_eq!((folder.read("a.md"), folder.read("b.txt")), (rewritten(), COMMAND.to_owned()));
}

#[test]
fn a_backup_is_made_of_what_changes_and_overwrites_nothing() {
    let folder = Folder::new(&[("a.md", COMMAND), ("b.md", REFUSED), ("a.md.orig", "precious")]);
    for _ in 0..2 {
        let out = folder.run(&with_settings(&["rewrite", ".", "--backup"]));
        assert_eq!(out.status.code(), Some(1), "{}", stderr(&out));
        folder.write("a.md", COMMAND);
    }
    assert_eq!(folder.names(), ["a.md", "a.md.orig", "a.md.orig.1", "b.md"]);
    assert_eq!((folder.read("a.md.orig").as_str(), folder.read("a.md.orig.1").as_str()), ("precious", COMMAND));
    folder.write("a.md", format!("{COMMAND}more\n"));
    folder.run(&with_settings(&["rewrite", ".", "--backup"]));
    assert_eq!(folder.read("a.md.orig.2"), format!("{COMMAND}more\n"));
}

#[test]
fn a_line_of_many_megabytes_is_read() {
    let folder = Folder::new(&[]);
    let long = "x".repeat(5 * 1024 * 1024);
    folder.write("long.md", format!("{long} {COMMAND}"));
    let out = folder.run(&with_settings(&["rewrite", "long.md"]));
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    assert!(folder.read("long.md") == format!("{long} {}", rewritten()));
}

#[test]
fn deep_nesting_is_no_crash() {
    let folder = Folder::new(&[]);
    let deep = 2_000;
    folder.write("quote.md", format!("{}{COMMAND}", "> ".repeat(deep)));
    folder.write("list.md", format!("{}{COMMAND}", "- ".repeat(deep)));
    folder.write("shell.sh", format!("{}gh pr list{}\n", "echo $(".repeat(deep), ")".repeat(deep)));
    folder.write("group.sh", format!("{} gh pr list; {}\n", "{ ".repeat(deep), "}; ".repeat(deep)));
    folder.write("a.md", COMMAND);
    let out = folder.run(&with_settings(&["rewrite", "."]));
    assert!(matches!(out.status.code(), Some(0 | 1)), "{:?} {}", out.status, stderr(&out));
    assert_eq!(folder.read("a.md"), rewritten());
}

#[test]
fn two_runs_at_once_do_the_work_once() {
    let folder = Folder::new(&[]);
    for n in 0..60 {
        folder.write(format!("{n}.md"), COMMAND);
    }
    let runs: Vec<_> = (0..4).map(|_| folder.steep(&with_settings(&["rewrite", "."])).spawn().unwrap()).collect();
    for run in runs {
        let out = run.wait_with_output().unwrap();
        assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    }
    assert_eq!(folder.names().len(), 60, "{:?}", folder.names());
    let new = rewritten();
    assert!((0..60).all(|n| folder.read(format!("{n}.md")) == new));
}

/// Runs a script where a small file system can be mounted: `$DISK` is it. `None` where that is not permitted.
#[cfg(target_os = "linux")]
fn on_a_small_disk(folder: &Folder, script: &str) -> Option<std::process::Output> {
    let mount = "mkdir -p disk && mount -t tmpfs -o size=64k none disk";
    for unshare in ["unshare --mount", "unshare --mount --map-root-user"] {
        if folder.shell(&format!("{unshare} sh -c '{mount}'")).status.success() {
            folder.write("script", format!("{mount} || exit\n{script}"));
            return Some(folder.shell(&format!("{unshare} sh script")));
        }
    }
    None
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_leaves_the_old_text() {
    let folder = Folder::new(&[("a.md", &format!("{}\n{COMMAND}", "x".repeat(20_000)))]);
    let settings = "--no-config --host https://git.example.org";
    let script = format!(
        "cp a.md disk/a.md; head -c 36000 /dev/zero >disk/full; \
         $STEEP rewrite disk {settings}; echo status $?; cmp a.md disk/a.md && echo same; ls -A disk; \
         rm disk/full; $STEEP rewrite disk {settings} >/dev/null; echo status $?; grep -c 'gh ' disk/a.md; ls -A disk"
    );
    let Some(out) = on_a_small_disk(&folder, &script) else {
        return skip("a full disk", "nothing can be mounted here");
    };
    let text = stdout(&out);
    assert!(text.ends_with("status 2\nsame\na.md\nfull\nstatus 0\n0\na.md\n"), "{text}{}", stderr(&out));
    assert!(stderr(&out).contains("cannot write disk/a.md: No space left"), "{}", stderr(&out));
}

#[test]
#[cfg(target_os = "linux")]
fn without_room_for_the_record_nothing_is_changed() {
    let folder = Folder::new(&[("a.md", &format!("{}\n{COMMAND}", "x".repeat(100_000)))]);
    let script = "XDG_STATE_HOME=$PWD/disk $STEEP rewrite a.md --no-config --host https://git.example.org; echo $?";
    let Some(out) = on_a_small_disk(&folder, script) else {
        return skip("a full disk", "nothing can be mounted here");
    };
    assert!(stdout(&out).ends_with("\n2\n"), "{}", stdout(&out));
    let error = stderr(&out);
    assert!(error.contains("for `steep undo`: No space left") && error.contains("--no-undo"), "{error}");
    assert!(folder.read("a.md").ends_with(COMMAND));
}

#[test]
#[cfg(unix)]
fn a_write_that_fails_leaves_the_old_text() {
    // A limit on the size of files fails writes wherever the test runs.
    let folder = Folder::new(&[("a.md", &format!("{}\n{COMMAND}", "x".repeat(100_000))), ("b.md", COMMAND)]);
    let script = "trap '' XFSZ; ulimit -f 16; $STEEP rewrite . --no-undo --no-config --host https://git.example.org";
    let out = folder.shell(script);
    assert_eq!(out.status.code(), Some(2), "{}{}", stdout(&out), stderr(&out));
    assert!(stderr(&out).contains("cannot write a.md: File too large"), "{}", stderr(&out));
    assert!(folder.read("a.md").ends_with(COMMAND));
    assert!(!folder.read("b.md").contains("gh "), "the others are done");
    assert_eq!(folder.names(), ["a.md", "b.md"]);
}

#[test]
#[cfg(unix)]
fn a_read_only_folder_is_an_error() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(&[("docs/a.md", COMMAND)]);
    let set = |name: &str, mode| fs::set_permissions(folder.path(name), fs::Permissions::from_mode(mode)).unwrap();
    let rewrite = "$STEEP rewrite docs --no-undo --no-config --host https://git.example.org";
    for (folder_mode, file_mode) in [(0o555, 0o666), (0o777, 0o644)] {
        set("docs", folder_mode);
        set("docs/a.md", file_mode);
        if file_mode == 0o644 && !rustix::process::geteuid().is_root() {
            return skip("a file that only others may write", "it takes two users");
        }
        let Some(out) = folder.shell_as_somebody(rewrite) else {
            return skip("a read-only folder", "no other user can be had");
        };
        assert_eq!(out.status.code(), Some(2), "{}{}", stdout(&out), stderr(&out));
        assert!(stderr(&out).contains("cannot write docs/a.md: Permission denied"), "{}", stderr(&out));
        assert_eq!(folder.read("docs/a.md"), COMMAND);
        assert_eq!(folder.names(), ["docs/a.md"]);
    }
}
