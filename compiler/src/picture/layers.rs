//! Dependencies in layers: each node stands to the right of all it waits for.

use super::Tie;
use super::layout::{Layout, layout};
use super::svg::{Drawing, number, rect, text, width, xml};
use crate::put::{put, putln};

const HEIGHT: f64 = 24.0;
const MARGIN: f64 = 8.0;
const BETWEEN: f64 = 52.0;

/// What is drawn.
#[derive(Default)]
pub(crate) struct Layers {
    /// The nodes; of one layer, the first stands above the others where lines leave a choice.
    pub(crate) nodes: Vec<Node>,
    /// The lines: what comes first, what waits, and why.
    pub(crate) lines: Vec<(usize, usize, Tie)>,
}

/// A node.
pub(crate) struct Node {
    /// What stands in it.
    pub(crate) label: String,
    /// What more there is to say.
    pub(crate) hint: String,
    /// What it is: classes of the theme.
    pub(crate) class: String,
    /// Where it leads.
    pub(crate) href: Option<String>,
}

/// Where columns begin, and how wide they are.
struct Columns(Vec<(f64, f64)>);

impl Layers {
    /// Draws them; `None` when there is nothing to draw.
    pub(crate) fn draw(&self) -> Option<Drawing> {
        if self.nodes.is_empty() {
            return None;
        }
        let lines: Vec<(usize, usize)> =
            self.lines.iter().map(|&(from, to, _)| (from, to)).collect();
        let layout = layout(self.nodes.len(), HEIGHT, &lines);
        let columns = self.columns(&layout);
        let mut drawing = Drawing {
            width: columns.0.last().map_or(0.0, |(x, width)| x + width) + MARGIN,
            height: layout.height + 2.0 * MARGIN,
            ..Drawing::default()
        };
        drawing.cuts = vec![0.0, drawing.height];
        for (index, &line) in self.lines.iter().enumerate() {
            self::line(&mut drawing.body, &layout, &columns, index, line);
        }
        for (index, node) in self.nodes.iter().enumerate() {
            let (x, width) = columns.0[layout.column[index]];
            let y = layout.middle[index] + MARGIN;
            self::node(&mut drawing.body, node, (x, y), width, index);
        }
        if !layout.is_routed {
            let (nodes, lines) = (self.nodes.len(), self.lines.len());
            drawing.remark = Some(format!(
                "{nodes} nodes and {lines} lines are too many to lead every line around what lies between; \
                 long lines are drawn straight."
            ));
        }
        Some(drawing)
    }

    fn columns(&self, layout: &Layout) -> Columns {
        let mut widths = vec![40.0_f64; layout.columns];
        for (node, &column) in self.nodes.iter().zip(&layout.column) {
            widths[column] = widths[column].max(width(&node.label) + 16.0);
        }
        let mut x = MARGIN;
        let place = |width: f64| {
            let from = x;
            x += width + BETWEEN;
            (from, width)
        };
        Columns(widths.into_iter().map(place).collect())
    }
}

/// A line: through the columns it passes straight, between them with a swing.
fn line(
    out: &mut String,
    layout: &Layout,
    columns: &Columns,
    index: usize,
    (from, to, tie): (usize, usize, Tie),
) {
    let class = tie.class();
    let begin = columns.0[layout.column[from]];
    let end = columns.0[layout.column[to]].0 - 6.0;
    let y = |node: usize| layout.middle[node] + MARGIN;
    let (mut x, mut last) = (begin.0 + begin.1, y(from));
    put!(out, "<path class=\"{class}\" data-e=\"{from} {to}\" d=\"M{} {}", number(x), number(last));
    for (passed, &bend) in (layout.column[from] + 1..).zip(&layout.bends[index]) {
        let (left, width) = columns.0[passed];
        let bend = bend + MARGIN;
        swing(out, (x, last), (left, bend));
        put!(out, "H{}", number(left + width));
        (x, last) = (left + width, bend);
    }
    swing(out, (x, last), (end, y(to)));
    let (tip, y) = (number(end + 5.0), number(y(to)));
    putln!(out, "\"/><path class=\"tip\" d=\"M{tip} {y}l-6 -3.5v7z\"/>");
}

fn swing(out: &mut String, from: (f64, f64), to: (f64, f64)) {
    if (from.1 - to.1).abs() < 0.05 {
        put!(out, "H{}", number(to.0));
        return;
    }
    let half = number(f64::midpoint(from.0, to.0));
    let (y, x, end) = (number(from.1), number(to.0), number(to.1));
    put!(out, "C{half} {y} {half} {end} {x} {end}");
}

fn node(out: &mut String, node: &Node, (x, y): (f64, f64), width: f64, index: usize) {
    match &node.href {
        Some(href) => put!(out, "<a href=\"{}\" tabindex=\"-1\" data-n=\"{index}\">", xml(href)),
        None => out.push_str("<g>"),
    }
    put!(out, "<title>{}</title>", xml(&node.hint));
    let class = format!("box {}", node.class);
    rect(out, &class, x, y - HEIGHT / 2.0, (width, HEIGHT), 5.0);
    text(out, "node", x + 8.0, y + 4.0, &node.label);
    out.push_str(if node.href.is_some() { "</a>\n" } else { "</g>\n" });
}
