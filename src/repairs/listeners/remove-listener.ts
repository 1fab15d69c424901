import type { NodeOf } from '../../extract/parse.ts';
import { bare, isFunction } from '../../extract/parse.ts';
import type { Edit } from '../../model/repair.ts';
import { insertion } from '../edits.ts';
import type { Ending } from '../ends.ts';
import { endingsAt } from '../ends.ts';
import { fieldAdded } from '../fields.ts';
import type { Plan, Planned, Task } from '../plan.ts';
import type { Source } from '../source.ts';
import { callAt, indentAt, sourceText } from '../source.ts';
import { after, before, isListed } from '../statements.ts';
import { inFinally } from './in-finally.ts';
import type { Listener } from './listener.ts';
import { isCommon, isStable, listenerOf, moved, nameFor, removalOf, standingAlone } from './listener.ts';

/** Gives the function that is added a name, and takes the very same one off where the work ends. */
export function removeListener({ repair, finding, source }: Task<'remove-listener'>): Planned {
  const listener = listenerOf(callAt(source, finding.at));
  if (typeof listener === 'string') return listener;
  if (!isStable(source, listener.emitter)) return 'what it listens to may be another thing later';
  if (listener.event && !isStable(source, listener.event)) return 'the name of its event is made up where it is added';
  const { endings, reasons } = endingsAt(source, listener.call, repair);
  const refused: string[] = [];
  const work: Work = { source, listener, method: methodOf(source, repair.by.method), types: repair.by.types };
  for (const ending of endings) {
    const plan = ending.at === 'event' ? atEvent(work, ending) : ending.at === 'teardown' ? atTeardown(work, ending) : atCancel(work, ending);
    if (typeof plan !== 'string') return plan;
    refused.push(plan);
  }
  // A caller's signal belongs to the work that it is given for.
  if (work.method === 'removeEventListener' && listener.event?.type === 'Literal' && listener.event.value === 'abort') {
    const plan = inFinally(source, listener, work.types);
    if (typeof plan !== 'string' || endings.length === 0) return plan;
    refused.push(plan);
  }
  return [...new Set([...refused, ...reasons])].join(', and ');
}

interface Work {
  readonly source: Source;
  readonly listener: Listener;
  readonly method: string;
  readonly types: readonly string[] | undefined;
}

const UNTYPED = 'its parameters get their types from the place where it stands';

/** The file may use the older name. */
function methodOf(source: Source, method: string): string {
  return method === 'off' && !/\.off\(/.test(source.text) && /\.removeListener\(/.test(source.text) ? 'removeListener' : method;
}

/** What is added, by a name that is the same when it is taken off. */
function named({ source, listener, types }: Work): { readonly name: string; readonly edits: readonly Edit[] } | string {
  const { handler, statement, event } = listener;
  if (isStable(source, handler)) return { name: sourceText(source, handler), edits: [] };
  const fn = bare(handler);
  if (fn.type === 'FunctionExpression' && fn.id) return 'the name of its function is known within that only';
  const text = standingAlone(source, handler, types);
  if (text === undefined) return UNTYPED;
  if (!isListed(statement)) return 'it stands alone in a branch or a loop';
  const name = nameFor(source, event);
  return {
    name,
    edits: [insertion(statement.start, `const ${name} = ${text}${source.semi}${source.eol}${indentAt(source, statement.start)}`), { start: handler.start, end: handler.end, text: name }],
  };
}

function planned(title: string, edits: readonly Edit[]): Plan | string {
  const [first, ...rest] = edits;
  return first ? { title, edits: [first, ...rest] } : 'there is nothing to change';
}

function atEvent(work: Work, { when, edits, listen }: Extract<Ending, { at: 'event' }>): Plan | string {
  const { source, listener, method } = work;
  const kept = named(work);
  if (typeof kept === 'string') return kept;
  return planned(`Remove the listener ${when}`, [...kept.edits, ...after(source, listener.statement, listen(removalOf(source, listener, method, kept.name))), ...edits]);
}

/** What a stream's own functions share is a way to take it off. */
function atCancel(work: Work, { when, statement, closes, run }: Extract<Ending, { at: 'cancel' }>): Plan | string {
  const { source, listener, method } = work;
  const kept = named(work);
  if (typeof kept === 'string') return kept;
  const { semi } = source;
  const name = 'removeListener';
  if (new RegExp(`\\b${name}\\b`).test(source.text)) return `\`${name}\` is the name of something else`;
  return planned(`Remove the listener ${when}`, [
    ...before(source, statement, `let ${name}${source.typed ? ': (() => void) | undefined' : ''}${semi}`),
    ...kept.edits,
    ...after(source, listener.statement, `${name} = () => ${removalOf(source, listener, method, kept.name)}${semi}`),
    run(`${name}?.()`),
    ...closes.flatMap((close) => before(source, close, `${name}?.()${semi}`)),
  ]);
}

/** A field holds it, so that the method that ends the instance says the same function. */
function atTeardown(work: Work, { when, owner, run }: Extract<Ending, { at: 'teardown' }>): Plan | string {
  const { source, listener, method } = work;
  if (!isCommon(source, listener.emitter) || (listener.event && !isCommon(source, listener.event))) return 'what it listens to is known to the method only that adds it';
  if (isStable(source, listener.handler) && isCommon(source, listener.handler)) {
    return planned(`Remove the listener ${when}`, [run(removalOf(source, listener, method, sourceText(source, listener.handler)))]);
  }
  const field = inField(work, owner);
  if (typeof field === 'string') return field;
  return planned(`Keep the listener in a field, and remove it ${when}`, [...field.edits, run(removalOf(source, listener, method, field.name))]);
}

/** `private readonly onMessage = (message: string) => …;` */
export function inField({ source, listener, types }: Work, owner: NodeOf<'ClassBody'>): { readonly name: string; readonly edits: readonly Edit[] } | string {
  const { handler, event } = listener;
  const fn = bare(handler);
  if (fn.type === 'Identifier') return 'its function is known to the method only that adds it';
  if (!isCommon(source, handler)) return 'its function uses what only the method knows that adds it';
  if (isFunction(fn) && fn.type !== 'ArrowFunctionExpression') return 'its function has a `this` of its own';
  const alone = standingAlone(source, handler, types);
  if (alone === undefined) return UNTYPED;
  const [first] = owner.body;
  const text = moved(source, alone, indentAt(source, handler.start), first ? indentAt(source, first.start) : indentAt(source, owner.start) + source.unit);
  if (text === undefined) return 'its text goes over several lines';
  const name = nameFor(source, event);
  return { name: `this.${name}`, edits: [fieldAdded(source, owner, `${source.typed ? 'private readonly ' : ''}${name} = ${text}`), { start: handler.start, end: handler.end, text: `this.${name}` }] };
}
