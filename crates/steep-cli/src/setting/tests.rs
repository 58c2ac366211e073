use super::*;

fn wrong<T: std::str::FromStr<Err = WrongValue>>(text: &str) -> String {
    text.parse::<T>().err().map_or(String::new(), |error| error.0)
}

#[test]
fn a_target_that_is_slightly_wrong_is_told_the_right_one() {
    for (text, meant) in [("te@0.9.2", "tea@0.9.2"), ("crul", "curl"), ("Auto", "auto"), ("tea", "tea@0.9.2")] {
        let why = wrong::<TargetName>(text);
        assert!(why.ends_with(&format!("did you mean `{meant}`?")), "{text}: {why}");
    }
    assert!(!wrong::<TargetName>("gitlab").contains("did you mean"));
    assert!(wrong::<TargetName>("tea@0.1").contains("known versions are 0.9.2"));
}

#[test]
fn a_host_is_an_address_and_not_github() {
    for host in ["https://github.com", "https://www.github.com/", "http://api.GitHub.com:443/x", "https://acme.ghe.com"]
    {
        assert!(wrong::<Host>(host).contains("GitHub's own"), "{host}");
    }
    assert!(wrong::<Host>("git.example.org").ends_with("did you mean `https://git.example.org`?"));
    for host in ["", "https://", "ftp://git.example.org", "https://git.example.org/a b"] {
        assert_ne!(wrong::<Host>(host), "", "{host}");
    }
    for host in
        ["https://git.example.org", "http://127.0.0.1:3000", "https://git.example.org/gitea/", "https://notgithub.com"]
    {
        assert_eq!(wrong::<Host>(host), "", "{host}");
    }
}

#[test]
fn an_owner_pair_has_two_names() {
    assert_eq!(wrong::<OwnerPair>("Acme"), "it is OLD=NEW: `Acme=acme`");
    assert_ne!(wrong::<OwnerPair>("Acme="), "");
    assert_ne!(wrong::<OwnerPair>("a/b=c"), "");
    assert_eq!(wrong::<OwnerPair>("Acme=acme"), "");
}
