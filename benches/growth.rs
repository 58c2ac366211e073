//! How time and memory grow with texts that are hard on readers, each at one, two, four and eight times a size and in a
//! process of its own.
//!
//! `cargo bench -p steep --bench growth -- [PART OF A NAME] [--size BYTES] [--curl]`. Machines are noisy: read the ratios.

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
const FACTORS: [usize; 4] = [1, 2, 4, 8];

/// What one text costs.
#[derive(Clone, Copy)]
struct Cost {
    milliseconds: f64,
    /// Most memory of the process, in bytes; 0 where the system does not say.
    memory: usize,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let value = |flag: &str| {
        let at = arguments.iter().position(|argument| argument == flag)?;
        arguments.get(at + 1)?.parse::<usize>().ok()
    };
    let curl = arguments.iter().any(|argument| argument == "--curl");
    if let Some(nth) = value("--measure") {
        let size = value("--size").unwrap_or(SIZE);
        let measured = std::thread::Builder::new().stack_size(STACK).spawn(move || measure(nth, size, curl)).unwrap();
        return measured.join().unwrap();
    }
    let size = value("--size").unwrap_or(SIZE);
    let part = arguments.first().filter(|argument| !argument.starts_with("--")).map_or("", String::as_str);
    println!(
        "{size} bytes, and two, four and eight times as many: milliseconds; growth from one to eight, 8 is linear;"
    );
    println!("most memory for a byte of the largest text\n");
    for (nth, text) in hostile::TEXTS.iter().enumerate().filter(|(_, text)| text.name.contains(part)) {
        let costs: Vec<Option<Cost>> = FACTORS.iter().map(|factor| run(nth, size * factor, curl)).collect();
        let name = format!("{} ({:?})", text.name, text.kind);
        let times: String = costs
            .iter()
            .map(|cost| cost.map_or("       died".to_owned(), |cost| format!("{:>11.1}", cost.milliseconds)))
            .collect();
        let (growth, memory) = match (costs[0], costs[3]) {
            (Some(first), Some(last)) => (
                format!("{:>7.1}", last.milliseconds / first.milliseconds.max(0.1)),
                format!("{:>6.0}", last.memory as f64 / (size * 8) as f64),
            ),
            _ => Default::default(),
        };
        println!("{times} {growth} {memory}  {name}");
    }
}

/// Measures one text in a process of its own; `None` where that dies.
fn run(nth: usize, size: usize, curl: bool) -> Option<Cost> {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--measure", &nth.to_string(), "--size", &size.to_string()]);
    let out = command.args(curl.then_some("--curl")).output().unwrap();
    let text = String::from_utf8_lossy(&out.stdout);
    let (milliseconds, memory) = text.trim().split_once(' ')?;
    Some(Cost { milliseconds: milliseconds.parse().ok()?, memory: memory.parse().ok()? })
}

fn measure(nth: usize, size: usize, curl: bool) {
    let text = &hostile::TEXTS[nth];
    let [tea, to_curl] = promises::transpilers();
    let steep = if curl { to_curl } else { tea };
    let source = (text.text)(size);
    // The grammars' tables are made at first use.
    let _warm = steep.shell("gh pr list --json number --jq .");
    let (cpu, start) = (cpu_time(), Instant::now());
    let out = text.kind.rewrite(&steep, &source);
    let elapsed = match (cpu, cpu_time()) {
        (Some(before), Some(after)) => after - before,
        _ => start.elapsed().as_secs_f64() * 1e3,
    };
    std::hint::black_box(out);
    println!("{elapsed} {}", most_memory());
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
