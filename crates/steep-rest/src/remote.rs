//! The repository that a clone is of.

use steep_shell::{Arg, Script};

/// Prints `OWNER/NAME` of the clone's base: of the remote that `gh repo set-default` chose, else of the first there is of
/// `upstream`, `github` and `origin`, as gh takes them. One that is still on github.com is none. Prints nothing where there is
/// no such remote: an address without a repository is one that the server does not have.
///
/// The remotes stand in the opposite order, so that the last one counts: nothing then ends before all is written, which a shell
/// with `pipefail` would report. git prints a name that is no remote's as it is; it has no slash.
pub(crate) fn repository() -> Script {
    let chosen = Script::call(["git", "config", "-l"]).pipe(Script::call([
        "sed",
        "-nE",
        r"s/^remote\.(.*)\.gh-resolved=.*/\1/p",
    ]));
    let names = ["origin", "github", "upstream"].map(Arg::text).into_iter().chain([Arg::output(chosen)]);
    Script::call(std::iter::once("echo".into()).chain(names))
        .pipe(Script::call(["xargs", "-n1", "git", "ls-remote", "--get-url"]))
        .pipe(Script::call(["sed", "-nE", r"/github\.com/d;s#\.git$##;s#.*[:/](.+/)#\1#p"]))
        .pipe(Script::call(["tail", "-n1"]))
}
