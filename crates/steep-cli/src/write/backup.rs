use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::{attributes, temporary};

/// Keeps `old`, the text of the file at `real`, beside it as `NAME.orig`, or as `NAME.orig.1`, `NAME.orig.2`, … where that
/// name is taken. Nothing is ever overwritten; a file of such a name that holds the same text serves as it is.
pub(super) fn keep(real: &Path, old: &str, original: &fs::File) -> io::Result<()> {
    let folder = real.parent().unwrap_or(Path::new("/"));
    let mut nth = 0;
    loop {
        let path = name(real, nth);
        match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_file() && fs::read(&path)? == old.as_bytes() => return Ok(()),
            Ok(_) => nth += 1,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let mut file = temporary::create(folder)?;
                file.write_all(old.as_bytes())?;
                attributes::copy(original, &original.metadata()?, file.as_file())?;
                file.as_file().sync_all()?;
                match file.persist_noclobber(&path) {
                    Ok(_) => return Ok(()),
                    // Somebody took the name meanwhile: look at it again.
                    Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {}
                    Err(error) => return Err(error.error),
                }
            }
            Err(error) => return Err(error),
        }
    }
}

fn name(real: &Path, nth: usize) -> PathBuf {
    let mut name = OsString::from(real);
    name.push(".orig");
    if nth > 0 {
        name.push(format!(".{nth}"));
    }
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_exists_is_never_overwritten_and_the_same_text_is_kept_once() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().join("a.md");
        let text = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        for old in ["one", "two", "one", "three", "two"] {
            fs::write(&real, old).unwrap();
            keep(&real, old, &fs::File::open(&real).unwrap()).unwrap();
        }
        assert_eq!(
            (text("a.md.orig"), text("a.md.orig.1"), text("a.md.orig.2")),
            ("one".into(), "two".into(), "three".into())
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
    }

    #[test]
    fn a_folder_or_a_link_of_that_name_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().join("a.md");
        fs::write(&real, "one").unwrap();
        fs::create_dir(folder.path().join("a.md.orig")).unwrap();
        keep(&real, "one", &fs::File::open(&real).unwrap()).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("a.md.orig.1")).unwrap(), "one");
    }
}
