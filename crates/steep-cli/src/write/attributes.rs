//! What a file is besides its text: whose it is, who may do what with it, and its extended attributes.

#[cfg(not(unix))]
pub(super) use elsewhere::{check_writable, copy, names};
#[cfg(unix)]
pub(super) use unix::{check_writable, copy, names};

#[cfg(unix)]
mod unix {
    use std::fs::{File, Metadata, Permissions};
    use std::io;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    use std::path::Path;

    use rustix::fs::{Access, AtFlags, CWD, XattrFlags};

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
    /// Only root may give files away and only members may give them to a group. Where the group cannot be kept, its rights
    /// become those of all others, so that nobody may do more than before.
    pub(in crate::write) fn copy(from: &File, metadata: &Metadata, to: &File) -> io::Result<()> {
        let now = to.metadata()?;
        let group = now.gid() == metadata.gid() || fchown(to, None, Some(metadata.gid())).is_ok();
        let owner = now.uid() == metadata.uid() || fchown(to, Some(metadata.uid()), None).is_ok();
        copy_attributes(from, to);
        // Last, because a change of owner takes bits away.
        to.set_permissions(Permissions::from_mode(mode(metadata.mode(), owner, group)))
    }

    /// The mode of a file that had `mode` and whose owner and group are the same as before, or not.
    fn mode(mode: u32, owner: bool, group: bool) -> u32 {
        let others = (mode & 0o007) << 3;
        let mut mode = mode & 0o7777;
        if !owner {
            mode &= !0o4000;
        }
        if !group {
            mode &= !0o2070 | (others & mode);
        }
        mode
    }

    /// Copies what can be copied: some attributes are the system's own, and some file systems have none.
    fn copy_attributes(from: &File, to: &File) {
        let Ok(size) = rustix::fs::flistxattr_query(from) else { return };
        let mut names = vec![0; size];
        let Ok(size) = rustix::fs::flistxattr(from, &mut names[..]) else { return };
        names.truncate(size);
        for name in names.split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
            let Ok(size) = rustix::fs::fgetxattr_query(from, name) else { continue };
            let mut value = vec![0; size];
            let Ok(size) = rustix::fs::fgetxattr(from, name, &mut value[..]) else { continue };
            value.truncate(size);
            let _not_supported = rustix::fs::fsetxattr(to, name, &value, XattrFlags::empty());
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_group_that_is_lost_takes_its_rights_with_it() {
            assert_eq!(mode(0o100_664, true, true), 0o664);
            assert_eq!(mode(0o100_664, true, false), 0o644);
            assert_eq!(mode(0o660, true, false), 0o600);
            assert_eq!(mode(0o2775, true, false), 0o755);
            assert_eq!(mode(0o606, true, false), 0o606, "the group had no rights and gets none");
            assert_eq!(mode(0o6755, false, true), 0o2755);
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
