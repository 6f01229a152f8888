/** `wal sync`, `wal async every 100 ms { checksum crc32c }`: the write-ahead log. */
import type { Id, WriteAheadLog } from '../../analyzer/design/design.js';
import { seconds } from '../../analyzer/design/units.js';
import type * as ast from '../generated/ast.js';
import { amount, positive } from './amount.js';
import { word } from './replicas.js';
import { anchor, type Environment, report } from './run.js';
import { lowerSettings } from './setting.js';
import { nodeOf } from './written.js';

const modes = ['sync', 'async', 'off'] as const;

/** Reads the clause; `undefined` without a known mode. */
export function lowerLog(env: Environment, owner: Id, node: ast.Log): WriteAheadLog | undefined {
  const id = anchor(env, `${owner}.wal`, node.$cstNode);
  const mode = word(env, id, node, 'mode', modes);
  const every = amount(env, id, node, 'every', 'time', positive);
  const settings = lowerSettings(env, id, 'wal', node.settings);
  if (mode === undefined) return undefined;
  if (every !== undefined && mode !== 'async') {
    report(env, id, nodeOf(node, 'every'), {
      rule: 'contradiction',
      message: `Only an asynchronous log is flushed at intervals; this one is \`${mode}\`.`,
    });
    return { id, mode, settings, provenance: env.provenance };
  }
  return { id, mode, ...(every === undefined ? {} : { every: seconds(every) }), settings, provenance: env.provenance };
}
