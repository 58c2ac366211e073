//! The folder with the records of the last runs.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use std::{env, fs, io};

use serde::{Deserialize, Serialize};

/// The form of the records.
pub(super) const VERSION: u32 = 1;

const ENDING: &str = "jsonl";

/// The first line of a record.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) version: u32,
    /// What was run: `rewrite`, or `undo 7`.
    pub(super) command: String,
    /// When it began, in seconds since 1970.
    pub(super) started: u64,
    /// Where it was started.
    pub(super) folder: StoredPath,
}

/// Every further line: one file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    /// Absolute and without links.
    pub(super) path: StoredPath,
    /// What the file held.
    pub(super) before: String,
    /// The fingerprint of what it was to hold.
    pub(super) after: String,
}

/// A path, which need not be text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum StoredPath {
    Text(String),
    Bytes(Vec<u8>),
}

impl StoredPath {
    pub(super) fn new(path: &Path) -> Self {
        match path.to_str() {
            Some(text) => StoredPath::Text(text.to_owned()),
            #[cfg(unix)]
            None => StoredPath::Bytes(std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_owned()),
            #[cfg(not(unix))]
            None => StoredPath::Text(path.to_string_lossy().into_owned()),
        }
    }

    pub(super) fn path(&self) -> PathBuf {
        match self {
            StoredPath::Text(text) => PathBuf::from(text),
            #[cfg(unix)]
            StoredPath::Bytes(bytes) => {
                PathBuf::from(<std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes))
            }
            #[cfg(not(unix))]
            StoredPath::Bytes(bytes) => PathBuf::from(String::from_utf8_lossy(bytes).into_owned()),
        }
    }
}

/// A run that was recorded.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// 1 for the first; later ones have greater numbers.
    pub(super) number: u64,
    pub(super) header: Header,
    pub(super) entries: Vec<Entry>,
}

/// What tells a text from every other one in practice: it guards against edits, not against attacks.
pub(super) fn fingerprint(text: &str) -> String {
    format!("xxh3:{:032x}", twox_hash::XxHash3_128::oneshot(text.as_bytes()))
}

/// The folder with the records, which need not exist.
///
/// # Errors
/// When the environment does not say where the user's files are.
pub(super) fn folder() -> io::Result<PathBuf> {
    // A relative path is to be ignored, says the XDG specification.
    let named = env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let local = if cfg!(windows) { "AppData/Local" } else { ".local/state" };
    let home = || env::home_dir().filter(|path| path.is_absolute()).map(|home| home.join(local));
    let state = named.or_else(home).ok_or_else(|| io::Error::other("neither XDG_STATE_HOME nor HOME is set"))?;
    Ok(state.join("steep").join("runs"))
}

/// The numbers of the recorded runs, from the first to the last.
pub(super) fn numbers(folder: &Path) -> io::Result<Vec<u64>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut numbers = Vec::new();
    for entry in entries {
        let path = PathBuf::from(entry?.file_name());
        let stem = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse::<u64>().ok());
        numbers.extend(stem.filter(|_| path.extension().is_some_and(|ending| ending == ENDING)));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// Where the record of a run is.
pub(super) fn file(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{number}.{ENDING}"))
}

/// Reads the record of a run; `None` when it was killed before it had written one. A last line that is torn is of a file
/// that was not touched yet.
pub(super) fn read(folder: &Path, number: u64) -> io::Result<Option<Run>> {
    let text = fs::read_to_string(file(folder, number))?;
    let mut lines = text.split_inclusive('\n').filter(|line| line.ends_with('\n'));
    let Some(first) = lines.next() else { return Ok(None) };
    let header: Header = serde_json::from_str(first)?;
    if header.version != VERSION {
        return Err(io::Error::other("another version of steep wrote it"));
    }
    let entries = lines.map(serde_json::from_str).collect::<Result<_, _>>()?;
    Ok(Some(Run { number, header, entries }))
}

impl Header {
    pub(super) fn new(command: &str, folder: &Path) -> Self {
        let started = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs();
        Header { version: VERSION, command: command.to_owned(), started, folder: StoredPath::new(folder) }
    }

    /// How long ago it began, in words.
    pub(super) fn age(&self) -> String {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs();
        ago(now.saturating_sub(self.started))
    }
}

fn ago(seconds: u64) -> String {
    let units = [(86_400, "day"), (3_600, "hour"), (60, "minute")];
    match units.iter().find(|(unit, _)| seconds >= *unit) {
        Some((unit, name)) => {
            let count = seconds / unit;
            format!("{count} {name}{} ago", if count == 1 { "" } else { "s" })
        }
        None => "just now".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_told_in_the_greatest_unit() {
        assert_eq!(ago(59), "just now");
        assert_eq!(ago(60), "1 minute ago");
        assert_eq!(ago(7_199), "1 hour ago");
        assert_eq!(ago(200_000), "2 days ago");
    }

    #[test]
    #[cfg(unix)]
    fn paths_that_are_no_text_come_back() {
        let odd =
            PathBuf::from(<std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(b"/a/caf\xe9.md".to_vec()));
        for path in [odd, PathBuf::from("/a/café.md")] {
            let text = serde_json::to_string(&StoredPath::new(&path)).unwrap();
            assert_eq!(serde_json::from_str::<StoredPath>(&text).unwrap().path(), path);
        }
    }

    #[test]
    fn a_torn_line_is_of_a_file_that_was_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let header = serde_json::to_string(&Header::new("rewrite", Path::new("/work"))).unwrap();
        let entry = r#"{"path":"/work/a.md","before":"x","after":"y"}"#;
        let all = format!("{header}\n{entry}\n{entry}\n");
        let mut counts = Vec::new();
        for length in 0..=all.len() {
            fs::write(file(folder.path(), 1), all.get(..length).unwrap()).unwrap();
            counts.push(read(folder.path(), 1).unwrap().map(|run| run.entries.len()));
        }
        assert!(counts.is_sorted());
        assert_eq!((counts.first(), counts.last()), (Some(&None), Some(&Some(2))));
        assert_eq!(counts.iter().filter(|count| **count == Some(1)).count(), entry.len() + 1);
    }
}
