//! Pictures as SVG: the timeline of a plan and its dependencies in layers.
//!
//! Drawing knows boxes, bars and lines, not plans. A drawing has no colours of its own: classes say what things are, and
//! the page around it, or for a file of its own `picture/theme.css`, says how they look, in light and in dark.

mod crossings;
mod layers;
mod layout;
mod svg;
mod timeline;

pub(crate) use layers::{Layers, Node};
pub(crate) use svg::{Drawing, number, shortened};
pub(crate) use timeline::{Bar, Closed, Group, Mark, Timeline};

/// What a line between two things stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tie {
    /// An order.
    Order,
    /// An order of the plan alone.
    PlanOnly,
    /// What manifests need, and no order says.
    Need,
}

impl Tie {
    /// Its classes in the theme.
    fn class(self) -> &'static str {
        match self {
            Self::Order => "edge",
            Self::PlanOnly => "edge plan",
            Self::Need => "edge need",
        }
    }
}

/// How things look.
pub(crate) const THEME: &str = include_str!("picture/theme.css");
