//! `ordering.svg` and `ordering.dot`: the stories, each behind what it waits for.

use super::super::facts::Facts;
use super::super::pictures;
use crate::graph_view::{GraphView, Selection, dot as draw};
use crate::picture::Drawing;
use crate::plain;

/// Writes the picture.
pub(super) fn svg(facts: &Facts<'_>) -> String {
    let drawing = pictures::layers(facts, |_| None).unwrap_or(Drawing::EMPTY);
    let title = format!("Order of {}", plain::line(&facts.title()));
    let mut description =
        "Every story stands to the right of what it waits for; ordering.md says the same in words."
            .to_owned();
    if let Some(remark) = &drawing.remark {
        description.push(' ');
        description.push_str(remark);
    }
    drawing.file(&title, &description)
}

/// Writes the graph for Graphviz.
pub(super) fn dot(facts: &Facts<'_>) -> String {
    let view = GraphView::new(facts.analysis, &Selection::default());
    view.map(|view| draw(&view)).unwrap_or_default()
}
