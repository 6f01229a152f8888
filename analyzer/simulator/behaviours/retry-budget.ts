/** Calls whose shares are saved up for retries: a caller may retry in bursts, but not more than this. */
const SAVED_CALLS = 100;

/**
 * Caps the retries of a caller at a share of its calls: each call puts the share into a purse, each retry takes one out.
 *
 * The purse starts full and holds what a hundred calls put in, at least one retry. Source: the retry budgets of Finagle and of
 * the SRE book, ch. 22.
 */
export class RetryBudget {
  private readonly most: number;
  private purse: number;

  constructor(private readonly share: number) {
    this.most = Math.max(1, SAVED_CALLS * share);
    this.purse = this.most;
  }

  call(): void {
    this.purse = Math.min(this.most, this.purse + this.share);
  }

  /** Whether one more retry is within the budget; takes it out if so. */
  allows(): boolean {
    if (this.purse < 1) return false;
    this.purse--;
    return true;
  }
}
