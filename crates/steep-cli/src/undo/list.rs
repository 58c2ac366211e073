use std::fmt::Write;
use std::io;
use std::path::Path;

use crate::record::runs;
use crate::report;

/// The recorded runs as a table, the last one first.
pub(super) fn list(folder: &Path) -> io::Result<String> {
    let mut rows = vec![["RUN", "WHEN", "FILES", "COMMAND", "FOLDER"].map(str::to_owned)];
    for number in runs::numbers(folder)?.into_iter().rev() {
        let row = match runs::read(folder, number) {
            Ok(Some(run)) => [
                number.to_string(),
                run.header.age(),
                match run.missing {
                    0 => run.entries.len().to_string(),
                    missing => format!("{} of {}", run.entries.len(), run.entries.len() + missing),
                },
                report::printable(&run.header.command).into_owned(),
                report::printable(&run.header.folder.path().display().to_string()).into_owned(),
            ],
            Ok(None) => continue,
            Err(error) => [number.to_string(), "?".into(), "?".into(), "?".into(), format!("cannot read it: {error}")],
        };
        rows.push(row);
    }
    if rows.len() == 1 {
        return Ok("no run is recorded\n".to_owned());
    }
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|it| it.chars().count()).max();
    let [run, when, files, command] = [0, 1, 2, 3].map(|column| width(column).unwrap_or(0));
    let mut out = String::new();
    for [a, b, c, d, e] in &rows {
        let line = format!("{a:>run$}  {b:<when$}  {c:>files$}  {d:<command$}  {e}");
        // Writing to a string cannot fail.
        let _infallible = writeln!(out, "{}", line.trim_end());
    }
    Ok(out)
}
