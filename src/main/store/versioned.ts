/** A stored value and its version, which grows by one with every change and becomes its ETag. */
export interface Versioned<T> {
  readonly value: T;
  readonly version: number;
}

/** What a change expects to find: null changes whatever is there; otherwise another version is `preconditionFailed`. */
export type Expected = number | null;
