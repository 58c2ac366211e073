//! Files that are being written and have not yet got their name.

use std::ffi::OsStr;
use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

use crate::lock::lock;

const PREFIX: &str = ".steep-";
const SUFFIX: &str = ".tmp";
/// Letters and digits between the process id and the suffix.
const RANDOM: usize = 12;

/// A new file in `folder` that only we can read, named after this process, and locked for as long as it is open.
pub(super) fn create(folder: &Path) -> io::Result<NamedTempFile> {
    let prefix = format!("{PREFIX}{}-", std::process::id());
    let file = tempfile::Builder::new().prefix(&prefix).suffix(SUFFIX).rand_bytes(RANDOM).tempfile_in(folder)?;
    lock(file.as_file());
    Ok(file)
}

/// The id of the process whose file has this name; `None` for names that are not exactly what [`create`] gives.
pub(super) fn process(name: &OsStr) -> Option<u32> {
    let (id, random) = name.to_str()?.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?.split_once('-')?;
    let plain = random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let number = id.parse().ok().filter(|number: &u32| *number > 0 && number.to_string() == id)?;
    plain.then_some(number)
}

/// Whether a file of this name is one of steep's own, perhaps left by a process that was killed.
pub(crate) fn is_temporary(name: &OsStr) -> bool {
    process(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_names_are_recognised() {
        let folder = tempfile::tempdir().unwrap();
        let file = create(folder.path()).unwrap();
        assert_eq!(process(file.path().file_name().unwrap()), Some(std::process::id()));
        for name in [
            ".steep-",
            ".steep-12",
            ".steep-12-abcdefghijkl",
            ".steep-12-abcdefghijk.tmp",
            ".steep-12-abcdefghijklm.tmp",
            ".steep-12-abcdefghij.l.tmp",
            ".steep-012-abcdefghijkl.tmp",
            ".steep-0-abcdefghijkl.tmp",
            ".steep-+12-abcdefghijkl.tmp",
            ".steep-12-abcdefghijkl.tmp.md",
            "x.steep-12-abcdefghijkl.tmp",
            ".steepignore",
        ] {
            assert_eq!(process(OsStr::new(name)), None, "{name}");
        }
        assert_eq!(process(OsStr::new(".steep-12-abcdefghijkl.tmp")), Some(12));
    }
}
