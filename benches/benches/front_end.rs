//! From text to a tree, and to a checked plan.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use pdl_lang::span::FileId;
use pdl_lang::{Options, Program, analyze, format, syntax};

fn front_end(criterion: &mut Criterion) {
    for stories in [1_000, 10_000, 100_000] {
        let text = pdl_benches::plan(stories);
        let mut group = criterion.benchmark_group(format!("{stories} stories"));
        group.sample_size(if stories > 10_000 { 10 } else { 50 });
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("parse", |bencher| {
            bencher.iter(|| syntax::parse(FileId(0), black_box(&text)));
        });
        group.bench_function("format", |bencher| {
            bencher.iter(|| format::format(FileId(0), black_box(&text)));
        });
        group.bench_function("check", |bencher| {
            bencher.iter(|| {
                let program = Program::of_text("platform.pdl", black_box(&text));
                analyze(program, &Options::default())
            });
        });
        group.finish();
    }
}

criterion_group!(benches, front_end);
criterion_main!(benches);
