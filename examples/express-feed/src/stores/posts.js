import { randomUUID } from 'node:crypto';
import { bus } from '../bus.js';

const KEEP = 200;

// fine: the oldest post leaves when there are too many
const posts = [];

export function addPost({ author, text }) {
  const post = { id: randomUUID(), author, text, at: new Date().toISOString() };
  posts.push(post);
  if (posts.length > KEEP) posts.shift();
  bus.emit('post', post);
  return post;
}

export function latestPosts(count = 20) {
  return posts.slice(-count).reverse();
}
