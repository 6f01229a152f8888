/** What the pointer does to the parts of a picture. */
import type { Stage } from './stage.js';

export interface PointerActions {
  /** `undefined`: the ground between the parts. */
  readonly clicked: (id: string | undefined) => void;
  readonly doubleClicked: (id: string) => void;
  /** A mark of findings, at a part. */
  readonly badgeClicked: (id: string) => void;
  readonly over: (id: string | undefined, box?: () => DOMRect) => void;
}

export function followPointer(stage: Stage, actions: PointerActions): void {
  const { element } = stage;
  element.addEventListener('click', (event) => {
    const id = stage.idAt(event.target);
    const isBadge = event.target instanceof Element && event.target.closest('.sd-badge') !== null;
    if (id !== undefined && isBadge) actions.badgeClicked(id);
    else actions.clicked(id);
  });
  element.addEventListener('dblclick', (event) => {
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
