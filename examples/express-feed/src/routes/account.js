import { Router } from 'express';
import { issueCode, redeemCode } from '../stores/login-codes.js';

export const account = Router();

account.post('/code', (req, res) => {
  const { email } = req.body ?? {};
  if (typeof email !== 'string' || !email.includes('@')) {
    res.status(400).json({ error: 'email is missing' });
    return;
  }
  const code = issueCode(email);
  // A real application would send a letter here.
  res.json(process.env.SHOW_CODES ? { sent: true, code } : { sent: true });
});

account.post('/login', (req, res) => {
  const { email, code } = req.body ?? {};
  if (!redeemCode(String(email), String(code))) {
    res.status(401).json({ error: 'wrong code' });
    return;
  }
  req.session.name = String(email).split('@')[0];
  res.json({ name: req.session.name });
});

account.get('/me', (req, res) => {
  res.json({ name: req.session.name });
});
