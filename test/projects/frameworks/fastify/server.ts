import autoload from '@fastify/autoload';
import websocket from '@fastify/websocket';
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import orders from './orders.ts';

const app = Fastify();
app.register(websocket);
app.register(orders, { prefix: '/orders' });
app.register(autoload, { dir: 'routes' });

app.addHook('onRequest', async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
app.addHook('onReady', async () => {
  // fine: once, before the server listens
  setInterval(() => console.log('tick'), 1000);
});
app.addHook('onRoute', () => {
  // fine: once for each route
  setInterval(() => console.log('tick'), 1000);
});
app.setErrorHandler((_error, _request, reply) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  reply.code(500).send();
});
app.get('/live', { websocket: true }, (socket) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  socket.on('message', () => {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  });
});

export async function show(request: FastifyRequest, reply: FastifyReply) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  return reply.send(request.params);
}

app.listen({ port: 3000 }, () => {
  // fine: once, when the server listens
  setInterval(() => console.log('tick'), 1000);
});
