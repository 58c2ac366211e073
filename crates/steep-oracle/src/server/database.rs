//! The server's database, from outside.

use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

const LIMIT: Duration = Duration::from_secs(20);

/// Where it lies below an installation's folder.
pub(super) fn path(root: &Path) -> PathBuf {
    root.join("data/gitea.db")
}

/// Puts everything into the one file, so that a copy of it is whole. Nobody may use it at the time.
pub(super) fn settle(database: &Path) -> Result<()> {
    let connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    connection.close().map_err(|(_, error)| error).context("cannot close the database")
}

/// Makes `database` hold what `saved` holds, in one transaction; a server that has it open sees that with its next one.
pub(super) fn put_back(saved: &Path, database: &Path) -> Result<()> {
    let from = Connection::open_with_flags(saved, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .with_context(|| format!("cannot open {}", saved.display()))?;
    let mut to = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .with_context(|| format!("cannot open {}", database.display()))?;
    // It need not outlive the machine.
    to.pragma_update(None, "synchronous", "OFF")?;
    let backup = Backup::new(&from, &mut to)?;
    let end = Instant::now() + LIMIT;
    loop {
        match backup.step(-1)? {
            StepResult::Done => return Ok(()),
            _ if Instant::now() >= end => bail!("the database was in use for {} s", LIMIT.as_secs()),
            _ => sleep(Duration::from_millis(5)),
        }
    }
}
