/** `export --animate`: a scenario, played and drawn. */
import { performance } from 'node:perf_hooks';
import type { Scenario } from '../analyzer/design/design.js';
import { sayCount } from '../analyzer/design/say.js';
import { prepare } from '../analyzer/estimate/estimate-workload.js';
import type { Playback } from '../analyzer/simulator/playback/playback.js';
import { recordPlayback } from '../analyzer/simulator/playback/record-playback.js';
import { sayMoment } from '../analyzer/wording/moment.js';
import { animatedScene, animatedSvg, MOST_FRAMES } from '../diagram/animation/animate.js';
import { createLayouter } from '../diagram/layout/layouter.js';
import { sceneOf } from '../diagram/scene/from-design.js';
import type { Session } from './command.js';
import type { OpenDesign } from './files/open-design.js';
import { pinsOfPicture } from './files/pins.js';
import type { PictureOptions } from './picture.js';
import { chooseDiagram, chooseScenario } from './workloads.js';

/** Events between two looks at the clock. */
const SLICE = 250_000;
/** Events after which a run is shown as far as it got. */
const MOST_EVENTS = 100_000_000;
/** Requests that are followed, of all the run: some for each moment. */
const REQUESTS = 1200;

/** Large designs have one for each of their components. */
const MOST_NOTES = 3;

/** Plays the scenario of that name and draws the run. */
export async function animation(
  { name, report }: OpenDesign,
  options: Omit<PictureOptions, 'workload'> & { readonly scenario: string },
  session: Session,
): Promise<string> {
  const { design } = report;
  const scenario = chooseScenario([design], options.scenario);
  const diagram = options.diagram === undefined ? undefined : chooseDiagram(design, options.diagram);
  const playback = await played(design, scenario, session);
  if (playback.until < playback.duration * (1 - 1e-9))
    session.say(
      `note: the run ended after ${sayMoment(playback.until)} of ${sayMoment(playback.duration)}: more comes in than is served, or it takes more than ${sayCount(MOST_EVENTS)} events.`,
    );
  const notes = playback.notes.slice(0, MOST_NOTES);
  for (const note of notes) session.say(`note: ${note}`);
  if (playback.notes.length > notes.length)
    session.say(`note: and ${playback.notes.length - notes.length} more notes.`);
  const workload = design.workloads.find(({ id }) => id === playback.workload)?.title ?? playback.workload;
  const title = `${scenario.title}, under ${workload}`;
  const scene = animatedScene(sceneOf(design, diagram === undefined ? {} : { diagram }), playback, title);
  const warn = (warning: string): void => session.say(`warning: ${warning}`);
  const pins = options.pins === false ? new Map() : pinsOfPicture(name, design, diagram, warn);
  const placed = await (options.layouter ?? createLayouter()).layout(scene, { pins });
  for (const warning of placed.warnings) warn(warning);
  return animatedSvg(placed, playback, options.theme);
}

/** The whole run, or as much of it as may be simulated; says how far it is when it takes longer than a second. */
async function played(design: OpenDesign['report']['design'], scenario: Scenario, session: Session): Promise<Playback> {
  const prepared = prepare(design);
  const end = recordPlayback(prepared, { scenario }).end;
  const run = recordPlayback(
    prepared,
    { scenario },
    { step: end / MOST_FRAMES, requests: REQUESTS, requestsPerSecond: REQUESTS / end, eventBudget: MOST_EVENTS },
  );
  let next = performance.now() + 1000;
  while (!run.advance(SLICE)) {
    await new Promise((resolve) => setImmediate(resolve));
    if (performance.now() < next) continue;
    session.say(`Playing ${scenario.title}: ${Math.floor((100 * run.now) / run.end)} %`);
    next = performance.now() + 5000;
  }
  return run.playback();
}
