/**
 * `node bench/simulator.mjs [--quick]`: events per second of the event queue against its rivals, of textbook networks and of a
 * whole design; needs `npx tsc -b`. `node --cpu-prof bench/simulator.mjs` says where the time goes.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { root } from '../scripts/set-up.mjs';
import { CalendarQueue, WideHeap } from './event-queues.mjs';

const { EventQueue } = await import('../out/analyzer/simulator/kernel/event-queue.js');
const { Streams } = await import('../out/analyzer/simulator/kernel/random.js');
const { startSimulation } = await import('../out/analyzer/simulator/simulate.js');
const { prepare } = await import('../out/analyzer/estimate/estimate-workload.js');
const { load } = await import('../out/language/workspace/workspace.js');
const { lower } = await import('../out/language/lower/lower.js');

const quick = process.argv.includes('--quick');
const rounds = quick ? 2 : 5;
const say = (perSecond) => `${(perSecond / 1e6).toFixed(2)} M/s`;

/** The best of some rounds: what else the machine does only makes it slower. */
function best(run) {
  let most = 0;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const done = run();
    most = Math.max(most, (done / (performance.now() - start)) * 1000);
  }
  return most;
}

/** Takes the earliest event and puts one in, an exponential time later: the hold model. */
function hold(pending, pushTo, popFrom) {
  const uniform = new Streams(1).uniform('hold');
  const gaps = Float64Array.from({ length: 4096 }, () => -Math.log(1 - uniform()));
  for (let i = 0; i < pending; i++) pushTo(gaps[i & 4095], i);
  const count = quick ? 400_000 : 3_000_000;
  for (let i = 0; i < count; i++) pushTo(popFrom() + gaps[i & 4095], i);
  return count;
}

console.log('Events taken and put in per second, by events pending');
for (const pending of [2, 11, 100, 1_000, 10_000, 100_000]) {
  const rivals = {
    ours: () => {
      const queue = new EventQueue();
      let serial = 0;
      return hold(
        pending,
        (time, payload) => queue.push(time, serial++, 1, payload, 0),
        () => {
          queue.pop();
          return queue.time;
        },
      );
    },
    '4-ary heap': () => {
      const queue = new WideHeap(pending + 1);
      return hold(
        pending,
        (time, payload) => queue.push(time, payload),
        () => queue.pop(),
      );
    },
    'calendar queue': () => {
      const queue = new CalendarQueue(pending + 1);
      return hold(
        pending,
        (time, payload) => queue.push(time, payload),
        () => queue.pop(),
      );
    },
  };
  const figures = Object.entries(rivals).map(([name, run]) => `${name} ${say(best(run))}`);
  console.log(`  ${String(pending).padStart(7)}  ${figures.join('   ')}`);
}

function designOf(text, path = 'main.sysdesign', others = () => undefined) {
  return lower(load(path, (name) => (name === path ? text : others(name)), '.')).design;
}

const tandem = (stations) => {
  const names = Array.from({ length: stations }, (_, i) => `s${i + 1}`);
  const services = names.map((name) => `service ${name} { instances 1  cores 1  work exponential(8 ms) }`);
  const steps = names.map((name) => `people -> ${name}`);
  return `client people\n${services.join('\n')}\nflow ask { ${steps.join('  ')} }\nworkload steady { ask at 100/s }`;
};

const examples = join(root, 'examples');
const cases = [
  ['M/M/1 at 80 %', designOf(tandem(1)), 'steady', quick ? 5_000 : 40_000],
  ['tandem of 10 at 80 %', designOf(tandem(10)), 'steady', quick ? 1_000 : 10_000],
  [
    'examples/chat.sysdesign, rehearsal',
    designOf(readFileSync(join(examples, 'chat.sysdesign'), 'utf8'), join(examples, 'chat.sysdesign'), (name) =>
      readFileSync(name, 'utf8'),
    ),
    'rehearsal',
    quick ? 100 : 1_500,
  ],
];

console.log('\nSimulated events per second');
for (const [name, design, workload, duration] of cases) {
  const prepared = prepare(design);
  let events = 0;
  let seconds = Infinity;
  let setUp = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const simulation = startSimulation(prepared, workload, { duration, warmup: 0, seed: 1 });
    const ready = performance.now();
    simulation.advance(Infinity);
    seconds = Math.min(seconds, (performance.now() - ready) / 1000);
    setUp = Math.min(setUp, ready - start);
    events = simulation.result().eventCount;
  }
  console.log(`  ${name.padEnd(36)} ${say(events / seconds)}, ${events} events, ${setUp.toFixed(0)} ms to start`);
}
