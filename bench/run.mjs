/**
 * `npm run bench [-- --quick] [-- --install-peers]`: how long the command and its stages take, beside the peers on the same
 * topology, as medians and ratios. Nothing here is a test: machines differ, ratios less so.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { root, run } from '../scripts/set-up.mjs';
import { sysdesign as design, drawings, likec4 } from './notations.mjs';
import { installPeers, peers } from './peers.mjs';
import { previewEdits } from './preview.mjs';
import { afterEdits } from './watching.mjs';

const quick = process.argv.includes('--quick');
if (process.argv.includes('--install-peers')) installPeers();
run('npm', ['run', '--silent', 'build']);

const rounds = quick ? 3 : 5;
const limit = 120_000;
const work = mkdtempSync(join(tmpdir(), 'sysdesign-bench-'));
const sysdesign = (...args) => [process.execPath, join(root, 'dist/cli.js'), ...args];

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Median wall seconds of a command, or undefined where it fails or takes too long. */
function time(command, output) {
  const walls = [];
  for (let round = 0; round <= rounds; round += 1) {
    if (output !== undefined) rmSync(output, { force: true });
    const start = performance.now();
    const [program, ...args] = command;
    const result = spawnSync(program, args, { stdio: 'pipe', timeout: limit });
    const wall = (performance.now() - start) / 1000;
    const drawn = output === undefined || (statSync(output, { throwIfNoEntry: false })?.size ?? 0) > 0;
    if (result.error !== undefined || result.status > 1 || !drawn) return undefined;
    if (round > 0) walls.push(wall);
    // One run of a slow command says enough.
    if (wall > 20) return wall;
  }
  return median(walls);
}

function input(extension, count, text, alone) {
  const folder = alone ? join(work, `${extension}-${count}`) : work;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `n${count}.${extension}`);
  writeFileSync(file, text);
  return alone ? folder : file;
}

function table(title, header, rows) {
  console.log(`\n${title}`);
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => String(row[column]).length)));
  for (const row of all)
    console.log(
      row
        .map((cell, column) =>
          column === 0 ? String(cell).padEnd(widths[column]) : String(cell).padStart(widths[column]),
        )
        .join('  '),
    );
}

const say = (seconds) => (seconds === undefined ? 'fails' : `${seconds.toFixed(2)} s`);
const over = (own, peer) => (own === undefined || peer === undefined ? '–' : `${(own / peer).toFixed(2)}×`);

const found = peers();
const missing = ['likec4', 'd2', 'mermaid', 'plantuml', 'dot'].filter((name) => found[name] === undefined);
if (missing.length > 0)
  console.log(
    `Not installed, left out: ${missing.join(', ')} (npm run bench -- --install-peers; dot, plantuml and chromium from the system).`,
  );

// Stages inside one warm process: what an edit costs.
{
  const { measureStages } = await import('./stages.mjs');
  const rows = [];
  for (const count of quick ? [100, 1000] : [100, 1000, 5000]) {
    const text = design(count);
    const stages = await measureStages(text, rounds);
    rows.push([count, text.split('\n').length, ...stages.map((ms) => `${ms.toFixed(1)} ms`)]);
  }
  table('Warm process, median', ['components', 'lines', 'parse', 'link + lower', 'estimate', 'whole check'], rows);
}

// What an editor waits for.
{
  const { measureServer } = await import('./server.mjs');
  const ms = (value) => (value === undefined ? '–' : `${value.toFixed(value < 10 ? 1 : 0)} ms`);
  const rows = [];
  for (const count of quick ? [115, 570] : [100, 115, 570, 1000, 5000]) {
    const text = design(count);
    const own = await measureServer(text, quick ? 9 : 25);
    const row = [
      count,
      text.split('\n').length,
      ms(own.first),
      ms(own.edit),
      ms(own.completion),
      `${own.memory?.toFixed(0)} MB`,
    ];
    if (found.likec4 !== undefined) {
      const file = input('c4', count, likec4(count));
      const run = spawnSync(
        found.likec4.edit(file, quick ? 5 : 9)[0],
        found.likec4.edit(file, quick ? 5 : 9).slice(1),
        {
          encoding: 'utf8',
          timeout: limit,
        },
      );
      const peer = run.status === 0 ? JSON.parse(run.stdout.trim().split('\n').at(-1)) : {};
      row.push(ms(peer.edit), over(own.edit, peer.edit), ms(peer.completion), over(own.completion, peer.completion));
      row.push(peer.memory === undefined ? '–' : `${peer.memory.toFixed(0)} MB`);
    }
    rows.push(row);
  }
  table(
    'Language server: ours as a process over its pipe; LikeC4’s services inside their process (no server of it is on npm)',
    [
      'components',
      'lines',
      'first findings',
      'edit',
      'completion',
      'memory',
      ...(found.likec4 === undefined ? [] : ['likec4 edit', 'ratio', 'completion', 'ratio', 'memory']),
    ],
    rows,
  );
}

// The simulator.
{
  const { measureSimulators } = await import('./simulation-peers.mjs');
  const names = ['C++ loop', 'SimJS', 'SimPy'];
  const millions = (value) => (value === undefined ? '–' : `${(value / 1e6).toFixed(2)} M/s`);
  const rows = measureSimulators(quick).map(([name, { sysdesign: own, ...others }]) => [
    name,
    millions(own),
    ...names.flatMap((peer) => [millions(others[peer]), over(own, others[peer])]),
  ]);
  table(
    'Simulator, events per second; ratios say how many times as many as the peer (– where it is absent, or plays no designs)',
    ['system', 'sysdesign', ...names.flatMap((peer) => [peer, 'ratio'])],
    rows,
  );
}

// The whole command, process start included.
{
  const rows = [];
  for (const count of [10, 200, 1000]) {
    const own = time(sysdesign('check', input('sysdesign', count, design(count))));
    const row = [count, say(own)];
    if (found.likec4 !== undefined) {
      const peer = time(found.likec4.check(input('c4', count, likec4(count), true)));
      row.push(say(peer), over(own, peer));
    }
    rows.push(row);
  }
  table(
    'check, process start included',
    ['components', 'sysdesign', ...(found.likec4 === undefined ? [] : ['likec4 validate', 'ratio'])],
    rows,
  );
}

// Pictures.
{
  const drawers = Object.entries(found).filter(([, peer]) => peer.draw !== undefined);
  const rows = [];
  for (const count of quick ? [10, 50, 200] : [10, 50, 200, 1000]) {
    const output = join(work, `n${count}.svg`);
    const own = time([...sysdesign('export', input('sysdesign', count, design(count))), '-o', output], output);
    const row = [count, say(own)];
    for (const [name, peer] of drawers) {
      const file = input(peer.extension, count, drawings[name](count));
      const wall = time(peer.draw(file, output), output);
      row.push(say(wall), over(own, wall));
    }
    rows.push(row);
  }
  table(
    'export to SVG, process start included',
    ['components', 'sysdesign', ...drawers.flatMap(([name]) => [name, 'ratio'])],
    rows,
  );
}

// Pictures after an edit; the first ones are still being compiled by V8.
{
  const rows = [];
  for (const count of quick ? [10, 50, 200] : [10, 50, 200, 1000]) {
    const file = input('sysdesign', count, design(count));
    const command = sysdesign('export', file, '-o', join(work, `n${count}.svg`), '--watch');
    const times = await afterEdits(command, file, design(count), rounds + 5);
    rows.push([count, say(times === undefined ? undefined : median(times.slice(5)))]);
  }
  table('export --watch, from an edit to the picture', ['components', 'sysdesign'], rows);
}

// The same in the preview of an editor: in a browser, with the layout in a worker.
{
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b']);
  const rows = [];
  for (const count of quick ? [10, 100] : [10, 100, 200, 1000]) {
    const times = await previewEdits(design(count), rounds);
    const middle = (name) => `${Math.round(median(times.map((one) => one[name])))} ms`;
    rows.push([count, middle('picture'), middle('pause')]);
  }
  table('preview, from a changed design to its picture', ['components', 'picture', 'longest pause of the page'], rows);
}

rmSync(work, { recursive: true, force: true });
