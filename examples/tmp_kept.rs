use profiler_doctor::{pack::Pack,intake::decide,scan::{Scanner,Scanned}};
fn main(){ let pack=Pack::builtin().unwrap();
 for f in std::env::args().skip(1){ let b=std::fs::read(&f).unwrap(); let n=f.rsplit('/').next().unwrap().to_owned();
  let mut s=Scanner::new(&pack,decide(&pack,&n,&b)); s.push(&b); let s:Scanned=s.finish();
  let (mut sig,mut si,mut la,mut cap)=(0,0,0,0); for g in &s.segments{ sig+=g.sightings.len(); for x in g.sightings.values(){ si+=x.first.len(); la+=x.last.len(); for y in &x.first{cap+=y.captures.len();} } }
  println!("{n} bytes {} lines {} segs {} signals {sig} first {si} last {la} captures {cap}",s.bytes,s.lines,s.segments.len());
 }}
