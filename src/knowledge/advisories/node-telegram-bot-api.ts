import type { AdvisoryRow } from '../../model/knowledge.ts';

export const nodeTelegramBotApi: readonly AdvisoryRow[] = [
  {
    id: 'node-telegram-bot-api',
    package: 'node-telegram-bot-api',
    affected: '<0.25.0',
    fixed: '0.25.0',
    leaks: 'the HTTP client inside it keeps something of each call',
    advice: 'Update to 0.25.0 or later',
    evidence: [
      { kind: 'issue', ref: 'https://github.com/yagop/node-telegram-bot-api/issues/207', note: 'request-promise leaks; the maintainers fixed it in 0.25.0' },
    ],
  },
];
