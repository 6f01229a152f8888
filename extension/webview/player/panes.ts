/** Below the picture: the scrubber, the curves, and lists of what happened. */
import type { Counterexample, Playback, PlaybackEvent } from '../../../analyzer/simulator/playback/playback.js';
import { html } from '../dom.js';
import { Charts } from './charts.js';
import type { Course } from './course.js';
import { Events } from './events.js';
import { signKey } from './key.js';
import { MachinesTable } from './machines-table.js';
import { Side } from './side.js';
import { Timeline } from './timeline.js';
import { Violations } from './violations.js';

export interface PaneActions {
  readonly seek: (time: number) => void;
  readonly event: (event: PlaybackEvent) => void;
  readonly example: (example: Counterexample | undefined) => void;
  /** Another list is to be seen. */
  readonly turned: () => void;
}

export class Panes {
  readonly element: HTMLElement;
  private readonly timeline: Timeline;
  private readonly charts: Charts;
  private readonly events: Events;
  private readonly machines: MachinesTable;
  private readonly violations: Violations;
  private readonly notes = html('p', { class: 'player-quiet player-notes' });
  private readonly side: Side;

  constructor({ seek, event, example, turned }: PaneActions) {
    this.timeline = new Timeline(seek);
    this.charts = new Charts(seek);
    this.events = new Events(event);
    this.machines = new MachinesTable(turned);
    this.violations = new Violations(example);
    this.side = new Side(
      [
        { name: 'Events', content: html('div', {}, this.events.element, this.notes) },
        { name: 'Machines', content: this.machines.element },
        { name: 'Violations', content: this.violations.element },
        { name: 'Signs', content: signKey() },
      ],
      () => turned(),
    );
    this.element = html('div', { class: 'player-body', hidden: true }, this.timeline.element);
    this.element.append(html('div', { class: 'player-panes' }, this.charts.element, this.side.element));
  }

  show(playback: Playback, example?: Counterexample): void {
    this.timeline.show(playback);
    this.charts.show(playback);
    this.events.show(playback.events);
    this.violations.show(playback.counterexamples, example);
    this.side.count(0, playback.events.length);
    this.side.count(2, playback.counterexamples.length);
    this.notes.textContent = playback.notes.join(' ');
  }

  move(course: Course, time: number, isPlaying: boolean): void {
    this.timeline.move(time);
    this.charts.move(time);
    this.events.move(time, isPlaying);
    this.machines.show(course.playback, course.frameAt(time));
  }
}
