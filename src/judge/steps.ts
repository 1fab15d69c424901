import type { CallFact, Span } from '../model/facts.ts';
import type { NonEmpty } from '../model/knowledge.ts';
import type { Place, ReleaseState, Step } from '../model/rule.ts';
import type { Edge } from '../link/calls.ts';
import type { Linked } from '../link/index.ts';
import type { Module } from '../link/program.ts';
import type { Way } from '../link/reach.ts';

export function placeAt(module: Module, at: Span): Place {
  return { file: module.path, line: at[0], column: at[1], endLine: at[2], endColumn: at[3] };
}

/** The way from an entry to a function as rungs: the entry, then each call on the way. */
export function stepsOf(linked: Linked, way: Way): NonEmpty<Step> {
  const { entry, edges } = way;
  const first: Step = { ...placeAt(entry.module, entry.at), label: entryLabel(way) };
  const steps: [Step, ...Step[]] = [first];
  steps.push(...callsOf(linked, edges));
  return steps;
}

/** The calls of a way as rungs. */
export function callsOf(linked: Linked, edges: readonly Edge[]): readonly Step[] {
  return edges.flatMap((edge): readonly Step[] => {
    const call = linked.program.callFact(edge.call);
    if (!call) return [];
    const target = linked.program.functionFact(edge.to).name || 'a callback';
    return [{ ...placeAt(linked.program.moduleOfCall(edge.call), call.at), label: edge.kind === 'later' ? `registers ${target}` : call.kind === 'new' ? `makes ${target}` : call.kind === 'element' ? `renders ${target}` : `calls ${target}` }];
  });
}

function entryLabel(way: Way): string {
  const { entry } = way;
  switch (entry.per) {
    case 'request':
      return `${entry.label} runs for every request`;
    case 'connection':
      return `${entry.label} runs for every connection`;
    case 'process':
      return `${entry.label} runs at start-up`;
    case 'call':
      return entry.framework === 'library' ? `${entry.label} is public: others may call it any number of times` : `${entry.label} runs again and again`;
  }
}

const SHOWN = 4;

/** "POST in app/api/mcp/route.ts → authenticateRequest in lib/auth.ts"; long ways are cut in the middle. */
export function wayInWords(linked: Linked, way: Way): string {
  const { entry, edges } = way;
  const parts = [`${entry.label} in ${entry.module.path}`];
  for (const edge of edges) {
    const name = linked.program.functionFact(edge.to).name;
    const { path } = linked.program.moduleOfFunction(edge.to);
    if (name !== '') parts.push(`${name} in ${path}`);
  }
  const distinct = parts.filter((part, at) => part !== parts[at - 1]);
  if (distinct.length <= SHOWN) return distinct.join(' → ');
  return [...distinct.slice(0, 2), '…', ...distinct.slice(-1)].join(' → ');
}

/** The way to a function, or to the one around it that something is known to run: the callbacks of a stream run within its work. */
export function wayAround(linked: Linked, fn: number): { readonly fn: number; readonly way: Way | undefined } {
  const first = linked.program.moduleOfFunction(fn).firstFunction;
  for (let at = fn; ; ) {
    const way = linked.reach.wayTo(at);
    if (way) return { fn: at, way };
    const { parent } = linked.program.functionFact(at);
    if (parent <= 0) return { fn, way: undefined };
    at = first + parent;
  }
}

/** Where a release is missed or does nothing. */
export function releaseStep(release: ReleaseState): readonly Step[] {
  if (release.kind === 'forgotten') return [{ ...release.at, label: `${release.by}() ends the object, and leaves this out`, missed: true }];
  if (release.kind === 'ineffective') return [{ ...release.at, label: 'this removal does nothing', missed: true }];
  if (release.kind === 'some-exits' && release.why !== 'event' && release.why !== 'reject') return [{ ...release.at, label: release.why === 'end' ? 'the function ends without releasing it' : `the code may leave here (${release.why}) without releasing it`, missed: true }];
  return [];
}

/** `new Pool()`, `createClient()`: the callee as written, without its arguments. */
export function subjectOf(call: CallFact): string {
  const name = call.name === '' ? 'call' : call.name;
  return call.kind === 'new' ? `new ${name}()` : `${name}()`;
}
