//! The companion: one small program of curl and jq that documents may call in place of writing each request out.
//!
//! Its text is a file, `companion/gitea-api.sh`, which stands for itself: it runs as it is, beside `shapes.jq`, the jq that
//! rebuilds gh's objects. A copy for one Gitea holds both, and differs in its name, the server's address and the variables that
//! the token is looked for in.

use sha2::{Digest, Sha256};
use steep_forge::TokenIn;

use crate::Gitea;

/// The name that the companion has unless another one is asked for.
pub const NAME: &str = "gitea-api";

/// The address in the file, which is no server's.
const ADDRESS: &str = "https://gitea.example.org";

const TEXT: &str = include_str!("../companion/gitea-api.sh");

/// What the file reads from beside it, and a copy has in it.
pub(crate) const SHAPES: &str = include_str!("../companion/shapes.jq");
const READS_SHAPES: &str = r#"shapes=$(cat "$(dirname "$0")/shapes.jq")"#;

impl Gitea {
    /// The companion program for this Gitea: the text of a POSIX shell script. It is called by the last part of the name that
    /// [`companion`](Gitea::companion) gave it, else [`NAME`](crate::companion::NAME).
    #[must_use]
    pub fn companion_program(&self) -> String {
        let called = self.connection.companion.as_deref().unwrap_or(NAME);
        let name = called.rsplit('/').next().unwrap_or(called);
        let whole = TEXT.replacen(READS_SHAPES, &format!("shapes='{}'", SHAPES.trim_end()), 1);
        let text = whole.replace(NAME, name).replace(ADDRESS, &self.connection.host);
        let (stands_for, variable) = match self.connection.credential.held_in {
            TokenIn::Environment => ("GITEA_TOKEN", &self.connection.credential.variable),
            TokenIn::HeaderFile | TokenIn::OptionFile => ("GITEA_HEADER_FILE", &self.connection.credential.variable),
        };
        text.replace(stands_for, variable)
    }
}

/// The command line that prints the companion for `target`.
pub(crate) fn printed_by(target: &Gitea) -> String {
    let called = target.connection.companion.as_deref().unwrap_or(NAME);
    let mut command = format!("steep companion --name {called} --host {}", target.connection.host);
    let variable = &target.connection.credential.variable;
    let usual = match target.connection.credential.held_in {
        TokenIn::Environment => "GITEA_TOKEN",
        TokenIn::HeaderFile | TokenIn::OptionFile => {
            command.push_str(" --token-in header-file");
            "GITEA_HEADER_FILE"
        }
    };
    if variable != usual {
        command.push_str(&format!(" --token-variable {variable}"));
    }
    command
}

/// The SHA-256 sum of a text, in hexadecimal digits, as `sha256sum` prints it.
pub(crate) fn sum(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_its_own_name_server_and_variable() {
        let text = Gitea::new("https://git.acme.test/")
            .companion("bin/forge")
            .token_variable("FORGE_TOKEN")
            .companion_program();
        assert!(text.contains("\nname=forge\n") && text.contains("${GITEA_URL:-https://git.acme.test}"), "{text}");
        for gone in [NAME, ADDRESS, "GITEA_TOKEN"] {
            assert!(!text.contains(gone), "{gone}");
        }
        assert!(text.contains("FORGE_TOKEN") && text.contains("GITEA_HEADER_FILE"));
    }

    #[test]
    fn a_copy_stands_alone() {
        let text = Gitea::new("https://git.acme.test").companion_program();
        assert!(!text.contains("shapes.jq") && text.contains("def pull:"), "{text}");
        assert!(!SHAPES.contains('\''), "a quote would end the shell's text");
    }

    #[test]
    fn the_token_may_be_in_a_file_with_a_name_of_its_own() {
        let text = Gitea::new("https://git.acme.test").token_variable("FORGE_FILE").header_file().companion_program();
        assert!(text.contains("FORGE_FILE") && !text.contains("GITEA_HEADER_FILE"));
    }

    #[test]
    fn the_notice_tells_how_to_print_it_and_its_sum() {
        let plain = Gitea::new("https://git.acme.test").companion("bin/forge");
        let notice = crate::notice::of(&plain);
        assert!(notice.contains(&sum(&plain.companion_program())), "{notice}");
        assert!(notice.contains("`steep companion --name bin/forge --host https://git.acme.test`"), "{notice}");
        let other = plain.token_variable("FORGE_FILE").header_file();
        let options = " --token-in header-file --token-variable FORGE_FILE`";
        assert!(crate::notice::of(&other).contains(options), "{}", crate::notice::of(&other));
    }

    #[test]
    fn sums_are_those_of_sha256sum() {
        assert_eq!(sum("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
