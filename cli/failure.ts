/** Exit statuses and the one exception that a command ends with when it cannot do its work. */

/** What the process says when it ends. */
export const exit = {
  /** Everything holds. */
  holds: 0,
  /** Findings, or expectations that fail. */
  findings: 1,
  /** Wrong usage, or input that cannot be read. */
  unusable: 2,
} as const;

export type ExitStatus = (typeof exit)[keyof typeof exit];

/** Ends a command with status 2; the message is for the user, one sentence without a stack. */
export class Failure extends Error {
  /** `help` is a second sentence: what to do instead. */
  constructor(
    message: string,
    readonly help?: string,
  ) {
    super(message);
  }
}
