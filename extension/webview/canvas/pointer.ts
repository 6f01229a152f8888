/** What the pointer does to the parts of a picture. */
import type { Stage } from './stage.js';

export interface PointerActions {
  /** `undefined`: the ground between the parts. */
  readonly clicked: (id: string | undefined) => void;
  /** The sign that opens or closes. */
  readonly toggled: (id: string) => void;
  readonly doubleClicked: (id: string) => void;
  /** A mark of findings, at a part. */
  readonly badgeClicked: (id: string) => void;
  readonly over: (id: string | undefined, box?: () => DOMRect) => void;
}

export function followPointer(stage: Stage, actions: PointerActions): void {
  const { element } = stage;
  element.addEventListener('click', (event) => {
    if (isControl(event.target)) return;
    const id = stage.idAt(event.target);
    const isAt = (mark: string) => event.target instanceof Element && event.target.closest(mark) !== null;
    if (id !== undefined && isAt('.toggle')) actions.toggled(id);
    else if (id !== undefined && isAt('.sd-badge')) actions.badgeClicked(id);
    else actions.clicked(id);
  });
  element.addEventListener('dblclick', (event) => {
    if (isControl(event.target)) return;
    const id = stage.idAt(event.target);
    if (id !== undefined) actions.doubleClicked(id);
  });
  element.addEventListener('pointermove', (event) => {
    // While something is dragged nothing is asked.
    const id = event.buttons === 0 ? stage.idAt(event.target) : undefined;
    const { clientX, clientY } = event;
    if (id === undefined) {
      actions.over(undefined);
      return;
    }
    const isBox = stage.item(id)?.shape !== 'frame' && stage.item(id) !== undefined;
    // Frames and arrows are larger than what is meant: the card stands at the pointer.
    actions.over(id, () => (isBox ? stage.boxOf(id) : undefined) ?? new DOMRect(clientX, clientY, 0, 0));
  });
  element.addEventListener('pointerleave', () => actions.over(undefined));
  element.addEventListener('pointerdown', () => actions.over(undefined));
}

/** Buttons and maps that lie over the picture. */
const isControl = (target: EventTarget | null) => target instanceof Element && target.closest('.stage') === null;
