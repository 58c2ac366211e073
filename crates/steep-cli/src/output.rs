//! Standard output and standard error.

use std::cell::Cell;
use std::io::{self, ErrorKind, Write};

use anstream::{AutoStream, ColorChoice};

use crate::args::Color;
use crate::report::{Layout, Palette};

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

    /// How a report on standard output looks.
    pub(crate) fn layout(&self) -> Layout {
        Layout::new(self.palette, width(io::stdout()))
    }

    /// How a report on standard error looks.
    pub(crate) fn error_layout(&self) -> Layout {
        Layout::new(self.error_palette, width(io::stderr()))
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

    /// Fails where standard output was closed when the program was started: what is written to it goes nowhere then.
    pub(crate) fn check_open(&self) -> anyhow::Result<()> {
        if was_closed() {
            anyhow::bail!("cannot write to standard output: it is closed");
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

/// The columns of the terminal that a stream is.
#[cfg(unix)]
fn width(stream: impl std::os::fd::AsFd) -> Option<usize> {
    terminal_size::terminal_size_of(stream).map(|(terminal_size::Width(columns), _)| columns.into())
}

#[cfg(not(unix))]
fn width<T>(_stream: T) -> Option<usize> {
    terminal_size::terminal_size().map(|(terminal_size::Width(columns), _)| columns.into())
}

/// Rust's runtime opens `/dev/null` in the place of a closed standard output, for reading and writing; a shell's `>/dev/null`
/// opens it for writing.
#[cfg(unix)]
fn was_closed() -> bool {
    let null = rustix::fs::stat("/dev/null");
    let now = rustix::fs::fstat(io::stdout());
    let opened = rustix::fs::fcntl_getfl(io::stdout());
    match (null, now, opened) {
        (Ok(null), Ok(now), Ok(opened)) => {
            (null.st_dev, null.st_ino) == (now.st_dev, now.st_ino)
                && opened & rustix::fs::OFlags::RWMODE == rustix::fs::OFlags::RDWR
        }
        _ => false,
    }
}

#[cfg(not(unix))]
fn was_closed() -> bool {
    false
}
