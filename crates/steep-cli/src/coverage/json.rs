use serde::Serialize;

use super::matrix::{Cell, Fault, Matrix, Row};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    targets: Vec<&'a str>,
    servers: Vec<&'a str>,
    uses: Vec<Use<'a>>,
}

/// One use of a command.
#[derive(Serialize)]
struct Use<'a> {
    command: &'a str,
    /// The long name of the flag that it shows; null for the plain use.
    flag: Option<&'a str>,
    /// The use that was judged.
    example: &'a str,
    results: Vec<Outcome<'a>>,
}

/// What becomes of it on these targets with each of these servers.
#[derive(Serialize)]
struct Outcome<'a> {
    targets: Vec<&'a str>,
    servers: Vec<&'a str>,
    outcome: &'static str,
    tool: Option<&'a str>,
    fidelity: Option<&'static str>,
    reason: Option<&'static str>,
    fault: Option<&'static str>,
    message: &'a str,
}

/// Every use with what becomes of it; targets and servers with the same result are one entry.
pub(super) fn json(matrix: &Matrix) -> anyhow::Result<String> {
    let columns: Vec<(&str, &str)> = matrix.shown.iter().map(|nth| matrix.column(*nth)).collect();
    let (mut targets, mut servers): (Vec<&str>, Vec<&str>) = columns.into_iter().unzip();
    targets.dedup();
    servers.sort_unstable();
    servers.dedup();
    let uses = matrix.rows.iter().map(|row| Use {
        command: &row.command,
        flag: row.flag,
        example: &row.example,
        results: results(matrix, row),
    });
    Ok(serde_json::to_string(&Document { version: 2, targets, servers, uses: uses.collect() })? + "\n")
}

fn results<'m>(matrix: &'m Matrix, row: &'m Row) -> Vec<Outcome<'m>> {
    // The servers with the same result on one target, then the targets where the same servers have it.
    let mut groups: Vec<(&Cell, Vec<&str>, Vec<&str>)> = Vec::new();
    let columns: Vec<(&str, &str, &Cell)> = matrix.cells(row).collect();
    for of_target in columns.chunk_by(|a, b| a.0 == b.0) {
        let mut cells: Vec<(&Cell, Vec<&str>)> = Vec::new();
        for (_, server, cell) in of_target {
            match cells.iter_mut().find(|(other, _)| other == cell) {
                Some((_, servers)) => servers.push(server),
                None => cells.push((cell, vec![server])),
            }
        }
        let target = of_target.first().map_or("", |(target, ..)| target);
        for (cell, servers) in cells {
            match groups.iter_mut().find(|(other, _, on)| *other == cell && *on == servers) {
                Some((_, targets, _)) => targets.push(target),
                None => groups.push((cell, vec![target], servers)),
            }
        }
    }
    let outcome = |(cell, targets, servers): (&'m Cell, Vec<&'m str>, Vec<&'m str>)| Outcome {
        targets,
        servers,
        outcome: cell.outcome.as_str(),
        tool: cell.tool.as_deref(),
        fidelity: cell.fidelity.map(steep::Fidelity::as_str),
        reason: cell.reason,
        fault: cell.fault.map(Fault::as_str),
        message: &cell.message,
    };
    groups.into_iter().map(outcome).collect()
}
