import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { equal } from './options.ts';
import { harmless, perRequestRequired } from './rows.ts';

export const i18n: readonly ClientRow[] = [
  // Its language is the user's.
  perRequestRequired('i18next', ['i18next#createInstance()'], probe('i18next.createInstance', 'i18next@26.7.2', '0/200')),
  {
    // Given as a class to `i18next.use()` it is made by i18next, which no pattern sees.
    id: 'i18next-http-backend',
    package: 'i18next-http-backend',
    makes: ['i18next-http-backend#()'],
    verdict: 'retained',
    holds: 'its hourly reload timer stays for ever',
    advice: 'pass `reloadInterval: false`',
    safeOptions: [equal('reloadInterval', false)],
    evidence: [
      probe('i18next-http-backend', 'i18next-http-backend@4.0.10', '0/200', '200 timers stay'),
      probe('i18next-http-backend.noReload', 'i18next-http-backend@4.0.10', '0/200', 'with `reloadInterval: false`'),
    ],
  },
  harmless('i18next-fs-backend', ['i18next-fs-backend#()'], probe('i18next-fs-backend', 'i18next-fs-backend@2.6.8', '0/200')),
];
