//! How a conversation begins and ends.

use std::path::PathBuf;

use gen_lsp_types::{InitializeParams, InitializeResult, ServerInfo, WorkspaceFolders};
use lsp_server::{ErrorCode, Request, RequestId, Response};
use serde_json::{Value, json};

use super::{Phase, Server};
use crate::lsp::analyzer::Changed;
use crate::lsp::capabilities::{self, Client};
use crate::lsp::uri;

impl Server {
    pub(super) fn initialize(&mut self, request: Request) {
        let params: InitializeParams = match serde_json::from_value(request.params) {
            Ok(params) => params,
            Err(why) => {
                return self.refuse(request.id, ErrorCode::InvalidParams, why.to_string());
            }
        };
        self.client = Client::of(&params.capabilities);
        self.folders = folders(&params);
        let options = params.initialization_options.as_ref();
        let pages = options.and_then(|options| options.get("pages")).and_then(Value::as_str);
        self.pages = pages.map(|pages| format!("{}/", pages.trim_end_matches('/')));
        let shows = options.and_then(|options| options.get("showPlaces")).and_then(Value::as_bool);
        self.shows_places = shows == Some(true);
        self.phase = Phase::Running;
        let result = InitializeResult {
            capabilities: capabilities::server(self.client),
            server_info: Some(ServerInfo {
                name: "pdlc".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        };
        self.send(Response::new_ok(request.id, result));
        self.changed = Some(Changed::Everything);
    }

    /// Asks to be told of files that change on disk.
    pub(super) fn initialized(&mut self) {
        if !self.client.watches {
            return;
        }
        // JSON is YAML, too.
        let watchers = ["**/*.pdl", "**/*.yaml", "**/*.yml", "**/*.json"];
        let watchers = watchers.map(|glob| json!({ "globPattern": glob }));
        let registration = json!({
            "id": "files",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": { "watchers": watchers },
        });
        self.ask("client/registerCapability", json!({ "registrations": [registration] }));
    }

    pub(super) fn shutdown(&mut self, id: RequestId) {
        for waiting in std::mem::take(&mut self.waiting) {
            let why = "the client leaves".to_owned();
            self.refuse(waiting.request.id, ErrorCode::RequestCanceled, why);
        }
        self.phase = Phase::Leaving;
        self.send(Response::new_ok(id, Value::Null));
    }
}

/// The folders of the workspace: one process serves several.
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    let listed = &params.workspace_folders_initialize_params.workspace_folders;
    if let Some(WorkspaceFolders::WorkspaceFolderList(folders)) = listed {
        return folders.iter().map(|folder| uri::to_path(&folder.uri)).collect();
    }
    #[expect(deprecated, reason = "older clients have nothing else")]
    let root = params.root_uri.as_ref();
    root.map(uri::to_path).into_iter().collect()
}
