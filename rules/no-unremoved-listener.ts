import { memoised, onlyInBrowser, retainerDiesFirst, runsOnce, unknownOwner, unknownRetainer } from '../src/judge/excuses/lifetimes.ts';
import { boundToSignal, endsItself, firesOnce, handedOn, releasedAtTeardown, releasedElsewhere, releasedOnEveryExit } from '../src/judge/excuses/releases.ts';
import { endInWords, exitInWords, oftenOf } from '../src/judge/words.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  name: 'no-unremoved-listener',
  docs: { description: 'disallow listeners that stay on something that outlives the code that added them', preset: 'recommended' },
  about: ['listener'],
  messages: {
    unremoved: '`{{subject}}` adds a listener {{often}} ({{way}}), and `{{emitter}}` lives on and keeps it with all that it sees{{limit}}. Remove the same function with `off` {{end}}, or pass a `signal`.',
    forgotten: '`{{subject}}` adds a listener {{often}} ({{way}}), and `{{emitter}}` lives on and keeps it with all that it sees; another method takes it off, but `{{forgotten}}` never calls that. Call it there.',
    overwritten: '`{{subject}}` adds a listener {{often}} ({{way}}), and what takes it off is stored where the next call overwrites it, so that only the last one can be removed. Keep all of them, and call each.',
    joined: '`{{subject}}` runs {{often}} ({{way}}) and hangs each composite on `{{emitter}}`, which lives on and keeps an entry of every one. Pass on that signal itself, or abort a controller of your own from a listener that is removed when the work is done.',
    someExits: '`{{subject}}` adds a listener {{often}} ({{way}}) to `{{emitter}}`, which lives on; it is removed, but not when {{exit}} in line {{line}}. Remove it in `finally`, or on `close`.',
    oneEvent: '`{{subject}}` adds a listener {{often}} ({{way}}) to `{{emitter}}`, which lives on; it is removed only when the event `{{event}}` comes, and a client that goes away never causes that. Remove it on `close`, which always comes.',
    ineffective: '`{{subject}}` adds a listener {{often}} ({{way}}), and the removal in line {{line}} does nothing, because it names {{what}}. Keep the function that was added in a variable and remove that very one.',
    neverRemoved: '`{{subject}}` adds a listener of each instance to `{{emitter}}`, which lives on, and the removal in line {{line}} does nothing, because it names {{what}}: the instance stays. Keep the function that was added in a variable and remove that very one.',
    requestEmitter: '`{{subject}}` adds a listener {{often}} ({{way}}), and nothing removes it. It goes when `{{emitter}}` goes, so this is no leak; the option `requestEmitters` asks for its removal all the same: call `off` with the same function once it is done.',
  },
  excuses: [onlyInBrowser, unknownOwner, runsOnce, memoised, retainerDiesFirst, unknownRetainer, boundToSignal, firesOnce, releasedOnEveryExit, releasedAtTeardown, endsItself, releasedElsewhere, handedOn],
  options: {
    requestEmitters: {
      reports: 'listeners on the request and the response themselves, which go with them, when nothing removes them',
      lifts: [retainerDiesFirst],
      about: ({ listener }) => listener?.requestOwned === true,
    },
  },
  word: ({ subject, owner, way, retainer, listener, release }) => {
    const data = { subject, way, often: oftenOf(owner), end: endInWords(owner), emitter: listener?.emitter ?? 'it', limit: listener?.limitLifted === true ? ' (and `setMaxListeners(0)` hides the warning)' : '' };
    if (listener?.requestOwned === true && retainer === 'own') return { messageId: 'requestEmitter', data, preset: 'recommended' };
    const preset = listener?.setUp === true ? 'strict' : 'recommended';
    if (listener?.forgotten !== undefined) return { messageId: 'forgotten', data: { ...data, forgotten: listener.forgotten }, preset };
    if (release.kind === 'overwritten') return { messageId: 'overwritten', data, preset };
    if (listener?.joined === true) return { messageId: 'joined', data, preset };
    if (release.kind === 'some-exits' && release.event !== undefined) return { messageId: 'oneEvent', data: { ...data, event: release.event }, preset };
    if (release.kind === 'some-exits') return { messageId: 'someExits', data: { ...data, exit: exitInWords(release.why), line: String(release.at.line) }, preset };
    if (release.kind === 'ineffective') {
      const what = release.why === 'function' ? 'another function' : release.why === 'event' ? 'another event' : 'another kind of subscription';
      return { messageId: way === '' ? 'neverRemoved' : 'ineffective', data: { ...data, what, line: String(release.at.line) }, preset: 'recommended' };
    }
    return { messageId: 'unremoved', data, preset };
  },
  repairs: ({ listener, release, over, retainer }) => {
    if (!listener || listener.joined === true || listener.forgotten !== undefined) return [];
    const { by, options } = listener;
    if (release.kind === 'ineffective') return [{ kind: 'same-listener', why: release.why, by }];
    if ((release.kind !== 'none' && release.kind !== 'some-exits') || !over || retainer === 'own') return [];
    return [
      // A signal may never be aborted.
      ...(listener.event === "'abort'" ? [] : [{ kind: 'listener-once' } as const]),
      ...(options === undefined ? [] : [{ kind: 'listener-signal', options, ...over } as const]),
      { kind: 'remove-listener', by, ...over },
    ];
  },
});
