/**
 * Declarations lowered before: while somebody types, all but one stand unchanged and need not be lowered again.
 *
 * Lowering reads the tree of a declaration and little else. What else it asked is written down beside the result, and the
 * result counts again when the same questions have the same answers. Parts of the design then stay the same objects.
 */
import type { AstNode } from 'langium';
import type { Id } from '../../analyzer/design/design.js';
import type { Anchor } from '../findings/origins.js';
import type { LocatedFinding } from '../findings/positioned.js';
import type { Declared } from '../link/declared.js';
import type { Occurrence } from '../link/occurrences.js';
import type { Visible } from '../link/scope.js';
import { deepFreeze } from './freeze.js';
import { groupOf } from './group-of.js';
import type { Environment, Run } from './run.js';

interface Remembered {
  readonly id: Id;
  readonly declared: Declared;
  readonly group: Id | undefined;
  readonly part: unknown;
  /** Names it asked for, with what they stood for. */
  readonly names: ReadonlyMap<string, Declared | undefined>;
  /** Ids it asked for, in order. */
  readonly ids: readonly (readonly [Declared, Id])[];
  readonly anchors: ReadonlyMap<Id, Anchor>;
  readonly occurrences: readonly Occurrence[];
}

/** By node of the declaration: a changed text has new nodes. */
const remembered = new WeakMap<AstNode, Remembered>();

/** Lowers a declaration, or gives what lowering it gave before. */
export function lowerOnce<T>(env: Environment, id: Id, declared: Declared, lower: (env: Environment) => T): T {
  const { run } = env;
  if (run.overrides.length > 0) return lower(env);
  const known = remembered.get(declared.node);
  // Nodes belong to one declaration, which is lowered by one function.
  if (known !== undefined && replay(known, env, id, declared)) return known.part as T;
  const recording = new Recording(env);
  const part = lower({ ...env, run: recording.run });
  recording.finish();
  if (recording.isSelfContained) {
    const { names, ids, anchors, run: own } = recording;
    const group = groupOf(run, declared);
    deepFreeze(part);
    remembered.set(declared.node, { id, declared, group, part, names, ids, anchors, occurrences: own.occurrences });
  } else remembered.delete(declared.node);
  return part;
}

/** Does what lowering did besides its result; false, and nothing done that lowering would not do, when it may differ now. */
function replay(known: Remembered, env: Environment, id: Id, declared: Declared): boolean {
  const { run, file } = env;
  if (known.id !== id || known.declared !== declared || known.group !== groupOf(run, declared)) return false;
  const { names } = run.scopeOf(file);
  const changed = new Map<Declared, Declared>();
  for (const [name, before] of known.names) {
    const now = names.get(name)?.declared;
    if (now === before) continue;
    if (now === undefined || before === undefined || !isAlike(before, now)) return false;
    changed.set(before, now);
  }
  for (const at of known.anchors.keys()) if (run.anchors.has(at)) return false;
  for (const [asked, given] of known.ids) if (run.idOf(changed.get(asked) ?? asked) !== given) return false;
  for (const [at, anchor] of known.anchors) run.anchors.set(at, anchor);
  for (const one of known.occurrences) {
    const now = changed.get(one.declared);
    run.occurrences.push(now === undefined ? one : { ...one, declared: now });
  }
  return true;
}

/** Whether nobody who uses a name can tell two declarations apart: of regions zones are used too. */
function isAlike(before: Declared, now: Declared): boolean {
  if (before.kind === 'component') return now.kind === 'component' && now.node.kind === before.node.kind;
  return before.kind === now.kind && (before.kind === 'data' || before.kind === 'flow' || before.kind === 'group');
}

/** Listens to one lowering. */
class Recording {
  /** Whether it depends on nothing but its tree, names and ids, and on no offset. */
  isSelfContained = true;
  readonly names = new Map<string, Declared | undefined>();
  readonly ids: [Declared, Id][] = [];
  readonly anchors: OwnAnchors;
  readonly run: Run;
  private readonly outer: Run;

  constructor({ run, file }: Environment) {
    this.outer = run;
    this.anchors = new OwnAnchors(run.anchors, () => this.spoil());
    const scope = run.scopeOf(file);
    const names = new AskedNames(
      scope.names,
      (name, declared) => {
        this.names.set(name, declared);
        if (declared?.kind === 'template') this.spoil();
      },
      () => this.spoil(),
    );
    const findings: LocatedFinding[] = [];
    this.run = {
      ...run,
      findings,
      anchors: this.anchors,
      occurrences: [],
      scopeOf: (other) => {
        if (other === file) return { ...scope, names };
        this.spoil();
        return run.scopeOf(other);
      },
      idOf: (declared) => {
        const id = run.idOf(declared);
        this.ids.push([declared, id]);
        return id;
      },
      workspace: {
        ...run.workspace,
        resource: (from, path) => {
          this.spoil();
          return run.workspace.resource(from, path);
        },
      },
    };
  }

  /** Passes everything on. */
  finish(): void {
    const { findings, occurrences } = this.run;
    // Findings say offsets, and so do ids of what stands twice.
    if (findings.length > 0) this.spoil();
    this.outer.findings.push(...findings);
    this.outer.occurrences.push(...occurrences);
    for (const [id, anchor] of this.anchors) {
      if (id.includes('@')) this.spoil();
      this.outer.anchors.set(id, anchor);
    }
  }

  private spoil(): void {
    this.isSelfContained = false;
  }
}

/** Anchors of one declaration on top of those that are there. */
class OwnAnchors extends Map<Id, Anchor> {
  constructor(
    private readonly outer: ReadonlyMap<Id, Anchor>,
    private readonly asked: () => void,
  ) {
    super();
  }

  override get(id: Id): Anchor | undefined {
    return super.get(id) ?? (this.has(id) ? this.outer.get(id) : undefined);
  }

  override has(id: Id): boolean {
    if (super.has(id)) return true;
    if (!this.outer.has(id)) return false;
    this.asked();
    return true;
  }
}

/** The names of a file; tells which were asked for, and when they were all looked at. */
class AskedNames implements ReadonlyMap<string, Visible> {
  constructor(
    private readonly all: ReadonlyMap<string, Visible>,
    private readonly asked: (name: string, declared: Declared | undefined) => void,
    private readonly askedAll: () => void,
  ) {}

  get(name: string): Visible | undefined {
    const found = this.all.get(name);
    this.asked(name, found?.declared);
    return found;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  get size(): number {
    return this.whole().size;
  }

  forEach(callback: (value: Visible, key: string, map: ReadonlyMap<string, Visible>) => void): void {
    for (const [name, one] of this.whole()) callback(one, name, this);
  }

  entries(): MapIterator<[string, Visible]> {
    return this.whole().entries();
  }

  keys(): MapIterator<string> {
    return this.whole().keys();
  }

  values(): MapIterator<Visible> {
    return this.whole().values();
  }

  [Symbol.iterator](): MapIterator<[string, Visible]> {
    return this.entries();
  }

  private whole(): ReadonlyMap<string, Visible> {
    this.askedAll();
    return this.all;
  }
}
