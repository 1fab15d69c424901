import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';

@Injectable()
export class ApiKeyGuard implements CanActivate {
  // fine: filled once, when the guard is made
  private readonly keys = new Set((process.env.API_KEYS ?? 'kitchen,counter').split(','));

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const key = request.header('x-api-key');
    return key !== undefined && this.keys.has(key);
  }
}
