//! `cargo xtask oracles`: obtains the real programs and says which are here.

use anyhow::{Result, bail};
use steep_oracle::obtain::{self, Obtained};
use steep_oracle::oracle::in_ci;

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    if let Some(argument) = arguments.first() {
        bail!("oracles takes no argument, and not {argument}");
    }
    let obtained = obtain::all(&mut |line| eprintln!("{line} …"))?;
    let width = obtained.iter().map(|one| one.oracle.id().len()).max().unwrap_or(0);
    for Obtained { oracle, result } in &obtained {
        match result {
            Ok((path, said)) => println!("{:<width$}  {}  ({said})", oracle.id(), path.display()),
            Err(_) => println!("{:<width$}  MISSING", oracle.id()),
        }
    }
    let missing: Vec<_> = obtained.iter().filter_map(|one| Some((one.oracle, one.result.as_ref().err()?))).collect();
    for (oracle, error) in &missing {
        let error = format!("{error:#}").trim_end().replace('\n', "\n    ");
        println!("\n{} is missing: {error}\n  untested without it: {}", oracle.id(), oracle.needed_for);
    }
    if in_ci() && !missing.is_empty() {
        bail!("{} of {} programs are missing, and CI=true", missing.len(), obtained.len());
    }
    Ok(())
}
