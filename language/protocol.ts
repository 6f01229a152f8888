/**
 * What the editor's client and the language server say to each other beside the language server protocol.
 *
 * This file is the contract between `extension/` and `language/server/`; both import it and nothing else of each other.
 */
import { NotificationType, RequestType } from 'vscode-languageserver-protocol';
import type { Position, Range } from 'vscode-languageserver-types';
import type { Design } from '../analyzer/design/design.js';
import type { Estimate } from '../analyzer/estimate/estimate.js';
import type { Severity } from '../analyzer/rules/rule.js';
import type { Violation } from '../analyzer/simulator/history/violation.js';
import type { Happening } from '../analyzer/simulator/scenario/happening.js';

/** Settings of the editor, section `sysdesign`. */
export interface Settings {
  readonly inlayHints: { readonly enabled: boolean };
  readonly codeLens: { readonly enabled: boolean };
  readonly markdown: { readonly lint: boolean };
  /** Workload whose estimate hints and lenses show; empty: the first of the design. */
  readonly workload: string;
}

export const defaultSettings: Settings = {
  inlayHints: { enabled: true },
  codeLens: { enabled: true },
  markdown: { lint: true },
  workload: '',
};

/** Text of a file that only the client can read; `null` when there is none. */
export type FileAnswer = { readonly text: string } | { readonly unreadable: string } | null;

/** Server to client: text of the file at a URI. */
export const readFile = new RequestType<{ readonly uri: string }, FileAnswer, void>('sysdesign/readFile');

/** Server to client: URIs of all `.sysdesign` files in the open folders. */
export const listFiles = new RequestType<Record<string, never>, readonly string[], void>('sysdesign/listFiles');

/** How an expectation turned out. */
export interface ExpectationState {
  /** Stable while the text of the expectation and its place among its equals are. */
  readonly id: string;
  /** As written: `p99(send) < 300 ms`. */
  readonly label: string;
  readonly range: Range;
  /** `undecided`: the estimate has no figure for it, or a scenario would have to run. */
  readonly status: 'met' | 'missed' | 'undecided';
  /** Estimated or measured value, or why there is none. */
  readonly message: string;
  /** The value alone: `290 ms`; missing where there is none. */
  readonly actual?: string;
}

/** Expectations of one `expect` block or scenario. */
export interface ExpectationGroup {
  readonly id: string;
  readonly label: string;
  readonly range: Range;
  /** Scenarios need a run; expectations are decided by the estimate. */
  readonly kind: 'expect' | 'scenario';
  readonly expectations: readonly ExpectationState[];
}

/** Client to server: what a design expects, and how that turns out. */
export const expectations = new RequestType<{ readonly uri: string }, readonly ExpectationGroup[], void>(
  'sysdesign/expectations',
);

/** How an expectation of a scenario turned out in a run. */
export interface ScenarioExpectation extends ExpectationState {
  /** Positions in `violations` of what shows it broken. */
  readonly counterexamples: readonly number[];
}

/** A scenario that was played. */
export interface ScenarioRun {
  /** Its id. */
  readonly scenario: string;
  readonly seed: number;
  /** Seconds simulated, warm-up included. */
  readonly seconds: number;
  readonly eventCount: number;
  /** Whether it came to its end. */
  readonly isWhole: boolean;
  readonly expectations: readonly ScenarioExpectation[];
  /** Faults, elections, fail-overs and the like, in order. */
  readonly events: readonly Happening[];
  /** Counterexamples. */
  readonly violations: readonly Violation[];
  /** What was taken for granted, and words of the design that the run did not follow. */
  readonly notes: readonly string[];
}

/** A run in which a finding comes true, or none after so many. */
export interface Shown {
  /** Runs that were tried. */
  readonly runs: number;
  readonly counterexample?: { readonly violation: Violation; readonly seed: number };
}

/** Client to server: searches a run in which a finding at a line, from 0, comes true. Cancelling the request ends the search. */
export const showMe = new RequestType<
  { readonly uri: string; readonly rule: string; readonly line: number },
  Shown | NoRun,
  void
>('sysdesign/showMe');

/** Why a scenario cannot be played, in one sentence. */
export interface NoRun {
  readonly problem: string;
}

/** Client to server: plays a scenario as the text stands now. Cancelling the request ends the run. */
export const runScenario = new RequestType<
  { readonly uri: string; readonly scenario: string },
  ScenarioRun | NoRun,
  void
>('sysdesign/runScenario');

/** Server to client, now and then during a run: how much of it is over, from 0 to 1. */
export interface ScenarioProgress {
  readonly uri: string;
  /** Of a search, the rule. */
  readonly scenario: string;
  readonly share: number;
}
export const scenarioProgress = new NotificationType<ScenarioProgress>('sysdesign/scenarioProgress');

/** A page of Markdown for people. */
export interface Page {
  readonly title: string;
  readonly markdown: string;
}

/**
 * Client to server: the estimate of a workload as a page; `workload` may also be the id of an `expect` block, missing it
 * is that of the settings. `null` when the design has none.
 */
export const estimate = new RequestType<{ readonly uri: string; readonly workload?: string }, Page | null, void>(
  'sysdesign/estimate',
);

/** Client to server: what a rule, kind, setting, technology or word of the language means; `null` for unknown words. */
export const explain = new RequestType<{ readonly word: string }, Page | null, void>('sysdesign/explain');

/** Server to client, after each analysis of an open document. */
export interface Analyzed {
  readonly uri: string;
  readonly version: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Workloads of the design, in order of the text. */
  readonly workloads: readonly string[];
}
export const analyzed = new NotificationType<Analyzed>('sysdesign/analyzed');

/** What a picture of a design is made from. */
export interface Drawable {
  readonly design: Design;
  /** Under the workload of the settings, else the design's first; missing where there is none. */
  readonly estimate?: Estimate;
  readonly findings: readonly DrawableFinding[];
}
export interface DrawableFinding {
  /** Id of the part of the design that it is about. */
  readonly at: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Line of the text, from 0. */
  readonly line: number;
  readonly range: Range;
  /** Whether something mends it. */
  readonly isFixable: boolean;
}

/** Client to server: what to draw of a document, or of a text that stands in it. Findings of other files are left out. */
export const drawable = new RequestType<{ readonly uri: string; readonly text?: string }, Drawable | null, void>(
  'sysdesign/drawable',
);

/** Where something of a design is written. */
export interface TextPlace {
  readonly uri: string;
  readonly range: Range;
}

/** Client to server: where an id of a design is written, or what it is part of; `null` for what has no text. */
export const placeOf = new RequestType<{ readonly uri: string; readonly id: string }, TextPlace | null, void>(
  'sysdesign/placeOf',
);

/**
 * Client to server: ids of the design at `uri` that a place is about, in whichever of its files: the narrowest part that is
 * written there, and what a name there stands for.
 */
export const idsAt = new RequestType<
  { readonly uri: string; readonly file: string; readonly position: Position },
  readonly string[],
  void
>('sysdesign/idsAt');

/**
 * Client to server: what is known of some parts of a design, as Markdown, under a workload multiplied by `scale`; `isBrief`
 * leaves settings out.
 */
export const describe = new RequestType<
  {
    readonly uri: string;
    readonly ids: readonly string[];
    readonly workload?: string;
    readonly scale?: number;
    readonly isBrief?: boolean;
  },
  string | null,
  void
>('sysdesign/describe');

/** Counts over all designs of the open folders. */
export interface WorkspaceReport {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

/** Client to server: analyse all designs of the open folders, and from now on report findings of closed ones too. */
export const checkWorkspace = new RequestType<Record<string, never>, WorkspaceReport, void>('sysdesign/checkWorkspace');
