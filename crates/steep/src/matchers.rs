//! What looks for patterns in what a command printed: the line of a pipeline, and lines that use the variable that holds it.

use steep_forge::Matcher;
use steep_shell::Command;

/// Programs that look for patterns, or for names in JSON.
const PROGRAMS: [&str; 15] = [
    "grep", "egrep", "fgrep", "rg", "sed", "gsed", "awk", "gawk", "mawk", "perl", "expr", "jq", "python3", "python",
    "node",
];

/// The words of the shell that compare with a pattern.
const WORDS: [&str; 4] = ["[[", "case", "test", "["];

/// Those of a command, in their order.
pub(crate) fn of(text: &str, command: &Command) -> Vec<Matcher> {
    let lines = command.read_by.iter().filter_map(|span| text.get(span.start..span.end));
    lines.filter_map(|line| Some(Matcher { program: program(line)?.to_owned(), text: line.to_owned() })).collect()
}

fn program(line: &str) -> Option<&str> {
    let words = || line.split([' ', '\t', '\n', '|', ';', '&', '(', ')', '`', '$', '"']);
    let among = |known: &[&str]| words().find(|word| known.contains(word));
    // `${url##*/pull/}`
    let cuts = |inside: &str| inside.split('}').next().is_some_and(|name| name.contains(['#', '%', '/']));
    let expansion = || line.split("${").skip(1).any(cuts).then_some("${…}");
    among(&PROGRAMS).or_else(|| among(&WORDS)).or_else(expansion)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_of_a_line_is_named() {
        for (line, expected) in [
            ("num=$(echo \"$url\" | grep -oE 'pull/[0-9]+')", Some("grep")),
            ("if [[ $url =~ /pull/ ]]; then", Some("[[")),
            ("case \"$out\" in *a*) ;; esac", Some("case")),
            ("n=${url##*/pull/}", Some("${…}")),
            ("echo \"$url\"", None),
            ("echo \"${url}\"", None),
        ] {
            assert_eq!(program(line), expected, "{line}");
        }
    }
}
