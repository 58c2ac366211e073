//! The machine's own package sources, pointed at other suites of the same archive.

use std::fs;
use std::path::Path;

/// The suites' names of the archive's main part, next to the code name of the running system.
const ROLLING_NAMES: [&str; 5] = ["oldstable", "stable", "testing", "unstable", "sid"];

/// The machine's entries for Debian's main archive in deb822 form, with `suites` in the place of theirs; empty when the
/// machine has none. `root` is `/`.
pub(super) fn derive(root: &Path, suites: &[&str]) -> String {
    let Some(code_name) = debian_code_name(root) else {
        return String::new();
    };
    let mut files: Vec<_> = fs::read_dir(root.join("etc/apt/sources.list.d"))
        .map(|entries| entries.filter_map(Result::ok).map(|entry| entry.path()).collect())
        .unwrap_or_default();
    files.push(root.join("etc/apt/sources.list"));
    files.sort();
    let mut derived = String::new();
    for file in files {
        let Ok(text) = fs::read_to_string(&file) else {
            continue;
        };
        let entries = match file.extension().and_then(|extension| extension.to_str()) {
            Some("sources") => text.split("\n\n").map(stanza).collect::<Vec<_>>(),
            Some("list") => text.lines().filter_map(one_line).collect(),
            _ => Vec::new(),
        };
        for entry in entries {
            if entry.is_main_archive(&code_name) {
                derived.push_str(&entry.with_suites(suites));
            }
        }
    }
    derived
}

/// One entry: its fields in order, names as written.
#[derive(Debug, Default)]
struct Entry {
    fields: Vec<(String, String)>,
}

impl Entry {
    fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    fn is_main_archive(&self, code_name: &str) -> bool {
        let words = |name| self.get(name).unwrap_or_default().split_whitespace();
        words("Types").any(|kind| kind == "deb")
            && words("Suites").any(|suite| suite == code_name || ROLLING_NAMES.contains(&suite))
            && words("Components").any(|component| component == "main")
            && self.get("Enabled").is_none_or(|value| !value.trim().eq_ignore_ascii_case("no"))
    }

    fn with_suites(&self, suites: &[&str]) -> String {
        let mut text = format!("Types: deb\nSuites: {}\nComponents: main\n", suites.join(" "));
        for (name, value) in &self.fields {
            if ["URIs", "Signed-By", "Trusted"].iter().any(|kept| name.eq_ignore_ascii_case(kept)) {
                text.push_str(&format!("{name}:{value}\n"));
            }
        }
        text.push('\n');
        text
    }
}

/// A deb822 stanza; continuation lines stay part of their field's value.
fn stanza(text: &str) -> Entry {
    let mut entry = Entry::default();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = entry.fields.last_mut() {
                value.push('\n');
                value.push_str(line);
            }
        } else if let Some((name, value)) = line.split_once(':') {
            entry.fields.push((name.trim().to_owned(), value.to_owned()));
        }
    }
    entry
}

/// `deb [signed-by=… arch=…] URI SUITE COMPONENT…`
fn one_line(line: &str) -> Option<Entry> {
    let rest = line.trim().strip_prefix("deb")?.strip_prefix([' ', '\t'])?.trim_start();
    let mut entry = Entry { fields: vec![("Types".to_owned(), " deb".to_owned())] };
    let rest = match rest.strip_prefix('[') {
        None => rest,
        Some(inside) => {
            let (options, rest) = inside.split_once(']')?;
            for (name, value) in options.split_whitespace().filter_map(|option| option.split_once('=')) {
                entry.fields.push((name.to_owned(), format!(" {value}")));
            }
            rest
        }
    };
    let mut words = rest.split_whitespace();
    entry.fields.push(("URIs".to_owned(), format!(" {}", words.next()?)));
    entry.fields.push(("Suites".to_owned(), format!(" {}", words.next()?)));
    entry.fields.push(("Components".to_owned(), format!(" {}", words.collect::<Vec<_>>().join(" "))));
    Some(entry)
}

/// The code name of the running Debian; `None` on anything else, whose archive has other packages.
fn debian_code_name(root: &Path) -> Option<String> {
    let text = fs::read_to_string(root.join("etc/os-release")).ok()?;
    let value = |name: &str| {
        text.lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix('='))
            .map(|value| value.trim_matches('"').to_owned())
    };
    // Debian's testing has no VERSION_CODENAME at times; its suites are known by their rolling names then.
    (value("ID")? == "debian").then(|| value("VERSION_CODENAME").unwrap_or_else(|| "testing".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(files: &[(&str, &str)]) -> String {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        derive(root.path(), &["new", "newer"])
    }

    const BOOKWORM: (&str, &str) = ("etc/os-release", "ID=debian\nVERSION_CODENAME=bookworm\n");

    #[test]
    fn stanzas_keep_their_address_and_key() {
        let text = "Types: deb deb-src\n# a mirror\nURIs: http://mirror.test/debian\nSuites: bookworm bookworm-updates\n\
                    Components: main contrib\nSigned-By:\n KEY\n .\n LINE\n\nTypes: deb\nURIs: http://mirror.test/security\n\
                    Suites: bookworm-security\nComponents: main\n";
        assert_eq!(
            machine(&[BOOKWORM, ("etc/apt/sources.list.d/debian.sources", text)]),
            "Types: deb\nSuites: new newer\nComponents: main\nURIs: http://mirror.test/debian\nSigned-By:\n KEY\n .\n LINE\n\n"
        );
    }

    #[test]
    fn lines_keep_their_address_and_key() {
        let text = "# deb http://old.test/debian bookworm main\ndeb-src http://mirror.test/debian bookworm main\n\
                    deb [arch=amd64 signed-by=/k.gpg] http://mirror.test/debian bookworm main contrib\n\
                    deb http://other.test/tools stable extra\n";
        assert_eq!(
            machine(&[BOOKWORM, ("etc/apt/sources.list", text)]),
            "Types: deb\nSuites: new newer\nComponents: main\nsigned-by: /k.gpg\nURIs: http://mirror.test/debian\n\n"
        );
    }

    #[test]
    fn other_systems_have_none() {
        let text = "deb http://mirror.test/ubuntu stable main\n";
        assert_eq!(
            machine(&[("etc/os-release", "ID=ubuntu\nVERSION_CODENAME=noble\n"), ("etc/apt/sources.list", text)]),
            ""
        );
        assert_eq!(machine(&[("etc/apt/sources.list", text)]), "");
    }
}
