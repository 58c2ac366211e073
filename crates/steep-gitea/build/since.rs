//! `grammars/gitea/since.toml` → a static table.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use toml::{Table, Value};

/// Writes `rest_since.rs` into `OUT_DIR`: the calls in the file's order.
pub(crate) fn write() {
    let path = crate::grammars("gitea").join("since.toml");
    println!("cargo::rerun-if-changed={}", path.display());
    println!("cargo::rerun-if-changed=build/since.rs");
    let text = fs::read_to_string(&path).expect("grammars/gitea/since.toml can be read");
    let table: Table = text.parse().unwrap_or_else(|error| panic!("since.toml: {error}"));
    let calls = table.get("calls").and_then(Value::as_array).expect("since.toml has calls");
    let mut out = String::from("&[\n");
    for row in calls {
        let of =
            |key: &str| row.get(key).and_then(Value::as_str).unwrap_or_else(|| panic!("since.toml: no {key}: {row}"));
        let (method, path) = of("call").split_once(' ').unwrap_or_else(|| panic!("since.toml: no method: {row}"));
        let segments: Vec<&str> = path.split('/').collect();
        let (major, minor) = of("since").split_once('.').unwrap_or_else(|| panic!("since.toml: no release: {row}"));
        writeln!(
            out,
            "Since {{ method: {method:?}, path: {path:?}, segments: &{segments:?}, release: ({major}, {minor}) }},"
        )
        .expect("writing to a string");
    }
    out.push_str("]\n");
    let target = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("rest_since.rs");
    fs::write(target, out).expect("OUT_DIR can be written");
}
