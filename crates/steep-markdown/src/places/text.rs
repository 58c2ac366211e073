//! Whether a fence without a language holds sentences and lists instead of commands.

/// Whether most lines of `text` are sentences or entries of a list, or parts of them. Nothing is that has the lines of a
/// script: a here-document, a continuation, a command at the beginning of most lines.
pub(crate) fn is_running(text: &str) -> bool {
    if text.contains("<<") || text.lines().any(|line| line.trim_end().ends_with('\\')) {
        return false;
    }
    let (mut sentences, mut others) = (0, 0);
    // A sentence goes on up to its full stop or a blank line.
    let mut open = false;
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            open = false;
            continue;
        }
        let entry = entry(line);
        let begins = entry.unwrap_or(line);
        let words = begins.split_whitespace().count();
        let is_sentence = open || (entry.is_some() && words >= 2) || (begins_sentence(begins) && words >= 4);
        if is_sentence {
            sentences += 1
        } else {
            others += 1
        }
        open = is_sentence && !line.ends_with(['.', ':', '!', '?', ';']) && entry.is_none();
    }
    sentences > others
}

/// What stands behind the marker of a list's entry.
fn entry(line: &str) -> Option<&str> {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = match digits {
        0 => line.strip_prefix(['-', '*', '•', '–'])?,
        1..=3 => line.get(digits..)?.strip_prefix(['.', ')'])?,
        _ => return None,
    };
    rest.starts_with([' ', '\t']).then(|| rest.trim_start())
}

/// Whether a line begins as a sentence does: with a word that has a capital first and small letters behind it.
fn begins_sentence(line: &str) -> bool {
    let mut chars = line.trim_start_matches(['*', '_', '"', '(']).chars();
    let word = line.split_whitespace().next().unwrap_or("");
    let plain =
        word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | ',' | '*' | '_' | '"' | '(' | '-' | ':'));
    plain && chars.next().is_some_and(char::is_uppercase) && chars.next().is_none_or(|c| !c.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_and_lists_are_running_text() {
        for text in [
            "You are a careful reviewer. Use gh pr diff 12\nto read the change, then say what is wrong.\n",
            "- gh pr list shows what is open\n- gh pr view 12 shows one\n",
            "Steps:\n1. Run gh issue list first.\n2. Then close them with gh issue close 12.\n",
            "Please run gh pr checks before you merge.\n",
        ] {
            assert!(is_running(text), "{text}");
        }
        for text in [
            "gh pr list\ngh issue list\n",
            "# List them\ngh pr list --repo a/b\n",
            "gh pr create --title x \\\n  --body y\n",
            "gh pr list\n\nShowing 3 of 3 open pull requests in a/b\n",
            "cat <<X\nThis is what it says to all.\nX\n",
            "GH_TOKEN=x gh pr list\n",
            "- a\n",
        ] {
            assert!(!is_running(text), "{text}");
        }
    }
}
