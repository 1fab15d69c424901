import type { FrameworkRow, NonEmpty } from '../../model/knowledge.ts';
import { members, socket } from './surface.ts';

const METHODS: NonEmpty<string> = ['Get', 'Post', 'Put', 'Patch', 'Delete', 'All', 'Options', 'Head', 'Search', 'Sse'];
const COMPONENTS: NonEmpty<string> = [
  '@nestjs/common#Injectable',
  '@nestjs/common#Controller',
  '@nestjs/common#Module',
  '@nestjs/common#Catch',
  '@nestjs/graphql#Resolver',
  '@nestjs/websockets#WebSocketGateway',
  '@nestjs/bullmq#Processor',
  '@nestjs/bull#Processor',
];

export const nest: FrameworkRow = {
  name: 'NestJS',
  http: true,
  packages: ['@nestjs/common', '@nestjs/core'],
  entries: [
    { per: 'request', kind: 'decorator', decorators: members(['@nestjs/common#'], METHODS) },
    { per: 'request', label: 'guard', kind: 'class', implements: ['@nestjs/common#CanActivate'], methods: ['canActivate'] },
    { per: 'request', label: 'interceptor', kind: 'class', implements: ['@nestjs/common#NestInterceptor'], methods: ['intercept'] },
    { per: 'request', label: 'pipe', kind: 'class', implements: ['@nestjs/common#PipeTransform'], methods: ['transform'] },
    {
      per: 'request',
      label: 'exception filter',
      kind: 'class',
      implements: ['@nestjs/common#ExceptionFilter'],
      extends: ['@nestjs/core#BaseExceptionFilter'],
      methods: ['catch'],
    },
    { per: 'request', label: 'middleware', kind: 'class', implements: ['@nestjs/common#NestMiddleware'], methods: ['use'] },
    { per: 'request', label: 'guard', kind: 'class', extends: ['@nestjs/passport#AuthGuard()'], methods: ['canActivate', 'handleRequest'] },
    { per: 'request', label: 'passport strategy', kind: 'class', extends: ['@nestjs/passport#PassportStrategy()'], methods: ['validate'] },
    { per: 'request', label: 'guard', kind: 'type', types: ['@nestjs/common#ExecutionContext'], parameter: 0 },
    {
      per: 'request',
      kind: 'decorator',
      decorators: members(
        ['@nestjs/microservices#'],
        ['MessagePattern', 'EventPattern', 'GrpcMethod', 'GrpcStreamMethod', 'GrpcStreamCall']
      ),
    },
    { per: 'request', kind: 'decorator', decorators: ['@nestjs/websockets#SubscribeMessage'] },
    {
      per: 'connection',
      kind: 'class',
      decorators: ['@nestjs/websockets#WebSocketGateway'],
      implements: ['@nestjs/websockets#OnGatewayConnection', '@nestjs/websockets#OnGatewayDisconnect'],
      methods: ['handleConnection'],
      parameters: ['socket.io#Socket()'],
    },
    {
      per: 'connection',
      kind: 'class',
      decorators: ['@nestjs/websockets#WebSocketGateway'],
      implements: ['@nestjs/websockets#OnGatewayConnection', '@nestjs/websockets#OnGatewayDisconnect'],
      methods: ['handleDisconnect'],
      parameters: ['socket.io#Socket()'],
      ends: [],
    },
    {
      per: 'request',
      kind: 'decorator',
      decorators: members(['@nestjs/graphql#'], ['Query', 'Mutation', 'ResolveField', 'ResolveReference', 'Subscription']),
    },
    {
      per: 'request',
      kind: 'decorator',
      decorators: [
        '@nestjs/bull#Process',
        '@nestjs/bull#OnQueueCompleted',
        '@nestjs/bull#OnQueueFailed',
        '@nestjs/bull#OnQueueActive',
        '@nestjs/bullmq#OnWorkerEvent',
      ],
    },
    { per: 'request', label: 'queue processor', kind: 'class', extends: ['@nestjs/bullmq#WorkerHost'], methods: ['process'] },
    {
      per: 'request',
      label: 'handler',
      kind: 'class',
      implements: ['@nestjs/cqrs#ICommandHandler', '@nestjs/cqrs#IQueryHandler', '@nestjs/cqrs#IEventHandler'],
      methods: ['execute', 'handle'],
    },
    {
      per: 'request',
      kind: 'decorator',
      decorators: ['@nestjs/event-emitter#OnEvent', '@nestjs/schedule#Cron', '@nestjs/schedule#Interval'],
    },
    { per: 'process', kind: 'decorator', decorators: ['@nestjs/schedule#Timeout'] },
    {
      per: 'process',
      kind: 'class',
      decorators: COMPONENTS,
      implements: [
        '@nestjs/common#OnModuleInit',
        '@nestjs/common#OnApplicationBootstrap',
        '@nestjs/common#OnModuleDestroy',
        '@nestjs/common#BeforeApplicationShutdown',
        '@nestjs/common#OnApplicationShutdown',
        '@nestjs/common#NestModule',
      ],
      methods: [
        'onModuleInit',
        'onApplicationBootstrap',
        'onModuleDestroy',
        'beforeApplicationShutdown',
        'onApplicationShutdown',
        'configure',
      ],
    },
    {
      per: 'process',
      kind: 'class',
      implements: ['@nestjs/websockets#OnGatewayInit'],
      decorators: ['@nestjs/websockets#WebSocketGateway'],
      methods: ['afterInit'],
    },
    {
      per: 'process',
      label: 'provider factory',
      kind: 'call',
      callees: ['@nestjs/common#Module'],
      functions: { properties: ['providers.useFactory'] },
    },
  ],
  providers: [
    {
      decorators: COMPONENTS,
      lifetime: 'process',
      // Transient ones are made once per consumer, so no more often than their consumers.
      scopes: [{ path: 'scope', member: 'REQUEST', lifetime: 'request' }],
    },
  ],
  outlives: ['socket', 'connection', 'app', 'server'],
  ends: [socket({ parameter: 0, event: 'disconnect', when: 'the socket disconnects', name: 'client' })],
  evidence: [
    { kind: 'docs', ref: 'https://docs.nestjs.com/faq/request-lifecycle' },
    { kind: 'docs', ref: 'https://docs.nestjs.com/fundamentals/injection-scopes', note: 'default scope: one instance for the application' },
    {
      kind: 'types',
      ref: '@nestjs/common@12.5.1 decorators, interfaces; @nestjs/schedule@12.0.2, @nestjs/microservices@12.1.1, @nestjs/websockets@12.1.1',
    },
  ],
};
