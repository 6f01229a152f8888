import type { Operation } from '../../../../analyzer/simulator/history/operation.js';

/** An operation of a textbook history: `w1 0-2` writes version 1 from 0 to 2, `r1 3-4 @2` is a read by client 2; `-?`: no answer. */
export function operationOf(text: string, index: number): Operation {
  const parts = /^([rw])(\d+) ([\d.]+)-([\d.]+|\?)(?: @(\d+))?$/.exec(text);
  if (parts === null) throw new Error(`bug: '${text}' is no operation`);
  const [, kind, version, begun, ended, session] = parts;
  return {
    index,
    kind: kind === 'r' ? 'read' : 'write',
    data: 'X',
    key: 1,
    session: Number(session ?? 1),
    flow: 'f',
    at: 'store',
    copy: 'store',
    version: Number(version),
    begun: Number(begun),
    ended: ended === '?' ? null : Number(ended),
    outcome: ended === '?' ? 'unknown' : 'ok',
    effects: [],
  };
}

/** A history, one operation between commas. */
export const historyOf = (text: string): Operation[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map(operationOf);
