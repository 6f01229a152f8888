/** `sysdesign simulate`: the same run again, JSON, and what Ctrl-C leaves. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../root.js';
import { designs, sysdesign } from './run.js';

describe('simulate on the command line', () => {
  it('prints the same bytes for the same seed', async () => {
    const words = ['simulate', 'shop.sysdesign', '-w', 'sale', '--for', '2s', '--seed', '5', '--json'];
    const [one, again] = await Promise.all([sysdesign(words), sysdesign(words)]);
    assert.equal(one?.status, 0, one?.stderr);
    assert.deepEqual(one?.stdout, again?.stdout);
    const result = JSON.parse(one?.stdout.toString() ?? '') as { seed: number; ended: string; version: string };
    assert.deepEqual([result.seed, result.ended], [5, 'duration']);
    assert.match(result.version, /^\d+\.\d+/);
  });

  it('prints what is known when it is interrupted', async () => {
    const child = spawn(
      process.execPath,
      [join(root, 'dist/cli.js'), 'simulate', 'quiet.sysdesign', '--for', '10y', '--json'],
      { cwd: designs },
    );
    const stdout: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => stdout.push(data));
    // It says that it is under way, so that it can be interrupted.
    await new Promise((resolve) => child.stderr.once('data', resolve));
    child.kill('SIGINT');
    const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
    const result = JSON.parse(Buffer.concat(stdout).toString()) as {
      ended: string;
      flows: { browse: { counts: { completed: number } } };
    };
    assert.deepEqual([status, result.ended], [0, 'stopped']);
    assert.ok(result.flows.browse.counts.completed > 0);
  });
});
