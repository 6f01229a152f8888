/** A declared name, wherever it is written. */
import type { Declared, DeclaredOf } from '../../link/declared.js';
import { code, paragraphs, plain } from '../../markdown.js';
import { idOf, type Shown } from '../shown-estimate.js';
import { componentHover } from './component.js';
import { dataHover } from './data.js';
import { flowHover } from './flow.js';
import { regionHover, zoneHover } from './place.js';
import { workloadHover } from './workload.js';

/** Markdown about what a name stands for. */
export function declaredHover(declared: Declared, shown: Shown): string | undefined {
  const id = idOf(shown.report, declared);
  const { lookup } = shown.report.facts;
  const found = <T>(map: ReadonlyMap<string, T>, say: (item: T, shown: Shown) => string): string | undefined => {
    const item = id === undefined ? undefined : map.get(id);
    return item === undefined ? undefined : say(item, shown);
  };
  switch (declared.kind) {
    case 'component':
      return found(lookup.components, componentHover);
    case 'data':
      return found(lookup.data, dataHover);
    case 'flow':
      return found(lookup.flows, flowHover);
    case 'workload':
      return found(lookup.workloads, workloadHover);
    case 'region':
      return found(lookup.regions, regionHover);
    case 'zone':
      return id === undefined ? undefined : zoneHover(id, shown);
    case 'template':
      return templateHover(declared, shown);
    case 'parameter':
      return `**parameter** ${code(declared.name)}: the component that is named where the template is used`;
    case 'group':
      return groupHover(declared, id, shown);
    case 'scenario':
    case 'diagram':
      return `**${declared.kind}** ${code(declared.name)}${titled(declared.node.title)}`;
  }
}

function templateHover({ name, node }: DeclaredOf<'template'>, { report }: Shown): string {
  const parameters = node.parameters.map((one) => one.name ?? '').join(', ');
  const users = report.design.components.filter(({ template }) => template === name);
  return paragraphs(
    `**template** ${code(parameters === '' ? name : `${name}(${parameters})`)}${node.technology === undefined ? '' : ` on ${code(node.technology)}`}`,
    users.length === 0 ? 'No component is made from it here.' : `Used by ${users.map(({ id }) => code(id)).join(', ')}`,
  );
}

function groupHover({ name, node }: DeclaredOf<'group'>, id: string | undefined, shown: Shown): string {
  return membersHover(id ?? name, node.title, shown);
}

/** Markdown about a group: what stands in it. */
export function membersHover(id: string, title: string | undefined, { report }: Shown): string {
  const members = report.design.components.filter(({ group }) => group === id);
  return paragraphs(
    `**group** ${code(id)}${titled(title)}`,
    members.length === 0 ? undefined : `Holds ${members.map((one) => code(one.id)).join(', ')}`,
  );
}

function titled(title: string | undefined): string {
  return title === undefined ? '' : ` “${plain(title)}”`;
}
