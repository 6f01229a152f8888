/** Words of what happens: flows, loads, expectations, scenarios and pictures. */
import type { RuleWords } from './rule-words.js';

const field = 'Another field than the key is looked up by: without an index everything is read.';
const level = 'Which copy answers or how many copies take part, instead of the store’s own level.';
const idempotent = 'Doing it again with the same key changes nothing: retries and redeliveries are safe.';

export const behaviour: Readonly<Record<string, RuleWords>> = {
  Flow: {
    section: 'flows',
    words: {
      flow: 'One thing that happens, from its first hop to the last answer.',
      priority: 'Larger goes first where the discipline is `priority`.',
    },
  },
  Consume: {
    section: 'paths',
    words: { on: 'Each message of the queue is handled by the consumer, apart from whoever published it.' },
  },
  Timeout: { section: 'calls', words: { timeout: 'The caller stops waiting after this time.' } },
  Priority: { section: 'calls', words: { priority: 'Larger goes first where the discipline is `priority`.' } },
  Read: {
    section: 'read-query-write-publish-call',
    words: {
      read: 'Looks up one item.',
      from: 'The store or cache that is asked.',
      else: 'Where a miss goes, in order.',
      at: level,
      by: field,
    },
  },
  Query: {
    section: 'read-query-write-publish-call',
    words: {
      query: 'Touches many items.',
      from: 'The store that is asked.',
      at: level,
      by: field,
      rows: 'How many items are touched; else all of them for scans and aggregates.',
    },
  },
  Write: {
    section: 'read-query-write-publish-call',
    words: { write: 'Writes one item.', to: 'The store that is written.', at: level, by: field },
  },
  Unchanged: {
    section: 'read-query-write-publish-call',
    words: {
      if: 'Compare-and-set: refused when somebody else was faster.',
      unchanged: 'Compare-and-set: refused when somebody else was faster.',
    },
  },
  Idempotent: {
    section: 'read-query-write-publish-call',
    words: { idempotent, by: 'The key that tells repetitions.' },
  },
  Publish: {
    section: 'read-query-write-publish-call',
    words: {
      publish: 'Appends a message; whoever consumes it runs apart.',
      to: 'The queue.',
      in: 'Written in the transaction of the surrounding writes and sent from there.',
      outbox: 'Written in the transaction of the surrounding writes and sent from there.',
    },
  },
  Call: { section: 'read-query-write-publish-call', words: { call: 'Asks another component, without data.' } },
  Work: {
    section: 'work-wait-lock-done',
    words: { work: 'Occupies a core of the component for so long, in addition to its own work.' },
  },
  Wait: { section: 'work-wait-lock-done', words: { wait: 'Passes time without a core.' } },
  Lock: {
    section: 'work-wait-lock-done',
    words: {
      lock: 'Holds a lock for the block, or the rest of the enclosing one: requests of one key queue behind each other.',
      by: 'The field that tells locks apart.',
    },
  },
  Transaction: {
    section: 'transaction',
    words: {
      transaction: 'Makes the writes of its block one: all or none, isolated as the store says.',
      saga: 'Each part alone; what was done is compensated when a later part fails. No isolation between the parts.',
      two_phase: 'Asks all and then tells all: one more round trip, and everybody waits for the slowest.',
    },
  },
  Parallel: {
    section: 'parallel-repeat-branches',
    words: {
      parallel: 'Runs its steps, or so many copies of the block, at the same time.',
      wait: 'Goes on when K branches have finished.',
      for: 'Branches that must finish.',
    },
  },
  Repeat: {
    section: 'parallel-repeat-branches',
    words: {
      repeat: 'Runs the block several times in sequence.',
      mean: 'A geometrically distributed number of times with this mean, at least once.',
    },
  },
  Branch: { section: 'parallel-repeat-branches', words: { else: 'What the shares of the other branches leave.' } },
  Done: { section: 'work-wait-lock-done', words: { done: 'The flow ends here for this request.' } },
  Workload: {
    section: 'workloads',
    words: {
      workload: 'How often each flow starts.',
      from: 'Takes over the loads of another workload; parts stated again win.',
    },
  },
  AtRate: { section: 'workloads', words: { at: 'Open: so many starts, whatever happens to earlier ones.' } },
  ByPeople: {
    section: 'workloads',
    words: {
      by: 'Starts made by people or machines.',
      users: 'How many there are; what follows is how often each starts, or how long each thinks.',
      thinking: 'Closed: each starts again so long after the last answer; a slow system gets fewer requests.',
    },
  },
  Peak: {
    section: 'workloads',
    words: { peak: 'How many times the mean the busy hour has; the estimate is of the busy hour.' },
  },
  Spikes: {
    section: 'workloads',
    words: {
      spikes: 'So many times the rate for a while, estimated as backlog and drain time.',
      for: 'How long a spike lasts.',
      every: 'Time between two spikes.',
    },
  },
  Shape: { section: 'workloads', words: { shape: 'How the rate moves over the day or week.' } },
  Bursts: { section: 'workloads', words: { bursts: 'Starts come several at a time.', of: 'How many come together.' } },
  Arrivals: {
    section: 'workloads',
    words: { arrivals: 'Whether starts are independent of each other or evenly spaced.' },
  },
  Expect: {
    section: 'expectations',
    words: {
      expect: 'What must hold: decided by the estimate as you type.',
      under: 'The workload it must hold in; without it, in every one.',
    },
  },
  Scenario: {
    section: 'scenarios',
    words: { scenario: 'An experiment: a simulation with faults at given times, and what must hold over it.' },
  },
  Run: {
    section: 'scenarios',
    words: {
      run: 'The workload that runs.',
      for: 'Simulated time.',
      warmup: 'Time at the beginning that is left out of the figures.',
      seed: 'The same seed gives the same run to the byte.',
    },
  },
  ScenarioExpectation: { section: 'scenarios', words: { expect: 'What must hold over the whole run.' } },
  FaultLine: {
    section: 'scenarios',
    words: { at: 'When the fault begins.', for: 'How long it lasts; else until the end of the run.' },
  },
  SimpleFault: {
    section: 'scenarios',
    words: {
      crash: 'Stops at once; what was in memory or not flushed is gone.',
      restart: 'Stops, and is back as soon as it has recovered.',
      flush: 'A cache forgets everything.',
      pause: 'Stands still and keeps its state: a long garbage collection; consumers of a queue stop.',
    },
  },
  Slow: { section: 'scenarios', words: { slow: 'Everything takes so many times as long.' } },
  FailRate: {
    section: 'scenarios',
    words: {
      fail: 'A share of the attempts errs.',
      rate: 'A share of the attempts errs.',
      of: 'The component that errs.',
    },
  },
  SkewClock: {
    section: 'scenarios',
    words: {
      skew: 'Its clock is ahead: leases, last-write-wins.',
      clock: 'Its clock is ahead: leases, last-write-wins.',
      of: 'Whose clock.',
      by: 'How far ahead.',
    },
  },
  Lose: {
    section: 'scenarios',
    words: { lose: 'Everything in the place stops.', zone: 'A zone and all in it.', region: 'A region and all in it.' },
  },
  Partition: {
    section: 'scenarios',
    words: { partition: 'Nothing passes between the two; each side goes on alone.', from: 'The other side.' },
  },
  Drop: {
    section: 'scenarios',
    words: { drop: 'A share of the messages is lost.', between: 'One end.', and: 'The other end.' },
  },
  Surge: { section: 'scenarios', words: { surge: 'The rate is multiplied.', of: 'The flow; else all of them.' } },
  Diagram: { section: 'diagrams', words: { diagram: 'One picture of the design.' } },
  Selection: {
    section: 'diagrams',
    words: {
      show: 'What is drawn; all, if nothing is listed.',
      hide: 'What is left out.',
      collapse: 'Groups or regions drawn as one closed box.',
    },
  },
  Direction: { section: 'diagrams', words: { direction: 'Where flows point: `right` or `down`.' } },
  Under: { section: 'diagrams', words: { under: 'The workload whose load colours the picture.' } },
};
