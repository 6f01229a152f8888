import type { Operation } from './operation.js';

/** How an item is called: `Account 17`; `Message new 3` for the third one that the run made. */
export function nameOf({ data, key }: Pick<Operation, 'data' | 'key'>): string {
  return key < 0 ? `${data} new ${-1 - key}` : `${data} ${key}`;
}
