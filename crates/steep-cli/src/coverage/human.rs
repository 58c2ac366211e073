use std::fmt::Write;

use steep::Fidelity;

use super::matrix::{Cell, Fault, Matrix, Row};
use crate::report::{Align, Palette, count, table};

/// How the lines of a fate look.
fn style(cell: &Cell, palette: &Palette) -> anstyle::Style {
    match cell.fidelity {
        Some(Fidelity::Exact | Fidelity::Equivalent) => palette.good,
        Some(Fidelity::Partial) => palette.open,
        None => palette.faint,
    }
}

/// A row for each use. Where all commands of a family have the same fate, the family has one row.
pub(super) fn human(matrix: &Matrix, target: &str, palette: &Palette) -> String {
    let strong = palette.strong;
    let rows: Vec<(&Row, &Cell)> =
        matrix.rows.iter().filter_map(|row| Some((row, matrix.cells(row).next()?.2))).collect();
    let shows_flags = rows.iter().any(|(row, _)| row.flag.is_some());
    let what = if shows_flags { "commands with each of their flags" } else { "commands in their plainest use" };
    let mut out = format!("{strong}{target}{strong:#}: what becomes of gh's {what}\n\n");
    let mut lines: Vec<(&Cell, Vec<String>)> = Vec::new();
    if shows_flags {
        lines.extend(rows.iter().map(|(row, cell)| (*cell, line(&name(row), cell, true))));
    } else {
        add_families(&mut lines, &rows, 2);
    }
    let cells: Vec<Vec<String>> = lines.iter().map(|(_, line)| line.clone()).collect();
    for (text, (cell, _)) in table(&cells, &[Align::Left; 4]).iter().zip(&lines) {
        let style = style(cell, palette);
        // Writing to a string cannot fail.
        let _infallible = writeln!(out, "  {style}{text}{style:#}");
    }
    let of = if shows_flags { "use" } else { "command" };
    let _infallible = writeln!(out, "\n{strong}{}{strong:#}: {}", count(rows.len(), of), totals(&rows));
    if !shows_flags {
        out.push_str(
            "`steep coverage COMMAND` shows what becomes of its flags, `steep explain 'gh …'` of what you write.\n",
        );
    }
    out
}

fn totals(rows: &[(&Row, &Cell)]) -> String {
    let fates = ["exact", "equivalent", "partial"].iter().map(|fate| {
        let of = rows.iter().filter(|(_, cell)| cell.fate() == *fate).count();
        (of, *fate)
    });
    let faults = Fault::ALL.iter().map(|fault| {
        let of = rows.iter().filter(|(_, cell)| cell.fault == Some(*fault)).count();
        (of, fault.as_str())
    });
    let told: Vec<String> =
        fates.chain(faults).filter(|(of, _)| *of > 0).map(|(of, what)| format!("{of} {what}")).collect();
    told.join(", ")
}

fn name(row: &Row) -> String {
    row.flag.map_or_else(|| row.command.clone(), |flag| format!("  --{flag}"))
}

/// Adds a line for each of `rows`, or a single one for those whose names begin with the same `words` words and that stay
/// for the same reason.
fn add_families<'r>(lines: &mut Vec<(&'r Cell, Vec<String>)>, rows: &[(&'r Row, &'r Cell)], words: usize) {
    let family = |row: &Row| row.command.split(' ').take(words).collect::<Vec<_>>().join(" ");
    for members in rows.chunk_by(|a, b| family(a.0) == family(b.0)) {
        let Some(((row, first), others)) = members.split_first() else { continue };
        let like_first = |cell: &Cell| cell.fault == first.fault && cell.reason == first.reason;
        if others.is_empty() {
            lines.push((first, line(&row.command, first, false)));
        } else if first.fault.is_some() && others.iter().all(|(_, cell)| like_first(cell)) {
            let mut text = line(&format!("{} …", family(row)), first, false);
            text.push(count(members.len(), "command"));
            lines.push((first, text));
        } else {
            add_families(lines, members, words + 1);
        }
    }
}

/// The cells of a line. `explained`: with what is lost or missing.
fn line(name: &str, cell: &Cell, explained: bool) -> Vec<String> {
    let why = || if explained && !cell.message.is_empty() { format!(": {}", cell.message) } else { String::new() };
    let (what, by) = match (cell.fault, cell.fidelity) {
        (Some(fault), _) => ("refused".to_owned(), format!("{}{}", fault.as_str(), why())),
        (None, Some(Fidelity::Partial)) => {
            (cell.fate().to_owned(), format!("{}{}", cell.tool.as_deref().unwrap_or(""), why()))
        }
        (None, _) => (cell.fate().to_owned(), cell.tool.clone().unwrap_or_default()),
    };
    vec![name.to_owned(), what, by]
}
