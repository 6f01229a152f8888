/** A majority of an even number costs one machine more and survives no fault more. */
import { quantity, replication } from '../../catalogue/setting.js';
import { sayNumber } from '../../design/say.js';
import type { Rule } from '../rule.js';

export const evenVoters: Rule = {
  id: 'even-voters',
  family: 'cap',
  severity: 'warning',
  summary: 'A consensus group or election with an even number of voters.',
  concept: 'majority quorum',
  sources: ['Ongaro, Ousterhout, In Search of an Understandable Consensus Algorithm, USENIX ATC 2014, §5.1'],
  *check({ design }) {
    for (const component of design.components) {
      const copies = replication(component);
      const votes = copies?.topology === 'consensus' || component.kind === 'coordinator' || component.election?.by === 'consensus';
      if (!votes) continue;
      const voters = component.replicas?.count ?? (component.kind === 'service' ? undefined : copies?.count) ?? quantity(component, 'instances')?.value ?? 1;
      if (voters < 2 || voters % 2 === 1) continue;
      const { replicas } = component;
      const survives = voters / 2 - 1;
      yield {
        at: replicas?.id ?? component.id,
        message:
          `${sayNumber(voters)} voters need ${sayNumber(voters / 2 + 1)} for a majority and survive ${sayNumber(survives)} ` +
          `${survives === 1 ? 'crash' : 'crashes'}, as ${sayNumber(voters - 1)} would; an even split stops both halves.`,
        help: `Use ${sayNumber(voters - 1)}, or ${sayNumber(voters + 1)} to survive one more.`,
        fixes:
          replicas === undefined
            ? []
            : [{ title: `Use ${voters + 1} voters`, edits: [{ kind: 'set', into: component.id, clause: `replicas ${voters + 1} ${replicas.topology}` }] }],
      };
    }
  },
};
