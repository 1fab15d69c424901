import { Client } from 'pg';

export async function finish(client) {
  await client.end();
}

export async function ignore(client) {
  await client.query('select 1');
}

export async function withClient(run) {
  const client = new Client();
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}
