/** Keys of the player; those of the picture come first where it has the focus. */

export interface Keys {
  readonly isOpen: () => boolean;
  readonly toggle: () => void;
  readonly step: (by: 1 | -1) => void;
  readonly speed: (by: 1 | -1) => void;
}

export function followPlayerKeys({ isOpen, toggle, step, speed }: Keys): void {
  document.addEventListener('keydown', (event) => {
    const { key, target, ctrlKey, metaKey, altKey, defaultPrevented } = event;
    if (!isOpen() || defaultPrevented || ctrlKey || metaKey || altKey) return;
    const isField =
      target instanceof HTMLElement &&
      target.closest('input:not([type=range]), select, textarea, [role=tablist]') !== null;
    const isButton = target instanceof Element && target.closest('button, summary, [role=button]') !== null;
    if (isField) return;
    if (key === ' ' && !isButton) toggle();
    else if (key === 'ArrowLeft') step(-1);
    else if (key === 'ArrowRight') step(1);
    else if (key === '[') speed(-1);
    else if (key === ']') speed(1);
    else return;
    event.preventDefault();
  });
}
