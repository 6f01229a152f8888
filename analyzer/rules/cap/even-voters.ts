/** A majority of an even number costs one machine more and survives no fault more. */
import { quantity, replication } from '../../catalogue/setting.js';
import type { Component } from '../../design/design.js';
import { sayNumber } from '../../design/say.js';
import type { Fix, Rule } from '../rule.js';

export const evenVoters: Rule = {
  id: 'even-voters',
  family: 'cap',
  severity: 'warning',
  summary: 'A consensus group or election with an even number of voters.',
  concept: 'majority quorum',
  sources: ['Ongaro, Ousterhout, In Search of an Understandable Consensus Algorithm, USENIX ATC 2014, §5.1'],
  *check({ design }) {
    for (const component of design.components) {
      const count = voters(component);
      if (count === undefined || count < 2 || count % 2 === 1) continue;
      // Two nodes of a coordinator are small-coordinator.
      if (count === 2 && component.kind === 'coordinator') continue;
      const survives = count / 2 - 1;
      yield {
        at: component.replicas?.id ?? component.settings.instances?.id ?? component.id,
        message:
          `${sayNumber(count)} voters need ${sayNumber(count / 2 + 1)} for a majority and survive ${sayNumber(survives)} ` +
          `${survives === 1 ? 'crash' : 'crashes'}, as ${sayNumber(count - 1)} would; an even split stops both halves.`,
        help: `Use ${sayNumber(count - 1)}, or ${sayNumber(count + 1)} to survive one more.`,
        fixes: [{ title: `Use ${count + 1} voters`, edits: [edit(component, count + 1)] }],
      };
    }
  },
};

/** Members that vote: copies of a store, instances of a coordinator or of a service that elects one of them. */
function voters(component: Component): number | undefined {
  const copies = replication(component);
  const election = component.replicas?.election ?? component.election;
  const votes = copies?.topology === 'consensus' || component.kind === 'coordinator' || election?.by === 'consensus';
  if (!votes) return undefined;
  if (component.replicas !== undefined) return component.replicas.count;
  const isOfInstances = component.kind === 'coordinator' || component.kind === 'service';
  return isOfInstances ? quantity(component, 'instances')?.value : copies?.count;
}

function edit(component: Component, count: number): Fix['edits'][number] {
  const { replicas } = component;
  if (replicas === undefined) return { kind: 'set', into: component.id, clause: `instances ${count}` };
  const mode =
    replicas.mode === undefined
      ? ''
      : ` ${replicas.mode}${replicas.acknowledgements === undefined ? '' : ` ${replicas.acknowledgements}`}`;
  return { kind: 'set', into: component.id, clause: `replicas ${count} ${replicas.topology}${mode}` };
}
