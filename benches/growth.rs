//! How time and memory grow with texts that are hard on readers, each at one, two, four and eight times a size and in a
//! process of its own.
//!
//! `cargo bench -p steep --bench growth -- [PART OF A NAME] [--matrix] [--size BYTES] [--curl] [--report]`. Machines are noisy:
//! read the ratios. `--matrix` takes every place × joiner × construct in place of the single texts. `--report` writes the table
//! of `docs/robustness.md`.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program that prints figures")]

use std::process::Command;
use std::time::Instant;

#[path = "../crates/steep/tests/hostile/mod.rs"]
mod hostile;
#[path = "../crates/steep/tests/promises/mod.rs"]
mod promises;

/// Bytes of the smallest text.
const SIZE: usize = 100_000;
/// Of the thread that reads: what servers and test runners give theirs.
const STACK: usize = 2 << 20;
/// A text that seems to grow faster is measured so often, and the least of each size counts: other work on the machine makes
/// times longer, never shorter.
const AGAIN: usize = 3;
/// What seems to grow faster than linearly, from one to eight.
const FAST: f64 = 10.0;
/// Milliseconds below which the system's clock of a thread says little.
const CLOCK: f64 = 4.0;
const FACTORS: [usize; 4] = [1, 2, 4, 8];

/// A text of any size.
struct Text {
    name: String,
    /// The place, of a text of the matrix.
    group: &'static str,
    kind: promises::Kind,
    text: Box<dyn Fn(usize) -> String + Send + Sync>,
}

/// Those of the matrix, or the single ones.
fn texts(of_matrix: bool) -> Vec<Text> {
    if of_matrix {
        let text = |cell: hostile::matrix::Cell| Text {
            name: format!("{}: {}", cell.place(), cell.content()),
            group: cell.place(),
            kind: cell.kind(),
            text: Box::new(move |size| cell.text(size)),
        };
        return hostile::matrix::cells().into_iter().map(text).collect();
    }
    let text = |it: &'static hostile::Hostile| Text {
        name: format!("{} ({:?})", it.name, it.kind),
        group: "",
        kind: it.kind,
        text: Box::new(it.text),
    };
    hostile::TEXTS.iter().map(text).collect()
}

/// What one text costs.
#[derive(Clone, Copy)]
struct Cost {
    milliseconds: f64,
    /// By how many bytes the most memory of the process grew; 0 where the system does not say.
    memory: usize,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let value = |flag: &str| {
        let at = arguments.iter().position(|argument| argument == flag)?;
        arguments.get(at + 1)?.parse::<usize>().ok()
    };
    let is_set = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let (curl, of_matrix) = (is_set("--curl"), is_set("--matrix"));
    let texts = texts(of_matrix);
    if let Some(nth) = value("--measure") {
        let size = value("--size").unwrap_or(SIZE);
        let run = move || measure(&texts[nth], size, curl);
        return std::thread::Builder::new().stack_size(STACK).spawn(run).unwrap().join().unwrap();
    }
    let size = value("--size").unwrap_or(SIZE);
    let part = arguments.first().filter(|argument| !argument.starts_with("--")).map_or("", String::as_str);
    println!(
        "{size} bytes, and two, four and eight times as many: milliseconds; growth from one to eight, 8 is linear;"
    );
    println!("most memory for a byte of the largest text\n");
    let mut rows = Vec::new();
    for (nth, text) in texts.iter().enumerate().filter(|(_, text)| text.name.contains(part)) {
        let measured = || FACTORS.iter().map_while(|factor| run(nth, size * factor, curl, of_matrix)).collect();
        let mut costs: Vec<Cost> = measured();
        for _ in 1..AGAIN {
            if growth(&costs).is_none_or(|growth| growth <= FAST) {
                break;
            }
            for (least, again) in costs.iter_mut().zip::<Vec<Cost>>(measured()) {
                least.milliseconds = least.milliseconds.min(again.milliseconds);
            }
        }
        let times: String = costs.iter().map(|cost| format!("{:>11.1}", cost.milliseconds)).collect();
        match Row::new(text, costs, size) {
            Ok(row) => {
                println!("{times} {:>7.1} {:>6.0}  {}", row.growth, row.memory, row.name);
                rows.push(row);
            }
            Err(name) => println!("{times} died  {name}"),
        }
    }
    if is_set("--report") {
        let (marks, table) =
            if of_matrix { (MATRIX_MARKS, matrix(&rows, size)) } else { (MARKS, worst(&rows, texts.len(), size)) };
        report(marks, &table);
    }
}

/// Time of the largest over time of the smallest; `None` where one is missing.
fn growth(costs: &[Cost]) -> Option<f64> {
    let (first, last) = (costs.first()?, costs.get(FACTORS.len() - 1)?);
    Some(last.milliseconds / first.milliseconds.max(CLOCK))
}

/// One text at all sizes.
struct Row {
    name: String,
    group: &'static str,
    /// One of each of [`FACTORS`].
    costs: Vec<Cost>,
    /// Time of the largest over time of the smallest.
    growth: f64,
    /// Most bytes of memory for a byte of the largest.
    memory: f64,
}

impl Row {
    /// The name comes back where the process died at a size.
    fn new(text: &Text, costs: Vec<Cost>, size: usize) -> Result<Row, String> {
        let Text { name, group, .. } = text;
        let name = name.clone();
        match (growth(&costs), costs.get(FACTORS.len() - 1)) {
            (Some(growth), Some(last)) => {
                let memory = last.memory as f64 / (size * FACTORS[FACTORS.len() - 1]) as f64;
                Ok(Row { name, group, costs, growth, memory })
            }
            _ => Err(name),
        }
    }
}

/// The document that holds the table, between the two marks.
const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/robustness.md");
const MARKS: [&str; 2] =
    ["<!-- sizes: written by `cargo bench -p steep --bench growth -- --report` -->\n", "<!-- end of sizes -->\n"];
const MATRIX_MARKS: [&str; 2] = [
    "<!-- matrix: written by `cargo bench -p steep --bench growth -- --matrix --report` -->\n",
    "<!-- end of matrix -->\n",
];
/// How many of the worst of each kind the table has.
const WORST: usize = 6;

/// The middle of all texts, the worst of them, and how many there are.
fn worst(rows: &[Row], texts: usize, size: usize) -> String {
    let shown = |of: fn(&Row) -> f64| {
        let mut sorted: Vec<&Row> = rows.iter().collect();
        sorted.sort_by(|a, b| of(b).total_cmp(&of(a)));
        sorted
    };
    let orders = [shown(|row| row.growth), shown(|row| row.costs[3].milliseconds), shown(|row| row.memory)];
    let kilobytes = |factor: usize| size * factor / 1000;
    let mut table = format!(
        "{texts} kinds of texts, {} of them measured at every size, in a thread with 2 MiB of stack. In the middle, a text of \
         {} kB takes {:.0} times as long as one of {} kB, and {:.0} bytes of memory a byte; at {} of them it is more than 12 \
         times as long. The {WORST} that grow fastest, take longest and need most memory, in milliseconds:\n\n",
        rows.len(),
        kilobytes(8),
        orders[0][rows.len() / 2].growth,
        kilobytes(1),
        orders[2][rows.len() / 2].memory,
        rows.iter().filter(|row| row.growth > 12.0).count(),
    );
    table += "| text |";
    FACTORS.iter().for_each(|factor| table += &format!(" {} kB |", kilobytes(*factor)));
    table += " growth | bytes of memory a byte |\n|---|---:|---:|---:|---:|---:|---:|\n";
    let mut named: Vec<&str> = Vec::new();
    for row in orders.iter().flat_map(|order| order.iter().take(WORST)) {
        if named.contains(&row.name.as_str()) {
            continue;
        }
        named.push(&row.name);
        let times: String = row.costs.iter().map(|cost| format!(" {:.0} |", cost.milliseconds)).collect();
        table += &format!("| {} |{times} {:.1} | {:.0} |\n", row.name, row.growth, row.memory);
    }
    table
}

/// Of each place, how its texts grow and the one that grows fastest.
fn matrix(rows: &[Row], size: usize) -> String {
    let mut table = format!(
        "{} texts of {} to {} kB; growth from the smallest to the largest, 8 is linear:\n\n\
         | place | texts | growth in the middle | most | of what | milliseconds of the slowest largest |\n\
         |---|---:|---:|---:|---|---:|\n",
        rows.len(),
        size / 1000,
        size * FACTORS[3] / 1000,
    );
    for group in rows.chunk_by(|a, b| a.group == b.group) {
        let mut sorted: Vec<&Row> = group.iter().collect();
        sorted.sort_by(|a, b| a.growth.total_cmp(&b.growth));
        let (middle, most) = (sorted[sorted.len() / 2], sorted[sorted.len() - 1]);
        let slowest = group.iter().map(|row| row.costs[3].milliseconds).fold(0.0, f64::max);
        table += &format!(
            "| {} | {} | {:.1} | {:.1} | {} | {slowest:.0} |\n",
            most.group,
            group.len(),
            middle.growth,
            most.growth,
            most.name.trim_start_matches(most.group).trim_start_matches(": "),
        );
    }
    table
}

/// Puts a table between its marks.
fn report([start, end]: [&str; 2], table: &str) {
    let document = std::fs::read_to_string(DOCUMENT).unwrap();
    let (before, rest) = document.split_once(start).unwrap();
    let (_, after) = rest.split_once(end).unwrap();
    std::fs::write(DOCUMENT, format!("{before}{start}\n{table}\n{end}{after}")).unwrap();
}

/// Measures one text in a process of its own; `None` where that dies.
fn run(nth: usize, size: usize, curl: bool, of_matrix: bool) -> Option<Cost> {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--measure", &nth.to_string(), "--size", &size.to_string()]);
    let out = command.args(curl.then_some("--curl")).args(of_matrix.then_some("--matrix")).output().unwrap();
    let text = String::from_utf8_lossy(&out.stdout);
    let (milliseconds, memory) = text.trim().split_once(' ')?;
    Some(Cost { milliseconds: milliseconds.parse().ok()?, memory: memory.parse().ok()? })
}

fn measure(text: &Text, size: usize, curl: bool) {
    let [tea, to_curl] = promises::transpilers();
    let steep = if curl { to_curl } else { tea };
    let source = (text.text)(size);
    // The grammars' tables are made at first use.
    let _warm = steep.shell("gh pr list --json number --jq .");
    let before = most_memory();
    let (cpu, start) = (cpu_time(), Instant::now());
    let out = text.kind.rewrite(&steep, &source);
    let elapsed = match (cpu, cpu_time()) {
        (Some(before), Some(after)) => after - before,
        _ => start.elapsed().as_secs_f64() * 1e3,
    };
    std::hint::black_box(out);
    println!("{elapsed} {}", most_memory().saturating_sub(before));
}

/// Milliseconds that this thread has run, where the system says so: others do not count.
fn cpu_time() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split(' ').next()?.parse::<f64>().ok()? / 1e6)
}

fn most_memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<usize>().ok()).unwrap_or(0) << 10
}
