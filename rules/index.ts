import type { Rule } from '../src/model/rule.ts';
import noAbandonedStream from './no-abandoned-stream.ts';
import noAsyncContextLeak from './no-async-context-leak.ts';
import noFullHtmlBuffer from './no-full-html-buffer.ts';
import noHiddenListenerWarning from './no-hidden-listener-warning.ts';
import noLeakyDependency from './no-leaky-dependency.ts';
import noPerRequestClient from './no-per-request-client.ts';
import noRetainedRequest from './no-retained-request.ts';
import noUnboundedFetchCache from './no-unbounded-fetch-cache.ts';
import noUnboundedModuleCollection from './no-unbounded-module-collection.ts';
import noUnclearedInterval from './no-uncleared-interval.ts';
import noUnguardedHeapSnapshot from './no-unguarded-heap-snapshot.ts';
import noUnreleasedResource from './no-unreleased-resource.ts';
import noUnconsumedBody from './no-unconsumed-body.ts';
import noUnremovedListener from './no-unremoved-listener.ts';
import requireBoundedDispatcher from './require-bounded-dispatcher.ts';

/** Every rule, by name. */
export const RULES: readonly Rule[] = [
  noAsyncContextLeak,
  noFullHtmlBuffer,
  noHiddenListenerWarning,
  noLeakyDependency,
  noPerRequestClient,
  noRetainedRequest,
  noUnboundedFetchCache,
  noUnboundedModuleCollection,
  noUnclearedInterval,
  noUnguardedHeapSnapshot,
  noUnconsumedBody,
  noAbandonedStream,
  noUnremovedListener,
  noUnreleasedResource,
  requireBoundedDispatcher,
];
