import type { Node } from '../extract/parse.ts';
import { bare, parentOf } from '../extract/parse.ts';
import type { Edit, Needed } from '../model/repair.ts';
import { insertion } from './edits.ts';
import { importNamed, lastImport } from './imports.ts';
import type { Planned, Task } from './plan.ts';
import { intoObject } from './safe-options.ts';
import { isFreeAtTop, newName } from './sharing/names.ts';
import { declaredAfter } from './sharing/site.ts';
import type { Source } from './source.ts';
import { callAt, sourceText } from './source.ts';

/** What Node.js 20 has built in is of this version. */
const UNDICI: Needed = { name: 'undici', range: '^6.21.0' };
const CONNECTIONS = 100;

/** The requests to a backend share connections, of which there are only so many. */
export function boundedAgent({ finding, source, around }: Task<'bounded-agent'>): Planned {
  const call = callAt(source, finding.at);
  if (!call || call.callee.type !== 'Identifier') return 'the call was not found';
  const def = source.scopes.variableOf(call.callee)?.defs[0];
  const from = def?.parent?.type === 'ImportDeclaration' ? def.parent.source.value : undefined;
  if (def && from !== 'undici') return `the \`${call.callee.name}()\` of this file may take no dispatcher`;
  const given = call.arguments[1];
  const options = given ? bare(given as Node) : undefined;
  if (options?.type !== 'ObjectExpression') return 'its options are made elsewhere';
  const known = agentAtTop(source);
  const name = known ?? (isFreeAtTop(source, 'agent') ? newName(source, 'agent') : newName(source, 'backendAgent'));
  const option = intoObject(source, options, ['dispatcher'], name);
  if (typeof option === 'string') return option;
  // The types of browsers know no dispatcher.
  const typed = source.typed && !def && given === options ? [insertion(options.end, ' as RequestInit')] : [];
  const edits: Edit[] = [option, ...typed];
  if (known === undefined) {
    const { as, edits: imports } = importNamed(source, 'Agent', 'undici');
    edits.unshift(...imports, declaredAfter(source, lastImport(source), call, `const ${name} = new ${as}({ connections: ${String(CONNECTIONS)} })${source.semi}`));
  }
  const [first, ...rest] = edits;
  if (!first) return 'there is nothing to change';
  return { title: known === undefined ? `Send it through an agent with at most ${String(CONNECTIONS)} connections, which the module shares` : `Send it through the \`${known}\` of the module`, edits: [first, ...rest], ...(known !== undefined || from !== undefined || around.hasPackage('undici') ? {} : { needs: [UNDICI] }) };
}

/** `const agent = new Agent({ connections: 10 })`, with `Agent` of undici. */
function agentAtTop(source: Source): string | undefined {
  for (const statement of source.program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') continue;
    for (const { id, init } of declaration.declarations) {
      if (id.type !== 'Identifier' || init?.type !== 'NewExpression' || init.callee.type !== 'Identifier' || !/\bconnections\s*:/.test(sourceText(source, init))) continue;
      const def = source.scopes.variableOf(init.callee)?.defs[0];
      if (def?.parent?.type === 'ImportDeclaration' && def.parent.source.value === 'undici' && parentOf(statement)?.type === 'Program') return id.name;
    }
  }
  return undefined;
}
