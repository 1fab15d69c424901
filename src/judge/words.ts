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

/** The way out by which code leaves. */
export function exitInWords(why: string, event: string | undefined): string {
  switch (why) {
    case 'event':
      return `anything but the event '${event ?? ''}'`;
    case 'await':
      return 'a rejected `await`';
    case 'reject':
      return 'a rejected promise';
    case 'end':
      return 'its end';
    case 'again':
      return 'trying again';
    default:
      return `\`${why}\``;
  }
}

/** "a pool connection", "an interceptor". */
export function withArticle(noun: string): string {
  return /^(?:[aeio]|u(?!ni|s)|HTTP)/.test(noun) ? `an ${noun}` : `a ${noun}`;
}
