/** Notations: what they write, and that nothing in a design becomes a sign of the notation. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeDot } from '../../../diagram/export/dot.js';
import { writeMermaid } from '../../../diagram/export/mermaid.js';
import { notations } from '../../../diagram/export/notations.js';
import type { Scene } from '../../../diagram/scene/scene.js';
import { root } from '../../root.js';

const small: Scene = {
  title: 'Small',
  direction: 'right',
  nodes: [
    { id: 'web', label: 'Browser', kind: 'client' },
    {
      id: 'end',
      label: 'Ends',
      kind: 'service',
      parent: 'us',
      load: { utilization: 0.93 },
      badges: [{ severity: 'error', count: 2 }],
    },
    {
      id: 'orders',
      label: 'Orders',
      subtitle: 'database · PostgreSQL',
      kind: 'database',
      parent: 'stores',
      facts: ['3 replicas'],
      load: { utilization: 0.8 },
    },
    { id: 'sums', label: 'sums', kind: 'materialized_view' },
  ],
  groups: [
    { id: 'us', label: 'us', kind: 'region' },
    { id: 'stores', label: 'Stores', kind: 'group', parent: 'us' },
  ],
  edges: [
    { id: '1', from: 'web', to: 'end', label: ['1000/s'], style: 'sync' },
    { id: '2', from: 'end', to: 'orders', label: ['write Order', '100/s'], style: 'async' },
    { id: '3', from: 'orders', to: 'sums', label: [], style: 'view' },
    { id: '4', from: 'orders', to: 'stores', label: [], style: 'replication' },
    { id: '5', from: 'end', to: 'nowhere', label: [], style: 'sync' },
  ],
};

const nasty = '"]; click a "javascript:x" %%{init}%% <b>&amp;`#35;`</b> \\N\\" | fa:fa-ban\n--> end\u001b[31m\u202e';

function nastyScene(): Scene {
  return {
    title: nasty,
    subtitle: nasty,
    nodes: [
      { id: nasty, label: nasty, subtitle: nasty, kind: nasty, facts: [nasty], parent: `${nasty}g` },
      { id: 'a b', label: '1. one', kind: 'service' },
      { id: 'a-b', label: '- two', kind: 'queue' },
    ],
    groups: [{ id: `${nasty}g`, label: nasty, kind: 'group' }],
    edges: [{ id: 'e', from: 'a b', to: nasty, label: [nasty], style: 'sync' }],
  };
}

describe('the list of notations', () => {
  it('has every notation of the folder, alphabetically', () => {
    const parts = ['names', 'notation', 'notations', 'scene-tree'];
    const files = readdirSync(join(root, 'diagram/export')).map((name) => name.replace(/\.ts$/, ''));
    assert.deepEqual(
      notations.map(({ id }) => id),
      files.filter((name) => !parts.includes(name)).sort(),
    );
  });

  it('has each ending once', () => {
    const endings = notations.flatMap(({ extensions }) => extensions);
    assert.equal(new Set(endings).size, endings.length);
  });
});

describe('Mermaid', () => {
  it('writes a flowchart', () => {
    assert.equal(
      writeMermaid(small),
      `---
title: "Small"
---
flowchart LR
  web(["Browser"])
  sums[("sums")]
  subgraph us["us"]
    n_end["Ends<br/>93 % busy<br/>2 errors"]
    subgraph stores["Stores"]
      orders[("Orders<br/>database · PostgreSQL<br/>3 replicas<br/>80 % busy")]
    end
  end
  web -->|"1000/s"| n_end
  n_end -.->|"write Order<br/>100/s"| orders
  orders -.-> sums
  orders ==> stores
  classDef outside stroke-dasharray:4 3
  class web outside
  classDef busy fill:#fdf3d7,stroke:#d19a00,color:#101828
  class orders busy
  classDef overloaded fill:#fde4e1,stroke:#cc2b1d,color:#101828
  class n_end overloaded
  linkStyle 2 stroke:#7c3aad,stroke-dasharray:2 4
`,
    );
  });

  it('keeps every text inside its quotes', () => {
    const lines = writeMermaid(nastyScene()).split('\n');
    for (const line of lines.slice(3)) {
      const inside = [...line.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '');
      const outside = line.replaceAll(/"[^"]*"/g, '""');
      assert.match(outside, /^[\w\s[\](){}|.<>="-]*(,\w+)*[\w\s:#,.-]*$/, line);
      for (const text of inside) assert.doesNotMatch(text.replaceAll('<br/>', ''), /[<>`\\]|%%|&|fa:/, text);
    }
    assert.ok(!lines.some((line) => line.includes('%%{')));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must not appear.
    assert.doesNotMatch(lines.join(''), /[\u0000-\u001f\u202e]/);
  });

  it('gives ids that differ names that differ', () => {
    const text = writeMermaid(nastyScene());
    assert.match(text, /^ {2}a_b\["1#46; one"\]$/m);
    assert.match(text, /^ {2}a_b_2\[\["#45; two"\]\]$/m);
  });
});

describe('DOT', () => {
  it('writes a graph with clusters', () => {
    const text = writeDot(small);
    assert.match(text, /^digraph "Small" \{$/m);
    assert.match(text, /rankdir=LR/);
    assert.match(text, /^ {2}subgraph "cluster_us" \{$/m);
    assert.match(text, /^ {4}subgraph "cluster_stores" \{$/m);
    assert.match(
      text,
      /"orders" \[label="Orders\\ndatabase · PostgreSQL\\n3 replicas\\n80 % busy", shape=cylinder, color="#e06c00", penwidth=2\]/,
    );
    assert.match(text, /"end" -> "orders" \[label="write Order\\n100\/s", style=dashed\]/);
    assert.match(text, /"orders" -> "orders" \[style=bold, color="#0f766e", lhead="cluster_stores"\]/);
    assert.ok(!text.includes('nowhere'));
  });

  it('keeps every text inside its quotes', () => {
    const text = writeDot(nastyScene());
    for (const line of text.split('\n')) {
      // A quoted string of DOT: anything but a quote, or an escaped one.
      const outside = line.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
      assert.match(outside, /^[\w\s[\]{}=,>"-]*$/, line);
    }
    assert.ok(!/label=[^"]*<b>/.test(text));
    assert.match(text, /&amp;amp;/);
  });
});
