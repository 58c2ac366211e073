//! What a file is besides its text: whose it is, who may do what with it, and its extended attributes.

#[cfg(not(unix))]
pub(super) use elsewhere::{check_writable, copy, names};
#[cfg(unix)]
pub(super) use unix::{check_writable, copy, names};

#[cfg(unix)]
mod unix {
    use std::fs::{File, Metadata, Permissions};
    use std::io::{self, ErrorKind};
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    use std::path::Path;

    use rustix::fs::{Access, AtFlags, CWD, XattrFlags};
    use rustix::io::Errno;
    use rustix::path::Arg;

    /// Whether we may write the file at `path`: renaming over it would not ask.
    pub(in crate::write) fn check_writable(path: &Path) -> io::Result<()> {
        match rustix::fs::accessat(CWD, path, Access::WRITE_OK, AtFlags::EACCESS) {
            // An old kernel cannot say.
            Err(rustix::io::Errno::NOSYS) => Ok(()),
            result => Ok(result?),
        }
    }

    /// How many names the file has.
    pub(in crate::write) fn names(metadata: &Metadata) -> u64 {
        metadata.nlink()
    }

    /// Gives `to` the owner, the extended attributes (access lists among them) and the mode of `from`.
    ///
    /// `to` is new: what it has inherited from its folder's default access list goes first. Only members may give a file to a
    /// group; where the group cannot be kept, its rights become those of all others, so that nobody may do more than before.
    ///
    /// # Errors
    /// Where the owner would lose the file, only root may give files away, and where the access list cannot be kept.
    pub(in crate::write) fn copy(from: &File, metadata: &Metadata, to: &File) -> io::Result<()> {
        let now = to.metadata()?;
        let group = now.gid() == metadata.gid() || fchown(to, None, Some(metadata.gid())).is_ok();
        if now.uid() != metadata.uid() && fchown(to, Some(metadata.uid()), None).is_err() {
            return Err(io::Error::new(
                ErrorKind::PermissionDenied,
                "it belongs to another user, who would lose it; let that user run steep, or root",
            ));
        }
        let list = attribute(from, ACCESS_LIST);
        let list_lost = || io::Error::new(ErrorKind::PermissionDenied, "its access list cannot be kept");
        if list.is_some() && !group {
            return Err(list_lost());
        }
        match rustix::fs::fremovexattr(to, ACCESS_LIST) {
            // There is none, or no file has one there.
            Ok(()) | Err(Errno::NODATA | Errno::NOTSUP) => {}
            Err(error) => return Err(error.into()),
        }
        copy_attributes(from, to);
        // Last, because a change of owner takes bits away.
        to.set_permissions(Permissions::from_mode(mode(metadata.mode(), group)))?;
        if list == attribute(to, ACCESS_LIST) { Ok(()) } else { Err(list_lost()) }
    }

    /// The mode of a file that had `mode` and whose group is the same as before, or not.
    fn mode(mode: u32, group: bool) -> u32 {
        let others = (mode & 0o007) << 3;
        let mode = mode & 0o7777;
        if group { mode } else { mode & (!0o2070 | (others & mode)) }
    }

    /// The access list of a file that has more than a mode.
    const ACCESS_LIST: &str = "system.posix_acl_access";

    /// Copies what can be copied: some attributes are the system's own, and some file systems have none.
    fn copy_attributes(from: &File, to: &File) {
        let Ok(size) = rustix::fs::flistxattr_query(from) else { return };
        let mut names = vec![0; size];
        let Ok(size) = rustix::fs::flistxattr(from, &mut names[..]) else { return };
        names.truncate(size);
        for name in names.split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
            let Some(value) = attribute(from, name) else { continue };
            let _not_supported = rustix::fs::fsetxattr(to, name, &value, XattrFlags::empty());
        }
    }

    fn attribute(file: &File, name: impl Arg + Copy) -> Option<Vec<u8>> {
        let mut value = vec![0; rustix::fs::fgetxattr_query(file, name).ok()?];
        let size = rustix::fs::fgetxattr(file, name, &mut value[..]).ok()?;
        value.truncate(size);
        Some(value)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_group_that_is_lost_takes_its_rights_with_it() {
            assert_eq!(mode(0o100_664, true), 0o664);
            assert_eq!(mode(0o100_664, false), 0o644);
            assert_eq!(mode(0o660, false), 0o600);
            assert_eq!(mode(0o2775, false), 0o755);
            assert_eq!(mode(0o606, false), 0o606, "the group had no rights and gets none");
        }
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use std::fs::{File, Metadata};
    use std::io;
    use std::path::Path;

    pub(in crate::write) fn check_writable(_path: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(in crate::write) fn names(_metadata: &Metadata) -> u64 {
        1
    }

    pub(in crate::write) fn copy(_from: &File, metadata: &Metadata, to: &File) -> io::Result<()> {
        to.set_permissions(metadata.permissions())
    }
}
