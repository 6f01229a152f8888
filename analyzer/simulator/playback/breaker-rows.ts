import type { Breaker } from '../behaviours/breaker.js';
import type { BreakerSeries, Series } from './playback.js';
import type { Rows, Watched } from './watched.js';

/** The course of the breaker between a caller and what it calls. */
export class BreakerRows implements Watched {
  readonly series: BreakerSeries<Series>;

  constructor(
    private readonly breaker: Breaker,
    pair: string,
    rows: Rows,
    /** Told the moment that it opens or closes. */
    turned: (series: BreakerSeries<Series>, isOpen: boolean) => void,
  ) {
    const [from = '', to = ''] = pair.split(' ');
    this.series = { from, to, state: rows.row() };
    const note = breaker.note.bind(breaker);
    breaker.note = (now, failed) => {
      const before = breaker.isOpen;
      note(now, failed);
      if (breaker.isOpen !== before) turned(this.series, breaker.isOpen);
    };
  }

  look(at: number): void {
    const { isOpen, isTrying } = this.breaker;
    this.series.state[at] = !isOpen ? 0 : isTrying ? 0.5 : 1;
  }
}
