/** A method that empties what is filled beside a collection empties that as well. */
import { keyName, parentOf } from '../../extract/parse.ts';
import type { Planned, Task } from '../plan.ts';
import { sourceText } from '../source.ts';
import { after } from '../statements.ts';
import { collectionAt } from './collection.ts';

export function clearToo({ repair, finding, source }: Task<'clear-too'>): Planned {
  const collection = collectionAt(source, finding);
  if (typeof collection === 'string') return collection;
  const { home, form, name } = collection;
  const body = home.type === 'PropertyDefinition' ? parentOf(home) : undefined;
  if (body?.type !== 'ClassBody') return 'its class was not found';
  const method = body.body.find((member) => member.type === 'MethodDefinition' && !member.static && keyName(member) === repair.by && member.value.body);
  const statements = method?.type === 'MethodDefinition' ? (method.value.body?.body ?? []) : [];
  const beside = statements.find((statement) => statement.type === 'ExpressionStatement' && new RegExp(`^this\\.${repair.beside.replaceAll('$', '\\$')}\\b`).test(sourceText(source, statement)));
  if (!beside) return `\`${repair.by}()\` has others empty it`;
  if (form === 'object' && home.type === 'PropertyDefinition' && home.readonly) return 'it is `readonly`, and an object has no `clear`';
  if (form === 'weak') return 'it is a weak one';
  const line = form === 'array' ? `this.${name}.length = 0` : form === 'object' ? `this.${name} = {}` : `this.${name}.clear()`;
  const [first, ...rest] = after(source, beside, `${line}${source.semi}`);
  return first === undefined ? 'there is nothing to change' : { title: `Empty \`${name}\` in \`${repair.by}()\` too`, edits: [first, ...rest] };
}
