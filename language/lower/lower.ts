/** From the files of a workspace to one design, with the way back to the text. */

import type { Design, Flow, Id, Workload } from '../../analyzer/design/design.js';
import { type Anchor, type Origins, originsOf, spanOf } from '../findings/origins.js';
import type { LocatedFinding } from '../findings/positioned.js';
import type * as ast from '../generated/ast.js';
import { type Declared, type DeclaredOf, nameNode } from '../link/declared.js';
import { declarationOf, type Occurrence, type Occurrences, occurrencesOf } from '../link/occurrences.js';
import { propertyNode } from '../link/property.js';
import { type FileScope, fileScope } from '../link/scope.js';
import { technologyKinds } from '../link/vocabulary.js';
import { writtenNames } from '../link/written-names.js';
import { baseName } from '../workspace/path.js';
import type { SourceFile } from '../workspace/source-file.js';
import type { Workspace } from '../workspace/workspace.js';
import { amount, wholeFromZero } from './amount.js';
import { lowerClauses, lowerComponent } from './component.js';
import { lowerData } from './data.js';
import { lowerDiagram } from './diagram.js';
import { lowerExpectation } from './expectation.js';
import { aWorkload } from './expected.js';
import { deepFreeze } from './freeze.js';
import { groupOf, isDuplicate } from './group-of.js';
import { type Inclusion, inclusion } from './inclusion.js';
import type { Override, OverrideProblems } from './override.js';
import { lowerLink, lowerRegion } from './place.js';
import { lowerOnce } from './remembered.js';
import { resolve, used } from './resolve.js';
import { anchor, type Environment, freshId, type Run, report } from './run.js';
import { lowerScenario } from './scenario.js';
import { slots } from './slots.js';
import { lowerSteps } from './step.js';
import { made, openEnvironment } from './template.js';
import { lowerWorkload } from './workload.js';

export interface Lowered {
  /** Deeply frozen plain data; every reference in it points to something in it. */
  readonly design: Design;
  readonly origins: Origins;
  /** Problems of the text, imports included, by file and place. */
  readonly findings: readonly LocatedFinding[];
  readonly occurrences: Occurrences;
  /** Problems of clauses given from outside, which no file has. */
  readonly overrideProblems: OverrideProblems;
}

type Lists = { -readonly [K in keyof Omit<Design, 'name'>]: Design[K][number][] };

/** Lowers a workspace; `overrides` count more than what its texts say. Never throws on any text; what has mistakes is left out and has findings. */
export function lower(workspace: Workspace, overrides: readonly Override[] = []): Lowered {
  const overrideProblems: OverrideProblems = overrides.map(() => undefined);
  const findings: LocatedFinding[] = [];
  const anchors = new Map<Id, Anchor>();
  const occurrences: Occurrence[] = [];
  const scopes = new Map<SourceFile, FileScope>();
  const scopeOf = (file: SourceFile): FileScope => {
    const known = scopes.get(file) ?? fileScope(workspace, file);
    scopes.set(file, known);
    return known;
  };
  const included = inclusion(workspace, scopeOf(workspace.entry));
  const run: Run = {
    workspace,
    findings,
    anchors,
    occurrences,
    overrides,
    overrideProblems,
    scopeOf,
    idOf: included.idOf,
  };
  const lists: Lists = {
    regions: [],
    links: [],
    data: [],
    groups: [],
    components: [],
    flows: [],
    workloads: [],
    expectations: [],
    scenarios: [],
    diagrams: [],
  };

  for (const file of workspace.files.values()) checkNames(environment(run, file));
  lowerDeclarations(run, included, lists);
  lowerUnnamed(run, included, lists);
  lowerTemplates(run);
  const design: Design = { name: designName(run), ...lists };
  return {
    design: deepFreeze(design),
    origins: originsOf(anchors),
    findings: once(workspace.findings, findings),
    overrideProblems,
    occurrences: occurrencesOf(() => [
      ...occurrences,
      ...[...workspace.files.values()].flatMap((file) => writtenNames(file, scopeOf(file).names)),
    ]),
  };
}

function environment(run: Run, file: SourceFile): Environment {
  return { run, file, provenance: { by: 'design' } };
}

function environmentOf(run: Run, declared: Declared): Environment {
  return environment(run, run.workspace.files.get(declared.uri) ?? run.workspace.entry);
}

/** Registers all declared and imported names and says which are taken twice. */
function checkNames(env: Environment): void {
  const { run, file } = env;
  for (const declared of file.declarations.byNode.values()) {
    const occurrence = declarationOf(declared);
    if (occurrence !== undefined) run.occurrences.push(occurrence);
  }
  for (const { node, target } of run.workspace.imports.get(file) ?? []) {
    for (const name of node.names) {
      const declared = target?.declarations.byName.get(name.original);
      if (declared === undefined) continue;
      for (const property of ['original', 'alias']) {
        const place = propertyNode(name.$cstNode, property);
        if (place !== undefined) run.occurrences.push({ declared, uri: file.uri, node: place, role: 'import' });
      }
    }
  }
  for (const { again, first } of file.declarations.duplicates) {
    const related = related1(first, `\`${first.name}\` is declared here first.`);
    report(env, again.name, nameNode(again), {
      rule: 'contradiction',
      message: `The name \`${again.name}\` is already taken by ${article(first)}.`,
      related,
    });
  }
  for (const clash of run.scopeOf(file).clashes) {
    const related = related1(clash.first, `\`${clash.name}\` stands for this here.`);
    report(env, clash.name, clash.at, {
      rule: 'import',
      message: `The imported \`${clash.name}\` is hidden: the name is already taken in this file.`,
      related,
      help: `Import it under another name: import { ${clash.again.name} as other } from …`,
    });
  }
}

function related1(declared: Declared, message: string): { at: Id; message: string; span: ReturnType<typeof spanOf> }[] {
  const node = nameNode(declared) ?? declared.node.$cstNode;
  return node === undefined ? [] : [{ at: declared.name, message, span: spanOf(declared.uri, node) }];
}

function article(declared: Declared): string {
  return declared.kind === 'component' ? `the ${declared.node.kind} of this name` : `the ${declared.kind} of this name`;
}

function lowerDeclarations(run: Run, included: Inclusion, lists: Lists): void {
  const results = new Map<Declared, () => void>();
  const workloads = new Map<Declared, Workload | 'open'>();
  const workloadOf = (declared: DeclaredOf<'workload'>): Workload | undefined => {
    const known = workloads.get(declared);
    if (known !== undefined) return known === 'open' ? undefined : known;
    workloads.set(declared, 'open');
    const id = place(run, declared);
    const lowered = lowerWorkload(environmentOf(run, declared), id, declared, workloadOf);
    workloads.set(declared, lowered);
    return lowered;
  };
  const lowerOne = (declared: Declared): (() => void) | undefined => {
    const env = environmentOf(run, declared);
    const id = place(run, declared);
    switch (declared.kind) {
      case 'region': {
        const region = lowerRegion(env, id, declared);
        return () => lists.regions.push(region);
      }
      case 'data': {
        const data = lowerOnce(env, id, declared, (own) => lowerData(own, id, declared));
        return () => lists.data.push(data);
      }
      case 'group': {
        const home = groupOf(run, declared);
        const parent = home === undefined ? {} : { parent: home };
        const { title } = declared.node;
        if (isNamed(run, declared)) for (const member of declared.node.members) includeMember(run, env, member);
        return () => lists.groups.push({ id, ...(title === undefined ? {} : { title }), ...parent });
      }
      case 'component': {
        const component = lowerOnce(env, id, declared, (own) => lowerComponent(own, id, declared));
        return () => lists.components.push(component);
      }
      case 'flow': {
        const flow = lowerOnce(env, id, declared, (own) => lowerFlow(own, id, declared));
        return () => lists.flows.push(flow);
      }
      case 'workload': {
        const workload = workloadOf(declared);
        return workload === undefined ? undefined : () => lists.workloads.push(workload);
      }
      case 'scenario': {
        const scenario = lowerScenario(env, id, declared);
        return scenario === undefined ? undefined : () => lists.scenarios.push(scenario);
      }
      case 'diagram': {
        const diagram = lowerDiagram(env, id, declared);
        return () => lists.diagrams.push(diagram);
      }
      case 'template':
      case 'parameter':
      case 'zone':
        return undefined;
    }
  };
  for (let declared = included.take(); declared !== undefined; declared = included.take()) {
    const add = lowerOne(declared);
    if (add !== undefined && !isDuplicate(run, declared)) results.set(declared, add);
  }
  for (const declared of included.ordered()) results.get(declared)?.();
}

function lowerFlow(env: Environment, id: Id, { node }: DeclaredOf<'flow'>): Flow {
  const { title } = node;
  const priority = amount(env, id, node, 'priority', 'count', wholeFromZero);
  const steps = lowerSteps(env, id, node.steps);
  return {
    id,
    ...(title === undefined ? {} : { title }),
    ...(priority === undefined ? {} : { priority }),
    steps,
  };
}

/** Registers the place of a declaration and gives its id. */
function place(run: Run, declared: Declared): Id {
  const focus = nameNode(declared);
  return anchor(
    environmentOf(run, declared),
    run.idOf(declared),
    declared.node.$cstNode,
    focus === undefined ? {} : { focus },
  );
}

/** Whether a group is itself imported or declared, not only the home of something imported. */
function isNamed(run: Run, declared: Declared): boolean {
  return [...run.scopeOf(run.workspace.entry).names.values()].some((one) => one.declared === declared);
}

function includeMember(run: Run, env: Environment, member: ast.Component | ast.Group): void {
  const declared = env.file.declarations.byNode.get(member);
  if (declared === undefined || declared.name === '') return;
  run.idOf(declared);
  if (member.$type === 'Group') for (const inner of member.members) includeMember(run, env, inner);
}

/** Links and expectations: of whole files all, of other files the links between included regions. */
function lowerUnnamed(run: Run, included: Inclusion, lists: Lists): void {
  for (const file of run.workspace.files.values()) {
    const env = environment(run, file);
    const isWhole = included.whole.includes(file);
    for (const item of file.parsed.model.items) {
      if (item.$type === 'Link' && (isWhole || joinsIncluded(run, included, file, item))) {
        const link = lowerLink(env, item);
        if (link !== undefined) lists.links.push(link);
      } else if (item.$type === 'Expect' && isWhole) {
        const at = freshId(env, 'expect');
        anchor(env, at, item.$cstNode);
        const workload = resolve(env, at, used(item.workload), aWorkload);
        if (item.workload !== undefined && workload === undefined) continue;
        const under = workload === undefined ? undefined : run.idOf(workload);
        for (const line of item.expectations) {
          const expectation = lowerExpectation(env, under, line, under);
          if (expectation !== undefined) lists.expectations.push(expectation);
        }
      }
    }
  }
}

function joinsIncluded(run: Run, included: Inclusion, file: SourceFile, link: ast.Link): boolean {
  return [link.from, link.to].every((end) => {
    const declared = run.scopeOf(file).names.get(end?.region?.$refText ?? '')?.declared;
    return declared?.kind === 'region' && included.has(declared);
  });
}

/** Templates of the entry are also read by themselves, so that unused ones have findings. */
function lowerTemplates(run: Run): void {
  const { entry } = run.workspace;
  const templates = [...entry.declarations.byNode.values()].filter((declared) => declared.kind === 'template');
  if (templates.length === 0) return;
  const isUsed = new Set(run.occurrences.filter((one) => one.role === 'reference').map((one) => one.declared));
  for (const declared of templates) {
    const env = openEnvironment(environment(run, entry), declared);
    const focus = nameNode(declared);
    const id = anchor(env, freshId(env, declared.name), declared.node.$cstNode, focus === undefined ? {} : { focus });
    const { technology, layers } = made(env, id, declared.node);
    if (isUsed.has(declared)) continue;
    const kinds = technology === undefined ? [] : technologyKinds(technology);
    const kind = kinds.length === 1 ? (kinds[0] ?? '') : '';
    lowerClauses(id, kind, slots(id, kind, layers.slice(-1)));
  }
}

function designName(run: Run): string {
  const { entry } = run.workspace;
  const headers = entry.parsed.model.items.filter((item): item is ast.Header => item.$type === 'Header');
  const [first, again] = headers;
  if (again !== undefined) {
    report(environment(run, entry), '', again.$cstNode, {
      rule: 'contradiction',
      message: 'The design already has a title.',
      related:
        first?.$cstNode === undefined
          ? []
          : [{ at: '', message: 'The first title.', span: spanOf(entry.uri, first.$cstNode) }],
    });
  }
  return first?.title ?? baseName(entry.uri);
}

/** The same thing said of the same place counts once (templates are read for every use), and nothing behind a syntax error. */
function once(loaded: readonly LocatedFinding[], lowered: readonly LocatedFinding[]): LocatedFinding[] {
  const seen = new Set<string>();
  const place = ({ span }: LocatedFinding): string => `${span.uri}\u0000${span.offset}\u0000${span.length}`;
  const unreadable = new Set(loaded.filter((one) => one.rule === 'syntax').map(place));
  return [...loaded, ...lowered.filter((one) => !unreadable.has(place(one)))].filter((finding) => {
    const { rule, message, span } = finding;
    const key = JSON.stringify([rule, span.uri, span.offset, span.length, message]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
