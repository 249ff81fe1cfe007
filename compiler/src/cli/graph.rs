//! `pdlc graph`: dependencies as text, as a picture, or for programs.

use std::io::{self, Write as _};

use clap::{Args, ValueEnum};
use pdl_lang::{Options, analyze};

use super::program::{ProgramArgs, show_errors, unknown};
use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::graph_view::{GraphView, Level, Selection, dot, json, mermaid, svg, text};

/// Show what waits for what
///
/// Beside the plan's orders, what manifests need of each other is drawn where no order says so: dotted, and marked in
/// text. Dashed is what orders the plan alone.
///
/// A plan with errors is drawn as far as it is understood: that helps to see a cycle.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  pdlc graph --around NET-CILIUM-BGP --depth 2
  pdlc graph --format dot | dot -Tsvg > plan.svg")]
pub(super) struct Graph {
    #[command(flatten)]
    program: ProgramArgs,

    /// How the graph is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: GraphFormat,

    /// Only this story, or component, and its neighbours
    #[arg(long, value_name = "NAME")]
    around: Option<String>,

    /// How many steps the neighbours of --around may be away
    #[arg(long, value_name = "N", default_value_t = 1, requires = "around")]
    depth: u32,

    /// What a node stands for
    #[arg(long, value_name = "LEVEL", default_value = "stories")]
    level: GraphLevel,

    /// Only what is delivered on this cluster
    #[arg(long, value_name = "NAME")]
    cluster: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum GraphFormat {
    /// A list by sprint, for a terminal
    Text,
    /// Graphviz
    Dot,
    /// Mermaid, which GitHub and GitLab draw in Markdown
    Mermaid,
    /// One JSON document, for programs
    Json,
    /// A picture, in layers
    Svg,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum GraphLevel {
    /// Stories, as the plan orders them, and as their manifests need each other
    Stories,
    /// Components, as the plan orders the stories that deliver them, and as they need each other
    Components,
}

impl Graph {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let workspace = self.program.workspace()?;
        let analysis = analyze(workspace.load()?, &Options::default());
        let exit = show_errors(terminal, &workspace, &analysis);
        let view = GraphView::new(&analysis, &self.selection())
            .map_err(|it| unknown(it.what, &it.name, it.known.iter().map(String::as_str)))?;
        let drawn = match self.format {
            GraphFormat::Text => text(&view, &terminal.out_style()),
            GraphFormat::Dot => dot(&view),
            GraphFormat::Mermaid => mermaid(&view),
            GraphFormat::Svg => svg(&view),
            GraphFormat::Json => json(&view).map_err(io::Error::from)?,
        };
        terminal.out().write_all(drawn.as_bytes())?;
        Ok(exit)
    }

    fn selection(&self) -> Selection {
        Selection {
            level: match self.level {
                GraphLevel::Stories => Level::Stories,
                GraphLevel::Components => Level::Components,
            },
            cluster: self.cluster.clone(),
            around: self.around.clone().map(|name| (name, self.depth)),
        }
    }
}
