/** How a shared thing is declared, in the types that the author uses. */
import { bare } from '../../extract/parse.ts';
import type { Node } from '../../extract/parse.ts';
import { sourceText } from '../source.ts';
import { makerName } from './names.ts';
import type { Site } from './site.ts';
import { annotationOf, makingText } from './site.ts';

export interface Making {
  /** Lines before the declaration; empty unless a function has to tell the type. */
  readonly before: string;
  /** What makes one: `new Pool()`, or `makePool()`. */
  readonly text: string;
  /** `Pool`; undefined in plain JavaScript. */
  readonly type: string | undefined;
}

/**
 * What makes one and of which type that is. A class names its type; of a call only a function can tell it, for its arguments may be
 * part of it:
 *
 *     const makeDb = () => createClient<Database>(url);
 *     let db: ReturnType<typeof makeDb> | undefined;
 */
export function makingOf(site: Site, name: string, { inPlace = false } = {}): Making {
  const { source, call } = site;
  const text = makingText(site);
  if (!source.typed) return { before: '', text, type: undefined };
  const callee = bare(call.callee as Node);
  const arguments_ = call.typeArguments ? sourceText(source, call.typeArguments) : '';
  const annotated = annotationOf(site) ?? returnType(site);
  if (annotated !== undefined) return { before: '', text, type: annotated };
  const def = callee.type === 'Identifier' ? source.scopes.variableOf(callee)?.defs[0] : undefined;
  if (call.type === 'NewExpression' && bare(site.whole) === call) {
    if (def?.type === 'ImportBinding' || def?.type === 'ClassName') return { before: '', text, type: `${sourceText(source, callee)}${arguments_}` };
    if (arguments_ === '' && (callee.type === 'Identifier' || callee.type === 'MemberExpression')) return { before: '', text, type: `InstanceType<typeof ${sourceText(source, callee)}>` };
  }
  if (inPlace) return { before: '', text, type: `ReturnType<typeof ${sourceText(source, callee)}${arguments_}>` };
  const maker = makerName(source, name);
  return { before: `const ${maker} = () => ${text}${source.semi}\n`, text: `${maker}()`, type: `ReturnType<typeof ${maker}>` };
}

/** What the function around it says that it gives: it gives nothing else than this. */
function returnType({ source, own, shape }: Site): string | undefined {
  if (shape !== 'returned' || !own.returnType || own.async) return undefined;
  const { typeAnnotation } = own.returnType;
  return /^TS(?:TypeReference|TypeQuery)$/.test(typeAnnotation.type) ? sourceText(source, typeAnnotation as Node) : undefined;
}
