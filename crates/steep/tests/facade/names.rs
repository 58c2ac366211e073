//! Names in reports are read back.

use steep::{Fidelity, Outcome, Selector, Tool};

#[test]
fn names_are_read_back() {
    for outcome in [Outcome::Rewritten, Outcome::Suggested, Outcome::Refused, Outcome::Skipped] {
        assert_eq!(outcome.to_string().parse(), Ok(outcome));
    }
    for fidelity in [Fidelity::Exact, Fidelity::Equivalent, Fidelity::Partial] {
        assert_eq!(fidelity.to_string().parse(), Ok(fidelity));
    }
    for selector in ["tea@0.9.2", "tea@0.16", "curl"] {
        assert_eq!(selector.parse::<Selector>().unwrap().to_string(), selector);
        let target: steep::Target = selector.parse::<Selector>().unwrap().at("https://git.example.org").into();
        assert_eq!(target.to_string(), selector);
    }
    for other in ["tea", "gh@2", "curl@8", ""] {
        let said = other.parse::<Selector>().unwrap_err().to_string();
        assert_eq!(said, format!("`{other}` is not one of tea@VERSION, curl"));
    }
    let tool: Tool = "tea".parse().unwrap();
    assert_eq!(tool.to_string(), "tea");
    assert!(steep::tea_versions().contains(&"0.9.2"));
}
