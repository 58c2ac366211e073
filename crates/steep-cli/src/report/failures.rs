use std::fmt::Write;

use super::{Palette, printable};
use crate::failure::Failure;

/// So many files of a kind are named.
const NAMED: usize = 5;

/// What could not be done. What befell many files in the same way is told once.
pub(crate) fn failures(failures: &[Failure], palette: &Palette) -> String {
    let mut groups: Vec<(&Failure, Vec<&Failure>)> = Vec::new();
    for failure in failures {
        let same = |first: &Failure| first.verb == failure.verb && first.why == failure.why && failure.path.is_some();
        match groups.iter_mut().find(|(first, _)| same(first)) {
            Some((_, group)) => group.push(failure),
            None => groups.push((failure, vec![failure])),
        }
    }
    let mut out = String::new();
    for (first, group) in groups {
        // Writing to a string cannot fail.
        let _infallible = write_group(&mut out, first, &group, palette);
    }
    out
}

fn write_group(out: &mut String, first: &Failure, group: &[&Failure], palette: &Palette) -> std::fmt::Result {
    let bad = palette.bad;
    if let [_] = group {
        return writeln!(out, "{bad}steep:{bad:#} {}", printable(&first.to_string()));
    }
    writeln!(out, "{bad}steep:{bad:#} cannot {} {} files: {}", first.verb, group.len(), printable(&first.why))?;
    for Failure { path, detail, .. } in group.iter().take(NAMED) {
        let path = path.as_deref().unwrap_or_else(|| std::path::Path::new("")).display().to_string();
        write!(out, "  {}", printable(&path))?;
        match detail {
            Some(detail) => writeln!(out, " ({})", printable(detail))?,
            None => writeln!(out)?,
        }
    }
    write_rest(out, group.len())
}

fn write_rest(out: &mut String, all: usize) -> std::fmt::Result {
    match all.saturating_sub(NAMED) {
        0 => Ok(()),
        more => writeln!(out, "  … and {more} more (`--format json` names them all)"),
    }
}

/// What ended the run.
pub(crate) fn fatal(error: &anyhow::Error, palette: &Palette) -> String {
    let bad = palette.bad;
    let text = format!("{error:#}");
    let lines: Vec<_> = text.lines().map(printable).collect();
    format!("{bad}steep:{bad:#} {}\n", lines.join("\n"))
}

/// The files that had other names, which keep the old text.
pub(crate) fn linked(paths: &[String], palette: &Palette) -> String {
    let open = palette.open;
    match paths {
        [] => String::new(),
        [path] => {
            format!("{open}steep:{open:#} {} had other names (hard links): they keep the old text\n", printable(path))
        }
        [path, ..] => format!(
            "{open}steep:{open:#} {} files, {} among them, had other names (hard links): they keep the old text\n",
            paths.len(),
            printable(path)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn like_failures_are_told_together() {
        let mut all: Vec<Failure> =
            (1..=8).map(|n| Failure::new("write", Path::new(&format!("docs/{n}.md")), "it is read-only")).collect();
        all.insert(3, Failure::new("read", Path::new("latin.md"), "it is not UTF-8 text").detail("byte 3"));
        all.push(Failure::general("go on", "it was interrupted"));
        insta::assert_snapshot!(failures(&all, &Palette::plain()), @r"
        steep: cannot write 8 files: it is read-only
          docs/1.md
          docs/2.md
          docs/3.md
          docs/4.md
          docs/5.md
          … and 3 more (`--format json` names them all)
        steep: cannot read latin.md: it is not UTF-8 text (byte 3)
        steep: cannot go on: it was interrupted
        ");
    }
}
