/** `sysdesign simulate --playback`: the course of one run as a file. */
import { sayTime } from '../analyzer/design/say.js';
import type { Playback } from '../analyzer/simulator/playback/playback.js';
import { PLAYED_TIME } from '../analyzer/simulator/playback/record-playback.js';
import type { Session } from './command.js';
import { Failure } from './failure.js';

/** What else was asked for. */
interface Asked {
  readonly scenario?: string;
  readonly for?: number;
  readonly runs?: number;
  readonly shard?: unknown;
  readonly find?: string;
  readonly precision?: number;
}

/** What was asked for with a time to play: a playback is of one run that ends by the clock. */
export function withTime<T extends Asked>(asked: T, session: Session): T {
  const other = (['runs', 'shard', 'find', 'precision'] as const).find((name) => asked[name] !== undefined);
  if (other !== undefined)
    throw new Failure(`A playback is of one run for a given time: --${other} does not go with --playback.`);
  if (asked.scenario !== undefined || asked.for !== undefined) return asked;
  session.say(`Playing ${sayTime(PLAYED_TIME)}; --for says another time.`);
  return { ...asked, for: PLAYED_TIME };
}

/** Writes a playback. */
export async function writePlayback(playback: Playback, path: string, session: Session): Promise<void> {
  const { playbackJson } = await import('./output/playback-json.js');
  const { writeFile } = await import('./files/write-file.js');
  writeFile(path, playbackJson(playback));
  session.say(`Wrote ${path}.`);
}
