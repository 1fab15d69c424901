import { Global, Module } from '@nestjs/common';
import { BranchCache } from './branch-cache';
import { DatabaseService } from './database.service';

@Global()
@Module({
  providers: [BranchCache, DatabaseService],
  exports: [BranchCache, DatabaseService],
})
export class StorageModule {}
