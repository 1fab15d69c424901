import { Controller, Get, Param, ServiceUnavailableException } from '@nestjs/common';
import { DatabaseService } from '../storage/database.service';
import { BranchCache } from '../storage/branch-cache';

@Controller('history')
export class HistoryController {
  constructor(
    private readonly database: DatabaseService,
    private readonly cache: BranchCache,
  ) {}

  @Get('tables/:table')
  async byTable(@Param('table') table: string) {
    try {
      return await this.database.rows('select id, placed_at from orders where table_name = $1 limit 50', [table]);
    } catch {
      throw new ServiceUnavailableException('The database does not answer');
    }
  }

  @Get('best-sellers')
  async bestSellers() {
    try {
      return { dishes: await this.cache.list('best-sellers') };
    } catch {
      throw new ServiceUnavailableException('The cache does not answer');
    }
  }
}
