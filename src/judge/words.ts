import type { Lifetime } from '../model/knowledge.ts';

/** How often, as a reader would say it. */
export function oftenOf(owner: Lifetime | 'unknown'): string {
  switch (owner) {
    case 'request':
      return 'for every request';
    case 'connection':
      return 'for every connection';
    case 'process':
      return 'once';
    default:
      return 'any number of times';
  }
}

/** The end of "Create it once per process": what else helps. */
export function sentence(advice: string | undefined, release: string | undefined): string {
  if (advice !== undefined && advice !== '') return `, or ${advice.replace(/\.$/, '')}`;
  return release !== undefined && release !== '' ? `, or call \`${release}\` on every way out` : '';
}

/** When a release is missed: "but not when … in line 9". */
export function exitInWords(why: string): string {
  switch (why) {
    case 'return':
      return 'the function returns';
    case 'throw':
      return 'the function throws';
    case 'await':
      return 'an `await` rejects';
    case 'reject':
      return 'a promise rejects after it was begun';
    case 'again':
      return 'another one takes its place';
    default:
      return 'the function just ends after it was begun';
  }
}

/** When what was begun is to be ended. */
export function endInWords(owner: Lifetime | 'unknown'): string {
  switch (owner) {
    case 'request':
      return 'when the request closes';
    case 'connection':
      return 'when the connection closes';
    default:
      return 'when the work is done';
  }
}

/** "a pool connection", "an interceptor". */
export function withArticle(noun: string): string {
  return /^(?:[aeio]|u(?!ni|s)|HTTP)/.test(noun) ? `an ${noun}` : `a ${noun}`;
}
