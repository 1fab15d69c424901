import type { Node } from '../../extract/parse.ts';
import { bare } from '../../extract/parse.ts';
import type { End } from '../../model/ends.ts';
import { insertion } from '../edits.ts';
import { endingsAt } from '../ends.ts';
import type { Plan, Planned, Task } from '../plan.ts';
import { callAt } from '../source.ts';

/** `{ signal: request.signal }` for an emitter that takes one. */
export function listenerSignal({ repair, finding, source }: Task<'listener-signal'>): Planned {
  const call = callAt(source, finding.at);
  if (!call) return 'the call that adds it was not found';
  const signals = repair.ends.filter(isSignal);
  if (signals.length === 0) return 'no signal is at hand';
  const { endings, reasons } = endingsAt(source, call, { ends: signals, teardowns: [] });
  for (const ending of endings) {
    const signal = ending.at === 'event' ? /^(.+)\.addEventListener\(/.exec(ending.listen(''))?.[1] : undefined;
    if (signal === undefined || ending.at !== 'event') continue;
    const plan = withSignal(call.arguments as readonly Node[], repair.options, signal);
    return typeof plan === 'string' ? plan : { ...plan, edits: [...plan.edits, ...ending.edits] };
  }
  return reasons.join(', and ') || 'no signal is at hand';
}

const isSignal = ({ method, event }: End): boolean => method === 'addEventListener' && event === 'abort';

function withSignal(given: readonly Node[], index: number, signal: string): Plan | string {
  const property = signal === 'signal' ? signal : `signal: ${signal}`;
  const title = `Pass \`${property}\``;
  const last = given.at(-1);
  const options = given[index];
  if (!last || given.length < index || given.some(({ type }) => type === 'SpreadElement')) return 'its arguments are given in another way';
  if (!options) return { title, edits: [insertion(last.end, `, { ${property} }`)] };
  const object = bare(options);
  if (object.type === 'Literal' && typeof object.value === 'boolean') return { title, edits: [{ start: object.start, end: object.end, text: `{ ${object.value ? 'capture: true, ' : ''}${property} }` }] };
  if (object.type !== 'ObjectExpression') return 'its options are made elsewhere';
  const end = object.properties.at(-1);
  return { title, edits: [end ? insertion(end.end, `, ${property}`) : { start: object.start, end: object.end, text: `{ ${property} }` }] };
}
