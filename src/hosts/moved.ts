import type { Draft, Ground } from '../judge/grounds.ts';
import { filled, named } from '../judge/grounds.ts';
import type { Span } from '../model/facts.ts';
import type { Finding, Place, Rule, Step } from '../model/rule.ts';
import type { Move } from './alike.ts';

/** Findings of one file or of all, in their order, with what each rests on. */
export type Known = readonly (readonly [Finding, Ground | null])[];

/** These findings after a move of one file's text; undefined when only a new judgement can tell. */
export function findingsMoved(known: Known, file: string, move: Move, rules: readonly Rule[]): readonly Finding[] | undefined {
  const drafts: Draft[] = [];
  for (const [{ fingerprint: _, ...finding }, ground] of known) {
    if (ground === null) return undefined;
    const rule = rules.find(({ name }) => name === finding.rule);
    const at = moved(finding.at, file, move);
    const shape = finding.at.file === file ? move.shapeOf(spanOf(finding.at), ground.shape) : ground.shape;
    const [first, ...rest] = finding.trace.map((step): Step | undefined => moved(step, file, move));
    if (!rule || !at || shape === undefined || !first || rest.includes(undefined)) return undefined;
    if (rule.about.includes('collection') && !move.keepsLines) return undefined;
    let { data, message } = finding;
    const told = ground.told && moved(ground.told, file, move);
    if (data['line'] !== undefined) {
      if (!told || data['line'] !== String(ground.told?.line)) return undefined;
      data = { ...data, line: String(told.line) };
      message = filled(rule.messages[finding.messageId] ?? finding.messageId, data);
    }
    drafts.push({ ...finding, at, data, message, trace: [first, ...(rest as Step[])], shape, ...(told ? { told } : {}) });
  }
  return named(drafts);
}

function moved<T extends Place>(place: T, file: string, move: Move): T | undefined {
  if (place.file !== file) return place;
  const span = move.spanOf(spanOf(place));
  return span && { ...place, line: span[0], column: span[1], endLine: span[2], endColumn: span[3] };
}

const spanOf = ({ line, column, endLine, endColumn }: Place): Span => [line, column, endLine, endColumn];
