import { Inject, Injectable, Scope } from '@nestjs/common';
import { REQUEST } from '@nestjs/core';
import type { Request } from 'express';
import Redis from 'ioredis';

// Each branch of the restaurant has its own prefix, and the branch stands in a header.
// Nest makes one of these for every request and calls no onModuleDestroy for it.
@Injectable({ scope: Scope.REQUEST })
export class BranchCache {
  private readonly redis: Redis;

  constructor(@Inject(REQUEST) request: Request) {
    const branch = request.header('x-branch') ?? 'main';
    // leak: no-per-request-client
    this.redis = new Redis(process.env.REDIS_URL ?? 'redis://127.0.0.1:6379', {
      keyPrefix: `${branch}:`,
      lazyConnect: true,
      maxRetriesPerRequest: 1,
    });
    this.redis.on('error', () => {});
  }

  list(key: string): Promise<string[]> {
    return this.redis.lrange(key, 0, 9);
  }
}
