use std::fmt::Write;

use steep::Fidelity;

use super::matrix::{CURL, Cell, Fault, Matrix, Row};
use crate::report::count;

const HEAD: &str = "\
# What becomes of gh's commands

Written by `cargo xtask coverage`, which is `steep coverage --format markdown`; `--format json` has every use with every target
and server. Each command of gh 2.103 is judged in a plain use, and with each of its flags, as a person reads its output: what
consumes the output, and values, can change the outcome (`steep explain 'gh …'`).

* *exact*: the same effect and the same machine-readable output; *equivalent*: the same effect, another layout for a reader;
  *partial*: something named is lost, and it is written only where the user accepts that.
* What is refused says whose fault it is: *no such thing on Gitea*; *not in this server*: a later Gitea has it; *not in this
  tea*: another version of tea does it, or tea does and curl alone cannot; *not yet*: steep has no rule.
* With a target of tea's, curl and jq do what that tea cannot do all of. The column \"tea itself\" says which versions do it.
  tea 0.11 asks for a login outside a clone, so it needs `--tea-login` there.
";

/// Totals, and a table for each family of commands. Flags with the same fate share a row.
pub(super) fn markdown(matrix: &Matrix) -> String {
    let mut out = HEAD.to_owned();
    totals(&mut out, matrix, "commands", |row| row.flag.is_none());
    totals(&mut out, matrix, "flags", |row| row.flag.is_some());
    let family = |row: &Row| row.command.split(' ').take(2).collect::<Vec<_>>().join(" ");
    for rows in matrix.rows.chunk_by(|a, b| family(a) == family(b)) {
        let Some(first) = rows.first() else { continue };
        // Writing to a string cannot fail.
        let _infallible = writeln!(out, "\n## {}\n", family(first));
        let fate = Fate::of(matrix, first);
        if fate.is_refused && rows.iter().all(|row| Fate::of(matrix, row).is_like(&fate)) {
            let commands = rows.iter().filter(|row| row.flag.is_none()).count();
            let flags = rows.len() - commands;
            let whole = format!("{}, {}", count(commands, "command"), count(flags, "flag"));
            let _infallible = writeln!(out, "{whole}: {}. {}.", fate.curl, capital(&without_name(&fate.what, first)));
            continue;
        }
        out.push_str("| use | curl | tea itself | what is lost or missing |\n|---|---|---|---|\n");
        for rows in rows.chunk_by(|a, b| a.command == b.command) {
            command(&mut out, matrix, rows);
        }
    }
    out
}

/// How many uses have which fate, by target and server.
fn totals(out: &mut String, matrix: &Matrix, what: &str, counts: impl Fn(&Row) -> bool) {
    let rows: Vec<&Row> = matrix.rows.iter().filter(|row| counts(row)).collect();
    let _infallible = write!(out, "\n| {} {what} | server | exact | equivalent | partial |", rows.len());
    Fault::ALL.iter().for_each(|fault| out.push_str(&format!(" {} |", fault.as_str())));
    out.push_str(" by tea itself |\n|---|---|---|---|---|---|---|---|---|---|\n");
    let columns: Vec<(&str, &str, String)> = matrix
        .shown
        .iter()
        .enumerate()
        .map(|(place, nth)| {
            let (target, server) = matrix.column(*nth);
            (target, server, figures(rows.iter().filter_map(|row| row.cells.get(place)).collect()))
        })
        .collect();
    // Servers with the same figures share a row.
    for same in columns.chunk_by(|a, b| (a.0, &a.2) == (b.0, &b.2)) {
        let servers: Vec<&str> = same.iter().map(|(_, server, _)| *server).collect();
        if let Some((target, _, figures)) = same.first() {
            let _infallible = writeln!(out, "| {target} | {} |{figures}", servers.join(", "));
        }
    }
}

/// How many of the cells have which fate, as the rest of a row.
fn figures(cells: Vec<&Cell>) -> String {
    let of = |is: &dyn Fn(&Cell) -> bool| format!(" {} |", cells.iter().filter(|cell| is(cell)).count());
    let mut out = String::new();
    for fidelity in [Fidelity::Exact, Fidelity::Equivalent, Fidelity::Partial] {
        out.push_str(&of(&|cell| cell.fidelity == Some(fidelity)));
    }
    for fault in Fault::ALL {
        out.push_str(&of(&|cell| cell.fault == Some(fault)));
    }
    out + &of(&Cell::is_by_tea)
}

/// The rows of one command: its plain use, and its flags in the order in which their fates are first met.
fn command(out: &mut String, matrix: &Matrix, rows: &[Row]) {
    let mut fates: Vec<(Fate, Vec<&str>)> = Vec::new();
    for row in rows {
        let fate = Fate::of(matrix, row);
        match row.flag {
            None => fate.write(out, &format!("`{}`", row.command)),
            Some(flag) => match fates.iter_mut().find(|(other, _)| *other == fate) {
                Some((_, flags)) => flags.push(flag),
                None => fates.push((fate, vec![flag])),
            },
        }
    }
    for (fate, flags) in fates {
        let flags: Vec<String> = flags.iter().map(|flag| format!("`--{flag}`")).collect();
        fate.write(out, &flags.join(" "));
    }
}

/// What a row of the table says.
#[derive(PartialEq, Eq)]
struct Fate {
    /// With curl and jq alone, server by server where they differ.
    curl: String,
    /// The versions of tea that do it themselves.
    tea: String,
    /// What is lost, or why it is refused.
    what: String,
    is_refused: bool,
    fault: Option<Fault>,
}

impl Fate {
    fn of(matrix: &Matrix, row: &Row) -> Self {
        let cells: Vec<(&str, &str, &Cell)> = matrix.cells(row).collect();
        let by_curl: Vec<(&str, &Cell)> =
            cells.iter().filter(|(target, ..)| *target == CURL).map(|(_, server, cell)| (*server, *cell)).collect();
        // Where curl is not asked for, the first target stands for it.
        let by_curl = if by_curl.is_empty() {
            let first = cells.first().map_or("", |(target, ..)| target);
            cells.iter().filter(|(target, ..)| *target == first).map(|(_, server, cell)| (*server, *cell)).collect()
        } else {
            by_curl
        };
        let fates: Vec<&[(&str, &Cell)]> = by_curl.chunk_by(|a, b| fate(a.1) == fate(b.1)).collect();
        let curl: Vec<String> = match fates.as_slice() {
            [one] => one.first().map(|(_, cell)| fate(cell)).into_iter().collect(),
            several => several
                .iter()
                .filter_map(|run| run.first())
                .map(|(server, cell)| format!("{server}: {}", fate(cell)))
                .collect(),
        };
        let told =
            by_curl.iter().map(|(_, cell)| *cell).find(|cell| cell.fidelity.is_none_or(|it| it == Fidelity::Partial));
        Fate {
            curl: curl.join("; "),
            tea: by_tea(matrix, &cells),
            what: told.map(|cell| cell.message.clone()).unwrap_or_default(),
            is_refused: cells.iter().all(|(.., cell)| cell.fidelity.is_none()),
            fault: by_curl.first().and_then(|(_, cell)| cell.fault),
        }
    }

    /// Whether both are refused for what is the same but for the command's name.
    fn is_like(&self, other: &Fate) -> bool {
        let kind = |what: &str| what.split('`').step_by(2).collect::<Vec<_>>().join("`");
        self.is_refused && self.fault == other.fault && kind(&self.what) == kind(&other.what)
    }

    fn write(&self, out: &mut String, name: &str) {
        let Fate { curl, tea, what, .. } = self;
        let _infallible = writeln!(out, "| {name} | {curl} | {tea} | {} |", what.replace('|', "\\|"));
    }
}

fn fate(cell: &Cell) -> String {
    match cell.fault {
        Some(fault) => format!("refused: {}", fault.as_str()),
        None => cell.fate().to_owned(),
    }
}

/// The versions that do it themselves on some server: `all`, `0.12.0 –`, `0.9.2 – 0.10.1, 0.13.0 –`.
fn by_tea(matrix: &Matrix, cells: &[(&str, &str, &Cell)]) -> String {
    let versions: Vec<(&str, bool)> = matrix
        .targets
        .iter()
        .filter_map(|target| {
            let version = target.strip_prefix("tea@")?;
            let mut of_target = cells.iter().filter(|(other, ..)| other == target).peekable();
            of_target.peek()?;
            Some((version, of_target.any(|(.., cell)| cell.is_by_tea())))
        })
        .collect();
    if versions.is_empty() || versions.iter().all(|(_, does)| !does) {
        return String::new();
    }
    if versions.iter().all(|(_, does)| *does) {
        return "all".to_owned();
    }
    let newest = versions.last().map(|(version, _)| *version);
    let runs = versions.chunk_by(|a, b| a.1 == b.1).filter(|run| run.iter().any(|(_, does)| *does));
    let told = runs.filter_map(|run| {
        let ((first, _), (last, _)) = (run.first()?, run.last()?);
        Some(match () {
            () if Some(*last) == newest && first != last => format!("{first} –"),
            () if first == last => (*first).to_owned(),
            () => format!("{first} – {last}"),
        })
    });
    told.collect::<Vec<_>>().join(", ")
}

/// The message without the name of the one command that it is about.
fn without_name(what: &str, row: &Row) -> String {
    what.replace(&format!(" (`{}`)", row.command), "")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
