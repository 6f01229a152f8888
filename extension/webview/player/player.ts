/** The simulation on the page: what is played, where the reader is in it, and all that shows it. */
import type { Design, Scenario } from '../../../analyzer/design/design.js';
import type { Playback } from '../../../analyzer/simulator/playback/playback.js';
import type { Played } from '../../../analyzer/simulator/playback/record-playback.js';
import type { Stage } from '../canvas/stage.js';
import { html } from '../dom.js';
import type { View } from '../engine/messages.js';
import type { Host } from '../hosts/host.js';
import { SimulationClient } from '../simulation/client.js';
import { Charts } from './charts.js';
import { type Choice, Controls } from './controls.js';
import { Course } from './course.js';
import { Events } from './events.js';
import { LiveLayer } from './live-layer.js';
import { PlayHead, speeds } from './play-head.js';
import { Timeline } from './timeline.js';

/** Frames of a recording: enough for the width of a screen, few enough to count something in each. */
const FRAMES = 300;

export class Player {
  readonly element: HTMLElement;
  private readonly simulation: SimulationClient;
  private readonly head = new PlayHead(() => this.move());
  private readonly controls: Controls;
  private readonly timeline = new Timeline((time) => this.seek(time));
  private readonly charts = new Charts((time) => this.seek(time));
  private readonly events = new Events(({ at }) => this.seek(at));
  private readonly live: LiveLayer;
  private readonly body: HTMLElement;
  private readonly problem = html('p', { class: 'player-problem', role: 'alert', hidden: true });
  private design: Design | undefined;
  private workload = '';
  private scale = 1;
  private isOpen = false;
  private isRunning = false;
  /** The run was ended before its end. */
  private isStale = false;
  /** Id of the workload or scenario that was chosen; the scenario itself where the design has none of that name. */
  private chosen = '';
  private own: Scenario | undefined;
  private seed: number | undefined;
  private course: Course | undefined;

  constructor(
    stage: Stage,
    private readonly host: Host,
  ) {
    this.live = new LiveLayer(stage, () => undefined);
    this.simulation = new SimulationClient(() => host.simulationScript());
    this.controls = new Controls({
      toggle: () => this.toggle(),
      play: () => (this.head.isPlaying ? this.head.pause() : this.head.play()),
      step: (by) => this.step(by),
      speed: (speed) => {
        this.head.speed = speed;
      },
      choose: (id) => this.choose(id),
      seed: (seed) => this.run({ seed }),
      stop: () => this.stop(),
      break: () => undefined,
      copy: () => undefined,
    });
    const side = html(
      'div',
      { class: 'player-side' },
      html('h3', {}, 'Events'),
      html('div', { class: 'player-scroll' }, this.events.element),
    );
    this.body = html(
      'div',
      { class: 'player-body', hidden: true },
      this.timeline.element,
      this.problem,
      html('div', { class: 'player-panes' }, this.charts.element, side),
    );
    this.element = html('section', { class: 'player', 'aria-label': 'Simulation' }, this.controls.element, this.body);
    this.move();
  }

  /** Takes the newest text of the design, and the load that the page shows. */
  load(design: Design, { workload = '', scale }: View): void {
    const isOther = this.design !== design || this.workload !== workload || this.scale !== scale;
    this.design = design;
    this.workload = workload;
    this.scale = scale;
    this.element.hidden = design.workloads.length === 0;
    if (this.choices().every(({ id }) => id !== this.chosen)) this.chosen = '';
    this.offer();
    if (this.isOpen && isOther) this.run({ isSamePlace: true });
  }

  /** Another picture stands on the page. */
  drawn(): void {
    this.move();
  }

  /** Plays a scenario or workload of the design; says whether there is one of that id. */
  open(id: string): boolean {
    if (this.design?.scenarios.some((scenario) => scenario.id === id) !== true) return false;
    this.chosen = id;
    this.own = undefined;
    this.seed = undefined;
    this.offer();
    if (this.isOpen) this.run({});
    else this.toggle();
    return true;
  }

  private toggle(): void {
    this.isOpen = !this.isOpen;
    this.body.hidden = !this.isOpen;
    if (!this.isOpen) {
      this.head.pause();
      this.stop();
      this.live.clear();
    } else if (this.course === undefined || this.isStale) this.run({});
    else this.charts.show(this.course.playback);
    this.move();
  }

  private choose(id: string): void {
    this.chosen = id;
    this.seed = undefined;
    this.run({});
  }

  private run({
    seed = this.seed,
    isSamePlace = false,
  }: {
    readonly seed?: number | undefined;
    readonly isSamePlace?: boolean;
  }): void {
    const { design } = this;
    const played = this.played();
    if (design === undefined || played === undefined) return;
    this.seed = seed;
    const time = this.head.time;
    this.isRunning = true;
    this.isStale = false;
    this.problem.hidden = true;
    this.timeline.clear();
    let isFirst = true;
    this.simulation.play(
      { design, played, options: { frames: FRAMES, scale: this.scale, ...(seed === undefined ? {} : { seed }) } },
      {
        known: (playback, isOver) => {
          this.isRunning = !isOver;
          this.know(playback);
          if (isFirst && !isSamePlace) this.begin(playback);
          isFirst = false;
          this.head.extend(playback.until, isOver);
          if (isSamePlace && playback.until >= time) this.head.time = time;
        },
        failed: (message) => {
          this.isRunning = false;
          this.problem.textContent = `The run failed: ${message.split('\n')[0]}`;
          this.problem.hidden = false;
          this.host.post({ kind: 'failed', message });
          this.move();
        },
      },
    );
    this.move();
  }

  private begin({ duration }: Playback): void {
    this.head.time = 0;
    this.head.speed = speeds.find((speed) => duration / speed <= 90) ?? 100;
    this.head.play();
  }

  private stop(): void {
    if (!this.isRunning) return;
    this.simulation.stop();
    this.isRunning = false;
    this.isStale = true;
    this.head.extend(this.course?.playback.until ?? 0, true);
    this.move();
  }

  private know(playback: Playback): void {
    this.course = new Course(playback);
    this.timeline.show(playback);
    this.charts.show(playback);
    this.events.show(playback.events);
  }

  private seek(time: number): void {
    this.head.seek(time);
  }

  /** One frame on or back. */
  private step(by: 1 | -1): void {
    const { course, head } = this;
    if (course === undefined) return;
    head.pause();
    const { step } = course.playback;
    head.seek((Math.floor(head.time / step + 1e-6) + by) * step);
  }

  private move(): void {
    const { head, course, isOpen, isRunning } = this;
    const { duration = 0, until = 0, seed = this.seed ?? 1 } = course?.playback ?? {};
    const { time, speed, isPlaying } = head;
    this.controls.show({
      isOpen,
      isPlaying,
      time,
      duration,
      until,
      speed,
      isRunning,
      seed,
      isReady: course !== undefined,
    });
    if (course === undefined || !isOpen) return;
    this.live.show(course, time, speed);
    this.timeline.move(time);
    this.charts.move(time);
    this.events.move(time, isPlaying);
  }

  /** What is played; `undefined` where the design has nothing to play. */
  private played(): Played | undefined {
    const { design, own } = this;
    if (own !== undefined && own.id === this.chosen) return { scenario: own };
    const scenario = design?.scenarios.find(({ id }) => id === this.chosen);
    if (scenario !== undefined) return { scenario };
    const workload = design?.workloads.find(({ id }) => id === this.chosen)?.id ?? this.first();
    if (workload === undefined) return undefined;
    this.chosen = workload;
    return { workload };
  }

  private first(): string | undefined {
    return this.design?.workloads.find(({ id }) => id === this.workload)?.id ?? this.design?.workloads[0]?.id;
  }

  private choices(): readonly Choice[] {
    const { design, own } = this;
    const named = (kind: Choice['kind'], all: readonly { readonly id: string; readonly title?: string }[]) =>
      all.map(({ id, title }): Choice => ({ id, kind, title: title === undefined || title === '' ? id : title }));
    return [
      ...named('workload', design?.workloads ?? []),
      ...named('scenario', design?.scenarios ?? []),
      ...(own === undefined ? [] : named('scenario', [own])),
    ];
  }

  private offer(): void {
    this.controls.offer(this.choices(), this.chosen === '' ? (this.first() ?? '') : this.chosen);
  }
}
