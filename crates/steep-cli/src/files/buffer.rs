use std::fs::File;
use std::io::{self, Read};

/// So many bytes are read at once; most documents are shorter.
const FIRST: usize = 64 * 1024;

/// What is looked at of a file before the rest is read, in bytes.
const HEAD: usize = 8 * 1024;

/// A buffer longer than this is given back after the file that needed it.
const KEPT: usize = 1024 * 1024;

/// Holds one file after another, so that reading takes no memory anew.
#[derive(Debug, Default)]
pub(crate) struct Buffer {
    bytes: Vec<u8>,
    /// So many of the bytes are the file's.
    length: usize,
    /// Whether they are all of it.
    pub(super) is_whole: bool,
}

impl Buffer {
    /// Begins to read a file. Returns its first bytes, up to eight kilobytes.
    pub(super) fn begin(&mut self, file: &mut File) -> io::Result<&[u8]> {
        if self.bytes.len() > KEPT {
            *self = Buffer::default();
        }
        if self.bytes.is_empty() {
            self.bytes.resize(FIRST, 0);
        }
        (self.length, self.is_whole) = (0, false);
        while self.length < HEAD && !self.is_whole {
            self.fill(file)?;
        }
        Ok(self.bytes.get(..self.length.min(HEAD)).unwrap_or_default())
    }

    /// Reads the rest of the file that was begun. Returns all of it.
    pub(super) fn rest(&mut self, file: &mut File) -> io::Result<&[u8]> {
        while !self.is_whole {
            if self.length == self.bytes.len() {
                let size = usize::try_from(file.metadata()?.len()).unwrap_or_default();
                // One byte more, so that the end is seen without another growth.
                self.bytes.resize((size + 1).max(self.length + FIRST), 0);
            }
            self.fill(file)?;
        }
        Ok(self.bytes.get(..self.length).unwrap_or_default())
    }

    fn fill(&mut self, file: &mut File) -> io::Result<()> {
        let room = self.bytes.get_mut(self.length..).unwrap_or_default();
        match file.read(room) {
            Ok(0) => self.is_whole = true,
            Ok(read) => self.length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_every_length_are_read_whole_one_after_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let mut buffer = Buffer::default();
        for length in [3 * KEPT, 0, 1, HEAD, HEAD + 1, FIRST - 1, FIRST, FIRST + 1, 3 * FIRST, 7] {
            let bytes: Vec<u8> = (0..length).map(|nth| u8::try_from(nth % 251).unwrap()).collect();
            std::fs::write(&path, &bytes).unwrap();
            let mut file = File::open(&path).unwrap();
            assert_eq!(buffer.begin(&mut file).unwrap(), &bytes[..length.min(HEAD)]);
            assert!(buffer.rest(&mut file).unwrap() == bytes, "{length}");
        }
    }
}
