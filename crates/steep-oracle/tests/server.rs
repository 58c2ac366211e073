//! The live server itself.

use std::time::Instant;

use steep_oracle::Live;

#[test]
fn a_copy_of_the_fixture_starts_fast() {
    let started = Instant::now();
    let Some(mut live) = Live::start().unwrap() else { return };
    eprintln!("{:?}", started.elapsed());
    let version = live.server.api(None).get("version").unwrap();
    assert_eq!(version["version"], "1.26.0");
    live.server.stop().unwrap();
}
