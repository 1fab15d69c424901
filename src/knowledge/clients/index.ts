import type { ClientRow } from '../../model/knowledge.ts';
import { ai } from './ai.ts';
import { analytics } from './analytics.ts';
import { aws } from './aws.ts';
import { azure } from './azure.ts';
import { blockchain } from './blockchain.ts';
import { broadcastChannel } from './broadcast-channel.ts';
import { brokers } from './brokers.ts';
import { browsers } from './browsers.ts';
import { caches } from './caches.ts';
import { chat } from './chat.ts';
import { databases } from './databases.ts';
import { drizzle } from './drizzle.ts';
import { errorTracking } from './error-tracking.ts';
import { featureFlags } from './feature-flags.ts';
import { files } from './files.ts';
import { firebase } from './firebase.ts';
import { googleCloud } from './google-cloud.ts';
import { graphql } from './graphql.ts';
import { grpc } from './grpc.ts';
import { http } from './http.ts';
import { i18n } from './i18n.ts';
import { jobQueues } from './job-queues.ts';
import { logging } from './logging.ts';
import { mail } from './mail.ts';
import { mcp } from './mcp.ts';
import { memcached } from './memcached.ts';
import { mongo } from './mongo.ts';
import { mysql } from './mysql.ts';
import { nest } from './nest.ts';
import { postgres } from './postgres.ts';
import { prisma } from './prisma.ts';
import { queryBuilders } from './query-builders.ts';
import { rateLimits } from './rate-limits.ts';
import { realtime } from './realtime.ts';
import { redis } from './redis.ts';
import { rxjs } from './rxjs.ts';
import { schedulers } from './schedulers.ts';
import { searchEngines } from './search-engines.ts';
import { sessions } from './sessions.ts';
import { sqlServer } from './sql-server.ts';
import { sqlite } from './sqlite.ts';
import { state } from './state.ts';
import { supabase } from './supabase.ts';
import { telemetry } from './telemetry.ts';
import { trpc } from './trpc.ts';
import { vectorDatabases } from './vector-databases.ts';
import { webApis } from './web-apis.ts';
import { webFrameworks } from './web-frameworks.ts';
import { workers } from './workers.ts';

/**
 * Every client that was measured. Several rows may name one call: a row whose `when` holds goes before the row without `when`.
 * `npm run new:client` adds a file here; keep one import and one spread to a line, in the order of the alphabet.
 */
export const CLIENTS: readonly ClientRow[] = [
  ...ai,
  ...analytics,
  ...aws,
  ...azure,
  ...blockchain,
  ...broadcastChannel,
  ...brokers,
  ...browsers,
  ...caches,
  ...chat,
  ...databases,
  ...drizzle,
  ...errorTracking,
  ...featureFlags,
  ...files,
  ...firebase,
  ...googleCloud,
  ...graphql,
  ...grpc,
  ...nest,
  ...http,
  ...i18n,
  ...jobQueues,
  ...logging,
  ...mail,
  ...mcp,
  ...memcached,
  ...mongo,
  ...mysql,
  ...postgres,
  ...prisma,
  ...queryBuilders,
  ...rateLimits,
  ...realtime,
  ...redis,
  ...rxjs,
  ...schedulers,
  ...searchEngines,
  ...sessions,
  ...sqlServer,
  ...sqlite,
  ...state,
  ...supabase,
  ...telemetry,
  ...trpc,
  ...vectorDatabases,
  ...webApis,
  ...webFrameworks,
  ...workers,
];
