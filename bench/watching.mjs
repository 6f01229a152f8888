/** How long `export --watch` takes from a saved edit to the new picture, in one process that stays warm. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const limit = 60_000;

/** Seconds of each of some edits that rename one box of the text in `file`; undefined where the command does not draw. */
export async function afterEdits(command, file, text, edits) {
  writeFileSync(file, text);
  const [program, ...args] = command;
  const child = spawn(program, args);
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  const pictures = () => said.split('Wrote ').length - 1;
  const wait = async (holds) => {
    const start = performance.now();
    while (!holds() && performance.now() - start < limit) await new Promise((resolve) => setTimeout(resolve, 1));
    return holds() ? (performance.now() - start) / 1000 : undefined;
  };
  await wait(() => said.includes('Ctrl-C ends'));
  const times = [];
  for (let edit = 1; edit <= edits; edit += 1) {
    const before = pictures();
    writeFileSync(file, text.replace('"orders 0"', `"orders 0${'.'.repeat(edit)}"`));
    times.push(await wait(() => pictures() > before));
  }
  child.kill('SIGINT');
  await new Promise((resolve) => child.on('close', resolve));
  return times.includes(undefined) ? undefined : times;
}
