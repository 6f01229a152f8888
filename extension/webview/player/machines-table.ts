/** The machines of one component as a table: what the row below its box shows, in figures. */

import { sayTime } from '../../../analyzer/design/say.js';
import type { Playback } from '../../../analyzer/simulator/playback/playback.js';
import { html } from '../dom.js';
import { copiesOf, stateOf, stateWords } from './machine-chips.js';

export class MachinesTable {
  private readonly component = html('select', { 'aria-label': 'Component' });
  private readonly head = html('thead', {});
  private readonly body = html('tbody', {});
  readonly element = html('div', { class: 'player-machines' }, this.component, html('table', {}, this.head, this.body));
  private said = '';

  constructor(changed: () => void) {
    this.component.addEventListener('change', changed);
  }

  show({ machines }: Playback, frame: number): void {
    if (this.element.offsetParent === null) return;
    const components = [...new Set(machines.map(({ component }) => component))];
    if ([...this.component.options].map(({ value }) => value).join() !== components.join()) {
      this.component.replaceChildren(...components.map((id) => html('option', { value: id }, id)));
      this.component.value = machines.find(({ copies }) => copies.length > 0)?.component ?? components[0] ?? '';
    }
    const own = machines.filter(({ component }) => component === this.component.value);
    const hasCopies = own.some(({ copies }) => copies.length > 0);
    const names = ['Machine', 'State', ...(hasCopies ? ['Role', 'Log', 'Lag'] : []), 'Busy', 'Waiting'];
    const rows = own.map((machine) => {
      const copies = copiesOf(machine, frame);
      const log = machine.copies.reduce((sum, { written }) => sum + (written[frame] || 0), 0);
      const late = Math.max(0, ...machine.copies.map(({ lagSeconds }) => lagSeconds[frame] || 0));
      const role =
        copies === undefined ? '' : copies.leads > 0 ? '♛ leads' : copies.stands > 0 ? 'candidate' : 'follows';
      return [
        machine.id.slice(machine.component.length + 1) || machine.id,
        stateWords[stateOf(machine.state[frame] ?? Number.NaN)],
        ...(hasCopies
          ? copies === undefined
            ? ['', '', '']
            : [`${role}, term ${copies.term}`, String(log), copies.lag === 0 ? '0' : `${copies.lag} · ${sayTime(late)}`]
          : []),
        String(machine.busy[frame] || 0),
        String(machine.queue[frame] || 0),
      ];
    });
    const said = JSON.stringify([names, rows]);
    if (said === this.said) return;
    this.said = said;
    this.head.replaceChildren(html('tr', {}, ...names.map((name) => html('th', { scope: 'col' }, name))));
    this.body.replaceChildren(...rows.map((row) => html('tr', {}, ...row.map((cell) => html('td', {}, cell)))));
  }
}
