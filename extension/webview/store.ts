import type { Host } from './hosts/host.js';
import { type PageState, readState } from './state.js';

/** Milliseconds after a change until the state is saved. */
const PAUSE = 200;

/** What the reader has chosen; saved whenever it has changed. */
export class Store {
  private current: PageState;
  private saving: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: Pick<Host, 'readState' | 'saveState'>) {
    this.current = readState(host.readState());
    window.addEventListener('pagehide', () => this.host.saveState(this.current));
  }

  get state(): PageState {
    return this.current;
  }

  change(change: Partial<PageState>): void {
    this.current = { ...this.current, ...change };
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.host.saveState(this.current), PAUSE);
  }

  /** Takes a choice back. */
  forget(...keys: readonly ('place' | 'diagram' | 'collapsed')[]): void {
    const left = Object.entries(this.current).filter(([key]) => !keys.some((one) => one === key));
    this.current = Object.fromEntries(left) as unknown as PageState;
    this.change({});
  }
}
