//! A preprocessor of mdBook: the gh commands of each chapter are rewritten while the book is built, and the sources stay.
//!
//! ```toml
//! [preprocessor.steep]
//! command = "cargo run --quiet --package steep --example mdbook"
//! host = "https://git.example.org"
//! ```

use std::io::Read;

use serde_json::Value;
use steep::{Target, Transpiler};

/// The book with rewritten chapters, as mdBook takes it. `input` is what mdBook hands over: its context and the book.
pub(crate) fn preprocessed(input: &str) -> Result<String, Box<dyn std::error::Error>> {
    let (context, mut book): (Value, Value) = serde_json::from_str(input)?;
    let host = context.pointer("/config/preprocessor/steep/host").and_then(Value::as_str);
    let host = host.ok_or("preprocessor.steep in book.toml has no `host`")?;
    let steep = Transpiler::builder().target(Target::gitea(host).tea("0.9.2")).build()?;
    rewrite(&steep, &mut book);
    Ok(serde_json::to_string(&book)?)
}

/// Rewrites the text of each chapter, at any depth.
fn rewrite(steep: &Transpiler, value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                match member {
                    Value::String(text) if key == "content" => *text = steep.markdown(text).text.into_owned(),
                    member => rewrite(steep, member),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rewrite(steep, item)),
        _ => {}
    }
}

#[allow(clippy::print_stdout, dead_code, reason = "an example prints; its test does not run `main`")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Every renderer is supported.
    if std::env::args().nth(1).is_some_and(|argument| argument == "supports") {
        return Ok(());
    }
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    print!("{}", preprocessed(&input)?);
    Ok(())
}
