/** Words of what there is: files, places, data, components and their clauses. */
import type { RuleWords } from './rule-words.js';

const lockElection = {
  elect: 'How a new leader is found when the old one is gone.',
  by: 'What decides the election: a lock, a vote, or a fixed order.',
  lock: 'Every replica tries to take a lock at a coordinator; the holder leads and renews its lease.',
  consensus: 'The copies vote; a majority decides.',
  priority: 'The first healthy copy of a fixed order leads.',
  manual: 'A person decides; until then there is no leader.',
} as const;

const lease = 'How long leadership lasts unless it is renewed; the longest time before another may take over.';
const heartbeat = 'Time between two signs of life of the leader.';
const fencing = 'Each leader gets a growing token, and writes with an old one are refused.';
export const structure: Readonly<Record<string, RuleWords>> = {
  Header: { section: 'design', words: { design: 'Names the design; without it the file’s name does.' } },
  Import: {
    section: 'import',
    words: {
      import: 'Brings the named declarations of another file, or all of them, into this one.',
      from: 'The file that declares the names, relative to this one.',
    },
  },
  ImportName: { section: 'import', words: { as: 'The name it has in this file.' } },
  Region: {
    section: 'region-and-zones',
    words: {
      region:
        'A place where things run; faults may take it away as a whole, and calls between regions cost a round trip.',
      zones: 'Groups of machines of the region that fail together: a building, a power feed.',
    },
  },
  Link: {
    section: 'link',
    words: {
      link: 'The network path between two regions or zones, the same in both directions: `rtt`, `bandwidth`, `loss`, `availability`.',
    },
  },
  Data: { section: 'data', words: { data: 'A kind of item that is kept and asked for, with what it needs.' } },
  Key: {
    section: 'data',
    words: { key: 'The fields that identify an item; the first is the one it is partitioned by.' },
  },
  Requires: {
    section: 'requires',
    words: {
      requires: 'What must be true of the data for the design to be right; compared with what each path gives.',
    },
  },
  Requirement: { section: 'requires', words: { within: 'The greatest age that an answer may have.' } },
  InvariantClause: {
    section: 'invariant',
    words: {
      invariant: 'A rule over the data that transactions must keep; its shape decides which isolation is enough.',
    },
  },
  ReferencesClause: {
    section: 'references',
    words: { references: 'Items point to items of other data; across stores or shards nobody checks it.' },
  },
  Template: {
    section: 'template',
    words: { template: 'A technology with decisions made: components that name it take over its clauses.' },
  },
  Group: { section: 'group', words: { group: 'Components drawn in one box; it is no name space.' } },
  Component: {
    section: 'views-monitors-and-externals',
    words: { from: 'What a view or search index is computed from.', into: 'The store that keeps the computed state.' },
  },
  Placement: {
    section: 'in-and-across',
    words: {
      in: 'Fixes where the instances (or people) are, with the share of each place.',
      across: 'Spreads the instances evenly over the zones of these places.',
    },
  },
  Holds: {
    section: 'what-components-hold',
    words: {
      stores: 'Data this component is the system of record of.',
      caches: 'Data this component keeps copies of.',
      carries: 'Data this queue takes as messages.',
      watches: 'Components this monitor scrapes.',
    },
  },
  Replicas: {
    section: 'replicas',
    words: {
      replicas: 'Copies of everything the component keeps, the leader included.',
      leader: 'One copy takes the writes and ships its log to the others.',
      leaderless: 'A client writes to all copies and waits for W, asks R for a read and takes the newest answer.',
      multi_leader: 'Several copies take writes and exchange them; conflicts need `resolve`.',
      consensus: 'A majority agrees on each write (Raft, Paxos).',
      sync: 'A write waits for every follower: nothing is lost, and one slow follower stalls all writes.',
      semi_sync: 'A write waits for K followers.',
      async: 'A write waits for no follower: a fail-over loses what was not shipped.',
    },
  },
  Ship: {
    section: 'replicas',
    words: { ship: 'What travels to the followers: statements, the write-ahead log, or changed rows.' },
  },
  CopiesRead: {
    section: 'replicas',
    words: {
      read: 'Which copy answers reads, or how many must answer.',
      from: 'The copy that answers; anything but the leader may be stale by the lag.',
    },
  },
  CopiesWrite: { section: 'replicas', words: { write: 'W: copies that must acknowledge a write.' } },
  Repair: {
    section: 'replicas',
    words: { repair: 'How copies that missed a write are mended; without it they stay wrong.' },
  },
  RepairPart: {
    section: 'replicas',
    words: {
      every: 'A background job compares all copies so often.',
      on_read: 'Stale copies found while reading are mended.',
    },
  },
  Apply: {
    section: 'replicas',
    words: {
      apply: 'How a follower applies what it is shipped: if it cannot keep up, the lag grows without bound.',
      work: 'Time of a follower’s core per change.',
      parallel: 'Appliers that run side by side.',
    },
  },
  Delays: { section: 'replicas', words: { delays: 'The four legs of an operation on copies (WARS model).' } },
  Leg: {
    section: 'replicas',
    words: {
      write: 'From the coordinator of a write to a copy.',
      ack: 'The copy’s acknowledgement back.',
      request: 'From the coordinator of a read to a copy.',
      response: 'The copy’s answer back.',
    },
  },
  Elect: { section: 'elect', words: lockElection },
  ComponentElect: { section: 'elect', words: lockElection },
  ElectOption: {
    section: 'elect',
    words: { lease, heartbeat, timeout: 'Silence after which the leader counts as dead.', fencing },
  },
  ComponentElectOption: { section: 'elect', words: { lease, heartbeat, fencing } },
  Shards: {
    section: 'shards',
    words: {
      shards: 'Splits the data; each shard has replicas and cores of its own.',
      by: 'How keys are dealt out: `hash`, `range`, `list` or `vertical`.',
    },
  },
  Routed: {
    section: 'shards',
    words: {
      routed: 'Who knows on which shard a key is.',
      by: 'The client’s map, a proxy, any node, a table, or a coordinator.',
    },
  },
  Log: {
    section: 'wal',
    words: {
      wal: 'The write-ahead log: whether a write is on disk when it is acknowledged.',
      every: 'Time between two flushes: what a crash loses at most.',
    },
  },
  Partitions: {
    section: 'queues',
    words: {
      partitions: 'Order holds within one; at most so many consumers work at once.',
      by: 'The field that decides the partition.',
    },
  },
  IndexClause: {
    section: 'index',
    words: {
      index: 'Look-ups by this field need not read everything.',
      local: 'Beside the rows of its shard: cheap to write, every shard is asked.',
      global: 'Sharded by the indexed field itself: one shard is asked, a write touches two.',
    },
  },
  Retry: {
    section: 'calls',
    words: {
      retry: 'Attempts beyond the first; they add load exactly when there is too much.',
      backoff: 'Pause before the first retry, doubled for each further one.',
      jitter: 'Spreads each pause over [0, T·2ⁿ), so that retries do not come together.',
      budget: 'Largest share of calls that may be retries.',
    },
  },
  BreakerClause: { section: 'calls', words: { breaker: 'Calls fail at once while too many of the last ones failed.' } },
  Hedge: {
    section: 'calls',
    words: {
      hedge: 'Sends a second attempt to another instance when the first is slow; the first answer wins.',
      at: 'When the second attempt is sent: a percentile of the first, or a time.',
    },
  },
  Health: {
    section: 'health-check',
    words: {
      health: 'How a balancer notices dead instances.',
      check: 'How a balancer notices dead instances.',
      every: 'Time between two checks.',
      fail: 'When an instance counts as dead.',
      after: 'Checks in a row that must be missed.',
    },
  },
  Autoscale: {
    section: 'stations',
    words: {
      autoscale: 'Instances follow the load between these two numbers.',
      target: 'The utilization it aims at.',
      every: 'Time until new instances serve.',
    },
  },
  Breaks: {
    section: 'stations',
    words: {
      breaks: 'Random outages of one instance.',
      every: 'Mean time between two failures.',
      repaired: 'How long a repair takes.',
      in: 'How long a repair takes.',
    },
  },
  WhenFull: {
    section: 'stations',
    words: { when: 'What happens to a request beyond `limit`.', full: 'What happens to a request beyond `limit`.' },
  },
  OnMiss: { section: 'caches', words: { on: 'What a miss does.', miss: 'What a miss does.' } },
};
