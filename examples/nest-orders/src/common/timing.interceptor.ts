import { CallHandler, ExecutionContext, Injectable, Logger, NestInterceptor } from '@nestjs/common';
import { Observable, tap } from 'rxjs';

const KEEP = 100;

@Injectable()
export class TimingInterceptor implements NestInterceptor {
  private readonly logger = new Logger(TimingInterceptor.name);

  // fine: only the last hundred times are kept
  private readonly recent: number[] = [];

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const started = performance.now();
    return next.handle().pipe(tap({ complete: () => this.note(context.getHandler().name, started) }));
  }

  private note(handler: string, started: number) {
    const took = performance.now() - started;
    this.recent.push(took);
    if (this.recent.length > KEEP) this.recent.shift();
    if (took > 1000) this.logger.warn(`${handler} took ${Math.round(took)} ms`);
  }
}
