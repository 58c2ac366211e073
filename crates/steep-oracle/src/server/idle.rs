//! Whether a program has nothing left to do.

use std::fs;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// A thread that only waits for another one to hand it something is seen waiting for this many looks.
const LOOKS: usize = 3;
const PAUSE: Duration = Duration::from_millis(8);

/// Waits until no thread of the process is running or wants to, and it has no child: then nothing is under way in it.
///
/// # Errors
/// When that does not come to pass within `limit`, and where the machine does not tell (it is no Linux).
pub(super) fn wait_until_idle(process: u32, limit: Duration) -> Result<()> {
    let end = Instant::now() + limit;
    let mut seen = 0;
    while seen < LOOKS {
        if Instant::now() >= end {
            bail!("the server was still busy after {} s", limit.as_secs());
        }
        seen = if is_idle(process)? { seen + 1 } else { 0 };
        sleep(PAUSE);
    }
    Ok(())
}

fn is_idle(process: u32) -> Result<bool> {
    let tasks = PathBuf::from(format!("/proc/{process}/task"));
    for task in fs::read_dir(&tasks).context("cannot see what the server does")? {
        let task = task?.path();
        // A thread may have ended since.
        let Ok(stat) = fs::read_to_string(task.join("stat")) else { continue };
        // The name, in brackets, may hold anything.
        let state = stat.rsplit(") ").next().and_then(|rest| rest.chars().next());
        if state != Some('S') {
            return Ok(false);
        }
        let children = fs::read_to_string(task.join("children")).context("cannot see the server's children")?;
        if !children.trim().is_empty() {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::process::Command;

    use super::*;

    fn check(script: &str, idle: bool) {
        let mut child = Command::new("sh").args(["-c", script]).spawn().unwrap();
        sleep(Duration::from_millis(300));
        assert_eq!(wait_until_idle(child.id(), Duration::from_millis(400)).is_ok(), idle, "{script}");
        child.kill().unwrap();
        child.wait().unwrap();
    }

    #[test]
    fn who_waits_is_idle_and_who_works_is_not() {
        check("exec sleep 2", true);
        check("while :; do :; done", false);
        // It waits for its child.
        check("sleep 2; true", false);
    }
}
