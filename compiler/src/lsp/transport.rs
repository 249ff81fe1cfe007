//! Messages over standard input and output.
//!
//! A message that cannot be read is reported and passed over: only the end of the stream, or a header that does not say
//! where the next message begins, ends the conversation.

use std::io::{self, BufRead, Read as _, Write as _};
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};
use lsp_server::{Connection, Message, Notification};
use serde_json::json;

/// The longest message that is read, in bytes.
const LONGEST: usize = 256 << 20;
/// The longest line of a header, in bytes.
const LONGEST_LINE: usize = 8 << 10;

/// Serves the client at the other end of standard input and output; whether it ended as the protocol wants.
#[must_use]
pub fn stdio() -> bool {
    let (to_client, outgoing) = unbounded();
    let (to_server, incoming) = unbounded();
    let complaints = to_client.clone();
    // The reader is not waited for: a client that has said goodbye may keep the stream open.
    thread::spawn(move || read(&mut io::stdin().lock(), &to_server, &complaints));
    let writer = thread::spawn(move || write(&outgoing));
    let last = Notification::new(LAST.to_owned(), ());
    let is_clean = super::serve(&Connection { sender: to_client.clone(), receiver: incoming });
    let _ = to_client.send(last.into());
    let _ = writer.join();
    is_clean
}

fn write(messages: &Receiver<Message>) {
    let mut out = io::stdout();
    for message in messages {
        let is_last = matches!(&message, Message::Notification(it) if it.method == LAST);
        if is_last || message.write(&mut out).and_then(|()| out.flush()).is_err() {
            return;
        }
    }
}

/// The name of a message to the writer that nothing follows.
const LAST: &str = "$/last";

fn read(input: &mut impl BufRead, messages: &Sender<Message>, complaints: &Sender<Message>) {
    loop {
        let body = match frame(input) {
            Ok(Some(body)) => body,
            Ok(None) => return,
            Err(error) => return complain(complaints, &error),
        };
        let message = match serde_json::from_slice(&body) {
            Ok(message) => message,
            Err(error) => {
                complain(complaints, &error);
                continue;
            }
        };
        if messages.send(message).is_err() {
            return;
        }
    }
}

fn complain(to: &Sender<Message>, error: &dyn std::fmt::Display) {
    let message = format!("a message that cannot be read: {error}");
    let params = json!({ "type": 1, "message": message });
    let _ = to.send(Notification::new("window/logMessage".to_owned(), params).into());
}

/// The body of the next message; `None` at the end of the stream.
fn frame(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(LONGEST_LINE as u64).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        if line.len() == LONGEST_LINE && !line.ends_with(b"\n") {
            let why = format!("a line of a header is longer than {LONGEST_LINE} bytes");
            return Err(io::Error::new(io::ErrorKind::InvalidData, why));
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end();
        if line.is_empty() {
            // Empty lines before a header are nothing.
            let Some(length) = length else { continue };
            let mut body = vec![0; length];
            input.read_exact(&mut body)?;
            return Ok(Some(body));
        }
        let header = line.split_once(':').filter(|it| it.0.eq_ignore_ascii_case("content-length"));
        if let Some((_, value)) = header {
            let value = value.trim().parse().ok().filter(|value| *value <= LONGEST);
            let wrong = || io::Error::new(io::ErrorKind::InvalidData, format!("header `{line}`"));
            length = Some(value.ok_or_else(wrong)?);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{frame, read};
    use crossbeam_channel::unbounded;

    fn framed(body: &str) -> String {
        format!("content-length: {}\r\nContent-Type: x\r\n\r\n{body}", body.len())
    }

    #[test]
    fn what_is_no_message_is_passed_over() {
        let (to_server, messages) = unbounded();
        let (to_client, complaints) = unbounded();
        let good = framed(r#"{"jsonrpc":"2.0","method":"exit"}"#);
        let input = ["\r\n", &framed("{\"a\""), &framed("\u{1F600}"), &framed("7"), &good].concat();
        read(&mut input.as_bytes(), &to_server, &to_client);
        assert_eq!((messages.len(), complaints.len()), (1, 3));
    }

    #[test]
    fn a_header_without_a_length_ends_the_conversation() {
        for header in ["Content-Length: x", "Content-Length: 99999999999", "Content-Length: -1"] {
            assert!(frame(&mut format!("{header}\r\n\r\n{{}}").as_bytes()).is_err(), "{header}");
        }
        assert!(frame(&mut std::io::BufReader::new(std::io::repeat(b'x'))).is_err(), "no end");
        assert!(frame(&mut "Content-Length: 9\r\n\r\n{}".as_bytes()).is_err(), "cut off");
        assert_eq!(frame(&mut "".as_bytes()).expect("it is empty"), None);
    }
}
