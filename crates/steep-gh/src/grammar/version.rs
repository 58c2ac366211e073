use std::fmt;

/// A release of gh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    major: u16,
    minor: u16,
}

impl Version {
    /// The oldest release that the grammar knows: what it has, earlier ones may have too.
    pub const FIRST: Version = Version::new(2, 46);
    /// Everything that any known release has. Documents rarely say which gh they are written for, so this is what they
    /// are read with.
    pub const NEWEST: Version = Version::new(u16::MAX, 0);

    /// `major.minor`; gh adds commands and flags in minor releases only.
    #[must_use]
    pub const fn new(major: u16, minor: u16) -> Self {
        Version { major, minor }
    }
}

impl Default for Version {
    fn default() -> Self {
        Version::NEWEST
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}
