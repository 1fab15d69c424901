import { Router } from 'express';
import { bus } from '../bus.js';
import { openClockStream, openStream } from '../lib/open-stream.js';
import { addPost, latestPosts } from '../stores/posts.js';

export const feed = Router();

feed.get('/', (req, res) => {
  res.json(latestPosts(Number(req.query.count) || 20));
});

feed.post('/', (req, res) => {
  const { text } = req.body ?? {};
  if (typeof text !== 'string' || text.length === 0) {
    res.status(400).json({ error: 'text is missing' });
    return;
  }
  res.status(201).json(addPost({ author: req.session.name, text }));
});

// All posts as they come.
feed.get('/live', (req, res) => {
  const stream = openStream(res);
  // leak: no-unremoved-listener
  bus.on('post', (post) => {
    stream.send('post', post);
  });
});

// Only the posts in which one user is named.
feed.get('/mentions/:user', (req, res) => {
  const stream = openStream(res);
  const onPost = (post) => {
    if (post.text.includes(`@${req.params.user}`)) stream.send('mention', post);
  };
  // fine: taken away with the same function when the response closes
  bus.on('post', onPost);
  res.on('close', () => {
    bus.off('post', onPost);
  });
});

// Waits for the next post, for clients that cannot read a stream.
feed.get('/next', (req, res) => {
  const onPost = (post) => {
    res.json(post);
  };
  const giveUp = setTimeout(() => {
    bus.off('post', onPost);
    res.status(204).end();
  }, 25_000);
  // fine: fires once, or goes when the response closes
  bus.once('post', onPost);
  res.on('close', () => {
    clearTimeout(giveUp);
    bus.off('post', onPost);
  });
});

// The clock in the corner of the page.
feed.get('/clock', (req, res) => {
  openClockStream(res);
});
