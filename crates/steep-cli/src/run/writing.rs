use super::examine::Examined;
use crate::change::Change;
use crate::interrupt::Interrupt;
use crate::report::{FileReport, Told};
use crate::write::Writer;

/// Changed documents of so many bytes, old and new text together, are written at once, unless a single one is longer.
const BATCH_BYTES: usize = 64 * 1024 * 1024;
/// No more than so many documents are written at once.
const BATCH_FILES: usize = 512;

/// Collects what was looked at, and writes what changed in batches.
pub(super) struct Writing<'a> {
    /// `None` where nothing is to be written.
    writer: Option<Writer>,
    interrupt: &'a Interrupt,
    batch: Batch,
    /// Whether the old texts could not be recorded, which ends the run.
    failed: bool,
}

/// Documents that changed and are not written yet.
#[derive(Default)]
struct Batch {
    changes: Vec<Change>,
    /// What was found in them, and in those between them that did not change, in their order.
    reports: Vec<FileReport>,
    bytes: usize,
}

impl<'a> Writing<'a> {
    pub(super) fn new(writer: Option<Writer>, interrupt: &'a Interrupt) -> Self {
        Writing { writer, interrupt, batch: Batch::default(), failed: false }
    }

    /// Adds a document. When the batch is full, it is written.
    pub(super) fn add(&mut self, examined: Examined, told: &mut Told) {
        let size = examined.size();
        self.batch.reports.push(examined.report);
        let Some(change) = examined.change else { return };
        self.batch.bytes += size;
        self.batch.changes.push(change);
        if self.batch.bytes > BATCH_BYTES || self.batch.changes.len() == BATCH_FILES {
            self.write(told);
        }
    }

    pub(super) fn has_failed(&self) -> bool {
        self.failed
    }

    /// Writes what is left.
    pub(super) fn finish(mut self, told: &mut Told) {
        self.write(told);
        if let Some(writer) = self.writer {
            told.run = writer.run();
            told.failures.extend(writer.finish());
        }
    }

    fn write(&mut self, told: &mut Told) {
        let Batch { changes, reports, .. } = std::mem::take(&mut self.batch);
        let results = match &mut self.writer {
            Some(writer) if !self.failed && !self.interrupt.is_set() => writer.apply(&changes, self.interrupt),
            _ => Ok(changes.iter().map(|_| None).collect()),
        };
        let results = results.unwrap_or_else(|failure| {
            self.failed = true;
            told.failures.push(failure);
            Vec::new()
        });
        let mut results = results.into_iter();
        for report in reports {
            if self.writer.is_none() || !report.changed {
                told.reports.push(report);
                continue;
            }
            match results.next().flatten() {
                Some(Ok(written)) => {
                    told.linked.extend(written.had_other_names.then(|| report.path.clone()));
                    told.reports.push(report);
                }
                Some(Err(failure)) => told.failures.push(failure),
                None => told.undone += 1,
            }
        }
    }
}
