import type { Knowledge } from '../model/knowledge.ts';
import { ADVISORIES } from './advisories/index.ts';
import { CLIENTS } from './clients/index.ts';
import { FRAMEWORKS } from './frameworks/index.ts';
import { CACHES } from './platform/caches.ts';
import { EVENTS, PROCESS_EMITTERS } from './platform/emitters.ts';
import { LIMITS } from './platform/limits.ts';
import { METRICS } from './platform/metrics.ts';
import { RENDERERS } from './platform/renderers.ts';
import { RESPONSES } from './platform/responses.ts';
import { RUNNERS } from './platform/runners.ts';
import { SNAPSHOTS } from './platform/snapshots.ts';
import { RELEASES } from './releases/index.ts';
import { STREAMS } from './platform/streams.ts';
import { TIMERS } from './platform/timers.ts';

/** All that is known about platform, frameworks and packages before the user adds to it. */
export const KNOWLEDGE: Knowledge = {
  frameworks: FRAMEWORKS,
  clients: CLIENTS,
  runners: RUNNERS,
  timers: TIMERS,
  releases: RELEASES,
  caches: CACHES,
  responses: RESPONSES,
  streams: STREAMS,
  processEmitters: PROCESS_EMITTERS,
  events: EVENTS,
  limits: LIMITS,
  renderers: RENDERERS,
  snapshots: SNAPSHOTS,
  metrics: METRICS,
  advisories: ADVISORIES,
};
