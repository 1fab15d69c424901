import type { Excuse } from '../../model/rule.ts';

export const releasedOnEveryExit = {
  name: 'releasedOnEveryExit',
  silentWhen: 'it is released on every way out of the function: in `finally`, with `using`, or on each branch',
  holds: ({ release }) => release.kind === 'every-exit',
} as const satisfies Excuse;

export const releasedAtTeardown = {
  name: 'releasedAtTeardown',
  silentWhen: 'it is released at an end that always comes: `close` of the response or socket, an aborted signal, a teardown',
  holds: ({ release }) => release.kind === 'teardown',
} as const satisfies Excuse;

export const handedOn = {
  name: 'handedOn',
  silentWhen: 'it is returned, stored or given to code that may release it, and no caller is seen to forget it',
  holds: ({ release }) => release.kind === 'handed-on',
} as const satisfies Excuse;

export const releasedElsewhere = {
  name: 'releasedElsewhere',
  silentWhen: 'another function of the file or class releases it, or one outcome of a promise does',
  holds: ({ release }) => release.kind === 'elsewhere',
} as const satisfies Excuse;

export const endsItself = {
  name: 'endsItself',
  silentWhen: 'its own callback ends it',
  holds: ({ release }) => release.kind === 'itself',
} as const satisfies Excuse;

export const boundToSignal = {
  name: 'boundToSignal',
  silentWhen: 'it is given a `signal` that ends it',
  holds: ({ listener }) => listener?.signal === true,
} as const satisfies Excuse;

export const firesOnce = {
  name: 'firesOnce',
  silentWhen: 'it is added for one event only (`once`), which removes it, and that event is none that may never come: an end, an error, an abort',
  holds: ({ listener, release }) => listener?.once === true && release.kind !== 'ineffective' && listener.emitter !== 'process' && (listener.requestOwned || !/^'(?:SIG[A-Z]+|exit|beforeExit|uncaughtException|unhandledRejection|error|abort(?:ed)?|close[d]?|end|disconnect(?:ed)?|shutdown|destroy(?:ed)?)'$/.test(listener.event)),
} as const satisfies Excuse;

export const endsAlone = {
  name: 'endsAlone',
  silentWhen: 'it ends without being told: a worker or child whose file does its work and exits, a subscription with `take`',
  holds: ({ handle }) => handle?.selfEnding === true,
} as const satisfies Excuse;
