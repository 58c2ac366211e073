//! How versions behave beyond what their grammars say. Each was seen on the program itself against a real server, those of
//! versions between two that were run in their sources too.

/// Major, minor, patch, as in [`Grammar::release`](super::grammar::Grammar::release).
pub(super) type Release = (u32, u32, u32);

/// Whether it asks a person to agree to the only login when none is named and it does not run in a clone of that server.
/// Without a terminal it fails.
pub(super) fn asks_for_login(release: Release) -> bool {
    ((0, 11, 0)..(0, 12, 0)).contains(&release)
}

/// Whether a list of pull requests heeds `--limit`. Where it does not, it is as long as the server's own page: 30.
pub(super) fn limits_pull_lists(release: Release) -> bool {
    release >= (0, 12, 0)
}

/// Whether lists of issues, labels and releases heed `--limit`. Where that of issues does not, it holds 30 at most; the
/// others are not relied on there.
pub(super) fn limits_lists(release: Release) -> bool {
    !((0, 10, 0)..(0, 11, 0)).contains(&release)
}

/// Whether a list of issues is that of the whole server where no repository is named and it does not run in a clone. Where
/// it then asks for a login first it fails; earlier versions fail in any case.
pub(super) fn lists_the_server_outside_a_clone(release: Release, names_login: bool) -> bool {
    release >= (0, 11, 0) && (names_login || !asks_for_login(release))
}

/// Whether a pull request is only opened from inside a clone, even where the repository is named.
pub(super) fn opens_pulls_only_in_a_clone(release: Release) -> bool {
    release >= (0, 12, 0)
}

/// Whether a pull request is opened with a title of its own making, and merged without being named, where there is nobody
/// to ask (`TERM=dumb`). Earlier versions fail.
pub(super) fn goes_on_unasked(release: Release) -> bool {
    release >= (0, 11, 0)
}

/// Whether closing or reopening a pull request empties its description.
pub(super) fn empties_descriptions(release: Release) -> bool {
    release < (0, 11, 0)
}
