import { parse } from 'cookie';
import { createSession, readSession } from '../stores/sessions.js';

export function session(req, res, next) {
  const cookies = parse(req.headers.cookie ?? '');
  let current = cookies.sid ? readSession(cookies.sid) : undefined;
  if (!current) {
    current = createSession('guest');
    res.cookie('sid', current.id, { httpOnly: true, sameSite: 'lax' });
  }
  req.session = current;
  next();
}
