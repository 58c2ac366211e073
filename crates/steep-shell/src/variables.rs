//! What a text says of the variables of its shell, as far as its earlier commands tell.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use crate::Word;

/// So many changes are looked back at for one variable: what lies before is not known.
const LOOKS_BACK: usize = 512;

/// Whether commands find a variable in their environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exported {
    /// They do not, as far as this text says.
    No,
    /// They do.
    Yes,
    /// It is exported, or taken away, by commands that are perhaps not run.
    Perhaps,
}

/// A variable at one place of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variable<'v> {
    /// What it was set to; `None` where other commands may have set it since.
    pub value: Option<&'v Word>,
    /// Whether commands find it in their environment.
    pub exported: Exported,
}

/// The variables that commands of gh use, at one place of a text. Cheap to clone.
#[derive(Clone, Default)]
pub struct Variables {
    last: Option<Arc<Node>>,
}

struct Node {
    entry: Entry,
    earlier: Option<Arc<Node>>,
}

enum Entry {
    /// `NAME=value`, `export NAME`; `None`: `unset NAME`.
    Set { name: Box<str>, state: Option<(Option<Box<Word>>, Exported)> },
    /// Commands of this part of the text may have run by now: a function is called later, a loop has run before.
    Perhaps { from: usize, to: usize, changes: Arc<Changes> },
    /// A command may have set any variable: `eval`, `source`.
    Anything,
}

/// Where in a text each variable is changed: ascending numbers of commands.
#[derive(Debug, Default)]
pub(crate) struct Changes(HashMap<String, Vec<(usize, Change)>>);

/// What a command may do to a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Value,
    Export,
    Unset,
}

impl Changes {
    pub(crate) fn add(&mut self, name: &str, command: usize, change: Change) {
        self.0.entry(name.to_owned()).or_default().push((command, change));
    }

    fn within(&self, name: &str, from: usize, to: usize) -> impl Iterator<Item = Change> {
        let all = self.0.get(name).map(Vec::as_slice).unwrap_or_default();
        let first = all.partition_point(|(command, _)| *command < from);
        let of_part = all.get(first..).unwrap_or_default().iter().take_while(move |(command, _)| *command < to);
        of_part.map(|(_, change)| *change).take(LOOKS_BACK)
    }
}

impl Variables {
    /// The variable of that name; `None` where the text says nothing of it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Variable<'_>> {
        let (mut is_set_elsewhere, mut may_be_exported, mut may_be_unset) = (false, false, false);
        let mut is_sure = true;
        let mut found = None;
        for node in self.nodes().take(LOOKS_BACK) {
            match &node.entry {
                Entry::Set { name: set, state } if **set == *name => {
                    found = Some(state.as_ref());
                    break;
                }
                Entry::Set { .. } => {}
                Entry::Perhaps { from, to, changes } => {
                    for change in changes.within(name, *from, *to) {
                        is_set_elsewhere = true;
                        may_be_exported |= change == Change::Export;
                        may_be_unset |= change == Change::Unset;
                    }
                }
                Entry::Anything => is_sure = false,
            }
        }
        let (value, exported) = match found {
            Some(Some((value, exported))) => (value.as_deref(), *exported),
            Some(None) | None if !is_set_elsewhere => return None,
            Some(None) | None => (None, Exported::No),
        };
        let exported = match exported {
            Exported::Yes if may_be_unset => Exported::Perhaps,
            Exported::No if may_be_exported => Exported::Perhaps,
            exported => exported,
        };
        Some(Variable { value: value.filter(|_| is_sure && !is_set_elsewhere), exported })
    }

    pub(crate) fn set(&mut self, name: &str, value: Option<Word>, exported: Exported) {
        let state = Some((value.map(Box::new), exported));
        self.push(Entry::Set { name: name.into(), state });
    }

    pub(crate) fn unset(&mut self, name: &str) {
        self.push(Entry::Set { name: name.into(), state: None });
    }

    pub(crate) fn forget_values(&mut self) {
        if self.last.is_some() {
            self.push(Entry::Anything);
        }
    }

    /// Says that the commands `from..to` may have run by now.
    pub(crate) fn perhaps_ran(&mut self, from: usize, to: usize, changes: &Arc<Changes>) {
        if !changes.0.is_empty() {
            self.push(Entry::Perhaps { from, to, changes: Arc::clone(changes) });
        }
    }

    /// After commands that are perhaps not run: what they have changed since `before` may hold, or not.
    pub(crate) fn perhaps(&mut self, before: &Variables) {
        let is_before = |node: &Node| before.last.as_ref().is_some_and(|last| std::ptr::eq(Arc::as_ptr(last), node));
        let mut names: Vec<String> = Vec::new();
        let (mut count, mut is_sure) = (0, true);
        for node in self.nodes().take_while(|node| !is_before(node)).take(LOOKS_BACK) {
            count += 1;
            match &node.entry {
                Entry::Set { name, .. } if names.iter().all(|known| **known != **name) => names.push(name.to_string()),
                Entry::Anything => is_sure = false,
                Entry::Set { .. } | Entry::Perhaps { .. } => {}
            }
        }
        if count == 0 {
            return;
        }
        let exported = |all: &Variables, name: &str| all.get(name).map_or(Exported::No, |it| it.exported);
        let mut merged = before.clone();
        for name in names {
            let (now, then) = (exported(self, &name), exported(before, &name));
            merged.set(&name, None, if now == then { now } else { Exported::Perhaps });
        }
        if !is_sure || count == LOOKS_BACK {
            merged.push(Entry::Anything);
        }
        *self = merged;
    }

    fn push(&mut self, entry: Entry) {
        let earlier = self.last.take();
        self.last = Some(Arc::new(Node { entry, earlier }));
    }

    fn nodes(&self) -> impl Iterator<Item = &Node> {
        std::iter::successors(self.last.as_deref(), |node| node.earlier.as_deref())
    }
}

impl Drop for Node {
    /// One after the other: a list of many would be too deep for calls within calls.
    fn drop(&mut self) {
        let mut next = self.earlier.take();
        while let Some(node) = next {
            match Arc::try_unwrap(node) {
                Ok(mut node) => next = node.earlier.take(),
                Err(_) => break,
            }
        }
    }
}

impl PartialEq for Variables {
    /// Whether they are the same list; equal lists that were made apart are not looked at.
    fn eq(&self, other: &Self) -> bool {
        match (&self.last, &other.last) {
            (None, None) => true,
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl Eq for Variables {}

impl fmt::Debug for Variables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let set = self.nodes().take(LOOKS_BACK).filter_map(|node| match &node.entry {
            Entry::Set { name, .. } => Some(name),
            Entry::Perhaps { .. } | Entry::Anything => None,
        });
        f.debug_list().entries(set).finish()
    }
}
