/**
 * Events per second of the simulator and of its peers: M/M/1 and a tandem of ten at 80 % load, which all can play, and a whole
 * design, which none of them can. An event is an arrival from outside or the end of a service, counted alike for all.
 *
 * Peers: SimPy (`python3-simpy3`, `pip install simpy`), SimJS of npm, and a bare loop over `std::priority_queue` in C++, which
 * measures nothing and knows nothing of designs, so that it is what the machine could do. Peers that are not there are absent.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { root } from '../scripts/set-up.mjs';

const { startSimulation } = await import('../out/analyzer/simulator/simulate.js');
const { prepare } = await import('../out/analyzer/estimate/estimate-workload.js');
const { load } = await import('../out/language/workspace/workspace.js');
const { lower } = await import('../out/language/lower/lower.js');

const python = `
import random, sys, time
import simpy
stations, requests = int(sys.argv[1]), int(sys.argv[2])
env = simpy.Environment()
servers = [simpy.Resource(env) for _ in range(stations)]
def request():
    for server in servers:
        with server.request() as turn:
            yield turn
            yield env.timeout(random.expovariate(125))
def source():
    for _ in range(requests):
        yield env.timeout(random.expovariate(100))
        env.process(request())
start = time.perf_counter()
env.process(source())
env.run()
print(requests / (time.perf_counter() - start))
`;

const cpp = `
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <queue>
#include <random>
struct Event { double time; long serial; int at; bool operator<(const Event& o) const { return time > o.time || (time == o.time && serial > o.serial); } };
int main(int, char** argv) {
  int stations = atoi(argv[1]); long requests = atol(argv[2]), left = requests, serial = 0;
  std::mt19937_64 random(1); std::exponential_distribution<double> gap(100), work(125);
  std::priority_queue<Event> queue; std::vector<std::queue<double>> waiting(stations); std::vector<char> busy(stations);
  double now = 0, waited = 0;
  auto arrive = [&](int s) { if (busy[s]) waiting[s].push(now); else { busy[s] = 1; queue.push({now + work(random), serial++, s}); } };
  auto start = std::chrono::steady_clock::now();
  queue.push({gap(random), serial++, -1});
  while (!queue.empty()) {
    Event e = queue.top(); queue.pop(); now = e.time;
    if (e.at < 0) { if (--left > 0) queue.push({now + gap(random), serial++, -1}); arrive(0); continue; }
    if (waiting[e.at].empty()) busy[e.at] = 0;
    else { waited += now - waiting[e.at].front(); waiting[e.at].pop(); queue.push({now + work(random), serial++, e.at}); }
    if (e.at + 1 < stations) arrive(e.at + 1);
  }
  double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (waited < 0) puts("");
  printf("%f\\n", requests / seconds);
}
`;

/** Where the bench keeps packages of peers. */
const packages = join(root, '.cache', 'peers', 'node_modules');

/** A tandem of stations at 80 % load; a single one is M/M/1. */
function tandem(stations) {
  const names = Array.from({ length: stations }, (_, i) => `s${i}`);
  return `client people
    ${names.map((name) => `service ${name} { instances 1 cores 1 work exponential(8 ms) }`).join('\n')}
    flow ask { ${names.map((name) => `people -> ${name}`).join(' ')} }
    workload steady { ask at 100/s }`;
}

/** Events per second of the best of three runs after each other. */
function ours(text, workload, seconds, name = 'main.sysdesign') {
  const { design } = lower(load(name, (path) => (path === name ? text : undefined), '.'));
  const prepared = prepare(design);
  const rounds = [1, 2, 3].map(() => {
    const run = startSimulation(prepared, workload, { duration: seconds, warmup: 0, eventBudget: 30_000_000 });
    const start = performance.now();
    run.advance(Infinity);
    return (1000 * run.result().eventCount) / (performance.now() - start);
  });
  return Math.max(...rounds);
}

/** Events per second in SimJS, which is written for scripts of pages. */
function simjs(stations, requests) {
  const file = join(packages, 'simjs', 'sim.js');
  if (!existsSync(file)) return undefined;
  // It leaves what it is at the window of a page.
  globalThis.window ??= {};
  createRequire(import.meta.url)(file);
  const { Sim, Entity, Facility, Random } = globalThis.window.Sim;
  const sim = new Sim();
  const random = new Random(1);
  const servers = Array.from({ length: stations }, (_, i) => new Facility(`s${i}`));
  class People extends Entity {
    start() {
      this.left = requests;
      this.next();
    }
    next() {
      if (this.left-- === 0) return;
      this.visit(0);
      this.setTimer(random.exponential(100)).done(this.next);
    }
    visit(at) {
      if (at === stations) return;
      this.useFacility(servers[at], random.exponential(125)).done(() => this.visit(at + 1));
    }
  }
  sim.addEntity(People);
  const start = performance.now();
  sim.simulate(1e9);
  return (1000 * requests * (stations + 1)) / (performance.now() - start);
}

/** One row for each system: its name, and events per second of ours and of each peer. */
export function measureSimulators(isQuick = false) {
  const folder = mkdtempSync(join(tmpdir(), 'sysdesign-peers-'));
  const run = (command, words) => {
    const { status, stdout } = spawnSync(command, words.map(String), { cwd: folder, encoding: 'utf8' });
    return status === 0 ? Number(stdout) : undefined;
  };
  writeFileSync(join(folder, 'peer.py'), python);
  writeFileSync(join(folder, 'peer.cpp'), cpp);
  spawnSync('g++', ['-O2', '-std=c++17', '-o', 'peer', 'peer.cpp'], { cwd: folder });
  // A Python of one's own seldom has the system's packages.
  const python3 = ['python3', '/usr/bin/python3'].find(
    (one) => spawnSync(one, ['-c', 'import simpy'], { encoding: 'utf8' }).status === 0,
  );
  const perEvent = (requests, stations) => (requests === undefined ? undefined : requests * (stations + 1));
  const size = isQuick ? 0.2 : 1;
  const rows = [
    ['M/M/1', 1, 1_000_000 * size],
    ['tandem of ten', 10, 100_000 * size],
  ].map(([name, stations, requests]) => [
    name,
    {
      sysdesign: ours(tandem(stations), 'steady', requests / 100),
      'C++ loop': perEvent(run('./peer', [stations, requests]), stations),
      SimJS: simjs(stations, Math.ceil(requests / 5)),
      SimPy:
        python3 === undefined
          ? undefined
          : perEvent(run(python3, ['peer.py', stations, Math.ceil(requests / 20)]), stations),
    },
  ]);
  rmSync(folder, { recursive: true });
  const chat = readFileSync(join(root, 'examples', 'chat.sysdesign'), 'utf8');
  rows.push(['examples/chat, rehearsal', { sysdesign: ours(chat, 'rehearsal', 200 * size) }]);
  return rows;
}
