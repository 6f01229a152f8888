import { readFileSync } from 'node:fs';
import { lowerText } from '/work/main/test/language/check.js';
import { estimateAll } from '/work/main/analyzer/estimate/estimate-all.js';
for (const f of process.argv.slice(2)) {
  const r = lowerText(readFileSync(f,'utf8'));
  if (r.said.length) console.log(f, r.said);
  for (const e of estimateAll(r.design)) {
    console.log(f.replace(/.*\//,''), e.workload, e.expectations.map(x=>`${x.id} ${x.holds} actual=${x.actual} bound=${x.bound} ${x.reason??''} ${x.worst??''}`).join('\n   '));
    if (process.env.V) console.log(JSON.stringify(e,null,1));
  }
}
