fn main() {
    let _ = std::process::Command::new("gh").args(["issue", "list", "--limit", "3"]).status();
    println!("{}", r#"gh pr view 12 --json title --jq ".title""#);
}
