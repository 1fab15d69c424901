/** Names for what is shared. */
import { bare, forEachChild, memberName, parentOf } from '../../extract/parse.ts';
import type { Node } from '../../extract/parse.ts';
import type { Variable } from '../../extract/scopes.ts';
import type { Call } from '../acquisition.ts';
import type { Source } from '../source.ts';
import { freshName, isOfModule } from '../source.ts';

/** No variable that `disturbs` has the name, and no global of the name is used. */
function isFree(source: Source, name: string, disturbs: (variable: Variable) => boolean): boolean {
  let free = true;
  const look = (node: Node): void => {
    if ((node.type === 'Identifier' || node.type === 'JSXIdentifier') && node.name === name) {
      const variable = source.scopes.variableOf(node);
      if (variable ? disturbs(variable) : isUse(node)) free = false;
    }
    if (free) forEachChild(node, look);
  };
  look(source.program);
  return free;
}

/** Nothing at the top of the module has it: a variable of another function may. */
export const isFreeAtTop = (source: Source, name: string): boolean => isFree(source, name, isOfModule);

/** An identifier that names no variable of the file: a global, or the name of a member or type. */
function isUse(node: Node): boolean {
  const parent = parentOf(node);
  if (parent?.type === 'MemberExpression') return parent.object === node || parent.computed;
  if (parent?.type === 'Property') return parent.value === node && !parent.shorthand;
  return !(parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition' || parent?.type.startsWith('TS') === true || parent?.type === 'ImportSpecifier' || parent?.type === 'ExportSpecifier');
}

/** A name that no variable has yet. */
export function newName(source: Source, wanted: string): string {
  return isFree(source, wanted, () => true) ? wanted : freshName(source, wanted);
}

const capital = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1);
const lower = (name: string): string => (/^[A-Z0-9]+$/.test(name) ? name.toLowerCase() : name.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]/, (head) => head.toLowerCase()));

/** `PrismaClient` is a `prisma`, `createPool()` gives a `pool`. */
export function nameFor(call: Call): string {
  const callee = bare(call.callee as Node);
  const said = callee.type === 'Identifier' ? callee.name : (memberName(callee) ?? '');
  const core = said.replace(/^(?:create|make|build|new|get|init|open)(?=[A-Z])/, '');
  return /^[A-Za-z]\w*$/.test(core) ? lower(core === 'PrismaClient' ? 'Prisma' : core) : 'client';
}

/** `getS3Client()` gives the `s3Client`. */
export function nameFromMaker(own: string | undefined, call: Call): string {
  const core = (own ?? '').replace(/^(?:get|create|make|build|new|init|open|use|fetch)(?=[A-Z])/, '');
  return own !== undefined && core !== own && core !== '' ? lower(core) : nameFor(call);
}

export const sharedName = (source: Source, name: string): string => newName(source, `shared${capital(name)}`);
export const getterName = (source: Source, name: string): string => newName(source, `get${capital(name)}`);
export const makerName = (source: Source, name: string): string => newName(source, `make${capital(name)}`);
export const globalName = (source: Source, name: string): string => newName(source, `globalFor${capital(name)}`);
