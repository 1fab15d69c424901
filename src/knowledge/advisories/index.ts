import type { AdvisoryRow } from '../../model/knowledge.ts';
import { apostrophe } from './apostrophe.ts';
import { httpProxy } from './http-proxy.ts';
import { httpProxyMiddleware } from './http-proxy-middleware.ts';
import { isomorphicDompurify } from './isomorphic-dompurify.ts';
import { launchdarkly } from './launchdarkly.ts';
import { mongodb } from './mongodb.ts';
import { nestjsThrottler } from './nestjs-throttler.ts';
import { next } from './next.ts';
import { nodeTelegramBotApi } from './node-telegram-bot-api.ts';
import { reactRouter } from './react-router.ts';
import { reduxStateSync } from './redux-state-sync.ts';
import { sentry } from './sentry.ts';
import { universalCookie } from './universal-cookie.ts';

/** Known leaks of packages, each with the versions that have it. */
export const ADVISORIES: readonly AdvisoryRow[] = [
  ...apostrophe,
  ...httpProxy,
  ...httpProxyMiddleware,
  ...isomorphicDompurify,
  ...launchdarkly,
  ...mongodb,
  ...nestjsThrottler,
  ...next,
  ...nodeTelegramBotApi,
  ...reactRouter,
  ...reduxStateSync,
  ...sentry,
  ...universalCookie,
];
