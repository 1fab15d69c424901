import type { Node, NodeOf } from '../../extract/parse.ts';
import { bare, keyName, outermost, parentOf } from '../../extract/parse.ts';
import type { Edit } from '../../model/repair.ts';
import { insertion } from '../edits.ts';
import { linesIndented, nextLineAt, ownsItsLines } from '../lines.ts';
import { isStable } from '../listeners/listener.ts';
import type { Planned, Task } from '../plan.ts';
import type { Source } from '../source.ts';
import { callAt, freshName, indentAt, sourceText, statementAround } from '../source.ts';
import { before, isListed, statementOf } from '../statements.ts';

/** The lines of a file are left before their end: the input is destroyed as well. */
export function endInput({ finding, source }: Task<'end-input'>): Planned {
  const call = callAt(source, finding.at);
  const [options] = (call?.arguments ?? []) as readonly Node[];
  const property = options?.type === 'ObjectExpression' ? options.properties.find((one) => one.type === 'Property' && keyName(one) === 'input') : undefined;
  if (!call || property?.type !== 'Property') return 'what its lines are read from was not found';
  const made = statementAround(call);
  if (!made || !isListed(made)) return 'it stands within an expression';
  const input = bare(property.value as Node);
  const name = isStable(source, input) ? sourceText(source, input) : freshName(source, 'input');
  const text = property.shorthand || isStable(source, input) ? '' : sourceText(source, input);
  const named: readonly Edit[] = text === '' ? [] : [...before(source, made, `const ${name} = ${text}${source.semi}`), { start: property.start, end: property.end, text: name === 'input' ? 'input' : `input: ${name}` }];
  if (text.includes('\n')) return 'its input is made over several lines';
  const end = `${name}.destroy()${source.semi}`;
  const place = finding.trace.find(({ missed, file }) => missed && file === source.path);
  const closing = place && callAt(source, place);
  const closes = closing && statementOf(closing);
  if (closes && !isLoop(closes)) {
    const edits = [...named, ...afterClose(source, closes, end)];
    return planned(name, edits);
  }
  const loop = loopOf(source, call);
  if (!loop || !isListed(loop) || !ownsItsLines(source, loop)) return 'the loop over its lines was not found';
  return planned(name, [...named, ...wrapped(source, loop, end)]);
}

function planned(name: string, [first, ...rest]: readonly Edit[]): Planned {
  return first ? { title: `Call \`${name}.destroy()\` when the lines are left`, edits: [first, ...rest] } : 'there is nothing to change';
}

const isLoop = (node: Node): boolean => /^For/.test(node.type);

const afterClose = (source: Source, statement: Node, text: string): readonly Edit[] => (isListed(statement) ? [insertion(statement.end, `${source.eol}${indentAt(source, statement.start)}${text}`)] : [{ start: statement.start, end: statement.end, text: `{${source.eol}${indentAt(source, statement.start)}${source.unit}${sourceText(source, statement)}${source.eol}${indentAt(source, statement.start)}${source.unit}${text}${source.eol}${indentAt(source, statement.start)}}` }]);

/** `for await (const line of lines)` */
function loopOf(source: Source, call: Node): NodeOf<'ForOfStatement'> | undefined {
  const whole = outermost(call);
  const parent = parentOf(whole);
  if (parent?.type === 'ForOfStatement' && parent.right === whole) return parent;
  const variable = parent?.type === 'VariableDeclarator' ? source.scopes.variableOf(parent.id as Node) : undefined;
  for (const place of variable?.places ?? []) {
    const loop = parentOf(outermost(place));
    if (loop?.type === 'ForOfStatement' && loop.right === outermost(place)) return loop;
  }
  return undefined;
}

function wrapped(source: Source, loop: Node, text: string): readonly Edit[] {
  const { eol, unit } = source;
  const indent = indentAt(source, loop.start);
  return [
    insertion(loop.start, `try {${eol}${indent}${unit}`),
    ...linesIndented(source, [loop], nextLineAt(source, loop.start), loop.end, unit),
    insertion(loop.end, `${eol}${indent}} finally {${eol}${indent}${unit}${text}${eol}${indent}}`),
  ];
}
