//! The loop: takes events, keeps what the client has open, has it analysed, and answers.

mod lifecycle;
mod notifications;
mod publishing;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crossbeam_channel::{Receiver, Sender, select, unbounded};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::Serialize;
use serde_json::{Value, json};

use super::analyzer::{self, Changed, Job, Outcome};
use super::capabilities::Client;
use super::documents::Documents;
use super::publish::Findings;
use super::requests::{self, Context, Failure};
use super::snapshot::Snapshot;
use super::uri;
use publishing::Drift;

/// What the loop waits for.
enum Event {
    /// The client says something.
    Message(Message),
    /// The analyzer has finished a job.
    Outcome(u64, Outcome),
    /// The client is gone.
    Gone,
}

/// How far the conversation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Nothing was said yet.
    Begun,
    /// Requests are answered.
    Running,
    /// The client has said that it will leave.
    Leaving,
}

/// Serves a client; whether it ended as the protocol wants.
pub(super) fn run(connection: &Connection) -> bool {
    let (jobs, todo) = unbounded();
    let (done, outcomes) = unbounded();
    let newest = Arc::new(AtomicU64::new(0));
    let seen = Arc::clone(&newest);
    let analyzer = thread::spawn(move || analyzer::work(&todo, &seen, &done));
    let is_clean = Server::new(connection.sender.clone(), jobs, newest.clone())
        .run(&connection.receiver, &outcomes);
    // What is still being analysed interests nobody any more.
    newest.store(u64::MAX, Ordering::Relaxed);
    let _ = analyzer.join();
    is_clean
}

/// A request that waits for the analysis of what was typed before it.
struct Waiting {
    request: Request,
    /// The document that it is about.
    path: Option<PathBuf>,
}

struct Server {
    client: Client,
    phase: Phase,
    sender: Sender<Message>,
    documents: Documents,
    folders: Vec<PathBuf>,
    /// Where the pages of the codes are published, with a `/` at its end.
    pages: Option<String>,
    /// Whether the client can show places when a lens is clicked.
    shows_places: bool,
    jobs: Sender<Job>,
    newest: Arc<AtomicU64>,
    /// The number of the last job.
    generation: u64,
    /// What was not handed to the analyzer yet.
    changed: Option<Changed>,
    /// What the jobs under way are about.
    under_way: Option<Changed>,
    snapshots: Vec<Arc<Snapshot>>,
    waiting: Vec<Waiting>,
    published: BTreeMap<PathBuf, Findings>,
    /// The lines that were edited since what is published was found.
    drifts: BTreeMap<PathBuf, Vec<Drift>>,
    /// The number of the last request to the client.
    asked: i32,
}

impl Server {
    fn new(sender: Sender<Message>, jobs: Sender<Job>, newest: Arc<AtomicU64>) -> Self {
        Self {
            client: Client::default(),
            phase: Phase::Begun,
            sender,
            documents: Documents::default(),
            folders: Vec::new(),
            pages: None,
            shows_places: false,
            jobs,
            newest,
            generation: 0,
            changed: None,
            under_way: None,
            snapshots: Vec::new(),
            waiting: Vec::new(),
            published: BTreeMap::new(),
            drifts: BTreeMap::new(),
            asked: 0,
        }
    }

    fn run(mut self, messages: &Receiver<Message>, outcomes: &Receiver<(u64, Outcome)>) -> bool {
        loop {
            let event = select! {
                recv(messages) -> message => message.map_or(Event::Gone, Event::Message),
                recv(outcomes) -> outcome => {
                    outcome.map_or(Event::Gone, |(number, outcome)| Event::Outcome(number, outcome))
                }
            };
            match event {
                Event::Message(Message::Notification(it)) if it.method == "exit" => {
                    return self.phase == Phase::Leaving;
                }
                Event::Message(message) => self.message(message),
                Event::Outcome(number, outcome) => self.outcome(number, outcome),
                Event::Gone => return false,
            }
            // Edits that have arrived together are analysed together.
            if messages.is_empty() {
                self.submit();
            }
        }
    }

    fn message(&mut self, message: Message) {
        match message {
            Message::Request(request) => self.request(request),
            Message::Notification(notification) => self.notification(notification),
            // Nothing that the client is asked for matters.
            Message::Response(_) => {}
        }
    }

    fn request(&mut self, request: Request) {
        let refuse = |code, message: &str| (code, message.to_owned());
        let refusal = match (self.phase, request.method.as_str()) {
            (Phase::Begun, "initialize") => return self.initialize(request),
            (Phase::Begun, _) => {
                refuse(ErrorCode::ServerNotInitialized, "`initialize` comes before other requests")
            }
            (Phase::Leaving, _) => {
                refuse(ErrorCode::InvalidRequest, "after `shutdown` comes `exit`")
            }
            (Phase::Running, "initialize") => {
                refuse(ErrorCode::InvalidRequest, "`initialize` comes once")
            }
            (Phase::Running, "shutdown") => return self.shutdown(request.id),
            (Phase::Running, method) if !requests::knows(method) => {
                (ErrorCode::MethodNotFound, format!("there is no `{method}`"))
            }
            (Phase::Running, _) => return self.queue(request),
        };
        self.refuse(request.id, refusal.0, refusal.1);
    }

    /// Answers a request, at once if everything is analysed.
    fn queue(&mut self, request: Request) {
        if self.is_current() {
            return self.answer(request);
        }
        let text = request.params.pointer("/textDocument/uri").and_then(Value::as_str);
        let path = text.map(|text| uri::to_path(&text.into()));
        self.waiting.push(Waiting { request, path });
    }

    fn is_current(&self) -> bool {
        self.changed.is_none() && self.under_way.is_none()
    }

    fn answer(&mut self, request: Request) {
        let Request { id, method, params } = request;
        let context = Context {
            client: self.client,
            pages: self.pages.as_deref(),
            shows_places: self.shows_places,
            snapshots: &self.snapshots,
        };
        let answer = AssertUnwindSafe(|| requests::answer(&context, &method, params));
        match catch_unwind(answer) {
            Ok(Ok(result)) => self.send(Response::new_ok(id, result)),
            Ok(Err(Failure::Params(why))) => self.refuse(id, ErrorCode::InvalidParams, why),
            Ok(Err(Failure::Refused(why))) => self.refuse(id, ErrorCode::RequestFailed, why),
            Err(panic) => {
                let bug = self.report_bug(&method, &super::panic_message(&*panic));
                self.refuse(id, ErrorCode::InternalError, bug);
            }
        }
    }

    /// Tells the person at the editor that there is a bug.
    fn report_bug(&self, what: &str, message: &str) -> String {
        let version = env!("CARGO_PKG_VERSION");
        let bug = format!("this is a bug in pdlc {version}, in `{what}`: {message}");
        self.notify("window/showMessage", json!({ "type": 1, "message": bug }));
        bug
    }

    /// Hands what has changed to the analyzer.
    fn submit(&mut self) {
        let Some(changed) = self.changed.take() else { return };
        self.generation += 1;
        self.newest.store(self.generation, Ordering::Relaxed);
        let job = Job {
            generation: self.generation,
            documents: self.documents.clone(),
            folders: self.folders.clone(),
            changed: changed.clone(),
        };
        self.under_way = Some(match self.under_way.take() {
            Some(earlier) => earlier.and(changed),
            None => changed,
        });
        // The analyzer lives as long as the server.
        let _ = self.jobs.send(job);
    }

    fn outcome(&mut self, number: u64, outcome: Outcome) {
        if let Outcome::Panicked(message) = &outcome {
            self.report_bug("analysis", message);
        }
        if number < self.generation {
            return;
        }
        if let Outcome::Parsed(parsed) = outcome {
            return self.publish_early(&parsed);
        }
        let Some(changed) = self.under_way.take() else { return };
        match outcome {
            Outcome::Analyzed(snapshots) => {
                self.snapshots = snapshots;
                self.publish();
                self.refresh(&changed);
            }
            Outcome::Panicked(_) | Outcome::Cancelled | Outcome::Parsed(_) => {
                // What is known is about earlier texts.
                self.snapshots.clear();
            }
        }
        if self.changed.is_none() {
            for waiting in std::mem::take(&mut self.waiting) {
                self.answer(waiting.request);
            }
        }
    }

    fn ask(&mut self, method: &str, params: Value) {
        self.asked += 1;
        let id = RequestId::from(self.asked);
        self.send(Request { id, method: method.to_owned(), params });
    }

    fn refuse(&self, id: RequestId, code: ErrorCode, message: String) {
        self.send(Response::new_err(id, code as i32, message));
    }

    fn notify(&self, method: &str, params: impl Serialize) {
        self.send(Notification::new(method.to_owned(), params));
    }

    fn log(&self, message: &str) {
        self.notify("window/logMessage", json!({ "type": 4, "message": message }));
    }

    fn send(&self, message: impl Into<Message>) {
        // When the client is gone, the loop is about to see it.
        let _ = self.sender.send(message.into());
    }
}
