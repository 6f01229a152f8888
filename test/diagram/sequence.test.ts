/** Counterexamples as pictures: golden files, and labels that would be markup. */
import assert from 'node:assert/strict';
import type { Operation } from '../../analyzer/simulator/history/operation.js';
import type { Violation } from '../../analyzer/simulator/history/violation.js';
import { renderPng } from '../../diagram/png/render-png.js';
import { sequenceMermaid } from '../../diagram/sequence/mermaid.js';
import { sequenceSvg } from '../../diagram/sequence/render-sequence.js';
import { sequenceOf } from '../../diagram/sequence/sequence.js';
import { assertGolden } from './golden.js';
import { lostWrite, staleRead } from './violations.js';

describe('sequence diagrams', () => {
  it('show clients first, then copies, and time downward', () => {
    const { lanes, rows } = sequenceOf(staleRead);
    assert.deepEqual(
      lanes.map(({ label }) => label),
      ['client 7', 'client 9', 'accounts.leader', 'accounts.replica.2'],
    );
    assert.deepEqual(
      rows.map(({ at }) => at),
      rows.map(({ at }) => at).sort((a, b) => a - b),
    );
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      ['message', 'mark', 'happening', 'message', 'message', 'message'],
    );
  });

  for (const theme of ['light', 'dark'] as const)
    it(`look as before, ${theme}`, () => {
      assertGolden(`sequence-stale-${theme}.svg`, sequenceSvg(sequenceOf(staleRead), { theme, embedFont: false }));
      assertGolden(`sequence-lost-${theme}.svg`, sequenceSvg(sequenceOf(lostWrite), { theme, embedFont: false }));
    });

  it('are the same in Mermaid', () => {
    assertGolden('sequence-stale.mmd', sequenceMermaid(sequenceOf(staleRead)));
    assertGolden('sequence-lost.mmd', sequenceMermaid(sequenceOf(lostWrite)));
  });

  it('hold every text inside the picture', () => {
    for (const violation of [staleRead, lostWrite]) {
      const svg = sequenceSvg(sequenceOf(violation), { theme: 'light' });
      const width = Number(/ width="(\d+)"/.exec(svg)?.[1]);
      for (const [, x] of svg.matchAll(/<text x="([\d.-]+)"/g)) assert.ok(Number(x) >= 0 && Number(x) < width);
      assert.ok(renderPng(svg).data.length > 1000);
    }
  });

  it('take labels as text', () => {
    const nasty = '</text><script>alert(1)</script>";\n%%{init}%% end';
    const [operation] = staleRead.operations;
    assert.ok(operation !== undefined);
    const evil: Operation = { ...operation, data: nasty, copy: nasty, at: nasty, flow: nasty };
    const violation: Violation = { ...staleRead, text: nasty, requirement: nasty, operations: [evil] };
    const svg = sequenceSvg(sequenceOf(violation));
    assert.ok(!svg.includes('<script'));
    const mermaid = sequenceMermaid(sequenceOf(violation));
    assert.ok(!mermaid.includes('%%{') && !/<script|\n end/.test(mermaid.split('---\n')[2] ?? ''));
    for (const line of mermaid.split('\n').slice(4)) assert.ok(!/;.*script/.test(line.replaceAll(/#\d+;/g, '')), line);
  });

  it('of nothing at all are empty, not wrong', () => {
    const empty = sequenceOf({ ...staleRead, operations: [], happenings: [] });
    assert.match(sequenceSvg(empty), /^<svg/);
    assert.match(sequenceMermaid(empty), /sequenceDiagram/);
  });
});
