/** Words with a meaning that the grammar takes as names. */

const copies: Readonly<Record<string, string>> = {
  one: 'A single copy: fast, and possibly an old one.',
  quorum: 'More than half of the copies.',
  all: 'Every copy: one that is away makes it impossible.',
  leader: 'The copy that takes the writes.',
  replica: 'A follower, behind the leader by the lag.',
  any: 'Whichever copy; possibly a follower.',
  nearest: 'The closest copy; possibly a follower.',
};

/** Words with a meaning that the grammar takes as names: by rule and property. */
export const options: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Ship.what': {
    statement: 'The statements themselves, done again at each follower: they must be deterministic.',
    wal: 'The write-ahead log, byte by byte.',
    row: 'The changed rows.',
  },
  'CopiesRead.level': copies,
  'CopiesWrite.level': copies,
  'Read.level': copies,
  'Query.level': copies,
  'Write.level': copies,
  'Query.shape': {
    scan: 'Reads all items, or `rows` of them.',
    range: 'Reads neighbours in the order of the key.',
    aggregate: 'Reads all items and answers with one figure.',
    join: 'Puts items of several kinds together.',
    traverse: 'Follows references from item to item.',
  },
  'Shards.scheme': {
    hash: 'Even, but neighbours are scattered: range reads ask every shard.',
    range: 'Neighbours together; increasing keys all hit the last shard.',
    list: 'One shard per listed value.',
    vertical: 'Columns apart; read together they must be joined again.',
  },
  'Routed.method': {
    client: 'The client keeps the map itself.',
    proxy: 'A routing layer in between.',
    node: 'Any node passes the request on.',
    table: 'A master table.',
    coordinator: 'A coordinator tells the routers about changes.',
  },
  'Log.mode': {
    sync: 'Flushed before the acknowledgement.',
    async: 'Flushed from time to time: a crash loses what was acknowledged since.',
    off: 'No log is kept.',
  },
  'WhenFull.action': {
    reject: 'Turned away.',
    drop_oldest: 'The one that has waited longest is dropped.',
    block: 'Back-pressure: the upstream server stays occupied.',
  },
  'OnMiss.actions': {
    fill: 'A miss fills the cache.',
    bypass: 'A miss does not fill the cache.',
    coalesce: 'Concurrent misses of one item share one fill.',
  },
  'Shape.shape': {
    flat: 'The same rate all day.',
    daily: 'Between trough and peak of a day.',
    weekly: 'Between trough and peak of a week.',
  },
  'Arrivals.law': { poisson: 'Independent of each other.', paced: 'Evenly spaced.' },
  'Direction.direction': { right: 'Flows point to the right.', down: 'Flows point down.' },
  'BreakerClause.state': { on: 'With the default threshold, window and pause.', off: 'No breaker.' },
  'Target.part': {
    leader: 'The copy that takes the writes.',
    replica: 'One of the followers, by number.',
    shard: 'One of the shards, by number.',
    instance: 'One of the instances, by number.',
  },
};

/** What measures of expectations are. */
export const measureMeanings: Readonly<Record<string, string>> = {
  mean: 'Mean time from start to the last answer.',
  p50: 'Time that half of the requests stay below.',
  p90: 'Time that 90 % of the requests stay below.',
  p95: 'Time that 95 % of the requests stay below.',
  p99: 'Time that 99 % of the requests stay below.',
  p999: 'Time that 99.9 % of the requests stay below.',
  rate: 'Starts per second.',
  max_rate: 'Rate at which the first station saturates.',
  availability: 'Share of starts that succeed: every needed component up, retries and fallbacks counted.',
  utilization: 'Busy share of the servers; of the hottest shard where there are shards.',
  queue: 'Mean number waiting.',
  backlog: 'Messages not yet consumed.',
  drain: 'Time until the backlog of a spike is gone.',
  lag: 'Age of the followers’ state, p99.',
  rpo: 'Time span of acknowledged writes that a fail-over may lose.',
  rto: 'Time without service after a crash.',
  recovery: 'Time without service after a crash; measured in a scenario.',
  stale: 'Reads that broke the requirement; counted in scenarios.',
  lost: 'Acknowledged writes or messages that are gone; counted in scenarios.',
  duplicated: 'Effects that happened more than once; counted in scenarios.',
  reordered: 'Messages of one key processed out of order; counted in scenarios.',
  hit_ratio: 'Share of reads that the cache answers.',
  storage: 'Bytes at the end of the retention, all copies.',
  cost: 'Price of the instances.',
};
