import type { Distribution } from '../../design/distribution.js';
import type { Configuration } from '../../estimate/network/configuration.js';
import type { Service } from '../../estimate/network/demand.js';
import type { CallNode } from '../../estimate/network/plan.js';
import type { Streams } from '../kernel/random.js';
import type { ReplicaSet } from '../replication/replica-set.js';
import type { PoolFinder } from './build-pools.js';
import type { Copies, Demand } from './ops.js';

const nothing = (): number => 0;

/** What an operation asks of its target, as the estimate has it: the unit that answers, copies that are asked, a flush. */
export function demandOf(
  node: CallNode,
  service: Service | undefined,
  target: Configuration | undefined,
  poolOf: PoolFinder,
  streams: Streams,
  set: ReplicaSet | undefined,
): Demand {
  const none: Demand = {
    pool: undefined,
    work: nothing,
    followers: undefined,
    leaderShare: 1,
    peers: undefined,
    copies: undefined,
    flush: undefined,
  };
  if (service === undefined || target === undefined || service.answer.kind === 'none') return none;
  const { answer } = service;
  const { id } = target.component;
  const main = poolOf(id, 'main');
  const follower = poolOf(id, 'follower');
  const draw = (law: Distribution, of: string) => streams.draw(law, `${of} ${node.id}`);
  const isWrite = node.operation === 'write' || node.operation === 'publish';
  const flush = isWrite && target.flush !== undefined ? draw(target.flush, 'flush') : undefined;
  const work = draw(answer.law, 'work');
  const count = target.copies?.count ?? 1;
  const delays = target.component.replicas?.delays;
  const [there, back] = isWrite ? [delays?.write, delays?.ack] : [delays?.request, delays?.response];
  const leg = (law: Distribution | undefined, number: number) =>
    law === undefined ? undefined : draw(law, `delay ${number}`);
  const legs = { there: leg(there, 0), back: leg(back, 1), isWorkStated: (isWrite ? there : back) !== undefined };
  const contents = set?.contents;
  const copies = (pool: typeof main, rest: Omit<Copies, 'pool'>): Copies | undefined =>
    pool === undefined ? undefined : { pool, ...rest };
  switch (answer.kind) {
    case 'single': {
      const isFollower = answer.role === 'follower' && answer.leaderShare === 0;
      const apply = answer.leaderShare >= 1 ? service.demands[1] : undefined;
      return {
        pool: isFollower ? follower : main,
        work,
        followers: answer.leaderShare < 1 && !isFollower ? follower : undefined,
        leaderShare: answer.leaderShare,
        peers: contents,
        copies:
          apply === undefined
            ? undefined
            : copies(apply.role === 'follower' ? follower : main, {
                work: draw(apply.law, 'apply'),
                count: count - 1,
                needed: 0,
                isQuorum: false,
                there: undefined,
                back: undefined,
                isWorkStated: false,
                contents,
              }),
        flush,
      };
    }
    case 'acknowledged':
      return {
        ...none,
        pool: main,
        work,
        peers: contents,
        copies: copies(target.isSpread ? main : follower, {
          work: draw(answer.apply, 'apply'),
          count: count - 1,
          needed: answer.needed,
          isQuorum: false,
          ...legs,
          contents,
        }),
        flush,
      };
    case 'quorum':
      return {
        ...none,
        pool: main,
        work,
        copies: copies(main, { work, count, needed: answer.needed, isQuorum: true, ...legs, contents }),
      };
  }
}
