/** `simulate --playback`: a file of the published shape, of the same run as without it. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlaybackOutput } from '../../cli/output/playback-json.js';
import { root } from '../root.js';
import { sysdesign } from './run.js';
import { assertValid } from './schemas.js';

describe('simulate --playback', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sysdesign-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('writes the course of a scenario, and prints what it prints without', async () => {
    const file = join(folder, 'playback.json');
    const words = ['simulate', 'leader-election.sysdesign', '--scenario', 'the_leader_falls_silent', '--json'];
    const there = { folder: join(root, 'examples') };
    const [plain, played] = await Promise.all([
      sysdesign([...words, '--events', '100k'], there),
      sysdesign([...words, '--events', '100k', '--playback', file], there),
    ]);
    assert.equal(played?.status, 0, played?.stderr);
    assert.equal(played?.stdout.toString(), plain?.stdout.toString());
    assert.match(played?.stderr ?? '', /Wrote .*playback\.json\./);
    const playback = assertValid('playback', readFileSync(file, 'utf8')) as PlaybackOutput;
    assert.deepEqual([playback.scenario, playback.first, playback.ended], ['the_leader_falls_silent', 0, 'budget']);
    assert.match(playback.version, /^\d+\.\d+/);
    const lengths = new Set(
      Object.values(playback.components).flatMap((of) => Object.values(of).map((one) => one.length)),
    );
    assert.deepEqual([...lengths], [playback.frames]);
    assert.ok(playback.messages.length > 100 && playback.requests.length > 10 && playback.machines.length > 5);
  });

  it('plays a minute of a workload where no time is said, and refuses what is not one run', async () => {
    const file = join(folder, 'minute.json');
    const [minute, several] = await Promise.all([
      sysdesign(['simulate', 'quiet.sysdesign', '--playback', file]),
      sysdesign(['simulate', 'quiet.sysdesign', '--playback', file, '--runs', '3']),
    ]);
    assert.equal(minute?.status, 0, minute?.stderr);
    assert.match(minute?.stderr ?? '', /Playing 1 min; --for says another time\./);
    const { duration, warmup } = assertValid('playback', readFileSync(file, 'utf8')) as PlaybackOutput;
    assert.ok(Math.abs(duration - warmup - 60) < 1e-9);
    assert.equal(several?.status, 2);
    assert.match(several?.stderr ?? '', /--runs does not go with\s+--playback/);
  });
});
