import { Client } from 'pg';

// fine: module scope
setInterval(() => console.log('tick'), 1000);

export default {
  async fetch(_request, env, ctx) {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
    // fine: sockets may not be shared between requests here
    const client = new Client(env.DATABASE.connectionString);
    await client.connect();
    const { rows } = await client.query('select now()');
    ctx.waitUntil(client.end());
    return Response.json(rows);
  },
  async scheduled() {
    // leak: no-uncleared-interval
    setInterval(() => console.log('tick'), 1000);
  },
} satisfies ExportedHandler<{ DATABASE: { connectionString: string } }>;
