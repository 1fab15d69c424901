import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { harmless } from './rows.ts';

export const webFrameworks: readonly ClientRow[] = [
  harmless(
    'express',
    ['express#()', 'express#Router()'],
    probe('express.app', 'express@5.3.0', '0/200'),
    probe('express.Router', 'express@5.3.0', '0/200'),
  ),
  harmless('koa', ['koa#()'], probe('koa.instance', 'koa@3.3.0', '0/200')),
  harmless('hono', ['hono#Hono()'], probe('hono.instance', 'hono@4.13.19', '0/200')),
  {
    id: 'fastify',
    package: 'fastify',
    makes: ['fastify#()', 'fastify#fastify()'],
    verdict: 'costly',
    holds: 'each one compiles its routes and schemas again',
    release: ['close'],
    unshared: true,
    evidence: [probe('fastify.instance', 'fastify@5.12.8', '0/200')],
  },
];
