/** From a design to everything that can be said about it without running it. */
import type { Design, Id } from './design/design.js';
import { lookup } from './design/lookup.js';
import { estimateAll } from './estimate/estimate-all.js';
import type { Facts } from './facts.js';
import { type Operation, operations } from './flow/operations.js';
import { allSteps } from './flow/steps.js';
import { flowGuarantees } from './guarantees/path.js';
import { storeGuarantees } from './guarantees/store.js';
import { rules as allRules } from './rules/index.js';
import type { Finding, Report, Rule, Severity } from './rules/rule.js';

/** What `sysdesign.json` may decide. */
export interface AnalyzeOptions {
  /** Severity by rule id; `off` silences the rule. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>;
  /** Threshold values by rule id and threshold name. */
  readonly thresholds?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Rules to run; all when missing. */
  readonly rules?: readonly Rule[];
}

export interface Analysis {
  readonly facts: Facts;
  /** In order of the rules' list; whoever shows them sorts by position. */
  readonly findings: readonly Finding[];
}

/** Reviews and estimates a design. Never throws, however unfinished the design is. */
export function analyze(design: Design, options: AnalyzeOptions = {}): Analysis {
  const rules = options.rules ?? allRules;
  const facts = gather(design, rules, options.thresholds ?? {});
  const findings = rules.flatMap((rule) => {
    const severity = options.severities?.[rule.id];
    if (severity === 'off') return [];
    return [...rule.check(facts)].map((report) => finding(rule, report, severity));
  });
  return { facts, findings };
}

function gather(design: Design, rules: readonly Rule[], thresholds: NonNullable<AnalyzeOptions['thresholds']>): Facts {
  const found = lookup(design);
  const visits = operations(design.flows, found);
  const byTarget = grouped(visits, ({ target }) => [target]);
  const byPart = grouped(visits, ({ target, origin, caller }) => [
    target,
    origin,
    ...(caller === undefined ? [] : [caller]),
  ]);
  const stores = storeGuarantees(design, found);
  const defaults = new Map(rules.map((rule) => [rule.id, rule.thresholds ?? {}]));
  return {
    design,
    lookup: found,
    operations: visits,
    visits: (target) => byTarget.get(target) ?? [],
    takingPart: (component) => byPart.get(component) ?? [],
    transactions: design.flows.flatMap((flow) => allSteps(flow.steps)).filter((step) => step.kind === 'transaction'),
    stores,
    paths: flowGuarantees(visits, found, stores),
    estimates: estimateAll(design, found),
    threshold(rule, name) {
      const value = thresholds[rule]?.[name] ?? defaults.get(rule)?.[name]?.default;
      if (value === undefined) throw new Error(`bug: rule ${rule} has no threshold ${name}`);
      return value;
    },
  };
}

/** Operations by the components that `keys` names, each once per component. */
function grouped(
  operations: readonly Operation[],
  keys: (operation: Operation) => readonly Id[],
): Map<Id, Operation[]> {
  const groups = new Map<Id, Operation[]>();
  for (const operation of operations) {
    for (const key of new Set(keys(operation))) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [operation]);
      else group.push(operation);
    }
  }
  return groups;
}

/** A severity of the configuration outranks the rule's own choice. */
function finding(rule: Rule, report: Report, configured: Severity | undefined): Finding {
  return {
    rule: rule.id,
    severity: configured ?? report.severity ?? rule.severity,
    at: report.at,
    message: report.message,
    related: report.related ?? [],
    fixes: report.fixes ?? [],
    ...(report.help === undefined ? {} : { help: report.help }),
    ...(report.unnecessary === undefined ? {} : { unnecessary: report.unnecessary }),
  };
}
