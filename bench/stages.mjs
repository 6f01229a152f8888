/** What the stages of one check cost in a warm process, from the compiled sources in `out/`. */
import { performance } from 'node:perf_hooks';
import { estimateAll } from '../out/analyzer/estimate/estimate-all.js';
import { check } from '../out/language/check.js';
import { lower } from '../out/language/lower/lower.js';
import { parse } from '../out/language/syntax/parse.js';
import { load } from '../out/language/workspace/workspace.js';

/** Median milliseconds of parse, link + lower, estimate and the whole check. The first rounds warm up the compiler. */
export async function measureStages(text, rounds) {
  const entry = '/bench/design.sysdesign';
  const read = (path) => (path === entry ? text : undefined);
  const stages = [
    () => parse(text),
    () => lower(load(entry, read, '/bench', cache)),
    () => estimateAll(design),
    () => check(entry, read, '/bench'),
  ];
  const cache = new Map();
  const { design } = lower(load(entry, read, '/bench', cache));
  return stages.map((stage) => {
    const times = [];
    for (let round = 0; round < rounds + 2; round += 1) {
      const start = performance.now();
      stage();
      times.push(performance.now() - start);
    }
    return times.slice(2).sort((a, b) => a - b)[Math.floor(rounds / 2)];
  });
}
