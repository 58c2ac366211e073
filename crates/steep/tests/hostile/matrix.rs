//! Every place that can hold commands × every way to join them × every construct around each: very many commands in one place.

use super::super::promises::Kind;

/// Where the commands stand.
struct Place {
    name: &'static str,
    kind: Kind,
    /// Whether the text may have several lines.
    multiline: bool,
    around: fn(&str) -> String,
}

const fn place(name: &'static str, kind: Kind, multiline: bool, around: fn(&str) -> String) -> Place {
    Place { name, kind, multiline, around }
}

const PLACES: &[Place] = &[
    place("script", Kind::Shell, true, |text| format!("{text}\n")),
    place("fence", Kind::Markdown, true, |text| format!("```sh\n{text}\n```\n")),
    place("fence in a list in a quote", Kind::Markdown, true, |text| {
        let lines: String = text.lines().map(|line| format!(">   {line}\n")).collect();
        format!("> - ```sh\n{lines}>   ```\n")
    }),
    place("console", Kind::Markdown, false, |text| format!("```console\n$ {text}\n```\n")),
    place("code span", Kind::Markdown, false, |text| format!("Do ``{text}`` now.\n")),
    place("table cell", Kind::Markdown, false, |text| format!("| a |\n|---|\n| ``{}`` |\n", text.replace('|', "\\|"))),
    place("running text", Kind::Markdown, false, |text| format!("Then run {text}\n")),
    place("HTML code", Kind::Markdown, false, |text| {
        format!("<p><code>{}</code></p>\n", text.replace('&', "&amp;").replace('<', "&lt;"))
    }),
    place("comment of a script", Kind::Shell, false, |text| format!("# {text}\n")),
    place("here-document for a shell", Kind::Shell, true, |text| format!("sh <<'EOF'\n{text}\nEOF\n")),
    place("string for a shell", Kind::Shell, true, |text| format!("sh -c '{}'\n", text.replace('\'', "\""))),
];

/// What stands between two commands.
const JOINERS: &[(&str, &str)] = &[
    ("sequence", "; "),
    ("and", " && "),
    ("or", " || "),
    ("pipe", " | "),
    ("background", " & "),
    ("lines", "\n"),
    ("blank lines", "\n\n"),
];

type Around = fn(&str) -> String;

/// What stands around each command.
const CONSTRUCTS: &[(&str, Around)] = &[
    ("commands", |command| command.to_owned()),
    ("assigned substitutions", |command| format!("x=$({command})")),
    ("quoted substitutions", |command| format!("echo \"$({command})\"")),
    ("subshells", |command| format!("({command})")),
    ("groups", |command| format!("{{ {command}; }}")),
    ("conditions", |command| format!("if {command}; then true; fi")),
    ("loops", |command| format!("for i in 1 2; do {command}; done")),
    ("wrapped commands", |command| format!("timeout 9 {command}")),
    ("filters", |command| format!("{command} --json number --jq '.number'")),
];

const COMMAND: &str = "gh pr view 12 --repo acme/widgets";

/// One of the combinations.
#[derive(Clone, Copy)]
pub struct Cell {
    place: usize,
    joiner: usize,
    construct: usize,
}

/// All of them. Lines are no joiner where a place has one line.
pub fn cells() -> Vec<Cell> {
    let mut cells = Vec::new();
    for (place, it) in PLACES.iter().enumerate() {
        for (joiner, (_, sign)) in JOINERS.iter().enumerate() {
            let fits = it.multiline || !sign.contains('\n');
            let all = (0..CONSTRUCTS.len()).map(|construct| Cell { place, joiner, construct });
            cells.extend(all.filter(|_| fits));
        }
    }
    cells
}

impl Cell {
    /// Where it stands, for people.
    pub fn place(self) -> &'static str {
        PLACES[self.place].name
    }

    /// What is joined and how, for people.
    pub fn content(self) -> String {
        format!("{}, {}", CONSTRUCTS[self.construct].0, JOINERS[self.joiner].0)
    }

    /// How it is read.
    pub fn kind(self) -> Kind {
        PLACES[self.place].kind
    }

    /// The text of about so many bytes.
    pub fn text(self, size: usize) -> String {
        let piece = CONSTRUCTS[self.construct].1(COMMAND);
        let joiner = JOINERS[self.joiner].1;
        let count = (size / (piece.len() + joiner.len())).max(2);
        (PLACES[self.place].around)(&vec![piece; count].join(joiner))
    }
}
