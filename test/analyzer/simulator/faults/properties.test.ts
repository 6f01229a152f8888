/** Whatever breaks in whatever design: runs end, and nothing leaks. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { prepare } from '../../../../analyzer/estimate/estimate-workload.js';
import { solveAutoscaled } from '../../../../analyzer/estimate/network/autoscale.js';
import type { Unit } from '../../../../analyzer/simulator/model/units.js';
import { Run } from '../../../../analyzer/simulator/run.js';
import type { World } from '../../../../analyzer/simulator/world.js';
import { lowerText } from '../../../language/check.js';
import { anyDesign } from '../../estimate/random-designs.js';
import { anyScenario } from './random-faults.js';

/** When nothing starts any more, after the last fault; and the end. */
const QUIET = 27;
const END = 140;

/** A run of the scenario of a text, after whose faults nothing starts any more. */
function drained(text: string, eventBudget: number): Run {
  const { design, said } = lowerText(text);
  assert.deepEqual(
    said.filter((line) => /syntax|unknown-name/.test(line)),
    [],
  );
  const [scenario] = design.scenarios;
  const prepared = prepare(design);
  const solution = solveAutoscaled(prepared, prepared.lookup.workloads.get('w'), 1);
  const run = new Run(solution, 'w', {
    seed: 7,
    warmup: 0,
    duration: END,
    precision: 0,
    eventBudget,
    shouldStop: undefined,
    confidence: 0.95,
    firstBatch: 1,
    scenario,
    isTraced: false,
  });
  run.world.later(QUIET, () => run.world.workload.surge(undefined, 0));
  run.advance(Infinity);
  return run;
}

/** What is counted at the machines is what is there, also in the middle of things. */
function agrees({ world }: Run): void {
  const { frames, units } = world;
  const all = frames.where(({ role }) => role !== 'free');
  const of = (unit: Unit) => all.filter((frame) => frame.unit === unit);
  for (const unit of units) {
    const name = `${unit.pool.component} ${unit.pool.of.role} ${unit.position}`;
    assert.equal(unit.inside, of(unit).filter(({ isInside }) => isInside).length, `inside ${name}`);
    const threads = unit.mostThreads < Infinity ? unit.mostThreads - unit.threads : 0;
    if (unit.mostThreads < Infinity)
      assert.equal(threads, of(unit).filter(({ hasThread }) => hasThread).length, `threads of ${name}`);
    if (unit.sharing === undefined) assert.equal(unit.busy - unit.held, unit.serving.length, `busy at ${name}`);
  }
}

/** Nobody is anywhere. */
function isEmpty({ units, queues }: World): void {
  for (const unit of units) {
    const { pool, busy, held, inside, assigned, threads, mostThreads } = unit;
    const name = `${pool.component} ${pool.of.role} ${unit.position}`;
    assert.deepEqual({ busy, held, inside, assigned }, { busy: 0, held: 0, inside: 0, assigned: 0 }, name);
    assert.equal(threads, mostThreads, `threads of ${name}`);
    assert.equal(unit.slowness, 1);
    assert.equal(unit.failing, 0);
    assert.equal(unit.clock, 0);
    assert.equal(unit.state, 'up', name);
    const { statistics } = pool;
    assert.deepEqual([statistics.waiting, statistics.busy, statistics.held, statistics.threads], [0, 0, 0, 0], name);
  }
  for (const queue of queues) assert.equal(queue.waiting, 0, queue.id);
}

/** Without locks in locks and calls in a circle, in which all could wait for ever: not what is asked here. */
const withoutDeadlock = (text: string): string =>
  (text.split('lock d0 {').length > 2 ? text.replaceAll('lock d0 {', 'repeat 1 {') : text)
    .replace(/(flow first .*)/, (line) => line.replaceAll('call s0', 'call s3'))
    .replace(/(flow second .*) on q/, (line) => line.replace(/call s[01]/g, 'call s3'))
    .replace(/( on q .*)/, (line) => line.replace(/call s[012]/g, 'call s3'));

/** What is still on its way. */
const left = ({ world }: Run): readonly string[] =>
  world.frames
    .where(({ role }) => role !== 'free')
    .map(({ role, unit, id }) => `${role} ${id} at ${unit?.pool.component}`);

describe('any faults in any design', () => {
  it('end, and leak nothing', () => {
    let empty = 0;
    fc.assert(
      fc.property(anyDesign, anyScenario, (design, scenario) => {
        const run = drained(`${withoutDeadlock(design)}\n${scenario}`, 400_000);
        const result = run.result();
        agrees(run);
        for (const [id, { counts }] of Object.entries(result.flows))
          assert.ok(counts.started >= counts.completed + counts.failed, `${id}: ${JSON.stringify(counts)}`);
        const isAtWork = run.world.units.some(({ busy, queue, isDown }) => isDown || busy > 0 || queue.length > 0);
        if (result.ended !== 'duration' || isAtWork) return;
        assert.deepEqual(left(run), []);
        empty++;
        isEmpty(run.world);
        for (const [id, { counts }] of Object.entries(result.flows))
          assert.equal(counts.started, counts.completed + counts.failed, id);
      }),
      { numRuns: Number(process.env.FAULT_RUNS ?? 50) },
    );
    assert.ok(empty > 15, `only ${empty} runs came to rest`);
  });
});
