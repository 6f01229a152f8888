/**
 * Everything that is known about one text: the one result that the editor and the command line both show.
 *
 * `language/` turns text into designs, findings with positions, and editor features. It may import the analyzer, and
 * knows neither VS Code nor a file system nor a page.
 */
import { type Analysis, analyze } from '../analyzer/analyze.js';
import type { Component, Design } from '../analyzer/design/design.js';
import type { Facts } from '../analyzer/facts.js';
import { rules } from '../analyzer/rules/index.js';
import { type Config, emptyConfig } from './config/config.js';
import { withoutConsequences } from './findings/consequences.js';
import { placeFinding, placeLocated } from './findings/place.js';
import { byPlace, type PositionedFinding } from './findings/positioned.js';
import { applySuppressions } from './findings/suppression.js';
import { textRules } from './findings/text-rules.js';
import { type Lowered, lower } from './lower/lower.js';
import type { Override } from './lower/override.js';
import { type FileCache, load, type Read, type Workspace } from './workspace/workspace.js';

/** What `check` found out about an entry file and all it imports. */
export interface Report extends Omit<Lowered, 'findings'> {
  readonly workspace: Workspace;
  readonly facts: Facts;
  /** By file, place and rule; those accepted by comments and switched off are left out. */
  readonly findings: readonly PositionedFinding[];
  /** Findings accepted by `sysdesign-ignore` comments. */
  readonly suppressed: readonly PositionedFinding[];
}

/**
 * Loads, lowers and analyzes. `root` is the folder that imports must stay in; `cache` keeps parsed files between calls.
 * Never throws on any text.
 */
export function check(
  entry: string,
  read: Read,
  root: string,
  config: Config = emptyConfig,
  cache?: FileCache,
  overrides: readonly Override[] = [],
): Report {
  const workspace = load(entry, read, root, cache);
  return checkWorkspace(workspace, config, overrides);
}

/** The same for files that are already loaded. */
export function checkWorkspace(
  workspace: Workspace,
  config: Config = emptyConfig,
  overrides: readonly Override[] = [],
): Report {
  const lowered = lower(workspace, overrides);
  const analysis = analyzeOnce(lowered.design, config);
  const told = withoutConsequences(lowered.findings, (uri) => workspace.files.get(uri)?.text ?? '');
  const located = told.map((finding) => placeLocated(finding, workspace));
  const said = new Set(located.map(placeKey));
  // What a mistake left out of the design is missing there; nothing is called unused because of it.
  const isWhole = !lowered.findings.some(
    ({ rule }) => rule === 'syntax' || rule === 'import' || rule === 'unknown-name',
  );
  const hasAllLoads = !located.some((finding) => finding.severity === 'error' && isInLoad(finding, workspace));
  const placed = analysis.findings
    .filter(({ unnecessary }) => isWhole || unnecessary !== true)
    .filter(({ rule }) => hasAllLoads || !aboutLoads.has(rule))
    .map((finding) => placeFinding(finding, lowered.origins, workspace))
    .filter((finding) => !said.has(placeKey(finding)));
  const configured = [...located, ...placed].flatMap((finding) => configure(finding, config));
  const { kept, suppressed } = suppress(configured, workspace, config);
  const { origins, occurrences, overrideProblems } = lowered;
  return {
    workspace,
    design: analysis.facts.design,
    origins,
    occurrences,
    overrideProblems,
    facts: analysis.facts,
    findings: [...kept].sort(byPlace),
    suppressed,
  };
}

/**
 * Analyzes a design, unless the last one that had some of its components said the same: comments and layout are no part of
 * a design. Designs are never changed.
 */
function analyzeOnce(design: Design, config: Config): Analysis {
  const old = design.components.find((component) => analyzed.has(component));
  const known = old === undefined ? undefined : analyzed.get(old);
  if (known?.config === config && isSame(known.analysis.facts.design, design)) return known.analysis;
  const analysis = analyze(design, config);
  for (const component of design.components) analyzed.set(component, { config, analysis });
  return analysis;
}

/** The last analysis that each component took part in. */
const analyzed = new WeakMap<Component, { readonly config: Config; readonly analysis: Analysis }>();

/** Whether two designs say the same in the same order; parts that were lowered once are the same objects. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [these, those] = [Object.entries(one), Object.entries(other)];
  return (
    these.length === those.length &&
    these.every(([key, value], i) => key === those[i]?.[0] && isSame(value, those[i]?.[1]))
  );
}

/** Rules that compare with the loads of workloads: where one could not be read, they would speak of a load of zero. */
const aboutLoads: ReadonlySet<string> = new Set([
  'unreached-component',
  'latency-objective-missed',
  'expectation-missed',
]);

function isInLoad({ uri, range }: PositionedFinding, workspace: Workspace): boolean {
  const items = workspace.files.get(uri)?.parsed.model.items ?? [];
  return items.some(
    ({ $type, $cstNode }) =>
      $type === 'Workload' && $cstNode !== undefined && $cstNode.offset <= range.offset && range.offset < $cstNode.end,
  );
}

/** A rule of the analyzer that says what the text already said at the same place is heard once. */
function placeKey(finding: PositionedFinding): string {
  return `${finding.rule}\u0000${finding.uri}\u0000${finding.range.offset}`;
}

function configure(finding: PositionedFinding, config: Config): PositionedFinding[] {
  const severity = Object.hasOwn(config.severities, finding.rule) ? config.severities[finding.rule] : undefined;
  if (severity === undefined) return [finding];
  return severity === 'off' ? [] : [{ ...finding, severity }];
}

function suppress(
  findings: readonly PositionedFinding[],
  workspace: Workspace,
  config: Config,
): { kept: PositionedFinding[]; suppressed: PositionedFinding[] } {
  const ids = new Set<string>([...textRules, ...rules.map((rule) => rule.id)]);
  const off = new Set(Object.keys(config.severities).filter((rule) => config.severities[rule] === 'off'));
  const byFile = new Map<string, PositionedFinding[]>([...workspace.files.keys()].map((uri) => [uri, []]));
  for (const finding of findings) byFile.get(finding.uri)?.push(finding);
  const kept: PositionedFinding[] = [];
  const suppressed: PositionedFinding[] = [];
  for (const [uri, own] of byFile) {
    const file = workspace.files.get(uri);
    if (file === undefined) continue;
    const result = applySuppressions(own, {
      uri,
      text: file.text,
      lines: file.lines,
      comments: file.parsed.comments,
      rules: ids,
      off,
      reportUnused: file === workspace.entry,
    });
    const known = new Set(own);
    kept.push(...result.kept.flatMap((finding) => (known.has(finding) ? [finding] : configure(finding, config))));
    suppressed.push(...result.suppressed);
  }
  return { kept, suppressed };
}
