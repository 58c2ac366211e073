//! Whether a rule grants or forbids, as the words in front of it say.

use steep_edit::LineIndex;
use steep_markdown::Rights;

use crate::nearby;

/// For each line of a text, what the lines that it is indented under say of it.
pub(super) struct Effects {
    lines: LineIndex,
    /// By line.
    inherited: Vec<Inherited>,
}

/// What is said of a line by those that it is indented under.
#[derive(Clone, Copy, Debug, Default)]
struct Inherited {
    /// By any word of the nearest that says something.
    by_word: Option<Rights>,
    /// By the key that it stands under, alone or in a list or a mapping of its own (`allow:` above `bash:`).
    by_key: Option<Rights>,
}

/// Keys between one that grants and the commands: they say what kind of thing is granted.
const KINDS: [&str; 6] = ["bash", "commands", "patterns", "rules", "shell", "terminal"];

impl Effects {
    /// Looks at each line of the text once.
    pub(super) fn of(text: &str) -> Self {
        let mut inherited = Vec::new();
        // Indentation, and what is said of what stands below.
        let mut open: Vec<(usize, Inherited)> = Vec::new();
        for line in text.split('\n') {
            let content = line.trim_start();
            let indent = line.len() - content.len();
            let content = content.trim_end();
            if !content.is_empty() {
                // The entries of a YAML sequence may stand in the column of its key.
                let item = content.starts_with("- ");
                open.retain(|(column, _)| *column < indent || item && *column == indent);
            }
            let above = open.last().map(|(_, inherited)| *inherited).unwrap_or_default();
            inherited.push(above);
            if content.ends_with([':', '[', '{', '|', '>', '(']) {
                let by_word = last_word(content).or(above.by_word);
                let by_key = match key(content) {
                    Some(key) if KINDS.contains(&key) => above.by_key,
                    Some(key) => rights_of_setting(key),
                    None => above.by_key,
                };
                open.push((indent, Inherited { by_word, by_key }));
            }
        }
        Effects { lines: LineIndex::new(text), inherited }
    }

    /// What is said of the rule that begins at `start`: by the nearest word before it on its line, else by what its line
    /// stands under.
    pub(super) fn before(&self, text: &str, start: usize) -> Option<Rights> {
        let line = self.lines.position(text, start).line;
        let before = nearby::before(text, start);
        // Of a sentence that has ended.
        let sentence = [". ", "; ", "! ", "? "].iter().filter_map(|end| before.rfind(end)).max().unwrap_or_default();
        let before = before.get(sentence..)?;
        last_word(before).or_else(|| self.inherited.get(line - 1)?.by_word)
    }

    /// What is said of the string of settings at `start`: by the key before it on its line, else by what its line stands
    /// under.
    pub(super) fn around(&self, text: &str, start: usize) -> Option<Rights> {
        let line = self.lines.position(text, start).line;
        let before = nearby::before(text, start);
        let inherited = self.inherited.get(line - 1).and_then(|it| it.by_key);
        let own = before.trim_end_matches(['"', '\'', '[', '{', ' ']);
        match own.ends_with([':', '=']) || before.contains(['[', '{']) {
            true => rights_of_setting(key(before)?),
            false => inherited,
        }
    }
}

/// The last key of a line: the name in front of the last `:` or `=`.
fn key(line: &str) -> Option<&str> {
    let (before, _) = line.rsplit_once([':', '='])?;
    let before = before.trim_end().trim_end_matches(['"', '\'']);
    before.rsplit(|c: char| !(c.is_alphanumeric() || "_-.".contains(c))).next().filter(|key| !key.is_empty())
}

/// What a key of settings says of the strings under it. Other names have the same parts (a job called `allowed-check`), so
/// these are known by their whole names.
fn rights_of_setting(key: &str) -> Option<Rights> {
    let name: String = key.rsplit('.').next()?.chars().filter(char::is_ascii_alphabetic).collect();
    let name = name.to_lowercase();
    let known = ["", "list", "ed", "edlist", "tools", "edtools", "commands", "edcommands", "bash", "shell"];
    let roots =
        ["allow", "autoallow", "autoapprove", "autoapproved", "approve", "approved", "permission", "permissions"];
    let forbidding = ["deny", "denied", "disallow", "block", "forbid", "forbidden", "exclude"];
    let is_one =
        |roots: &[&str]| roots.iter().any(|root| name.strip_prefix(root).is_some_and(|rest| known.contains(&rest)));
    if is_one(&forbidding) { Some(Rights::Forbid) } else { is_one(&roots).then_some(Rights::Grant) }
}

/// What the last word of a text that grants or forbids says; a negation in front of it turns it (`never allow`).
fn last_word(text: &str) -> Option<Rights> {
    let is_part = |c: char| c.is_alphanumeric() || "_-.'’".contains(c);
    let mut words = text.rsplit(|c: char| !is_part(c)).filter(|word| !word.is_empty());
    let rights = words.by_ref().find_map(steep_markdown::rights_of_key)?;
    let negated = words.next().is_some_and(|word| {
        ["never", "not", "don't", "don’t", "no", "cannot"].iter().any(|negation| word.eq_ignore_ascii_case(negation))
    });
    Some(if negated { Rights::Forbid } else { rights })
}
