/** Templates: clauses written once and used by components, with parameters. */
import type { Id, Provenance } from '../../analyzer/design/design.js';
import { spanOf } from '../findings/origins.js';
import type * as ast from '../generated/ast.js';
import type { DeclaredOf } from '../link/declared.js';
import { isTechnology, technologyIds } from '../link/vocabulary.js';
import { occur, reportUnknown } from './resolve.js';
import { type Argument, anchor, type Environment, report } from './run.js';
import { nodeOf, writtenList } from './written.js';

/** Clauses of one template, or of the component itself, with what names mean in them. */
export interface Layer {
  readonly env: Environment;
  readonly clauses: readonly ast.Clause[];
}

/** What stands behind the colon of a component, followed to its end. */
export interface Made {
  /** Catalogue id of the technology. */
  readonly technology?: string;
  /** The template named by the component itself. */
  readonly template?: string;
  /** The outermost template's clauses first, the component's own last. */
  readonly layers: readonly Layer[];
}

/** Follows `: template(arguments)` down to the technology. Cycles and wrong arguments give findings. */
export function made(env: Environment, id: Id, node: ast.Component | ast.Template): Made {
  const own: Layer = { env, clauses: node.clauses };
  const name: string | undefined = node.technology;
  if (name === undefined || name === '') return { layers: [own] };
  const place = nodeOf(node, 'technology');
  const technologyId = node.$type === 'Component' ? anchor(env, `${id}.technology`, place) : id;
  const layers: Layer[] = [own];
  let current: { readonly env: Environment; readonly node: ast.Component | ast.Template } = { env, node };
  const path: DeclaredOf<'template'>[] = [];
  for (;;) {
    const word: string | undefined = current.node.technology;
    if (word === undefined || word === '') return finish(path, layers, undefined);
    const at = nodeOf(current.node, 'technology');
    const found = env.run.scopeOf(current.env.file).names.get(word)?.declared;
    if (found?.kind !== 'template') {
      return finish(path, layers, technology(current.env, technologyId, current.node, word));
    }
    occur(current.env, found, at);
    if (path.includes(found) || found.node === node) {
      const names = [...(path.includes(found) ? path.slice(path.indexOf(found)) : path), found].map(
        (one) => `\`${one.name}\``,
      );
      report(current.env, technologyId, at, {
        rule: 'contradiction',
        message: `Template \`${found.name}\` is built on itself${names.length < 2 ? '' : `: ${names.join(' on ')}`}.`,
      });
      return finish(path, layers, undefined);
    }
    path.push(found);
    const inner = inside(current.env, id, found, current.node);
    layers.unshift({ env: inner, clauses: found.node.clauses });
    current = { env: inner, node: found.node };
  }
}

function finish(
  path: readonly DeclaredOf<'template'>[],
  layers: readonly Layer[],
  technologyId: string | undefined,
): Made {
  const first = path[0];
  return {
    layers,
    ...(technologyId === undefined ? {} : { technology: technologyId }),
    ...(first === undefined ? {} : { template: first.name }),
  };
}

function technology(env: Environment, at: Id, node: ast.Component | ast.Template, word: string): string | undefined {
  const place = nodeOf(node, 'technology');
  if (!isTechnology(word)) {
    const templates = [...env.run.scopeOf(env.file).names]
      .filter(([, one]) => one.declared.kind === 'template')
      .map(([name]) => name);
    reportUnknown(
      env,
      at,
      { name: word, node: place },
      { what: 'a technology or a template', nothing: 'There is no technology or template' },
      [...templates, ...technologyIds],
    );
    return undefined;
  }
  if (node.arguments.length > 0) {
    report(env, at, nodeOf(node, 'arguments'), {
      rule: 'contradiction',
      message: `\`${word}\` is a technology and takes no arguments; only templates do.`,
    });
  }
  return word;
}

/** The environment inside a template: its parameters bound to the arguments of the use. */
function inside(
  env: Environment,
  id: Id,
  template: DeclaredOf<'template'>,
  use: ast.Component | ast.Template,
): Environment {
  const file = env.run.workspace.files.get(template.uri) ?? env.file;
  const provenance: Provenance = { by: 'template', template: template.name };
  const values = writtenList(use.arguments);
  const bound = new Map<string, Argument>();
  let i = 0;
  for (const [name, parameter] of template.parameters) {
    const value = values[i++];
    bound.set(
      name,
      value === undefined ? { parameter, environment: env } : { parameter, written: value, environment: env },
    );
  }
  if (values.length !== template.parameters.size && use.arguments.length === values.length) {
    const wanted = [...template.parameters.keys()].join(', ');
    const takes = template.parameters.size === 0 ? 'no arguments' : `(${wanted})`;
    const place =
      use.arguments.length > template.parameters.size
        ? nodeOf(use, 'arguments', template.parameters.size)
        : nodeOf(use, 'technology');
    const declared = nodeOf(template.node, 'name');
    const related =
      declared === undefined
        ? []
        : [
            {
              at: id,
              message: `Template \`${template.name}\` is declared here.`,
              span: spanOf(template.uri, declared),
            },
          ];
    report(env, `${id}.technology`, place, {
      rule: 'contradiction',
      message: `Template \`${template.name}\` takes ${takes}, not ${values.length} argument${values.length === 1 ? '' : 's'}.`,
      related,
    });
  }
  return { run: env.run, file, provenance, arguments: bound, use: id };
}

/** The environment for looking at a template by itself: its parameters stand for nothing in particular. */
export function openEnvironment(env: Environment, template: DeclaredOf<'template'>): Environment {
  const bound = new Map<string, Argument>();
  for (const [name, parameter] of template.parameters) bound.set(name, { parameter, environment: env });
  return { ...env, arguments: bound, provenance: { by: 'template', template: template.name } };
}
