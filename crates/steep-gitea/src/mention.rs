//! Notes about what a command leaves open or leaves to a lookup.

use steep_forge::{Emission, Fidelity, Item, Surroundings};
use steep_shell::Word;

/// What a text that only mentions a command is told about `<number>`.
pub(crate) const NUMBER_IS_OPEN: &str = "no number is given: `<number>` stands in its place";

/// What a text that only mentions a command is told about `<tag>`.
pub(crate) const TAG_IS_OPEN: &str = "no tag is given: `<tag>` stands in its place";

/// A form that can say what it leaves open.
pub(crate) trait Mention {
    /// The same, with a note where `item` is only a mention.
    fn noting_mention(self, item: &Item) -> Self;

    /// The same, with a note where the tag is only a mention.
    fn noting_tag(self, tag: Option<&Word>) -> Self;

    /// The same, with a note where `item` had to be looked up.
    fn noting_lookup(self, item: &Item) -> Self;

    /// The same, with the program named that looks for a pattern in the address of a pull request, which is its output.
    fn noting_pull_address(self, surroundings: &Surroundings) -> Self;
}

impl Mention for Emission {
    fn noting_mention(self, item: &Item) -> Self {
        if *item == Item::Unnamed { self.noting(NUMBER_IS_OPEN) } else { self }
    }

    fn noting_tag(self, tag: Option<&Word>) -> Self {
        if tag.is_none() { self.noting(TAG_IS_OPEN) } else { self }
    }

    fn noting_lookup(self, item: &Item) -> Self {
        match item {
            Item::Branch(_) | Item::Current => {
                self.noting("the pull request of the branch is looked for among the newest open ones")
            }
            Item::Number(_) | Item::Unnamed => self,
        }
    }

    fn noting_pull_address(self, surroundings: &Surroundings) -> Self {
        let later = || surroundings.matched_where(|line| line.contains("pull/"));
        match surroundings.stdout.matcher().or_else(later) {
            Some(program) => self.at_most(Fidelity::Equivalent).noting(format!(
                "`{program}` reads the address of a pull request, which has `/pulls/` where GitHub's has `/pull/`"
            )),
            None => self,
        }
    }
}
