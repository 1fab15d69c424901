import express from 'express';
import { nested } from './nested.ts';
import { CaughtQueue, FollowedQueue, KeyedQueue, SettledQueue } from './queues.ts';
import { replies } from './replies.ts';

const app = express();
const queues = [new KeyedQueue(), new SettledQueue()];
const keyed = new KeyedQueue();
const settled = new SettledQueue();
const caught = new CaughtQueue();
const followed = new FollowedQueue();

app.use(nested, replies);
app.post('/jobs', async (req, res) => {
  const work = async () => req.body;
  await Promise.all([keyed.run(req.body.userId, work), settled.run(req.body.userId, work), caught.run(req.body.userId, work), followed.run(req.body.userId, work)]);
  res.json(queues.length);
});
app.listen(3000);
