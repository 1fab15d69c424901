import type { Finding, Place } from '../model/rule.ts';
import { fingerprintOf } from './fingerprint.ts';

/** What a finding was made from and does not tell: enough to say it again when only its file's lines have moved. */
export interface Ground {
  readonly shape: string;
  /** The place whose line the message gives. */
  readonly told?: Place;
}

/** A finding before it has its name. */
export type Draft = Omit<Finding, 'fingerprint'> & Ground;

const grounds = new WeakMap<Finding, Ground>();

export const groundOf = (finding: Finding): Ground | undefined => grounds.get(finding);

/** Names findings, which come in their order: equal shapes in one file are told apart by it. */
export function named(drafts: readonly Draft[]): readonly Finding[] {
  const ordinals = new Map<string, number>();
  return drafts.map(({ shape, told, ...draft }) => {
    // What only an option reports must not rename what is reported without it.
    const counted = draft.option === undefined ? shape : `${draft.option}\0${shape}`;
    const key = `${draft.rule}\0${draft.at.file}\0${counted}`;
    const ordinal = ordinals.get(key) ?? 0;
    ordinals.set(key, ordinal + 1);
    const finding: Finding = { ...draft, fingerprint: fingerprintOf(draft.rule, draft.at.file, counted, ordinal) };
    grounds.set(finding, { shape, ...(told === undefined ? {} : { told }) });
    return finding;
  });
}

/** A message with its data filled in. */
export function filled(message: string, data: Readonly<Record<string, string>>): string {
  return message.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => data[name] ?? '');
}
