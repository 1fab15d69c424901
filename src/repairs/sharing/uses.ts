/** What is done with a thing that one instance for all would not bear. */
import { bare, memberName, outermost, parentOf } from '../../extract/parse.ts';
import type { Variable } from '../../extract/scopes.ts';
import type { Node } from '../../extract/parse.ts';

/** Brings it into use, which must happen once. */
const OPENING = /^\$?(?:connect|open|init|initialize|start|login|listen|authenticate)$/;
/** What is set on it holds for whoever uses it next. */
const STATE = /^(?:set(?:Credentials|Token|AccessToken|ApiKey|Headers?|Session|Auth\w*|Options|Config\w*|Default\w*|Language|Locale|Context|User|Tenant|Schema|Database|Db|Url|BaseUrl)|sign(?:In|Up|Out)\w*|verifyOtp|exchangeCodeForSession|refreshSession|log(?:in|out)|beginTransaction|startTransaction|begin|identify|register\w*|use|select(?:Db|Database))$/;
/** Each request would add one more. */
const LISTENING = /^(?:on|once|addListener|prependListener|addEventListener|subscribe|\$on|\$use)$/;
const ENDING = /^\$?(?:disconnect|end|quit|close|destroy|terminate|release|shutdown|dispose|stop|logout|kill|cleanup|drain)(?:Async|All)?$/;

/** Why a shared one would not be the same; `ignored` are mentions that go away. */
export function misuseOf(variable: Variable, ignored: (place: Node) => boolean): string | undefined {
  for (const place of variable.places) {
    if (variable.defs.some(({ name }) => name === place) || ignored(place)) continue;
    let at = outermost(place);
    const path: string[] = [];
    for (let member = parentOf(at); member?.type === 'MemberExpression' && bare(member.object as Node) === bare(at); member = parentOf(at)) {
      path.push(memberName(member) ?? '…');
      at = outermost(member);
    }
    const above = parentOf(at);
    const said = `${variable.name}.${path.join('.')}`;
    if (path.length > 0 && above?.type === 'AssignmentExpression' && above.left === at) return `each request sets \`${said}\``;
    const called = above?.type === 'CallExpression' && above.callee === at ? path.at(-1) : undefined;
    if (called !== undefined) {
      if (ENDING.test(called)) return `each request ends it with \`${said}()\``;
      if (OPENING.test(called)) return `\`${said}()\` is for once only`;
      if (LISTENING.test(called)) return `each request would add one more with \`${said}()\``;
      if (STATE.test(called)) return `\`${said}()\` sets what another request would find`;
    }
    if (above?.type === 'AssignmentExpression' && above.right === at && path.length === 0) return 'something else keeps it too';
  }
  return undefined;
}
