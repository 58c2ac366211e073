//! The folder with the records of the last runs.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use std::{env, fs, io};

use serde::{Deserialize, Serialize};

/// The form of the records. Those of version 1 had no [`Batch`]es.
pub(crate) const VERSION: u32 = 2;

const ENDING: &str = "jsonl";

/// The first line of a record.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Header {
    pub(crate) version: u32,
    /// What was run: `rewrite`, or `undo 7`.
    pub(crate) command: String,
    /// When it began, in seconds since 1970.
    pub(crate) started: u64,
    /// Where it was started.
    pub(crate) folder: StoredPath,
}

/// The line in front of the files that were noted, and then changed, together.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Batch {
    /// So many lines of files follow.
    pub(crate) files: usize,
}

/// Every further line: one file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// Absolute and without links.
    pub(crate) path: StoredPath,
    /// What the file held.
    pub(crate) before: String,
    /// The fingerprint of what it was to hold.
    pub(crate) after: String,
}

/// A path, which need not be text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum StoredPath {
    Text(String),
    Bytes(Vec<u8>),
}

impl StoredPath {
    pub(crate) fn new(path: &Path) -> Self {
        match path.to_str() {
            Some(text) => StoredPath::Text(text.to_owned()),
            #[cfg(unix)]
            None => StoredPath::Bytes(std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_owned()),
            #[cfg(not(unix))]
            None => StoredPath::Text(path.to_string_lossy().into_owned()),
        }
    }

    pub(crate) fn path(&self) -> PathBuf {
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
pub(crate) struct Run {
    /// 1 for the first; later ones have greater numbers.
    pub(crate) number: u64,
    pub(crate) header: Header,
    pub(crate) entries: Vec<Entry>,
    /// So many files that were to be noted cannot be read in it: the run was killed while it noted them, before it changed
    /// one of them, or the record is damaged.
    pub(crate) missing: usize,
}

/// What tells a text from every other one in practice: it guards against edits, not against attacks.
pub(crate) fn fingerprint(text: &str) -> String {
    format!("xxh3:{:032x}", twox_hash::XxHash3_128::oneshot(text.as_bytes()))
}

/// The folder with the records, which need not exist.
///
/// # Errors
/// When the environment does not say where the user's files are.
pub(crate) fn folder() -> io::Result<PathBuf> {
    // A relative path is to be ignored, says the XDG specification.
    let named = env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let local = if cfg!(windows) { "AppData/Local" } else { ".local/state" };
    let home = || env::home_dir().filter(|path| path.is_absolute()).map(|home| home.join(local));
    let state = named.or_else(home).ok_or_else(|| io::Error::other("neither XDG_STATE_HOME nor HOME is set"))?;
    Ok(state.join("steep").join("runs"))
}

/// The numbers of the recorded runs, from the first to the last.
pub(crate) fn numbers(folder: &Path) -> io::Result<Vec<u64>> {
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
pub(crate) fn file(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{number}.{ENDING}"))
}

/// Reads the record of a run; `None` when it was killed before it had written one. What cannot be read of it is counted.
///
/// # Errors
/// Where not even its first line can be read.
pub(crate) fn read(folder: &Path, number: u64) -> io::Result<Option<Run>> {
    let bytes = fs::read(file(folder, number))?;
    let (header, rest) = match bytes.iter().position(|byte| *byte == b'\n') {
        Some(end) => bytes.split_at(end + 1),
        None => return Ok(None),
    };
    let header: Header = serde_json::from_slice(header).map_err(|_| io::Error::other("it is damaged"))?;
    if !(1..=VERSION).contains(&header.version) {
        return Err(io::Error::other("another version of steep wrote it"));
    }
    let (mut entries, mut announced, mut unreadable) = (Vec::new(), 0, 0);
    for line in rest.split_inclusive(|byte| *byte == b'\n') {
        if let Ok(entry) = serde_json::from_slice::<Entry>(line) {
            entries.push(entry);
        } else if let Ok(Batch { files }) = serde_json::from_slice(line) {
            announced += files;
        } else if line.ends_with(b"\n") {
            unreadable += 1;
        }
    }
    // A line that is torn is announced, too; so is one that is damaged, unless that befell the announcement.
    let missing = announced.saturating_sub(entries.len()).max(unreadable);
    Ok(Some(Run { number, header, entries, missing }))
}

impl Header {
    pub(crate) fn new(command: &str, folder: &Path) -> Self {
        let started = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs();
        Header { version: VERSION, command: command.to_owned(), started, folder: StoredPath::new(folder) }
    }

    /// How long ago it began, in words.
    pub(crate) fn age(&self) -> String {
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
    fn what_is_missing_of_a_record_is_counted() {
        let folder = tempfile::tempdir().unwrap();
        let header = serde_json::to_string(&Header::new("rewrite", Path::new("/work"))).unwrap();
        let entry = r#"{"path":"/work/a.md","before":"x","after":"y"}"#;
        let all = format!("{header}\n{{\"files\":2}}\n{entry}\n{entry}\n");
        let read = |bytes: &[u8]| {
            fs::write(file(folder.path(), 1), bytes).unwrap();
            read(folder.path(), 1).map(|run| run.map(|run| (run.entries.len(), run.missing)))
        };
        let announced = header.len() + 1 + "{\"files\":2}\n".len();
        for length in 0..=all.len() {
            let (entries, missing) = match read(all.get(..length).unwrap().as_bytes()).unwrap() {
                Some(found) => found,
                None => continue,
            };
            // A line is whole without the end that separates it from the next.
            let whole = length.saturating_sub(announced).saturating_add(1) / (entry.len() + 1);
            assert_eq!(entries, whole, "{length}");
            assert_eq!(missing, if length + 1 < announced { 0 } else { 2 - whole }, "{length}");
        }
        let mut damaged = all.clone().into_bytes();
        *damaged.get_mut(announced + 3).unwrap() = 0xff;
        assert_eq!(read(&damaged).unwrap(), Some((1, 1)));
        *damaged.get_mut(0).unwrap() = b'x';
        assert_eq!(read(&damaged).unwrap_err().to_string(), "it is damaged");
        let first = all.replace("\"version\":2", "\"version\":1").replace("{\"files\":2}\n", "");
        assert_eq!(read(first.as_bytes()).unwrap(), Some((2, 0)), "as it was written before");
    }
}
