import { Injectable, Logger, OnModuleDestroy } from '@nestjs/common';
import { Pool } from 'pg';

@Injectable()
export class DatabaseService implements OnModuleDestroy {
  private readonly logger = new Logger(DatabaseService.name);
  private readonly pool: Pool;

  constructor() {
    // fine: one pool per application, ended when the application stops
    this.pool = new Pool({
      connectionString: process.env.DATABASE_URL ?? 'postgres://orders:orders@127.0.0.1:5432/orders',
      connectionTimeoutMillis: 1000,
      max: 10,
    });
    // fine: the pool belongs to this object
    this.pool.on('error', (error) => this.logger.error(error.message));
  }

  async rows(sql: string, values: unknown[] = []): Promise<unknown[]> {
    const result = await this.pool.query(sql, values);
    return result.rows;
  }

  async onModuleDestroy() {
    await this.pool.end();
  }
}
