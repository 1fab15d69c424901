import {
  Catch,
  Injectable,
  type ArgumentsHost,
  type CallHandler,
  type CanActivate,
  type ExceptionFilter,
  type ExecutionContext,
  type NestInterceptor,
  type NestMiddleware,
  type PipeTransform,
} from '@nestjs/common';

@Injectable()
export class AuthGuard implements CanActivate {
  canActivate(_context: ExecutionContext) {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return true;
  }
}

@Injectable()
export class Timing implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler) {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return next.handle();
  }
}

@Injectable()
export class Trim implements PipeTransform {
  transform(value: unknown) {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    return value;
  }
}

@Catch()
export class Failures implements ExceptionFilter {
  catch(_error: unknown, _host: ArgumentsHost) {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  }
}

@Injectable()
export class RequestId implements NestMiddleware {
  use(_req: unknown, _res: unknown, next: () => void) {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    next();
  }
}
