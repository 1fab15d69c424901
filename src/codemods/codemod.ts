/** What is to be changed, and for which findings. */
import type { NonEmpty } from '../model/knowledge.ts';
import type { Finding } from '../model/rule.ts';

/** Texts by their path relative to the root, as they are to be; files that are new are among them. Without byte order marks. */
export type Changes = ReadonlyMap<string, string>;

/** One way to end some findings. */
export interface Proposal {
  /** What it does, as an order. */
  readonly title: string;
  /** Tells ways for the same finding apart. */
  readonly way: string;
  readonly findings: NonEmpty<Finding>;
  readonly changes: Changes;
  /** What the user should know beside, as sentences. */
  readonly notes: readonly string[];
}

/** Why one way is not gone. */
export interface Refused {
  readonly way: string;
  /** Completes "not done because …". */
  readonly reason: string;
}

/** The project as codemods see it. */
export interface Files {
  /** The text as it is now, changes that were accepted included; undefined when there is no such file. */
  textOf(file: string): string | undefined;
  /** Every file of the project. */
  readonly names: readonly string[];
  /** The file of the project that a specifier leads to. */
  fileOf(from: string, specifier: string): string | undefined;
  /** The folder of the nearest manifest. */
  packageOf(file: string): PackageOf | undefined;
}

export interface PackageOf {
  readonly folder: string;
  readonly type: 'module' | 'commonjs';
  has(name: string): boolean;
  /** As the manifest writes it. */
  rangeOf(name: string): string | undefined;
}
