/**
 * What a rule is, and what it may say.
 *
 * A rule is a pure function from facts to findings with its metadata as literals; pages, settings, links and tests
 * derive from them. Findings name ids of the design, never text positions.
 */
import type { Id } from '../design/design.js';
import type { Facts } from '../facts.js';

/** `error`: the stated requirement cannot hold; `warning`: it fails under an ordinary load or fault; `info`: worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

export const families = [
  'cap',
  'acid',
  'replication',
  'queues',
  'sharding',
  'caching',
  'leaders',
  'resilience',
  'capacity',
  'stores',
  'observability',
  'hygiene',
] as const;
export type Family = (typeof families)[number];

export interface Related {
  readonly at: Id;
  readonly message: string;
}

/** One change of the design's text in terms of ids; the language turns it into text edits. */
export type Edit =
  /** Put a clause (`wal sync`) into the block of `into`, replacing the clause of the same first word if it has one. */
  | { readonly kind: 'set'; readonly into: Id; readonly clause: string }
  /** Replace the whole text of `at`. */
  | { readonly kind: 'replace'; readonly at: Id; readonly text: string }
  /** Append to the text of `at` (`idempotent by order`). */
  | { readonly kind: 'append'; readonly at: Id; readonly text: string }
  | { readonly kind: 'remove'; readonly at: Id }
  /** Write a new declaration below the declaration `after`. */
  | { readonly kind: 'declare'; readonly after: Id; readonly text: string };

/** A quick fix: what the editor shows, and the edits. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
  /**
   * Right without asking: what the text means stays the same, or it can mean only this. A fix that decides something
   * about the system, or guesses at a name that may still be declared, is not.
   */
  readonly isSafe?: true;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** The narrowest part that carries the cause. */
  readonly at: Id;
  /** The consequence in numbers of this design; one or two plain sentences. */
  readonly message: string;
  readonly related: readonly Related[];
  /** How to mend it, one imperative sentence. */
  readonly help?: string;
  readonly fixes: readonly Fix[];
  /** The text is not needed at all (editors fade it). */
  readonly unnecessary?: boolean;
}

/** What a rule yields: the registry adds the id and the severity unless the rule chose one of its `severities`. */
export interface Report {
  readonly at: Id;
  readonly message: string;
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly help?: string;
  readonly fixes?: readonly Fix[];
  readonly unnecessary?: boolean;
}

export interface Threshold {
  readonly default: number;
  readonly summary: string;
}

export interface Rule {
  /** Names the bad pattern; also the file's name and the page's. */
  readonly id: string;
  readonly family: Family;
  /** The usual severity. */
  readonly severity: Severity;
  /** One line for lists. */
  readonly summary: string;
  /** The idea of the field behind it (`quorum intersection`). */
  readonly concept: string;
  /** Books, papers, product documentation. */
  readonly sources: readonly string[];
  /** Numbers that `sysdesign.json` may change, by name. */
  readonly thresholds?: Readonly<Record<string, Threshold>>;
  check(facts: Facts): Iterable<Report>;
}
