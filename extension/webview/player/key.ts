/** What the signs of a run on the picture mean. */
import { html, svg } from '../dom.js';
import { shapes } from './dots.js';
import { CROWN, signs } from './machine-chips.js';

/** A list of signs, drawn as on the picture. */
export function signKey(): HTMLElement {
  const message = (kind: keyof typeof shapes, bad = '') => [
    svg('path', { class: `sd-message sd-${kind}${bad}`, d: shapes[kind] }),
  ];
  const machine = (state: keyof typeof signs, role = '') => [
    svg(
      'g',
      { class: `sd-chip sd-is-${state}${role}` },
      svg('circle', { class: 'sd-chip-body', r: 7.5 }),
      svg('path', { class: 'sd-chip-sign', d: signs[state] }),
    ),
  ];
  const crown = (role: string) => [
    svg('g', { class: role, transform: 'translate(0 13)' }, svg('path', { class: 'sd-crown', d: CROWN })),
  ];
  const rows: readonly (readonly [readonly SVGElement[], string])[] = [
    [message('request'), 'request, and its answer back:'],
    [message('answer'), 'answer'],
    [message('publish'), 'message to or from a queue'],
    [message('replicate'), 'entry of a log sent to a copy'],
    [message('acknowledge'), 'the copy has it'],
    [message('heartbeat'), 'heartbeat of a leader'],
    [message('vote'), 'vote in an election'],
    [message('request', ' is-bad'), 'failed; lost or turned away: a cross'],
    [machine('up', ' is-busy'), 'machine that works, full: busy'],
    [machine('down'), 'crashed'],
    [machine('cut'), 'cut off: messages do not pass'],
    [machine('still'), 'stands still'],
    [machine('slow'), 'slow'],
    [machine('failing'), 'some attempts fail'],
    [machine('skewed'), 'its clock is wrong'],
    [crown('is-leader'), 'leader; T2: in its second term'],
    [crown('is-candidate'), 'stands for election'],
  ];
  return html(
    'ul',
    { class: 'player-key-list' },
    ...rows.map(([marks, text]) =>
      html(
        'li',
        {},
        svg(
          'svg',
          { class: 'sd', viewBox: '-11 -11 22 22', width: 22, height: 22, 'aria-hidden': 'true' },
          svg('g', { class: 'sd-live' }, ...marks),
        ),
        text,
      ),
    ),
  );
}
