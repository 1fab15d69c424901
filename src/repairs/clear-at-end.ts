import type { Node, NodeOf } from '../extract/parse.ts';
import { parentOf } from '../extract/parse.ts';
import type { Edit } from '../model/repair.ts';
import type { Call, Kept } from './beside.ts';
import { beside, keptBy } from './beside.ts';

import type { Ending } from './ends.ts';
import { endingsAt } from './ends.ts';
import { fieldAdded } from './fields.ts';
import type { Plan, Planned, Task } from './plan.ts';
import type { Source } from './source.ts';
import { callAt, freshName, sourceText } from './source.ts';
import { before } from './statements.ts';

/** Keeps the handle of a timer, and ends it where the work ends that it belongs to. */
export function clearAtEnd({ repair, finding, source }: Task<'clear-at-end'>): Planned {
  const call = callAt(source, finding.at);
  if (!call) return 'the call that starts it was not found';
  const kept = keptBy(call);
  if (!kept) return 'its result is used at once';
  const timer: Timer = {
    source, call, kept, noun: repair.noun, name: /\bjob$/.test(repair.noun) ? 'job' : 'timer',
    verb: 'call' in repair.by ? 'Clear' : 'End',
    end: (handle) => ('call' in repair.by ? `${repair.by.call}(${handle})` : `${handle}.${repair.by.method}()`),
  };
  if (repair.overwrites) return clearBefore(timer);
  const { endings, reasons } = endingsAt(source, call, repair);
  const refused: string[] = [];
  for (const ending of endings) {
    const plan = ending.at === 'event' ? atEvent(timer, ending) : ending.at === 'teardown' ? atTeardown(timer, ending) : atCancel(timer, ending);
    if (typeof plan !== 'string') return plan;
    refused.push(plan);
  }
  return [...new Set([...refused, ...reasons])].join(', and ');
}

interface Timer {
  readonly source: Source;
  readonly call: Call;
  readonly kept: Kept;
  readonly noun: string;
  /** What a handle without a name is called. */
  readonly name: string;
  readonly verb: string;
  end(handle: string): string;
}

const planned = ({ verb, noun }: Timer, when: string, edits: readonly Edit[]): Plan | string => {
  const [first, ...rest] = edits;
  return first === undefined ? 'there is nothing to change' : { title: `${verb} the ${noun} ${when}`, edits: [first, ...rest] };
};

/** `const timer = setInterval(…); res.on('close', () => clearInterval(timer));` */
function atEvent(timer: Timer, { when, edits, listen }: Extract<Ending, { at: 'event' }>): Plan | string {
  const { source, call, kept } = timer;
  const handle = kept.how === 'declared' ? kept.name : kept.how === 'assigned' ? sourceText(source, kept.to) : freshName(source, timer.name);
  if (kept.how === 'declared' && kept.declaration.declarations.length > 1 && kept.declaration.declarations.at(-1) !== kept.declarator && kept.declaration.kind !== 'const') return 'its declaration goes on with other variables';
  // A place that others fill too may hold another one by then.
  if (kept.how === 'field') return 'a field keeps it';
  if (kept.how === 'assigned' && kept.to.type !== 'Identifier') return atEventOfOwn(timer, when, edits, listen);
  const put = beside(source, call, { after: listen(timer.end(handle)), ...(kept.how === 'dropped' ? { prefix: `const ${handle} = `, result: handle } : {}) });
  return typeof put === 'string' ? put : planned(timer, when, [...put, ...edits]);
}

/** `this.timer = setInterval(…)` gets a name of its own. */
function atEventOfOwn(timer: Timer, when: string, edits: readonly Edit[], listen: (action: string) => string): Plan | string {
  const { source, call, kept } = timer;
  if (kept.how !== 'assigned' || parentOf(parentOf(kept.to) ?? kept.to)?.type !== 'ExpressionStatement') return 'its result is used at once';
  const handle = freshName(source, timer.name);
  const assignment = parentOf(kept.to) as NodeOf<'AssignmentExpression'>;
  const after = `${sourceText(source, kept.to)} = ${handle}${source.semi}\n${listen(timer.end(handle))}`;
  const put = beside(source, call, { after });
  return typeof put === 'string' ? put : planned(timer, when, [{ start: assignment.start, end: assignment.right.start, text: `const ${handle} = ` }, ...put, ...edits]);
}

/** The method that ends the instance gets at it through a field. */
function atTeardown(timer: Timer, { when, owner, run }: Extract<Ending, { at: 'teardown' }>): Plan | string {
  const { source, call, kept } = timer;
  if (kept.how === 'field') return planned(timer, when, [run(timer.end(`this.${kept.name}`))]);
  if (kept.how === 'assigned') {
    const to = sourceText(source, kept.to);
    if (!/^this\.[\w$#]+$/.test(to)) return 'something else keeps it';
    return planned(timer, when, [run(timer.end(to))]);
  }
  const name = freshName(source, kept.how === 'declared' ? kept.name : timer.name);
  const type = typeOfResult(source, call);
  if (source.typed && type === undefined) return 'the type of its handle is not plain from here';
  const field = source.typed ? [fieldAdded(source, owner, `private ${name}?: ${type ?? ''}`)] : [];
  const put = kept.how === 'declared' ? beside(source, call, { after: `this.${name} = ${kept.name}${source.semi}` }) : beside(source, call, { prefix: `this.${name} = ` });
  return typeof put === 'string' ? put : planned(timer, when, [...field, ...put, run(timer.end(`this.${name}`))]);
}

/** The functions of a stream's source share a variable around it. */
function atCancel(timer: Timer, { when, statement, closes, run }: Extract<Ending, { at: 'cancel' }>): Plan | string {
  const { source, call, kept } = timer;
  const { semi } = source;
  const type = typeOfResult(source, call);
  if (source.typed && type === undefined) return 'the type of its handle is not plain from here';
  const name = kept.how === 'assigned' ? sourceText(source, kept.to) : kept.how === 'declared' ? kept.name : freshName(source, timer.name);
  if (kept.how === 'field') return 'a field keeps it';
  if (kept.how === 'assigned') {
    // The variable may lie within `start`.
    const variable = kept.to.type === 'Identifier' ? source.scopes.variableOf(kept.to) : undefined;
    if (!variable || variable.defs.some((def) => def.name.start > statement.start)) return 'its variable is not in reach of `cancel`';
    return planned(timer, when, [run(timer.end(name)), ...endedBefore(timer, name, closes)]);
  }
  if (kept.how === 'declared') {
    if (kept.declaration.declarations.length > 1 || kept.declarator.id.typeAnnotation) return 'its declaration says more than its name';
    if (mentions(source, name) > (source.scopes.variableOf(kept.declarator.id as Node)?.places.length ?? 0)) return `\`${name}\` is the name of something else too`;
  }
  const declared = before(source, statement, `let ${name}${source.typed ? `: ${type ?? ''} | undefined` : ''}${semi}`);
  const put = kept.how === 'declared' ? [{ start: kept.declaration.start, end: kept.declarator.id.start, text: '' }] : beside(source, call, { prefix: `${name} = ` });
  return typeof put === 'string' ? put : planned(timer, when, [...declared, ...put, run(timer.end(name)), ...(source.text.includes(timer.end(name)) ? [] : endedBefore(timer, name, closes))]);
}

/** Where the source itself closes the stream, nobody will cancel it. */
function endedBefore(timer: Timer, name: string, closes: readonly Node[]): readonly Edit[] {
  return closes.flatMap((close) => before(timer.source, close, `${timer.end(name)}${timer.source.semi}`));
}

const mentions = (source: Source, name: string): number => source.text.match(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g'))?.length ?? 0;

/** The one that runs is ended before another takes its place. */
function clearBefore(timer: Timer): Plan | string {
  const { source, call, kept } = timer;
  if (kept.how !== 'assigned') return 'its handle is kept in another way';
  const to = sourceText(source, kept.to);
  const text = mayBeNull(source, kept.to) || !timer.end('').endsWith('()') === false ? `if (${to}) ${timer.end(to)}${source.semi}` : `${timer.end(to)}${source.semi}`;
  const put = beside(source, call, { before: text });
  return typeof put === 'string' ? put : planned(timer, 'that runs before another is started', put);
}

/** Its declaration says that it may hold `null`, which the types of `clearInterval` do not take. */
function mayBeNull(source: Source, to: Node): boolean {
  if (!source.typed) return false;
  const name = to.type === 'Identifier' ? to.name : to.type === 'MemberExpression' ? sourceText(source, to.property as Node) : '';
  return new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}\\s*[?!]?\\s*(?::[^;,)=]*\\bnull\\b|(?::[^;,)=]*)?=\\s*null\\b)`).test(source.text);
}

/** `ReturnType<typeof setInterval>`, `CronJob`. */
function typeOfResult(source: Source, call: Call): string | undefined {
  const callee = sourceText(source, call.callee as Node);
  if (!/^[\w$.]+$/.test(callee)) return undefined;
  return call.type === 'NewExpression' ? (call.typeArguments ? undefined : callee) : `ReturnType<typeof ${callee}>`;
}

