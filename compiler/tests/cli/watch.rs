//! `pdlc watch`: a real process, real edits, and what it says to each.

use std::io::{BufRead as _, BufReader};
use std::process::Child;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use super::{PLAN, Pdl};

/// How long a line may take before something is taken for broken.
const PATIENCE: Duration = Duration::from_mins(1);

/// A process that watches, and the lines that it says.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn new(pdl: &Pdl) -> Self {
        let mut child = pdl.command().spawn().expect("the binary runs");
        let stderr = child.stderr.take().expect("it is piped");
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Self { child, lines }
    }

    /// Waits for a line that contains a text; the lines before it are passed over.
    #[track_caller]
    fn says(&self, text: &str) -> String {
        let mut heard = Vec::new();
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(text) => return line,
                Ok(line) => heard.push(line),
                Err(error) => panic!("nobody said {text:?}, only {heard:#?}: {error}"),
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn every_change_is_built_and_mistakes_are_shown() {
    let root = format!("{PLAN}include \"parts/*.pdl\"\n");
    let pdl =
        Pdl::new().file("platform.pdl", &root).file("parts/edge.pdl", "lane edge \"Edge\" {}\n");
    let mut pdl = pdl.args(["watch"]);
    let watching = Watching::new(&pdl);
    watching.says("watching 2 files");
    watching.says("written");
    assert!(pdl.path("out/manifest.json").exists());

    // A file that a glob begins to match.
    pdl = pdl.file("parts/more.pdl", "lane core \"Core\" {}\n");
    let line = watching.says("parts/more.pdl: ");
    assert!(line.contains("written"), "{line}");

    // A mistake is shown, and the output stays as it is.
    let manifest = pdl.read("out/manifest.json");
    pdl = pdl.file("platform.pdl", root.replace("story NET", "story"));
    watching.says("error");
    watching.says("platform.pdl: nothing was built");
    assert_eq!(pdl.read("out/manifest.json"), manifest);

    // An editor that replaces the file.
    pdl = pdl.file("new", root.replace("Networking", "The network"));
    std::fs::rename(pdl.path("new"), pdl.path("platform.pdl")).expect("it can be renamed");
    let line = watching.says("platform.pdl: ");
    assert!(line.contains("written"), "{line}");
    assert!(pdl.read("out/schedule/schedule.md").contains("The network"));

    std::fs::remove_file(pdl.path("parts/more.pdl")).expect("it is there");
    watching.says("parts/more.pdl: ");
}

#[test]
fn definitions_are_followed_and_are_inputs() {
    const DEFINITION: &str = "kind: CustomResourceDefinition\nspec:\n  group: example.org\n  \
        scope: Cluster\n  names: {kind: Widget, plural: widgets}\n  versions:\n  \
        - {name: v1, served: true, storage: true}\n";
    let root = "platform p { schemas: [\"crds/*.yaml\"], assume: [\"example.org\"] }\n\
        cluster one\nsprint S 2025-10-20..2025-10-24 { story A }\n\
        component widgets { story: A, resource Widget w { spec: { size: 1 } } }\n\
        component others { story: A, resource PriorityClass low { value: 1 } }\n";
    let pdl = Pdl::new().file("platform.pdl", root).file("crds/widgets.yaml", DEFINITION);
    let mut pdl = pdl.args(["watch"]);
    let watching = Watching::new(&pdl);
    watching.says("watching 2 files");
    watching.says("written");
    let manifest: serde_json::Value =
        serde_json::from_str(&pdl.read("out/manifest.json")).expect("it is JSON");
    let names = |value: &serde_json::Value| value.to_string().contains("crds/widgets.yaml");
    assert!(names(&manifest["inputs"]), "{manifest}");
    let outputs = manifest["outputs"].as_array().expect("it is a list");
    let made = |part: &str| {
        let of = outputs.iter().find(|it| it["path"].as_str().is_some_and(|it| it.contains(part)));
        names(&of.expect("it is made")["inputs"])
    };
    assert!(made("/widgets/"), "checked by the definition");
    assert!(!made("/others/"), "checked without it");

    pdl = pdl.file("crds/widgets.yaml", DEFINITION.replace("v1", "v2"));
    let line = watching.says("crds/widgets.yaml: ");
    assert!(line.contains("written"), "{line}");
    assert!(pdl.read("out/manifest.json").contains("crds/widgets.yaml"));
}

#[test]
fn what_cannot_be_read_is_not_watched() {
    let output = Pdl::new().args(["watch", "none.pdl"]).output();
    assert_eq!(output.status.code(), Some(2));
    let output = Pdl::new().args(["watch", "-"]).output();
    assert_eq!(output.status.code(), Some(2));
}
