import type { Knowledge } from '../model/knowledge.ts';
import { CLIENTS } from './clients/index.ts';
import { FRAMEWORKS } from './frameworks/index.ts';
import { CACHES } from './platform/caches.ts';
import { PROCESS_EMITTERS } from './platform/emitters.ts';
import { RUNNERS } from './platform/runners.ts';
import { TIMERS } from './platform/timers.ts';

/** All that is known about platform, frameworks and packages before the user adds to it. */
export const KNOWLEDGE: Knowledge = {
  frameworks: FRAMEWORKS,
  clients: CLIENTS,
  runners: RUNNERS,
  timers: TIMERS,
  caches: CACHES,
  processEmitters: PROCESS_EMITTERS,
};
