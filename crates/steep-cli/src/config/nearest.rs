use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Config, NAME};

/// Finds the nearest `steep.toml` at or above a folder, and reads each only once.
///
/// Every document follows its own nearest file, so that `steep rewrite .` and `steep rewrite docs` do the same to what is
/// in `docs`.
#[derive(Debug)]
pub(crate) struct Nearest {
    /// For each folder that was asked for.
    known: Mutex<HashMap<PathBuf, Arc<Config>>>,
    /// The default, for folders without a file above them.
    none: Arc<Config>,
    on: bool,
}

impl Nearest {
    /// `on`: whether files are looked for at all.
    pub(crate) fn new(on: bool) -> Self {
        Nearest { known: Mutex::default(), none: Arc::default(), on }
    }

    /// What holds in `folder`, an absolute path without links.
    ///
    /// # Errors
    /// When the nearest file cannot be read or understood.
    pub(crate) fn at(&self, folder: &Path) -> anyhow::Result<Arc<Config>> {
        if !self.on {
            return Ok(Arc::clone(&self.none));
        }
        if let Some(config) = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return Ok(Arc::clone(config));
        }
        let file = folder.join(NAME);
        let config = match folder.parent() {
            _ if file.is_file() => Arc::new(Config::read(&file)?),
            Some(parent) => self.at(parent)?,
            None => Arc::clone(&self.none),
        };
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned(), Arc::clone(&config));
        Ok(config)
    }
}
