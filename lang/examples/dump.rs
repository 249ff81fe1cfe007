fn main(){
  let t=std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
  let n = std::time::Instant::now();
  let p=pdl_lang::Program::of_text("x.pdl",&t);
  let e1=n.elapsed();
  let a=pdl_lang::analyze(p,&Default::default());
  let el=n.elapsed();
  for d in a.diagnostics.iter().take(60) { println!("{} {:?} {} {:?} | {}", d.code, d.severity, d.message, d.labels.iter().map(|l| {let p=a.program.sources.position(l.at); (p.line,p.column,&l.text)}).collect::<Vec<_>>(), d.help.as_deref().unwrap_or("")); }
  println!("{} bytes parse {:?} all {:?} stories {} edges {}", t.len(), e1, el, a.plan.stories.len(), a.plan.edges.len());
}
