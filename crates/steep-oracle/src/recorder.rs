//! A server on loopback that keeps what it is asked: in front of a real server, or answering by itself.
//!
//! It takes one request a connection, in HTTP/1.x, so that an answer ends where the connection does. Addresses that Gitea
//! gives of itself are the recorder's: it takes them from the `Host` of the request.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::api::Reply;

const LIMIT: Duration = Duration::from_secs(60);

/// A request as it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`
    pub method: String,
    /// Path and query as they were sent, still percent-encoded: `/api/v1/repos/acme/widgets/issues?state=open`.
    pub target: String,
    /// The header lines in their order, names as they were sent.
    pub headers: Vec<(String, String)>,
    /// The body; bytes that are not UTF-8 are replaced.
    pub body: String,
    /// The status of the answer, 0 when there was none.
    pub status: u16,
}

impl Request {
    /// The path, still percent-encoded.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split_once('?').map_or(&self.target, |(path, _)| path)
    }

    /// The names and values of the query, decoded, in their order.
    #[must_use]
    pub fn query(&self) -> Vec<(String, String)> {
        let Some((_, query)) = self.target.split_once('?') else { return Vec::new() };
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).map(|(n, v)| (decoded(n), decoded(v))).collect()
    }

    /// The value of the first header of that name, whatever its case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// What `%XX` and `+` stand for in a query; bytes that are not UTF-8 are replaced.
#[must_use]
pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = tail.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        match (first, code.and_then(|code| u8::from_str_radix(code, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            (byte, _) => {
                bytes.push(if *byte == b'+' { b' ' } else { *byte });
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Answers a request; the headers of the reply are header lines without an end.
type Answer = Box<dyn Fn(&Request) -> Reply + Send + Sync>;

enum Behind {
    Server(SocketAddr),
    Nobody(Answer),
}

struct Shared {
    behind: Behind,
    requests: Mutex<Vec<Request>>,
    over: AtomicBool,
}

/// The running recorder; it ends when dropped.
pub struct Recorder {
    address: SocketAddr,
    shared: Arc<Shared>,
    listening: Option<JoinHandle<()>>,
}

impl Recorder {
    /// One that passes everything on to the server at `address`, and its answers back.
    ///
    /// # Errors
    /// When there is no free port.
    pub fn before(address: SocketAddr) -> Result<Self> {
        Self::start(Behind::Server(address))
    }

    /// One that answers with what `answer` says.
    ///
    /// # Errors
    /// When there is no free port.
    pub fn answering(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Result<Self> {
        Self::start(Behind::Nobody(Box::new(answer)))
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its base address without a trailing slash.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What was asked since the last time, in the order in which the answers were complete.
    #[must_use]
    pub fn take(&self) -> Vec<Request> {
        std::mem::take(&mut self.shared.requests())
    }

    fn start(behind: Behind) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("cannot listen on loopback")?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared { behind, requests: Mutex::default(), over: AtomicBool::new(false) });
        let of_thread = Arc::clone(&shared);
        let listening = thread::spawn(move || {
            for stream in listener.incoming() {
                if of_thread.over.load(Ordering::Relaxed) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let shared = Arc::clone(&of_thread);
                // A client that hangs up has nothing to be told.
                thread::spawn(move || shared.serve(stream).unwrap_or_default());
            }
        });
        Ok(Recorder { address, shared, listening: Some(listening) })
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.shared.over.store(true, Ordering::Relaxed);
        // It waits for a connection: this is one.
        let woken = TcpStream::connect_timeout(&self.address, LIMIT).is_ok();
        if let Some(listening) = self.listening.take().filter(|_| woken) {
            let _ = listening.join();
        }
    }
}

impl Shared {
    fn requests(&self) -> std::sync::MutexGuard<'_, Vec<Request>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn serve(&self, client: TcpStream) -> io::Result<()> {
        client.set_read_timeout(Some(LIMIT))?;
        client.set_write_timeout(Some(LIMIT))?;
        let mut reader = BufReader::new(client.try_clone()?);
        let Some((mut request, body)) = read(&mut reader, &client)? else { return Ok(()) };
        match &self.behind {
            Behind::Server(address) => self.pass_on(request, &body, *address, &client)?,
            Behind::Nobody(answer) => {
                let reply = answer(&request);
                request.status = reply.status;
                self.requests().push(request);
                let lines: String = reply.headers.lines().map(|line| format!("{line}\r\n")).collect();
                let head = format!("HTTP/1.1 {} Reply\r\n{lines}Connection: close\r\n", reply.status);
                let text = format!("{head}Content-Length: {}\r\n\r\n{}", reply.body.len(), reply.body);
                (&client).write_all(text.as_bytes())?;
            }
        }
        client.shutdown(Shutdown::Both)
    }

    fn pass_on(&self, mut request: Request, body: &[u8], to: SocketAddr, client: &TcpStream) -> io::Result<()> {
        let mut upstream = TcpStream::connect_timeout(&to, LIMIT)?;
        upstream.set_read_timeout(Some(LIMIT))?;
        upstream.write_all(head_to_pass_on(&request, body.len()).as_bytes())?;
        upstream.write_all(body)?;
        let mut answer = Vec::new();
        upstream.read_to_end(&mut answer)?;
        let status = answer.split(|byte| *byte == b' ').nth(1).and_then(|code| std::str::from_utf8(code).ok());
        request.status = status.and_then(|code| code.parse().ok()).unwrap_or_default();
        // Kept before it is answered: who has the answer finds it here.
        self.requests().push(request);
        let mut client = client;
        client.write_all(&answer)
    }
}

/// The head of the request for a connection of its own, whose body is whole and as long as that.
fn head_to_pass_on(request: &Request, length: usize) -> String {
    let mut head = format!("{} {} HTTP/1.1\r\n", request.method, request.target);
    for (name, value) in &request.headers {
        let ours = ["connection", "content-length", "expect", "transfer-encoding"];
        if !ours.contains(&name.to_ascii_lowercase().as_str()) {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
    }
    if length > 0 || !matches!(request.method.as_str(), "GET" | "HEAD") {
        head.push_str(&format!("Content-Length: {length}\r\n"));
    }
    head.push_str("Connection: close\r\n\r\n");
    head
}

/// The request that comes in and the bytes of its body; `None` where the client hangs up before.
fn read(reader: &mut impl BufRead, mut client: &TcpStream) -> io::Result<Option<(Request, Vec<u8>)>> {
    let first = line(reader)?;
    let mut words = first.split(' ');
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return Ok(None) };
    let mut headers = Vec::new();
    loop {
        let line = line(reader)?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let (method, target) = (method.to_owned(), target.to_owned());
    let mut request = Request { method, target, headers, body: String::new(), status: 0 };
    if request.header("expect").is_some() {
        client.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
    }
    let mut body = Vec::new();
    if request.header("transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked")) {
        loop {
            let size = line(reader)?;
            let size = u64::from_str_radix(size.split(';').next().unwrap_or_default().trim(), 16);
            let size = size.map_err(io::Error::other)?;
            reader.take(size).read_to_end(&mut body)?;
            line(reader)?;
            if size == 0 {
                break;
            }
        }
    } else if let Some(length) = request.header("content-length").and_then(|length| length.parse().ok()) {
        reader.take(length).read_to_end(&mut body)?;
    }
    request.body = String::from_utf8_lossy(&body).into_owned();
    Ok(Some((request, body)))
}

/// A line without its end.
fn line(reader: &mut impl BufRead) -> io::Result<String> {
    let mut bytes = Vec::new();
    reader.read_until(b'\n', &mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned())
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;
    use crate::oracle::Oracle;
    use crate::process::{Input, run};

    fn curl(recorder: &Recorder, arguments: &[&str]) -> String {
        let mut command = Command::new("curl");
        command.args(["-sS", "--noproxy", "*"]).args(arguments).arg(format!("{}/a%20b?x=1%262&y=c+d", recorder.url()));
        run(&mut command, Input::Text("sent"), LIMIT).unwrap().success("curl").unwrap()
    }

    #[test]
    fn what_is_asked_is_kept_whole() {
        if Oracle::on_path("curl").is_none() {
            return;
        }
        let recorder = Recorder::answering(|request| Reply {
            status: 201,
            headers: "Content-Type: text/plain".to_owned(),
            body: format!("{} {}", request.method, request.body),
        });
        let recorder = recorder.unwrap();
        assert_eq!(curl(&recorder, &["-d", "@-"]), "POST sent");
        // Without a length beforehand.
        assert_eq!(curl(&recorder, &["-T", "-", "-H", "Expect: 100-continue"]), "PUT sent");
        let requests = recorder.take();
        assert_eq!((requests.len(), recorder.take().len()), (2, 0));
        assert_eq!((requests[0].path(), requests[0].status), ("/a%20b", 201));
        let pairs = [("x", "1&2"), ("y", "c d")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(requests[0].query(), pairs);
        assert_eq!((requests[1].body.as_str(), requests[1].header("EXPECT")), ("sent", Some("100-continue")));
    }

    #[test]
    fn what_is_behind_it_gets_the_same_and_its_answer_comes_back() {
        if Oracle::on_path("curl").is_none() {
            return;
        }
        let echo = Recorder::answering(|request| Reply {
            status: 404,
            headers: String::new(),
            body: format!("{} {} {}", request.target, request.header("x-one").unwrap_or("none"), request.body),
        });
        let echo = echo.unwrap();
        let recorder = Recorder::before(echo.address).unwrap();
        assert_eq!(curl(&recorder, &["-d", "@-", "-H", "X-One: 1"]), "/a%20b?x=1%262&y=c+d 1 sent");
        assert_eq!((recorder.take()[0].status, echo.take().len()), (404, 1));
    }
}
