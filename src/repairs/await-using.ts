import { heldBy, releasesOf, releasingCall } from './acquisition.ts';
import { linesRemoved, ownsItsLines } from './lines.ts';
import type { Planned, Task } from './plan.ts';
import { settled } from './settling.ts';
import { callAt, functionAround, hasComment } from './source.ts';
import { endOfLineAfter } from './statements.ts';
import { parentOf } from '../extract/parse.ts';

/** `await using client = …`: the block gives it back when it ends, however that comes. */
export function awaitUsing({ repair: { declaration, back }, finding, source }: Task<'await-using'>): Planned {
  if (!source.typed) return 'the file is no TypeScript, which is what writes it for the versions of Node.js that do not know it';
  const call = callAt(source, finding.at);
  if (!call) return 'the call that makes it was not found';
  const held = heldBy(source, call);
  if (typeof held === 'string') return held;
  if (held.forgetting.length > 0) return `\`${held.name}\` is given something else later`;
  const own = functionAround(held.statement);
  const block = parentOf(held.statement);
  if (!own || held.declaration?.declarations.length !== 1 || block?.type !== 'BlockStatement') return 'it is not declared by a statement of its own in a block';
  if (declaration === 'await using' && !own.async) return 'the function is not async, so that it cannot wait for the release';
  const releases = releasesOf(source, held, back, own);
  if (typeof releases === 'string') return releases;
  if (releases.some(({ statement }) => parentOf(statement) !== block || !ownsItsLines(source, statement) || hasComment(source, statement.start, endOfLineAfter(source, statement)))) return 'it is given back within other statements already';
  const over = settled(source, held.variable, block, (place) => releasingCall(place, back) !== undefined);
  if (typeof over === 'string') return over;
  const { start } = held.declaration;
  return {
    title: `Declare it with \`${declaration}\``,
    edits: [{ start, end: start + held.declaration.kind.length, text: declaration }, ...releases.map(({ statement }) => linesRemoved(source, statement.start, statement.end)), ...over],
  };
}
