fn rss(l: &str) {
    let s = std::fs::read_to_string("/proc/self/status").unwrap();
    let g = |k: &str| {
        s.lines()
            .find(|l| l.starts_with(k))
            .unwrap()
            .split_whitespace()
            .nth(1)
            .unwrap()
            .parse::<u64>()
            .unwrap()
            / 1024
    };
    eprintln!("{l}: rss {} hwm {}", g("VmRSS"), g("VmHWM"));
}
struct F(String);
impl pdl_lang::Files for F {
    fn read(&self, _: &str) -> Result<Vec<u8>, pdl_lang::Unreadable> {
        Ok(std::fs::read(&self.0).unwrap())
    }
    fn expand(&self, _: &str) -> Result<Vec<String>, pdl_lang::Unreadable> {
        Ok(vec![])
    }
}
fn main() {
    let name = std::env::args().nth(1).unwrap();
    rss("start");
    let n = std::time::Instant::now();
    let p = pdl_lang::Program::load("x.pdl", &F(name)).unwrap();
    let e1 = n.elapsed();
    rss("parsed");
    eprintln!(
        "tokens {} {} nodes {} {} sizes story {} edge {}",
        p.parses[0].tree.tokens.len(),
        p.parses[0].tree.tokens.capacity(),
        p.parses[0].tree.nodes.len(),
        p.parses[0].tree.nodes.capacity(),
        std::mem::size_of::<pdl_lang::model::Story>(),
        std::mem::size_of::<pdl_lang::model::Edge>()
    );
    let a = pdl_lang::analyze(p, &Default::default());
    let el = n.elapsed();
    rss("analyzed");
    for d in a.diagnostics.iter().take(60) {
        println!(
            "{} {:?} {} {:?} | {}",
            d.code,
            d.severity,
            d.message,
            d.labels
                .iter()
                .map(|l| {
                    let p = a.program.sources.position(l.at);
                    (p.line, p.column, &l.text)
                })
                .collect::<Vec<_>>(),
            d.help.as_deref().unwrap_or("")
        );
    }
    println!(
        "parse {:?} all {:?} stories {} edges {}",
        e1,
        el,
        a.plan.stories.len(),
        a.plan.edges.len()
    );
}
