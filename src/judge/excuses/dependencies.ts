import type { Excuse } from '../../model/rule.ts';

export const otherVersion = {
  name: 'otherVersion',
  silentWhen: 'the version that is installed is none of those that leak, or which it is cannot be told',
  holds: ({ dependency }) => dependency?.affected !== 'yes',
} as const satisfies Excuse;

export const developmentOnly = {
  name: 'developmentOnly',
  silentWhen: 'it is only a development or peer dependency, or only tests, scripts and code that no server loads import what leaks',
  holds: ({ dependency }) => dependency?.used === 'development',
} as const satisfies Excuse;

export const clientOnly = {
  name: 'clientOnly',
  silentWhen: 'only client code imports it',
  holds: ({ dependency }) => dependency?.used === 'client',
} as const satisfies Excuse;

export const leakAverted = {
  name: 'leakAverted',
  silentWhen: 'what leaks in it is not used, or what ends the leak is',
  holds: ({ dependency }) => dependency?.averted === true,
} as const satisfies Excuse;
