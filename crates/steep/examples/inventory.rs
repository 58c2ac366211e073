//! Counts the gh commands of documents, before there is a target: `cargo run -p steep --example inventory -- *.md`.

use std::collections::BTreeMap;

use steep::Language;

/// How often each command was met, and how many of them gh would not take.
pub(crate) fn inventory<'t>(documents: impl IntoIterator<Item = &'t str>) -> (BTreeMap<String, usize>, usize) {
    let (mut rules, mut faults) = (BTreeMap::new(), 0);
    for command in documents.into_iter().flat_map(|text| steep::list(text, &Language::Markdown)) {
        faults += usize::from(command.fault.is_some());
        *rules.entry(command.rule).or_default() += 1;
    }
    (rules, faults)
}

#[allow(clippy::print_stdout, dead_code, reason = "an example prints; its test does not run `main`")]
fn main() -> std::io::Result<()> {
    let documents = std::env::args().skip(1).map(std::fs::read_to_string).collect::<Result<Vec<String>, _>>()?;
    let (rules, faults) = inventory(documents.iter().map(String::as_str));
    for (rule, count) in rules {
        println!("{count:5} {rule}");
    }
    println!("{faults:5} that gh would not take, or that no target could rewrite");
    Ok(())
}
