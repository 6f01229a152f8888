/** What data may require: the words of `requires`. */

export interface RequirementName {
  readonly id: string;
  /** First sentence stands alone. */
  readonly meaning: string;
  /** Whether it is a consistency model (`analyzer/guarantees/consistency.ts`), else something besides. */
  readonly isConsistency: boolean;
  /** Whether `within 30 s` may follow: the greatest age of what is read. */
  readonly mayHaveBound: boolean;
  readonly source: string;
}

export const requirementNames: readonly RequirementName[] = [
  {
    id: 'strict_serializable',
    meaning: 'Transactions look as if they ran one after another in the order of real time.',
    isConsistency: true,
    mayHaveBound: false,
    source: 'Herlihy, Wing, Linearizability, TOPLAS 1990; Elle consistency_model.clj',
  },
  {
    id: 'linearizable',
    meaning: 'Each operation takes effect at one moment between call and answer: a read sees the newest write.',
    isConsistency: true,
    mayHaveBound: false,
    source: 'Herlihy, Wing, Linearizability, TOPLAS 1990',
  },
  {
    id: 'sequential',
    meaning: 'All clients see one order of operations that keeps each client’s own order; it may be behind real time.',
    isConsistency: true,
    mayHaveBound: true,
    source: 'Lamport, How to Make a Multiprocessor Computer, IEEE ToC 1979',
  },
  {
    id: 'causal',
    meaning: 'Who sees an effect has seen its causes.',
    isConsistency: true,
    mayHaveBound: true,
    source: 'Ahamad et al., Causal memory, Distributed Computing 1995',
  },
  {
    id: 'read_your_writes',
    meaning: 'A client sees its own earlier writes.',
    isConsistency: true,
    mayHaveBound: true,
    source: 'Terry et al., Session Guarantees, PDIS 1994',
  },
  {
    id: 'monotonic_reads',
    meaning: 'A client never sees an older state than it has seen before.',
    isConsistency: true,
    mayHaveBound: true,
    source: 'Terry et al., Session Guarantees, PDIS 1994',
  },
  {
    id: 'monotonic_writes',
    meaning: 'A client’s writes take effect everywhere in the order it made them.',
    isConsistency: true,
    mayHaveBound: true,
    source: 'Terry et al., Session Guarantees, PDIS 1994',
  },
  {
    id: 'eventual',
    meaning: 'Copies agree when writes stop; `within` bounds how old a read may be.',
    isConsistency: true,
    mayHaveBound: true,
    source: 'Vogels, Eventually Consistent, CACM 2009',
  },
  {
    id: 'durable',
    meaning: 'What was acknowledged survives the crash of a machine.',
    isConsistency: false,
    mayHaveBound: false,
    source: 'Gray, Reuter, Transaction Processing, 1993',
  },
  {
    id: 'immutable',
    meaning: 'An item never changes after it was written, so that any copy of it is current.',
    isConsistency: false,
    mayHaveBound: false,
    source: 'Helland, Immutability Changes Everything, CIDR 2015',
  },
  {
    id: 'ordered',
    meaning: 'Items of one key are processed in the order they were written.',
    isConsistency: false,
    mayHaveBound: false,
    source: 'Kreps et al., Kafka, NetDB 2011: order within a partition',
  },
];

/** The row of a requirement; `undefined` for an unknown word. */
export function requirementName(id: string): RequirementName | undefined {
  return requirementNames.find((one) => one.id === id);
}
