import type { AdvisoryRow } from '../../model/knowledge.ts';
import { reduxStateSync } from './redux-state-sync.ts';

/** Known leaks of packages, each with the versions that have it. */
export const ADVISORIES: readonly AdvisoryRow[] = [reduxStateSync];
