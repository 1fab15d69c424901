import { onInit } from 'firebase-functions/v2/core';
import { onDocumentCreated } from 'firebase-functions/v2/firestore';
import { onCall, onRequest } from 'firebase-functions/v2/https';
import { onSchedule } from 'firebase-functions/scheduler';

onInit(() => {
  // fine: once for each instance
  setInterval(() => console.log('tick'), 1000);
});

export const orders = onRequest({ cors: true }, (_req, res) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  res.json([]);
});

export const pay = onCall(async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});

export const created = onDocumentCreated('orders/{id}', async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});

export const nightly = onSchedule('every day 00:00', async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
