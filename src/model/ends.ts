/** Where work ends that something was begun for, and how what was begun is ended: plain data without a place in any file. */

/** What ends a thing where the work ends that it belongs to. */
export type EndRepair =
  /** Keeps the handle of a timer, and ends it there. */
  | ({ readonly kind: 'clear-at-end'; readonly by: Clearing; /** What it is, in a title. */ readonly noun: string; /** It takes the place of one that runs on. */ readonly overwrites: boolean } & Ends)
  /** A timer that belongs to one piece of work is cleared when the destination of that closes, which is given to this function. */
  | { readonly kind: 'clear-when-done'; readonly by: Clearing; readonly until: string }
  /** Takes the same function off there. */
  | ({ readonly kind: 'remove-listener'; readonly by: Removal } & Ends)
  /** The signal of the request takes it off. */
  | ({ readonly kind: 'listener-signal'; /** Which argument may hold a signal. */ readonly options: number } & Ends)
  /** It is added for one event only, of which it settles a promise. */
  | { readonly kind: 'listener-once' }
  /** The removal that is there names what was added. */
  | { readonly kind: 'same-listener'; readonly why: 'function' | 'event' | 'method'; readonly by: Removal }
  /** `pipeline` in place of `pipe`. */
  | { readonly kind: 'pipeline' }
  /** What is piped into a response ends when that closes. */
  | { readonly kind: 'end-source'; /** How it is ended early. */ readonly method: string }
  /** What lines are read from ends when they are left. */
  | { readonly kind: 'end-input' }
  /** The body of a response is let go of where nobody reads it. */
  | { readonly kind: 'cancel-body'; readonly discard: Discard; /** On no way is it read; else only on some. */ readonly unread: boolean };

/** How the body of a response is let go of. */
export interface Discard {
  /** The member of the response that is the body; none where that is the response itself. */
  readonly member?: string;
  /** What is called on it: `?.cancel()`. */
  readonly call: string;
  /** It gives a promise. */
  readonly waits: boolean;
  /** The member of the response that tells whether the body was read. */
  readonly used?: string;
}

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

/** How a listener is taken off. */
export interface Removal {
  /** The method that undoes the one that adds it. */
  readonly method: string;
  /** The types of what it is given, for an annotation; none where they are not known. */
  readonly types?: readonly string[];
}
