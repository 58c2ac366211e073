//! Further shells: the one that people have at their terminals on a Mac, and the one of small containers. Each runs a share of the
//! cases, told by the names of the case and the shell: where nothing is changed, beside the others, and else in place of one of
//! them, so that a run of all takes hardly longer.

use super::Case;
use super::{sandbox, setting};
use crate::oracle::skip;

/// zsh as it is where people type, with none of its options for scripts of other shells; the ash of busybox.
const SHELLS: [&str; 2] = ["zsh", "ash"];

/// One of so many cases is run by a further shell: where nothing is changed, and else.
const ONE_OF: (u32, u32) = (6, 8);

/// The further shells that this machine has; the others are told, and counted as skipped.
pub(super) fn here() -> Vec<&'static str> {
    let is_here = |shell: &&str| {
        let is_here = sandbox::shell(shell).is_some();
        if !is_here {
            skip(&format!("{shell} is not here, so its share of the cases is not run"));
        }
        is_here
    };
    SHELLS.into_iter().filter(is_here).collect()
}

/// Adds to the shells that run a case those of `further` whose turn it is.
pub(super) fn add(shells: &mut Vec<&'static str>, operation: &str, case: &Case, further: &[&'static str]) {
    for shell in further.iter().filter(|shell| suits(shell, case)) {
        let turn = setting::hash(&[operation, &case.name, shell]) >> 5;
        if !case.mutates() {
            if turn.is_multiple_of(ONE_OF.0) {
                shells.push(shell);
            }
        } else if turn.is_multiple_of(ONE_OF.1)
            && let Some(last) = shells.last_mut()
        {
            *last = shell;
        }
    }
}

/// Has that shell run every case that it can, and no other shell.
pub(super) fn only<'a>(only: &str, cases: impl Iterator<Item = (&'a Case, &'a mut Vec<&'static str>)>) {
    let Some(shell) = ["dash", "bash"].into_iter().chain(SHELLS).find(|shell| *shell == only) else { return };
    for (case, shells) in cases {
        shells.clear();
        let is_others = SHELLS.contains(&shell);
        if !is_others || suits(shell, case) {
            shells.push(shell);
        }
    }
}

/// Whether the case's own text is one for that shell.
fn suits(shell: &str, case: &Case) -> bool {
    match shell {
        "zsh" => case.not_zsh.is_none(),
        // The features of bash that texts use are zsh's as well, but not those of ash.
        _ => case.bash.is_none(),
    }
}
