/** What happens just now, as words over the picture: the last event, or the operations of a counterexample. */
import type { Counterexample, PlaybackEvent } from '../../../analyzer/simulator/playback/playback.js';
import { sayMoment } from '../../../analyzer/wording/moment.js';
import { html } from '../dom.js';
import { signs } from './timeline.js';

/** Seconds of the reader for which an event is told. */
const TOLD = 6;

type Operation = Counterexample['operations'][number];

export class Captions {
  readonly element = html('div', { class: 'player-captions', hidden: true });
  /** Says the same to those who do not see it. */
  readonly spoken = html('p', { class: 'player-spoken', role: 'status', 'aria-live': 'polite' });
  private said = '';

  show(events: readonly PlaybackEvent[], example: Counterexample | undefined, time: number, speed: number): void {
    const rows = example === undefined ? told(events, time, speed) : operations(example, time);
    const said = JSON.stringify(rows);
    if (said === this.said) return;
    this.said = said;
    this.element.hidden = rows.length === 0;
    this.element.replaceChildren(
      ...rows.map(({ text, tone }) => html('p', { class: tone === '' ? '' : `is-${tone}` }, text)),
    );
    this.spoken.textContent = rows.at(-1)?.text ?? '';
  }

  clear(): void {
    this.show([], undefined, 0, 1);
  }
}

interface Row {
  readonly text: string;
  readonly tone: '' | 'error' | 'open' | 'done';
}

function told(events: readonly PlaybackEvent[], time: number, speed: number): Row[] {
  const later = events.findIndex(({ at }) => at > time + 1e-9);
  const past = later < 0 ? events : events.slice(0, later);
  return past
    .slice(-2)
    .filter(({ at }) => time - at < TOLD * speed)
    .map(({ at, kind, text }) => ({
      text: `${sayMoment(Math.round(at * 100) / 100)}  ${signs[kind] ?? '·'} ${text}`,
      tone: kind === 'fault' || kind === 'violation' ? 'error' : '',
    }));
}

function operations(example: Counterexample, time: number): Row[] {
  const rows = example.operations
    .filter(({ begun }) => begun <= time + 1e-9)
    .map((operation): Row => {
      const isOpen = operation.ended === null || operation.ended > time;
      return { text: `${isOpen ? '▸' : '•'} ${operationText(operation, isOpen)}`, tone: isOpen ? 'open' : 'done' };
    });
  const isShown = time >= example.until - 1e-9;
  return isShown ? [...rows, { text: `! ${example.text}`, tone: 'error' }] : rows;
}

const verbs = { read: 'reads', write: 'writes', publish: 'publishes', consume: 'consumes' } as const;

/** `client 4 reads Account 17: version 3 from accounts.replica.2`. */
export function operationText(operation: Operation, isOpen = false): string {
  const { kind, data, key, session, copy, version, outcome } = operation;
  const who = kind === 'consume' ? copy : `client ${session}`;
  const begun = `${sayMoment(Math.round(operation.begun * 1000) / 1000)}  ${who} ${verbs[kind]} ${data} ${key}`;
  if (isOpen) return `${begun} …`;
  const known = version >= 0 ? `: version ${version}` : '';
  const at = kind === 'consume' ? '' : kind === 'read' ? ` from ${copy}` : ` at ${copy}`;
  return `${begun}${known}${at}${outcome === 'ok' ? '' : ` (${outcome === 'failed' ? 'failed' : 'never answered'})`}`;
}
