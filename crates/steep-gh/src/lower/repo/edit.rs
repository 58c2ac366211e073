//! `gh repo edit`.

use steep_forge::operation::{RepositoryChange, RepositoryFeature, RepositoryOperation};
use steep_forge::{Operation, Output, Refusal};

use crate::lower::arguments::Arguments;
use crate::lower::{Asked, selector};

/// gh's flags for what a repository has, and may do.
const FEATURES: &[(&str, RepositoryFeature)] = &[
    ("allow-forking", RepositoryFeature::Forking),
    ("allow-update-branch", RepositoryFeature::BranchUpdates),
    ("delete-branch-on-merge", RepositoryFeature::DeleteBranchOnMerge),
    ("enable-advanced-security", RepositoryFeature::AdvancedSecurity),
    ("enable-auto-merge", RepositoryFeature::AutoMerge),
    ("enable-discussions", RepositoryFeature::Discussions),
    ("enable-issues", RepositoryFeature::Issues),
    ("enable-merge-commit", RepositoryFeature::MergeCommits),
    ("enable-projects", RepositoryFeature::Projects),
    ("enable-rebase-merge", RepositoryFeature::RebaseMerge),
    ("enable-secret-scanning", RepositoryFeature::SecretScanning),
    ("enable-secret-scanning-push-protection", RepositoryFeature::PushProtection),
    ("enable-squash-merge", RepositoryFeature::SquashMerge),
    ("enable-wiki", RepositoryFeature::Wiki),
    ("template", RepositoryFeature::Template),
];

/// Without an argument it is the clone's repository.
pub(in crate::lower) fn lower(arguments: &mut Arguments<'_>) -> Result<Asked, Refusal> {
    let private = match arguments.literal("visibility")?.map(|name| name.to_ascii_lowercase()).as_deref() {
        None => None,
        Some("public") => Some(false),
        Some("private") => Some(true),
        Some(_) => {
            return Err(Refusal::NoEquivalent { feature: "an internal repository (`--visibility`)".to_owned() });
        }
    };
    // It agrees to what is lost at GitHub when the visibility changes, and changes nothing itself.
    let agrees = arguments.switch("accept-visibility-change-consequences");
    let mut features = Vec::new();
    for &(flag, feature) in FEATURES {
        features.extend(arguments.tri_state(flag).map(|on| (feature, on)));
    }
    let change = RepositoryChange {
        description: arguments.text("description"),
        homepage: arguments.text("homepage"),
        default_branch: arguments.word("default-branch"),
        private,
        features,
        add_topics: arguments.list("add-topic"),
        remove_topics: arguments.list("remove-topic"),
        ..RepositoryChange::default()
    };
    arguments.refuse_for("squash-merge-commit-message", "the message of a squash as a setting")?;
    if change == RepositoryChange::default() {
        let besides = if agrees { " besides `--accept-visibility-change-consequences`" } else { "" };
        let error = format!("specify properties to edit{besides} when not running interactively");
        return Err(Refusal::UsageError { error });
    }
    let repository = selector::repository(arguments)?;
    Ok(Asked {
        repository,
        operation: Operation::Repository(RepositoryOperation::Edit(change)),
        output: Output::Reader,
    })
}
