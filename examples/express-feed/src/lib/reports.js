import { setTimeout as pause } from 'node:timers/promises';
import { latestPosts } from '../stores/posts.js';

const KINDS = ['daily', 'weekly'];

// Pretends to be slow. Throws for a kind that does not exist.
export async function buildReport(kind) {
  await pause(1500);
  if (!KINDS.includes(kind)) throw new Error(`No such report: ${kind}`);
  return { kind, posts: latestPosts(50).length, builtAt: new Date().toISOString() };
}
