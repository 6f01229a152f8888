/** The same topology in our language and in each peer's. */
import { topology } from './topology.mjs';

const clauses = {
  gateway: 'instances 4  cores 4  work 0.5 ms  timeout 1 s',
  service: 'instances 8  cores 4  work 2 ms  timeout 500 ms',
  cache: 'caches Item  memory 8 GB  ttl 10 min  evict lru  on miss fill',
  database: 'stores Item  replicas 3 leader semi_sync 1 { ship row  elect by consensus  read from leader }  wal sync',
  queue:
    'carries Item  partitions 16 by key  replicas 3 leader sync { min_insync 2 }  ack all  deliver at_least_once  commit after_processing',
};
const technology = { cache: ' : redis', database: ' : postgres', queue: ' : kafka' };

/** A complete design with flows, workload and expectations: about eleven lines a component. */
export function sysdesign(count) {
  const { boxes, groups } = topology(count);
  const present = new Set(boxes.map(({ id }) => id));
  const lines = [
    `design "Generated ${count}"`,
    '',
    'region us { zones a, b, c }',
    'data Item { key key  size 1 KB  count 1M  requires read_your_writes, durable }',
    'client people "People"',
    '',
  ];
  for (let g = 0; g < groups; g += 1) {
    lines.push(`group g${g} "Group ${g}" {`);
    for (const { id, kind, group } of boxes) {
      if (group !== g) continue;
      lines.push(`  ${kind} ${id} "${id.replace('_', ' ')}"${technology[kind] ?? ''} {`, '    across us');
      for (const clause of clauses[kind].split(/ {2}(?![^{]*\})/)) lines.push(`    ${clause}`);
      lines.push('  }');
    }
    lines.push('}', '');
  }
  for (let g = 0; g < groups; g += 1) {
    if (!present.has(`events_${g}`)) continue;
    lines.push(
      `flow use_${g} {`,
      `  people -> api_${g} -> front_${g} {`,
      `    call search_${g}`,
      `    front_${g} -> users_${g} { read Item from cache_${g} else store_${g} }`,
      `    front_${g} -> orders_${g} {`,
      ...(g + 1 < groups && present.has(`users_${g + 1}`) ? [`      call users_${g + 1}`] : []),
      `      write Item to store_${g} idempotent by key`,
      `      publish Item to events_${g} in outbox`,
      '    }',
      '  }',
      '}',
      `flow work_${g} { on events_${g} -> worker_${g} { write Item to audit_${g} idempotent by key } }`,
    );
  }
  lines.push('', 'workload day {');
  for (let g = 0; g < groups; g += 1) if (present.has(`events_${g}`)) lines.push(`  use_${g} at 500/s`);
  lines.push('}', '', 'expect under day {', '  utilization(*) < 90%', '}');
  return `${lines.join('\n')}\n`;
}

export function d2(count) {
  const { boxes, arrows, groups } = topology(count);
  const path = new Map(boxes.map(({ id, group }) => [id, `g${group}.${id}`]));
  const lines = [];
  for (let g = 0; g < groups; g += 1)
    lines.push(`g${g}: Group ${g} {`, ...boxes.filter(({ group }) => group === g).map(({ id }) => `  ${id}`), '}');
  return `${[...lines, ...arrows.map(({ from, to, label }) => `${path.get(from)} -> ${path.get(to)}: ${label}`)].join('\n')}\n`;
}

export function mermaid(count) {
  const { boxes, arrows, groups } = topology(count);
  const lines = ['flowchart LR'];
  for (let g = 0; g < groups; g += 1)
    lines.push(
      `  subgraph g${g}["Group ${g}"]`,
      ...boxes.filter(({ group }) => group === g).map(({ id }) => `    ${id}`),
      '  end',
    );
  return `${[...lines, ...arrows.map(({ from, to, label }) => `  ${from} -->|${label}| ${to}`)].join('\n')}\n`;
}

export function dot(count) {
  const { boxes, arrows, groups } = topology(count);
  const lines = ['digraph G {', '  rankdir=LR'];
  for (let g = 0; g < groups; g += 1)
    lines.push(
      `  subgraph cluster_${g} { label="Group ${g}"`,
      ...boxes.filter(({ group }) => group === g).map(({ id }) => `    ${id}`),
      '  }',
    );
  return `${[...lines, ...arrows.map(({ from, to, label }) => `  ${from} -> ${to} [label="${label}"]`), '}'].join('\n')}\n`;
}

export function plantuml(count) {
  const { boxes, arrows, groups } = topology(count);
  const lines = ['@startuml', 'left to right direction'];
  for (let g = 0; g < groups; g += 1)
    lines.push(
      `package "Group ${g}" {`,
      ...boxes.filter(({ group }) => group === g).map(({ id }) => `  component ${id}`),
      '}',
    );
  return `${[...lines, ...arrows.map(({ from, to, label }) => `${from} --> ${to} : ${label}`), '@enduml'].join('\n')}\n`;
}

export function likec4(count) {
  const { boxes, arrows, groups } = topology(count);
  const path = new Map(boxes.map(({ id, group }) => [id, `g${group}.${id}`]));
  const lines = ['specification {', '  element group', '  element box', '}', 'model {'];
  for (let g = 0; g < groups; g += 1)
    lines.push(
      `  g${g} = group 'Group ${g}' {`,
      ...boxes.filter(({ group }) => group === g).map(({ id }) => `    ${id} = box '${id}'`),
      '  }',
    );
  lines.push(
    ...arrows.map(({ from, to, label }) => `  ${path.get(from)} -> ${path.get(to)} '${label}'`),
    '}',
    'views {',
    '  view index {',
    '    include *',
    ...boxes.map(({ id }) => `    include ${path.get(id)}`),
    '  }',
    '}',
  );
  return `${lines.join('\n')}\n`;
}

/** Notations of the peers that draw, by peer. */
export const drawings = { d2, mermaid, dot, plantuml };
