import type { ReleaseRow } from '../../model/knowledge.ts';
import { browsers } from './browsers.ts';
import { databases } from './databases.ts';
import { documents } from './documents.ts';
import { platform } from './platform.ts';
import { subscriptions } from './subscriptions.ts';

/** What is acquired by one call and given back by another, other than clients and timers. */
export const RELEASES: readonly ReleaseRow[] = [...platform, ...databases, ...browsers, ...subscriptions, ...documents];
