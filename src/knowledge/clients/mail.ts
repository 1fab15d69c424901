import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { equal } from './options.ts';
import { harmless } from './rows.ts';

export const mail: readonly ClientRow[] = [
  harmless(
    'nodemailer',
    ['nodemailer#createTransport()'],
    probe('nodemailer.createTransport.sendMail', 'nodemailer@10.6.0', '0/200', 'each mail opens a connection and closes it'),
    probe('nodemailer.createTransport', 'nodemailer@10.6.0', '20/20', 'a server that never answers: held until the connection times out'),
  ),
  {
    id: 'nodemailer/pool',
    package: 'nodemailer',
    makes: ['nodemailer#createTransport()'],
    when: [equal('pool', true)],
    verdict: 'retained',
    holds: 'with `pool: true` each one keeps its SMTP connections open for ever',
    advice: 'leave `pool` out where each request needs its own',
    release: ['close'],
    atOnce: true,
    evidence: [
      probe('nodemailer.createTransport.pool.sendMail', 'nodemailer@10.6.0', '20/20', 'after one use'),
      probe('nodemailer.createTransport.pool', 'nodemailer@10.6.0', '20/20', 'after one use, against a server that never answers'),
    ],
  },
  harmless('resend', ['resend#Resend()'], probe('resend', 'resend@6.38.0', '0/200')),
  harmless('@sendgrid/mail', ['@sendgrid/mail#MailService()'], probe('sendgrid.MailService', '@sendgrid/mail@8.1.6', '0/200')),
  harmless('postmark', ['postmark#ServerClient()', 'postmark#AccountClient()'], probe('postmark', 'postmark@5.1.0', '0/200')),
  harmless('mailgun.js', ['mailgun.js#()'], probe('mailgun', 'mailgun.js@14.0.1', '0/200')),
];
