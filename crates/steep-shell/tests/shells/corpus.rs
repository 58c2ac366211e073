//! Real documents: `STEEP_CORPUS` names a folder with lists `*.tsv` of commands (columns `context` and
//! `command_as_written`, line ends written `\n`).

use steep_shell::read;

#[test]
fn every_fenced_command_reads_as_one() {
    let Some(folder) = std::env::var_os("STEEP_CORPUS") else {
        eprintln!("SKIPPED: STEEP_CORPUS is not set; no real documents are read");
        return;
    };
    let mut read = 0;
    for entry in std::fs::read_dir(&folder).expect("STEEP_CORPUS is a folder") {
        let path = entry.expect("its entries can be read").path();
        if path.extension().is_some_and(|extension| extension == "tsv") {
            read += list(&std::fs::read_to_string(&path).expect("a list is text"));
        }
    }
    assert!(read > 0, "no list in STEEP_CORPUS has a fenced command");
}

/// Reads every fenced command of a list and gives how many there were.
fn list(list: &str) -> usize {
    let mut lines = list.lines();
    let head: Vec<&str> = lines.next().unwrap_or("").split('\t').collect();
    let column = |name: &str| head.iter().position(|column| *column == name).expect("the list has the column");
    let (context, written) = (column("context"), column("command_as_written"));
    let rows = lines.map(|line| line.split('\t').collect::<Vec<_>>());
    let fenced = rows.filter(|row| row.get(context).is_some_and(|context| context.starts_with("fence:")));
    fenced
        .map(|row| {
            let command = row.get(written).copied().unwrap_or("").replace("\\n", "\n");
            let reading = read::script(&command);
            assert_eq!(reading.errors, [], "{command}");
            let outer = reading.commands.last().expect("there is a command");
            assert_eq!(outer.program().as_deref(), Some("gh"), "{command}");
            assert!(outer.words.len() > 2, "{command}");
            let written = command.trim_end_matches(|c: char| c.is_whitespace() || c == '\\');
            assert_eq!(outer.span.text(&command), written, "all of it is the command");
        })
        .count()
}
