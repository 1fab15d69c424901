import type { FrameworkRow } from '../../model/knowledge.ts';
import { astro } from './astro.ts';
import { azure } from './azure.ts';
import { betterAuth } from './better-auth.ts';
import { discord, slack, telegram } from './bots.ts';
import { amqp, cloudQueues, databaseMessages, kafka, mqtt } from './brokers.ts';
import { cloudflare } from './cloudflare.ts';
import { connect, findMyWay, polka, restify } from './connect-family.ts';
import { orpc, tsRest, zodios } from './contracts.ts';
import { cron } from './cron.ts';
import { elysia } from './elysia.ts';
import { express } from './express.ts';
import { fastify } from './fastify.ts';
import { firebase } from './firebase.ts';
import { gcp } from './gcp.ts';
import { graphql, pothos, typeGraphql } from './graphql.ts';
import { hono } from './hono.ts';
import { koa, koaRouter, koaWebsocket } from './koa.ts';
import { lambda } from './lambda.ts';
import { mcp } from './mcp.ts';
import { nest } from './nest.ts';
import { netlify } from './netlify.ts';
import { nextApp } from './next-app.ts';
import { nextPages } from './next-pages.ts';
import { h3, nitro, nuxt } from './nitro.ts';
import { nodeHttp } from './node-http.ts';
import { nodeNet } from './node-net.ts';
import { agenda, bull, bullmq, inngest, postgresQueues, temporal, triggerDev } from './queues.ts';
import { remix } from './remix.ts';
import { socketIo } from './socket-io.ts';
import { solidStart, tanstackStart } from './start.ts';
import { svelteKit } from './sveltekit.ts';
import { trpc } from './trpc.ts';
import { vercel } from './vercel.ts';
import { expressWs, uWebSockets, ws } from './ws.ts';

/** Where two patterns name one function, the first that fits counts. */
export const FRAMEWORKS: readonly FrameworkRow[] = [
  nextApp,
  nextPages,
  nodeHttp,
  express,
  connect,
  polka,
  restify,
  findMyWay,
  fastify,
  koaWebsocket,
  koa,
  koaRouter,
  hono,
  nest,
  elysia,
  trpc,
  graphql,
  pothos,
  typeGraphql,
  orpc,
  tsRest,
  zodios,
  betterAuth,
  remix,
  svelteKit,
  nuxt,
  nitro,
  h3,
  astro,
  solidStart,
  tanstackStart,
  lambda,
  cloudflare,
  vercel,
  firebase,
  gcp,
  azure,
  netlify,
  ws,
  expressWs,
  uWebSockets,
  socketIo,
  nodeNet,
  bullmq,
  bull,
  agenda,
  postgresQueues,
  inngest,
  triggerDev,
  temporal,
  kafka,
  amqp,
  mqtt,
  cloudQueues,
  databaseMessages,
  cron,
  discord,
  telegram,
  slack,
  mcp,
];
