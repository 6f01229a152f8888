/** A log whose last, half-written record looks like any other. */
import { symbol } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import { sayCount, sayRate, sayTime } from '../../design/say.js';
import { partOwner } from '../../estimate/network/effective.js';
import type { Facts } from '../../facts.js';
import type { Rule } from '../rule.js';
import { busiestRate } from '../step-rates.js';

export const uncheckedLog: Rule = {
  id: 'unchecked-log',
  family: 'acid',
  severity: 'info',
  summary: 'A write-ahead log without a checksum: a record torn by a crash is replayed as data.',
  concept: 'torn write',
  sources: [
    'PostgreSQL documentation, Reliability (each WAL record is protected by a CRC-32C check)',
    'Pillai et al., All File Systems Are Not Created Equal, OSDI 2014',
  ],
  *check(facts) {
    for (const component of facts.design.components) {
      const { log } = component;
      if (log === undefined || log.mode === 'off' || !isUnchecked(component)) continue;
      yield {
        at: log.settings.checksum?.id ?? log.id,
        message: `The log of \`${component.id}\` has no checksum: a crash in the middle of a flush leaves a torn record at its tail, which recovery takes for data${atRisk(facts, component)}.`,
        help: 'Check each record (`checksum crc32c`), so that recovery stops in front of the torn one.',
        fixes: [
          {
            title: 'Check each record with CRC-32C',
            edits: [{ kind: 'set', into: log.id, clause: 'checksum crc32c' }],
          },
        ],
      };
    }
  },
};

/** Named technologies check their logs unless the design says that this one does not. */
function isUnchecked(component: Component): boolean {
  const { log, technology } = component;
  if (log === undefined) return false;
  const checksum = symbol(partOwner('wal', component, log), 'checksum');
  const isSaid = checksum?.from === 'design' || checksum?.from === 'template';
  return checksum?.value === 'none' && (isSaid || technology === undefined);
}

/** How much is written to the log, and in one flush of it. */
function atRisk(facts: Facts, { id, log }: Component): string {
  const rate = busiestRate(
    facts,
    facts.visits(id).filter(({ kind }) => kind === 'write' || kind === 'publish'),
  );
  if (rate === 0) return '';
  const every = log?.every;
  return every === undefined
    ? ` (${sayRate(rate)} of records)`
    : ` (up to ${sayCount(Math.ceil(rate * every))} records in a flush every ${sayTime(every)})`;
}
