use steep_shell::Word;

use crate::Limit;

/// Which releases are listed, those of the newest commits first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseList {
    /// Drafts too.
    pub drafts: bool,
    /// Pre-releases too.
    pub prereleases: bool,
    /// The other way round.
    pub oldest_first: bool,
    /// How many.
    pub limit: Limit,
}

/// One release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Release {
    /// That of a tag; a draft has one too.
    Tag(Word),
    /// The newest one that is neither a draft nor a pre-release.
    Latest,
}
