//! Standard output and standard error.

use std::cell::Cell;
use std::io::{self, ErrorKind, Write};

use anstream::{AutoStream, ColorChoice};

use crate::args::Color;
use crate::report::Palette;

/// Where reports go.
#[derive(Debug)]
pub(crate) struct Output {
    /// For what is written to standard output.
    pub(crate) palette: Palette,
    /// For what is written to standard error.
    pub(crate) error_palette: Palette,
    closed: Cell<bool>,
}

impl Output {
    pub(crate) fn new(color: Color) -> Self {
        let palette = |auto: ColorChoice| match color {
            Color::Auto if auto == ColorChoice::Never => Palette::plain(),
            Color::Never => Palette::plain(),
            Color::Auto | Color::Always => Palette::coloured(),
        };
        Output {
            palette: palette(AutoStream::choice(&io::stdout())),
            error_palette: palette(AutoStream::choice(&io::stderr())),
            closed: Cell::new(false),
        }
    }

    /// Writes to standard output. A reader that has gone (`steep … | head`) is no error: the rest is not written.
    pub(crate) fn write(&self, text: &str) -> anyhow::Result<()> {
        if self.closed.get() {
            return Ok(());
        }
        let mut stdout = io::stdout().lock();
        match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => self.closed.set(true),
            Err(error) => return Err(anyhow::Error::new(error).context("cannot write to standard output")),
            Ok(()) => {}
        }
        Ok(())
    }

    /// Whether nobody reads standard output any more.
    pub(crate) fn is_closed(&self) -> bool {
        self.closed.get()
    }

    /// Writes to standard error, whose own errors have no place to go.
    pub(crate) fn complain(&self, text: &str) {
        let _nowhere_to_say = io::stderr().lock().write_all(text.as_bytes());
    }
}
