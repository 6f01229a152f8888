/** The simulation on the page: what is played, where the reader is in it, and all that shows it. */
import type { Design } from '../../../analyzer/design/design.js';
import type { Counterexample, Playback } from '../../../analyzer/simulator/playback/playback.js';
import { scenarioText } from '../../../analyzer/simulator/playback/scenario-text.js';
import type { NewFault } from '../../../analyzer/simulator/playback/with-fault.js';
import type { Stage } from '../canvas/stage.js';
import { html } from '../dom.js';
import type { View } from '../engine/messages.js';
import type { Host } from '../hosts/host.js';
import { SimulationClient } from '../simulation/client.js';
import { Captions } from './captions.js';
import { Controls } from './controls.js';
import { Course } from './course.js';
import { endOf, isSame, slowMotion } from './example.js';
import { FaultForm } from './fault-form.js';
import { followPlayerKeys } from './keys.js';
import { leaderCrash } from './leader-crash.js';
import { LiveLayer } from './live-layer.js';
import { Notice } from './notice.js';
import { OwnFaults } from './own-faults.js';
import { Panes } from './panes.js';
import { PlayHead } from './play-head.js';
import { Repertoire } from './repertoire.js';

/** Frames of a recording: enough for the width of a screen, few enough to count something in each. */
const FRAMES = 300;
/** Seconds by which a request may have begun before its operation. */
const BEFORE = 2;

export class Player {
  readonly element: HTMLElement;
  private readonly simulation: SimulationClient;
  private readonly repertoire = new Repertoire();
  private readonly head = new PlayHead(() => this.move());
  private readonly controls: Controls;
  private readonly panes: Panes;
  private readonly live: LiveLayer;
  private readonly captions = new Captions();
  private readonly form = new FaultForm((fault) => this.break(fault));
  private readonly faults = new OwnFaults((at) => this.mend(at));
  private readonly notice = new Notice();
  private scale = 1;
  private seed: number | undefined;
  private isOpen = false;
  private isRunning = false;
  /** The run was ended before its end. */
  private isStale = false;
  /** Component whose leader shall crash once it is known. */
  private doomed: string | undefined;
  private course: Course | undefined;
  private example: Counterexample | undefined;

  constructor(
    stage: Stage,
    private readonly host: Host,
  ) {
    this.simulation = new SimulationClient(() => host.simulationScript());
    this.live = new LiveLayer(stage, (victim, at) => this.ask(victim, at));
    this.controls = new Controls({
      toggle: () => this.toggle(),
      play: () => this.playOrPause(),
      step: (by) => this.step(by),
      speed: (speed) => {
        this.head.speed = speed;
      },
      choose: (id) => this.choose(id),
      seed: (seed) => {
        this.seed = seed;
        this.run();
      },
      stop: () => this.stop(),
      break: (at) => this.ask(stage.element.querySelector<SVGElement>('.sd-node.is-selected')?.dataset.id, at),
      copy: () => this.copy(),
    });
    this.panes = new Panes({
      seek: (time) => this.head.seek(time),
      event: ({ at, counterexample }) => {
        if (counterexample === undefined) this.head.seek(at);
        else this.follow(this.course?.playback.counterexamples[counterexample]);
      },
      example: (example) => this.follow(example),
      turned: () => this.move(),
    });
    this.panes.element.prepend(this.faults.element, this.notice.element);
    this.element = html('section', { class: 'player', 'aria-label': 'Simulation' });
    this.element.append(this.controls.element, this.panes.element, this.captions.spoken, this.form.element);
    stage.element.append(this.captions.element);
    followPlayerKeys({
      isOpen: () => this.isOpen,
      toggle: () => this.playOrPause(),
      step: (by) => this.step(by),
      speed: (by) => this.head.change(by),
    });
    this.move();
  }

  /** Takes the newest text of the design, and the load that the page shows. */
  load(design: Design, { workload = '', scale }: View): void {
    const { repertoire } = this;
    const isOther = repertoire.design !== design || repertoire.workload !== workload || this.scale !== scale;
    repertoire.load(design, workload);
    this.scale = scale;
    this.element.hidden = design.workloads.length === 0;
    this.offer();
    if (!isOther) return;
    if (this.isOpen) this.run(true);
    else this.isStale = true;
  }

  /** Another picture stands on the page. */
  drawn(): void {
    this.move();
  }

  /** Plays a scenario of the design; says whether there is one of that id. */
  open(id: string): boolean {
    if (this.repertoire.design?.scenarios.some((scenario) => scenario.id === id) !== true) return false;
    this.choose(id);
    return true;
  }

  /** Plays the workload of the page, in which the leader of a component crashes. */
  crashLeader(component: string): void {
    this.doomed = component;
    this.choose(this.repertoire.workload);
  }

  private toggle(): void {
    this.isOpen = !this.isOpen;
    this.panes.element.hidden = !this.isOpen;
    if (!this.isOpen) {
      this.head.pause();
      this.stop();
      this.live.clear();
      this.captions.clear();
    } else if (this.course === undefined || this.isStale) this.run();
    else this.panes.show(this.course.playback);
    this.move();
  }

  private choose(id: string): void {
    this.repertoire.choose(id);
    this.seed = undefined;
    this.isStale = true;
    if (this.isOpen) this.run();
    else this.toggle();
  }

  /**
   * Plays what is chosen from its start.
   *
   * @param isSamePlace the reader stays at the same moment, and sees the last run until the new one has come there
   */
  private run(isSamePlace = false): void {
    const { seed, scale, example } = this;
    const { design } = this.repertoire;
    const played = this.repertoire.played();
    if (!isSamePlace) this.example = undefined;
    this.offer();
    if (design === undefined || played === undefined) return;
    this.isRunning = true;
    this.isStale = false;
    this.notice.clear();
    const time = isSamePlace ? this.head.time : 0;
    const follow = isSamePlace && example !== undefined ? { follow: { ...example, from: example.from - BEFORE } } : {};
    const options = { frames: FRAMES, scale, ...(seed === undefined ? {} : { seed }), ...follow };
    let isFirst = true;
    this.simulation.play(
      { design, played, options },
      {
        known: (playback, isOver) => {
          this.isRunning = !isOver;
          if (!isOver && playback.until < time) return;
          this.know(playback);
          if (isFirst && !isSamePlace) this.head.begin(playback.duration);
          isFirst = false;
          this.head.extend(playback.until, isOver);
          this.strike(playback);
        },
        failed: (message) => {
          this.isRunning = false;
          this.notice.say(`The run failed: ${message.split('\n')[0]}`);
          this.host.post({ kind: 'failed', message });
          this.move();
        },
      },
    );
    this.move();
  }

  /** The machines are known by now: the leader that shall die is one of them. */
  private strike(playback: Playback): void {
    const { doomed } = this;
    this.doomed = undefined;
    const planned = doomed === undefined ? undefined : leaderCrash(playback, doomed);
    if (planned === undefined) return;
    this.head.time = Math.max(0, planned.at - playback.duration / 20);
    this.break(planned.fault, planned.at);
  }

  private stop(): void {
    if (!this.isRunning) return;
    this.simulation.stop();
    this.isRunning = false;
    this.isStale = true;
    this.head.extend(this.course?.playback.until ?? 0, true);
  }

  private know(playback: Playback): void {
    this.course = new Course(playback);
    // Playing a counterexample again, the same one is followed in the new recording.
    const { example } = this;
    if (example !== undefined) this.example = playback.counterexamples.find((one) => isSame(one, example)) ?? example;
    this.panes.show(playback, this.example);
  }

  private playOrPause(): void {
    if (this.head.isPlaying) this.head.pause();
    else if (this.course !== undefined) this.head.play();
  }

  /** One frame on or back. */
  private step(by: 1 | -1): void {
    const { course, head } = this;
    if (course === undefined) return;
    head.pause();
    const { step } = course.playback;
    head.seek((Math.floor(head.time / step + 1e-6) + by) * step);
  }

  private ask(victim: string | undefined, at: DOMRect): void {
    const { course, head } = this;
    const { design } = this.repertoire;
    if (course === undefined || design === undefined) return;
    head.pause();
    const { time } = head;
    this.form.open({ design, playback: course.playback, frame: course.frameAt(time), time, victim, at });
  }

  /** A fault at this moment: what came before stays as it was. */
  private break(fault: NewFault, at = this.head.time): void {
    const { course, head } = this;
    if (course === undefined) return;
    this.repertoire.break(course.playback, fault, at);
    this.seed = course.playback.seed;
    this.example = undefined;
    this.run(true);
    head.play();
  }

  private mend(at: number): void {
    this.repertoire.mend(at);
    this.example = undefined;
    this.run(true);
  }

  /** Plays a counterexample slowly with all its messages; `undefined`: no longer. */
  private follow(example: Counterexample | undefined): void {
    const { head } = this;
    this.example = example;
    if (example === undefined) {
      this.run(true);
      return;
    }
    const { from, speed } = slowMotion(example);
    head.speed = speed;
    head.seek(from);
    this.run(true);
    head.play();
  }

  private copy(): void {
    const { own } = this.repertoire;
    if (own === undefined) this.notice.say('Break something first: then there is a scenario to copy.');
    else this.notice.hand(this.host, own.title, scenarioText(own));
  }

  private move(): void {
    const { head, course, isOpen, isRunning, example } = this;
    const { duration = 0, until = 0, seed = this.seed ?? 1 } = course?.playback ?? {};
    const { time, speed, isPlaying } = head;
    const isReady = course !== undefined;
    this.controls.show({ isOpen, isPlaying, time, duration, until, speed, isRunning, seed, isReady });
    if (course === undefined || !isOpen) return;
    if (isPlaying && example !== undefined && time > endOf(example) && time < endOf(example) + speed) head.pause();
    this.live.show(course, time, speed, example?.sessions);
    this.captions.show(course.playback.events, example, time, speed);
    this.panes.move(course, time, isPlaying);
  }

  private offer(): void {
    const { repertoire } = this;
    this.controls.offer(repertoire.choices(), repertoire.chosen, repertoire.otherWorkload());
    this.faults.show(repertoire.own);
  }
}
