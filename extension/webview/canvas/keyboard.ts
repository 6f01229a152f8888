/** What keys do on the picture. */
import type { Item } from '../engine/messages.js';
import { type Direction, neighbour } from './neighbour.js';
import type { Stage } from './stage.js';

export interface KeyActions {
  readonly select: (id: string | undefined) => void;
  /** Goes to the text of a part. */
  readonly open: (id: string) => void;
  /** Opens or closes a frame. */
  readonly toggle: (id: string) => void;
  readonly findings: (id: string) => void;
  readonly details: (id: string) => void;
  readonly search: () => void;
  /** Moves a part by some pixels. */
  readonly nudge: (item: Item, dx: number, dy: number) => void;
  /** Puts a part back where it would be by itself. */
  readonly putBack: (id: string) => void;
}

const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
const steps: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};
/** Pixels by which a key moves the picture. */
const PAN = 60;
/** Pixels by which a key moves a part. */
const STEP = 20;

export function followKeys(stage: Stage, actions: KeyActions): void {
  stage.element.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey) return;
    if (event.target instanceof HTMLElement && event.target.closest('button, summary, input') !== null) return;
    if (event.altKey ? arrange(event, stage, actions) : handle(event, stage, actions)) event.preventDefault();
  });
}

/** Ctrl+Z and its opposites, wherever the focus is but in fields, which have their own. */
export function followSteps(step: (way: 'undo' | 'redo') => boolean): void {
  window.addEventListener('keydown', (event) => {
    const { key, shiftKey, altKey, target } = event;
    if ((!event.ctrlKey && !event.metaKey) || altKey || !/^[zy]$/iu.test(key)) return;
    if (target instanceof HTMLElement && target.closest('input, textarea, select') !== null) return;
    if (step(shiftKey || key.toLowerCase() === 'y' ? 'redo' : 'undo')) event.preventDefault();
  });
}

/** With Alt held, parts are moved. */
function arrange({ key, target }: KeyboardEvent, stage: Stage, actions: KeyActions): boolean {
  const item = stage.item(stage.idAt(target) ?? stage.selection[0] ?? '');
  const direction = arrows[key];
  if (item === undefined || (direction === undefined && key !== 'Backspace')) return false;
  if (direction === undefined) actions.putBack(item.id);
  else {
    const [dx, dy] = steps[direction];
    actions.nudge(item, dx * STEP, dy * STEP);
  }
  return true;
}

function handle({ key, shiftKey, target }: KeyboardEvent, stage: Stage, actions: KeyActions): boolean {
  const id = stage.idAt(target);
  const item = id === undefined ? undefined : stage.item(id);
  const direction = arrows[key];
  if (direction !== undefined) return move(direction, shiftKey || item === undefined, item, stage, actions);
  switch (key) {
    case '+':
    case '=':
      stage.viewport.zoomBy(1.25);
      return true;
    case '-':
      stage.viewport.zoomBy(0.8);
      return true;
    case '0':
      stage.fit();
      return true;
    case '/':
      actions.search();
      return true;
    case 'Escape':
      actions.select(undefined);
      return true;
  }
  if (id === undefined || item === undefined) return false;
  switch (key) {
    case 'Enter':
      if (item.shape === 'frame') actions.toggle(id);
      else actions.open(id);
      return true;
    case ' ':
      actions.select(id);
      actions.details(id);
      return true;
    case 'c':
      actions.toggle(item.shape === 'box' ? (item.parent ?? id) : id);
      return true;
    case 'f':
      actions.findings(id);
      return true;
    default:
      return false;
  }
}

function move(
  direction: Direction,
  isPan: boolean,
  item: Item | undefined,
  stage: Stage,
  actions: KeyActions,
): boolean {
  if (isPan || item === undefined) {
    const [dx, dy] = { left: [PAN, 0], right: [-PAN, 0], up: [0, PAN], down: [0, -PAN] }[direction] as [number, number];
    stage.viewport.panBy(dx, dy);
    return true;
  }
  const next = neighbour(stage.picture?.items ?? [], item, direction);
  if (next === undefined) return true;
  stage.focus(next.id);
  actions.select(next.id);
  stage.viewport.reveal(next);
  return true;
}
