use steep_shell::Word;

use super::Text;
use crate::Limit;

/// What is asked about releases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReleaseOperation {
    /// Releases of a repository.
    List(ReleaseList),
    /// One release.
    View(Release),
    /// Make a release.
    Create(ReleaseCreate),
    /// Change one.
    Edit(ReleaseChange),
    /// Delete one.
    Delete(ReleaseDelete),
    /// Add files to one.
    Upload(ReleaseUpload),
    /// Take a file off one.
    FileDelete(ReleaseFileDelete),
    /// Get what belongs to one.
    Download(ReleaseDownload),
}

impl ReleaseOperation {
    /// Whether it changes something on the forge.
    pub(super) fn changes(&self) -> bool {
        match self {
            Self::List(_) | Self::View(_) | Self::Download(_) => false,
            Self::Create(_) | Self::Edit(_) | Self::Delete(_) | Self::Upload(_) | Self::FileDelete(_) => true,
        }
    }

    /// What is not said and cannot be known without asking a person.
    pub(super) fn unsaid(&self) -> Option<&'static str> {
        match self {
            Self::Create(create) => create.tag.is_none().then_some("the tag"),
            Self::List(_)
            | Self::View(_)
            | Self::Edit(_)
            | Self::Delete(_)
            | Self::Upload(_)
            | Self::FileDelete(_)
            | Self::Download(_) => None,
        }
    }
}

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

/// Where the text of a release comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReleaseNotes {
    /// It is given.
    Text(Text),
    /// The message of the tag in the clone.
    OfTag,
}

/// A new release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseCreate {
    /// Its tag, which is made where it is not there; `None`: the person is asked.
    pub tag: Option<Word>,
    /// The tag has to be there.
    pub verify_tag: bool,
    /// Without a commit since the latest release there is none; the first has no such condition.
    pub needs_commits: bool,
    /// What a new tag points to, a branch or a commit; `None`: the default branch.
    pub target: Option<Word>,
    /// Its title; `None`: the tag is shown.
    pub title: Option<Word>,
    /// Its text; `None`: there is none.
    pub notes: Option<ReleaseNotes>,
    /// It is not published.
    pub draft: bool,
    /// It is a pre-release.
    pub prerelease: bool,
    /// Files that belong to it; it is published when all are there.
    pub files: Vec<Word>,
}

/// A change of a release. Fields that are `None` stay as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseChange {
    /// Which; `None` when the text only mentions the command.
    pub tag: Option<Word>,
    /// Its new tag.
    pub new_tag: Option<Word>,
    /// The new tag has to be there.
    pub verify_tag: bool,
    /// What a tag that is made points to.
    pub target: Option<Word>,
    /// New title.
    pub title: Option<Word>,
    /// New text.
    pub notes: Option<Text>,
    /// Published (`false`) or not.
    pub draft: Option<bool>,
    /// A pre-release or not.
    pub prerelease: Option<bool>,
}

/// The end of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseDelete {
    /// Which; `None` when the text only mentions the command.
    pub tag: Option<Word>,
    /// Delete the tag too.
    pub with_tag: bool,
}

/// Files that are added to a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseUpload {
    /// Which; `None` when the text only mentions the command.
    pub tag: Option<Word>,
    /// The files.
    pub files: Vec<Word>,
    /// Those of the same names are replaced; otherwise nothing is uploaded where there are such.
    pub overwrite: bool,
}

/// The end of a file of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseFileDelete {
    /// Of which release; `None` when the text only mentions the command.
    pub tag: Option<Word>,
    /// Its name.
    pub file: Option<Word>,
}

/// What of a release is downloaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Download {
    /// The files whose names match one of these patterns (Go's `path.Match`); all where there is none.
    Files(Vec<Word>),
    /// The source as a zip archive.
    Zip,
    /// The source as a compressed tar archive.
    TarGz,
}

/// What happens where a file of the same name is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// The download fails.
    Fail,
    /// The old one stays.
    Skip,
    /// It is overwritten.
    Overwrite,
}

/// A download of what belongs to a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseDownload {
    /// Of which release; `None` when the text only mentions the command.
    pub release: Option<Release>,
    /// What.
    pub what: Download,
    /// The folder to put it into, which is made; `None`: the current one.
    pub directory: Option<Word>,
    /// The one file to write, `-` for standard output; otherwise the names are those of the release.
    pub output: Option<Word>,
    /// What happens to files that are there.
    pub existing: Existing,
}
