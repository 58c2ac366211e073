use std::fs;
use std::path::Path;

use super::temporary;
use crate::lock::{Lock, lock};

/// Removes from `folder` the files that processes of ours left behind when they were killed.
///
/// Only regular files whose name is exactly one of ours go, whose process is gone, and that nobody has locked: another
/// run at the same time, be it in another container, keeps its own. What cannot be removed stays for the next run.
pub(crate) fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Some(process) = temporary::process(&entry.file_name()) else { continue };
        // Our own id was somebody else's before us: what we have not written yet cannot be ours.
        let gone = process == std::process::id() || is_gone(process);
        if gone && entry.file_type().is_ok_and(|kind| kind.is_file()) && is_free(&entry.path()) {
            let _stays = fs::remove_file(entry.path());
        }
    }
}

fn is_free(path: &Path) -> bool {
    fs::File::open(path).is_ok_and(|file| lock(&file) != Lock::Taken)
}

#[cfg(unix)]
fn is_gone(process: u32) -> bool {
    use rustix::process::{Pid, test_kill_process};
    let Some(pid) = i32::try_from(process).ok().and_then(Pid::from_raw) else { return false };
    test_kill_process(pid) == Err(rustix::io::Errno::SRCH)
}

#[cfg(not(unix))]
fn is_gone(_process: u32) -> bool {
    false
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    /// The id of a process that has ended.
    fn dead() -> u32 {
        let mut child = std::process::Command::new("true").spawn().unwrap();
        child.wait().unwrap();
        child.id()
    }

    #[test]
    fn what_dead_processes_left_goes_and_all_else_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let dead = dead();
        let name = |process: u32, rest: &str| format!(".steep-{process}-abcdefghijk{rest}.tmp");
        let (left, own, alive) = (name(dead, "a"), name(std::process::id(), "b"), name(1, "c"));
        let (locked, other, sub) = (name(dead, "d"), format!(".steep-{dead}-notes.md"), name(dead, "e"));
        for file in [&left, &own, &alive, &locked, &other] {
            fs::write(path(file), "text").unwrap();
        }
        fs::create_dir(path(&sub)).unwrap();
        std::os::unix::fs::symlink(path(&other), path(&name(dead, "f"))).unwrap();
        let held = fs::File::open(path(&locked)).unwrap();
        assert_eq!(lock(&held), Lock::Held);
        sweep(folder.path());
        let exists = |file: &str| path(file).symlink_metadata().is_ok();
        assert!(!exists(&left) && !exists(&own));
        assert!(exists(&alive) && exists(&locked) && exists(&other) && exists(&sub) && exists(&name(dead, "f")));
        drop(held);
        sweep(folder.path());
        assert!(!exists(&locked));
    }
}
