//! A client of the live server's REST API, for building the fixture and for checks. It speaks HTTP/1.0 to loopback, so
//! that an answer ends where the connection does.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

const LIMIT: Duration = Duration::from_secs(60);

/// Calls of one server by one user.
#[derive(Clone, Debug)]
pub struct Api {
    address: SocketAddr,
    token: Option<String>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The header lines.
    pub headers: String,
    /// The body; bytes that are not UTF-8 are replaced.
    pub body: String,
}

impl Reply {
    /// The body as JSON, `null` where it is empty.
    ///
    /// # Errors
    /// When the status is 300 or more, or the body is no JSON.
    pub fn json(&self) -> Result<Value> {
        if self.status >= 300 {
            bail!("the server answered {}: {}", self.status, self.body.trim_end());
        }
        if self.body.trim().is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_str(&self.body).with_context(|| format!("the server answered no JSON: {}", self.body))
    }
}

impl Api {
    /// Calls as the owner of `token`, or as nobody.
    #[must_use]
    pub fn new(address: SocketAddr, token: Option<&str>) -> Self {
        Api { address, token: token.map(str::to_owned) }
    }

    /// One call of any path of the server, with any headers and body.
    ///
    /// # Errors
    /// When the server does not answer in HTTP; an error status is an answer.
    pub fn raw(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Reply> {
        self.exchange(method, path, headers, body).with_context(|| format!("cannot {method} {path}"))
    }

    /// One call of `/api/v1`.
    ///
    /// # Errors
    /// When the server does not answer with success or not with JSON.
    pub fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let path = format!("/api/v1/{}", path.trim_start_matches('/'));
        let reply = self.raw(method, &path, &[("Content-Type", "application/json")], body.as_bytes())?;
        reply.json().with_context(|| format!("{method} {path} {body}"))
    }

    /// A `GET` of `/api/v1`.
    ///
    /// # Errors
    /// As [`call`](Api::call).
    pub fn get(&self, path: &str) -> Result<Value> {
        self.call("GET", path, None)
    }

    /// A `POST` of `/api/v1`.
    ///
    /// # Errors
    /// As [`call`](Api::call).
    pub fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.call("POST", path, Some(body))
    }

    fn exchange(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Reply> {
        let mut stream = TcpStream::connect_timeout(&self.address, LIMIT)?;
        stream.set_read_timeout(Some(LIMIT))?;
        stream.set_write_timeout(Some(LIMIT))?;
        let mut head = format!("{method} {path} HTTP/1.0\r\nHost: {}\r\nConnection: close\r\n", self.address);
        if let Some(token) = &self.token {
            head.push_str(&format!("Authorization: token {token}\r\n"));
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n", body.len()));
        stream.write_all(head.as_bytes())?;
        stream.write_all(body)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer);
        let (headers, body) = answer.split_once("\r\n\r\n").context("the answer has no end of its head")?;
        let status = headers.split_whitespace().nth(1).and_then(|code| code.parse().ok()).context("no status")?;
        Ok(Reply { status, headers: headers.to_owned(), body: body.to_owned() })
    }
}
