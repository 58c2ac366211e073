use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A login of tea's, without its token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Login {
    pub(super) name: String,
    pub(super) url: String,
    pub(super) is_default: bool,
}

/// The logins that tea lists; none where it was never configured, since asking would make it so.
pub(super) fn of(program: &str) -> Vec<Login> {
    if !configurations().iter().any(|path| path.is_file()) {
        return Vec::new();
    }
    let mut tea = Command::new(program);
    tea.args(["logins", "list", "--output", "tsv"]).stdin(Stdio::null()).stderr(Stdio::null());
    let Ok(out) = tea.output() else { return Vec::new() };
    String::from_utf8_lossy(&out.stdout).lines().skip(1).filter_map(login).collect()
}

/// Where tea keeps its configuration.
fn configurations() -> Vec<PathBuf> {
    let home = env::var_os("HOME").map(PathBuf::from).filter(|home| home.is_absolute());
    let config = env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).or(home.as_ref().map(|home| home.join(".config")));
    let new = config.map(|config| config.join("tea/config.yml"));
    new.into_iter().chain(home.map(|home| home.join(".tea/tea.yml"))).collect()
}

/// A login of a line `"NAME" "URL" "SSH HOST" "USER" "DEFAULT"`.
fn login(line: &str) -> Option<Login> {
    let mut cells = line.split('\t').map(|cell| cell.trim_matches('"'));
    let (name, url) = (cells.next()?, cells.next()?);
    let is_default = cells.nth(2)? == "true";
    Some(Login { name: name.to_owned(), url: url.trim_end_matches('/').to_owned(), is_default })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_read_as_tea_lists_it() {
        let line = "\"work\"\t\"https://git.acme.test/\"\t\"git.acme.test\"\t\"avery\"\t\"true\"";
        let work = Login { name: "work".to_owned(), url: "https://git.acme.test".to_owned(), is_default: true };
        assert_eq!(login(line), Some(work));
        assert_eq!(login(""), None);
    }
}
