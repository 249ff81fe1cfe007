//! Nodes in columns: which column, in which order, at which height.
//!
//! The method is that of Sugiyama, Tagawa and Toda (1981): columns by the longest way, bends where a line passes a column,
//! orders by the mean of the neighbours, sweep by sweep, and of all orders the one with the fewest crossings. Heights
//! follow the mean of the neighbours as near as the order and the gaps allow, which is an isotonic regression. Every step
//! is about linear; a graph whose lines pass too many columns gets no bends, so that no size hangs.

use super::crossings::crossings;

/// How many bends lines may have in all.
const BENDS: usize = 20_000;

/// The gap between two nodes above one another, and beside a bend.
const GAP: f64 = 8.0;

/// A node, or a bend of a line.
#[derive(Clone, Debug)]
struct Item {
    height: f64,
    before: Vec<usize>,
    after: Vec<usize>,
}

/// Where everything stands.
#[derive(Debug)]
pub(super) struct Layout {
    /// The column of each node.
    pub(super) column: Vec<usize>,
    /// The middle of each node, from above.
    pub(super) middle: Vec<f64>,
    /// Of each line the heights at which it passes columns, from its beginning.
    pub(super) bends: Vec<Vec<f64>>,
    /// Whether lines go around nodes.
    pub(super) is_routed: bool,
    /// The number of columns.
    pub(super) columns: usize,
    /// How high it all is.
    pub(super) height: f64,
}

/// Arranges `nodes` nodes of one height; lines go from the node that comes first.
pub(super) fn layout(nodes: usize, height: f64, lines: &[(usize, usize)]) -> Layout {
    let column = columns(nodes, lines);
    let n_columns = column.iter().max().map_or(0, |last| last + 1);
    let span = |&(from, to): &(usize, usize)| column[to].saturating_sub(column[from] + 1);
    let is_routed = lines.iter().map(span).sum::<usize>() <= BENDS;
    let mut items: Vec<Item> = vec![Item { height, before: Vec::new(), after: Vec::new() }; nodes];
    let mut order: Vec<Vec<usize>> = vec![Vec::new(); n_columns];
    for (node, &column) in column.iter().enumerate() {
        order[column].push(node);
    }
    let mut ways: Vec<Vec<usize>> = Vec::with_capacity(lines.len());
    for &(from, to) in lines {
        let mut way = Vec::new();
        // Lines inside a column or against the direction belong to circles; they are drawn, and order nothing.
        if column[from] < column[to] {
            let mut last = from;
            if is_routed {
                for passed in &mut order[column[from] + 1..column[to]] {
                    let bend = items.len();
                    items.push(Item { height: 2.0, before: vec![last], after: Vec::new() });
                    items[last].after.push(bend);
                    passed.push(bend);
                    way.push(bend);
                    last = bend;
                }
            }
            items[last].after.push(to);
            items[to].before.push(last);
        }
        ways.push(way);
    }
    let order = best_order(&items, order);
    let middles = heights(&items, &order);
    let bottom = |(item, middle): (&Item, &f64)| middle + item.height / 2.0;
    Layout {
        bends: ways.iter().map(|way| way.iter().map(|&bend| middles[bend]).collect()).collect(),
        height: items.iter().zip(&middles).map(bottom).fold(0.0, f64::max),
        middle: middles[..nodes].to_vec(),
        column,
        is_routed,
        columns: n_columns,
    }
}

/// The column of each node: as many as the longest way to it has lines. Of a circle, each node follows what is outside.
fn columns(nodes: usize, lines: &[(usize, usize)]) -> Vec<usize> {
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    let mut missing = vec![0_usize; nodes];
    for &(from, to) in lines.iter().filter(|(from, to)| from != to) {
        after[from].push(to);
        missing[to] += 1;
    }
    let mut column = vec![0; nodes];
    let mut ready: std::collections::VecDeque<usize> =
        (0..nodes).filter(|&node| missing[node] == 0).collect();
    let mut is_placed = vec![false; nodes];
    let mut next = 0;
    loop {
        while let Some(node) = ready.pop_front() {
            if std::mem::replace(&mut is_placed[node], true) {
                continue;
            }
            for &other in after[node].iter().filter(|&&it| !is_placed[it]) {
                column[other] = column[other].max(column[node] + 1);
                missing[other] -= 1;
                if missing[other] == 0 {
                    ready.push_back(other);
                }
            }
        }
        // A circle is opened at its first node.
        while next < nodes && is_placed[next] {
            next += 1;
        }
        if next == nodes {
            return column;
        }
        ready.push_back(next);
    }
}

/// Sweeps back and forth and keeps the order with the fewest crossings.
fn best_order(items: &[Item], mut order: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let sweeps = if items.len() > 5_000 { 4 } else { 10 };
    let mut place = places(items.len(), &order);
    let mut best = order.clone();
    let mut fewest = total_crossings(items, &order, &place);
    for sweep in 0..sweeps {
        let forward = sweep % 2 == 0;
        let mut columns: Vec<usize> = (0..order.len()).collect();
        if !forward {
            columns.reverse();
        }
        for column in columns {
            let key = |&item: &usize| {
                let neighbours = if forward { &items[item].before } else { &items[item].after };
                mean(neighbours.iter().map(|&it| place[it])).unwrap_or(place[item])
            };
            let mut keyed: Vec<(f64, usize)> =
                order[column].iter().map(|item| (key(item), *item)).collect();
            keyed.sort_by(|one, other| one.0.total_cmp(&other.0));
            order[column] = keyed.into_iter().map(|(_, item)| item).collect();
            renumber(&order[column], &mut place);
        }
        let crossings = total_crossings(items, &order, &place);
        if crossings < fewest {
            fewest = crossings;
            best.clone_from(&order);
        }
        if fewest == 0 {
            break;
        }
    }
    best
}

/// The place of each item in its column.
fn places(items: usize, order: &[Vec<usize>]) -> Vec<f64> {
    let mut place = vec![0.0; items];
    for column in order {
        renumber(column, &mut place);
    }
    place
}

fn renumber(column: &[usize], place: &mut [f64]) {
    for (number, &item) in (0_u32..).zip(column) {
        place[item] = f64::from(number);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places are small and whole"
)]
fn total_crossings(items: &[Item], order: &[Vec<usize>], place: &[f64]) -> u64 {
    let lines = |column: &Vec<usize>| {
        let lines = column.iter().flat_map(|&item| {
            items[item].after.iter().map(move |&after| (place[item] as u32, place[after] as u32))
        });
        crossings(lines.collect())
    };
    order.iter().map(lines).sum()
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    (count > 0.0).then(|| sum / count)
}

/// The middle of each item: near those of its neighbours, in the order of its column, with gaps.
fn heights(items: &[Item], order: &[Vec<usize>]) -> Vec<f64> {
    const SWEEPS: usize = 6;
    let mut middle = vec![0.0; items.len()];
    for column in order {
        let mut y = 0.0;
        for &item in column {
            middle[item] = y + items[item].height / 2.0;
            y += items[item].height + GAP;
        }
    }
    for sweep in 0..SWEEPS {
        let forward = sweep % 2 == 0;
        let mut columns: Vec<&Vec<usize>> = order.iter().collect();
        if !forward {
            columns.reverse();
        }
        for column in columns {
            let wanted = |&item: &usize| {
                let Item { before, after, .. } = &items[item];
                let neighbours = if forward { before } else { after };
                mean(neighbours.iter().map(|&it| middle[it])).unwrap_or(middle[item])
            };
            let wanted: Vec<f64> = column.iter().map(wanted).collect();
            let spaced = spaced(items, column, &wanted);
            for (&item, y) in column.iter().zip(spaced) {
                middle[item] = y;
            }
        }
    }
    let top = |item: usize| middle[item] - items[item].height / 2.0;
    let highest = (0..items.len()).map(top).fold(f64::INFINITY, f64::min);
    middle.iter().map(|y| y - if highest.is_finite() { highest } else { 0.0 }).collect()
}

/// The heights nearest to what is wanted, by the sum of squares, that keep the order and the gaps.
///
/// Less the room that the items above need, such heights must not decrease: neighbours that would are pooled at their mean.
fn spaced(items: &[Item], column: &[usize], wanted: &[f64]) -> Vec<f64> {
    let mut room = Vec::with_capacity(column.len());
    let mut above = 0.0;
    for (index, &item) in column.iter().enumerate() {
        if let Some(&last) = index.checked_sub(1).and_then(|last| column.get(last)) {
            above += f64::midpoint(items[last].height, items[item].height) + GAP;
        }
        room.push(above);
    }
    // Sum and size of each pool.
    let mut pools: Vec<(f64, f64)> = Vec::with_capacity(column.len());
    for (wanted, room) in wanted.iter().zip(&room) {
        pools.push((wanted - room, 1.0));
        while let [.., one, other] = pools.as_slice()
            && one.0 / one.1 > other.0 / other.1
        {
            let joined = (one.0 + other.0, one.1 + other.1);
            pools.pop();
            pools.pop();
            pools.push(joined);
        }
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes are whole")]
    let levels =
        pools.iter().flat_map(|(sum, size)| std::iter::repeat_n(sum / size, *size as usize));
    levels.zip(&room).map(|(level, room)| level + room).collect()
}

#[cfg(test)]
mod tests;
