//! Which of the cases are run.

use super::{Case, Operation};

/// Those of the cases that are about this Gitea; of every operation, even where it has none.
#[must_use]
pub fn on_server(operations: &[Operation], version: &str) -> Vec<Operation> {
    keep(operations, |_, case| case.gitea.as_deref().is_none_or(|only| only == version))
}

/// Those whose `operation, name` contains `part`.
#[must_use]
pub fn part(operations: &[Operation], part: &str) -> Vec<Operation> {
    let holds = |operation: &Operation, case: &Case| format!("{}, {}", operation.name, case.name).contains(part);
    some(keep(operations, holds))
}

/// What is run on a second server where time is short: all cases of the operations in which the servers differ, and of each
/// other one the first case that is run at all.
#[must_use]
pub fn share(operations: &[Operation]) -> Vec<Operation> {
    let first = |operation: &Operation| operation.cases.iter().find(|case| case.is_run()).map(|case| case.name.clone());
    some(keep(operations, |operation, case| operation.differs() || first(operation).as_ref() == Some(&case.name)))
}

fn keep(operations: &[Operation], holds: impl Fn(&Operation, &Case) -> bool) -> Vec<Operation> {
    let kept = |operation: &Operation| {
        let cases = operation.cases.iter().filter(|case| holds(operation, case)).cloned().collect();
        Operation { cases, ..operation.clone() }
    };
    operations.iter().map(kept).collect()
}

fn some(mut operations: Vec<Operation>) -> Vec<Operation> {
    operations.retain(|operation| !operation.cases.is_empty());
    operations
}

impl Operation {
    fn differs(&self) -> bool {
        self.differs.is_some() || self.cases.iter().any(|case| case.gitea.is_some())
    }
}

impl Case {
    /// Whether it is no refusal, known to fail nowhere, and needs no program that may be absent.
    fn is_run(&self) -> bool {
        let Case { refused, known, on, needs, .. } = self;
        refused.is_none() && known.is_none() && on.is_empty() && needs.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation(text: &str) -> Operation {
        let super::super::File { differs, case: cases, .. } = toml::from_str(text).expect("cases");
        Operation { name: "pr-view".to_owned(), differs, cases }
    }

    fn names(operations: &[Operation]) -> Vec<&str> {
        operations.iter().flat_map(|operation| &operation.cases).map(|case| case.name.as_str()).collect()
    }

    const CASES: &str = "case = [{ name = 'one', gh = '', refused = 'no-equivalent' }, { name = 'two', gh = '' }, \
                         { name = 'three', gh = '', since = '2.99' }]";

    #[test]
    fn a_share_has_one_case_of_each_operation_and_all_where_servers_differ() {
        let of = |text: &str| {
            let share = share(&[operation(text)]);
            names(&share).join(" ")
        };
        assert_eq!(of(CASES), "two");
        assert_eq!(of(&format!("differs = 'it is newer'\n{CASES}")), "one two three");
        assert_eq!(of(&CASES.replace("since = '2.99'", "gitea = '1.27.3'")), "one two three");
    }

    #[test]
    fn a_case_of_another_server_is_left_out() {
        let text = CASES.replace("since = '2.99'", "gitea = '1.27.3'");
        let operations = [operation(&text)];
        assert_eq!(names(&on_server(&operations, "1.26.0")), ["one", "two"]);
        assert_eq!(names(&on_server(&operations, "1.27.3")), ["one", "two", "three"]);
        let other = on_server(&[operation("case = [{ name = 'one', gh = '', gitea = '1.26.0' }]")], "1.27.3");
        assert_eq!((other.len(), names(&other).len()), (1, 0));
    }

    #[test]
    fn a_part_is_of_the_operation_and_the_name() {
        assert_eq!(names(&part(&[operation(CASES)], "view, t")), ["two", "three"]);
    }
}
