struct F;
impl pdl_lang::Files for F { fn read(&self,p:&str)->Result<Vec<u8>,pdl_lang::Unreadable>{std::fs::read(p).map_err(|_| pdl_lang::Unreadable("x".into()))} fn expand(&self,_:&str)->Result<Vec<String>,pdl_lang::Unreadable>{Ok(vec!["platform/clusters.pdl".into(),"platform/networking.pdl".into()])}}
fn main(){
  let a=pdl_lang::analyze(pdl_lang::Program::load("platform.pdl",&F).unwrap(),&Default::default());
  for d in a.diagnostics.iter().take(60) { println!("{} {:?} {}\n     {:?} | {}", d.code, d.severity, d.message, d.labels.iter().map(|l| {let p=a.program.sources.position(l.at); (p.line,p.column,&l.text)}).collect::<Vec<_>>(), d.help.as_deref().unwrap_or("")); }
}
