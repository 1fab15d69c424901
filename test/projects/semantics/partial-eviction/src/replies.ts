import express from 'express';
import { Server } from 'socket.io';

/** Questions to devices, whose answers come as messages. */
export const replies = express.Router();
const devices = new Server();

// leak: no-unbounded-module-collection
const waiting = new Map<string, (answer: unknown) => void>();

replies.post('/toggle', async (req, res) => {
  const id = crypto.randomUUID();
  devices.emit('toggle', { id });
  res.json(await new Promise((resolve) => {
    waiting.set(id, resolve);
  }));
});

// fine: a clock takes out what is not answered
const timed = new Map<string, (answer: unknown) => void>();

replies.post('/timed', async (req, res) => {
  const id = crypto.randomUUID();
  devices.emit('toggle', { id });
  res.json(await new Promise((resolve) => {
    timed.set(id, resolve);
    setTimeout(() => timed.delete(id), 5000);
  }));
});

// fine: who goes away takes its questions along
const owned = new Map<string, (answer: unknown) => void>();

replies.post('/owned', async (req, res) => {
  const id = crypto.randomUUID();
  devices.emit('toggle', { id });
  res.json(await new Promise((resolve) => {
    owned.set(id, resolve);
  }));
});

devices.on('connection', (socket) => {
  socket.on('answer', (answer) => {
    for (const open of [waiting, timed, owned]) open.get(answer.id)?.(answer);
    waiting.delete(answer.id);
    timed.delete(answer.id);
    owned.delete(answer.id);
  });
  socket.on('disconnect', () => {
    owned.delete(socket.id);
  });
});
