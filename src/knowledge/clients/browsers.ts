import type { ClientRow } from '../../model/knowledge.ts';
import { probe } from './evidence.ts';
import { equal } from './options.ts';

export const browsers: readonly ClientRow[] = [
  {
    id: 'puppeteer',
    package: 'puppeteer',
    makes: ['puppeteer#launch()', 'puppeteer#connect()', 'puppeteer-core#launch()', 'puppeteer-core#connect()'],
    verdict: 'retained',
    holds: 'each one keeps a browser process with its pipes running until `close()`',
    release: ['close'],
    unshared: true,
    evidence: [
      probe('puppeteer-core.launch', 'puppeteer-core@24.43.1', '0/4', '4 timers and 12 sockets stay'),
      probe('puppeteer-core.import', 'puppeteer-core@24.43.1', '0/200', 'reasoned: no server to connect to'),
    ],
  },
  {
    id: 'playwright',
    package: 'playwright',
    makes: [
      'playwright#chromium.launch()',
      'playwright#firefox.launch()',
      'playwright#webkit.launch()',
      'playwright#chromium.connectOverCDP()',
      'playwright-core#chromium.launch()',
      'playwright-core#firefox.launch()',
      'playwright-core#webkit.launch()',
      'playwright-core#chromium.connectOverCDP()',
    ],
    verdict: 'retained',
    holds: 'each one keeps a browser running until `close()`',
    release: ['close'],
    unshared: true,
    evidence: [probe('playwright-core.import', 'playwright-core@1.65.1', '0/200', 'reasoned: no server to connect to')],
  },
  {
    id: 'playwright/request',
    package: 'playwright',
    makes: ['playwright#request.newContext()', 'playwright-core#request.newContext()'],
    verdict: 'retained',
    holds: 'a registry and its own sockets keep each context until `dispose()`',
    release: ['dispose'],
    unshared: true,
    evidence: [probe('playwright-core.request.newContext', 'playwright-core@1.65.1', '99/100')],
  },
  {
    id: 'jsdom',
    package: 'jsdom',
    makes: ['jsdom#JSDOM()'],
    // A document needs a window of its own, and takes it with it when it goes.
    verdict: 'harmless',
    release: ['window.close'],
    evidence: [probe('jsdom', 'jsdom@29.1.1', '0/50')],
  },
  {
    id: 'jsdom/scripts',
    package: 'jsdom',
    makes: ['jsdom#JSDOM()'],
    when: [equal('runScripts', 'dangerously')],
    verdict: 'retained',
    holds: 'the timers of the scripts in it run on for ever',
    release: ['window.close'],
    atOnce: true,
    unshared: true,
    evidence: [probe('jsdom.interval', 'jsdom@29.1.1', '0/30', '30 timers stay')],
  },
];
