import type { Case, ReleaseState } from '../../model/rule.ts';
import { exitInWords } from '../words.ts';

/** What keeps it, and for how long. */
export function keeperInWords({ retainer, client, listener, collection, timer, handle, body }: Case): string {
  if (handle ?? body) return capital((handle ?? body)?.holds ?? '');
  if (client) return client.holds === '' ? 'Nothing that was measured to outlive it' : capital(client.holds);
  if (timer) return `What runs the ${timer.noun} keeps it and its callback, as long as it runs`;
  if (listener) return `\`${listener.emitter}\` keeps the listener, and ${LIVES[retainer]}`;
  if (collection) return `The ${collection.noun} keeps its entries, and ${LIVES[retainer]}`;
  return capital(`${LIVES[retainer]}`);
}

const LIVES: Readonly<Record<Case['retainer'], string>> = {
  process: 'it lives as long as the process',
  connection: 'it lives as long as a connection',
  request: 'it lives as long as a request',
  call: 'it lives as long as a call',
  own: 'it dies with the request, the connection or the call that uses it',
  instance: 'it belongs to an object, and who makes and keeps that is not seen',
  unknown: 'how long it lives is not known',
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Of a collection nothing is given back: entries are taken out, or cannot be many. */
export function boundsInWords({ keys, evicted, bounded, growth }: NonNullable<Case['collection']>): string {
  const out = { yes: 'Entries are taken out by more than a question for their own key', 'on-read': 'An entry is taken out only when its own key is asked for again', 'on-success': 'An entry is taken out only when the work for it succeeds', 'on-answer': 'An entry is taken out only when an answer to it comes', 'on-farewell': 'An entry is taken out only when the other side says goodbye', no: 'Nothing is seen to take entries out' }[evicted];
  const domain = { open: 'Its keys come from an open set, such as users or addresses', finite: 'Its keys can be counted', unknown: 'Whether its keys can be counted is not seen' }[keys];
  return `${/push|unshift|longer/.test(growth) ? 'Each run adds an entry' : domain}. ${out}${bounded ? '; and its size is compared, or a helper has it' : ''}`;
}

/** Who gives it back, as a sentence. */
export function releaseInWords(release: ReleaseState): string {
  switch (release.kind) {
    case 'none':
      return 'Nothing is seen to give it back';
    case 'every-exit':
      return 'It is given back on every way out of the function';
    case 'teardown':
      return 'It is given back at an end that always comes';
    case 'handed-on':
      return 'It is returned, stored or given to other code, and nobody who has it then is seen to forget it';
    case 'elsewhere':
      return 'Another function gives it back';
    case 'itself':
      return 'Its own callback ends it';
    case 'some-exits':
      return release.why === 'event' ? `It is given back only when the event '${release.event ?? ''}' comes` : `It is given back, but not when ${exitInWords(release.why)} in line ${String(release.at.line)}`;
    case 'ineffective':
      return `The removal in line ${String(release.at.line)} does nothing, because it names another ${release.why === 'method' ? 'kind of subscription' : release.why}`;
    case 'forgotten':
      return `The object that keeps it is ended by ${release.by}() in line ${String(release.at.line)}, which leaves it out`;
    case 'overwritten':
      return 'The variable that holds it is given another one, and nothing ends the one before';
  }
}
