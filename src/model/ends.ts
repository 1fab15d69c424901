/** Where work ends that something was begun for, and how what was begun is ended: plain data without a place in any file. */

/** What is known of where the work around a call ends. */
export interface Ends {
  /** The nearest first. */
  readonly ends: readonly End[];
  /** Methods of the class around it that end an instance. */
  readonly teardowns: readonly string[];
}

/** A parameter that tells when the work is over. */
export interface End {
  /** Whose parameter it is: the function around the call is 0, the one around that 1. */
  readonly up: number;
  readonly parameter: number;
  /** Members from there to what tells it. */
  readonly path: readonly string[];
  readonly method: string;
  readonly event?: string;
  /** Completes "when …". */
  readonly when: string;
  /** It tells that the client went away, and not that it was served. */
  readonly aborted: boolean;
  /** What it is called where the function does not take it yet; none where it may not be added. */
  readonly name?: string;
}

/** What ends a timer: a function that is given the handle, or a method of the handle. */
export type Clearing = { readonly call: string } | { readonly method: string };
