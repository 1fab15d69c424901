import type { ReleaseRow } from '../../model/knowledge.ts';
import { docs, probe } from '../clients/evidence.ts';

const PUPPETEER = ['puppeteer', 'puppeteer-core', 'puppeteer-extra', '@cloudflare/puppeteer'] as const;
const PLAYWRIGHT = ['playwright', 'playwright-core', '@playwright/test', 'playwright-chromium'] as const;
const ENGINES = ['chromium', 'firefox', 'webkit'] as const;

/** Ways to come by a browser. */
const puppeteerBrowsers = PUPPETEER.flatMap((name) => [`${name}#launch()`, `${name}#connect()`, `${name}#Browser()`]);
const playwrightBrowsers = PLAYWRIGHT.flatMap((name) => [...ENGINES.flatMap((engine) => [`${name}#${engine}.launch()`, `${name}#${engine}.connect()`, `${name}#${engine}.connectOverCDP()`]), `${name}#Browser()`]);
const playwrightContexts = [...playwrightBrowsers.map((browser) => `${browser}.newContext()`), ...PLAYWRIGHT.map((name) => `${name}#BrowserContext()`)];

const all = (owners: readonly string[], ...methods: readonly string[]): ReleaseRow['acquires'] => owners.flatMap((owner) => methods.map((method) => `${owner}.${method}`)) as unknown as ReleaseRow['acquires'];

/** Parts of a browser that serves many requests. */
export const browsers: readonly ReleaseRow[] = [
  {
    id: 'puppeteer/newPage',
    acquires: all([...puppeteerBrowsers, ...PUPPETEER.flatMap((name) => [`${name}#BrowserContext()`]), ...puppeteerBrowsers.map((browser) => `${browser}.createBrowserContext()`)], 'newPage'),
    noun: 'page',
    holds: 'the browser keeps it, with a renderer process, until `close()`',
    keptBy: 'owner',
    release: ['close'],
    disposes: 'await using',
    evidence: [docs('https://pptr.dev/api/puppeteer.page.close', 'a page stays open until it or its browser is closed'), docs('https://pptr.dev/api/puppeteer.page', 'it is an `AsyncDisposable`')],
  },
  {
    id: 'puppeteer/createBrowserContext',
    acquires: all(puppeteerBrowsers, 'createBrowserContext', 'createIncognitoBrowserContext'),
    noun: 'browser context',
    holds: 'the browser keeps it with all its pages until `close()`',
    keptBy: 'owner',
    release: ['close'],
    disposes: 'await using',
    evidence: [docs('https://pptr.dev/api/puppeteer.browsercontext.close', 'closes the context and its pages'), docs('https://pptr.dev/api/puppeteer.browsercontext', 'it is an `AsyncDisposable`')],
  },
  {
    id: 'puppeteer/evaluateHandle',
    acquires: all(PUPPETEER.flatMap((name) => [`${name}#Page()`, `${name}#Frame()`]), 'evaluateHandle'),
    noun: 'handle of a page',
    holds: 'the page keeps what it stands for until `dispose()`',
    keptBy: 'pool',
    release: ['dispose'],
    disposes: 'await using',
    evidence: [docs('https://pptr.dev/api/puppeteer.jshandle', 'a handle keeps its object from being collected until it is disposed of'), docs('https://pptr.dev/api/puppeteer.jshandle._dispose_', 'it is a `Disposable` and an `AsyncDisposable`')],
  },
  {
    id: 'playwright/newContext',
    acquires: all(playwrightBrowsers, 'newContext'),
    noun: 'browser context',
    holds: 'the browser keeps it with all its pages until `close()`',
    keptBy: 'owner',
    release: ['close'],
    evidence: [probe('playwright-core.request.newContext', 'playwright-core@1.65.1', '99/100')],
  },
  {
    id: 'playwright/newPage',
    acquires: all([...playwrightBrowsers, ...playwrightContexts], 'newPage'),
    noun: 'page',
    holds: 'the browser keeps it until `close()`',
    keptBy: 'owner',
    release: ['close'],
    evidence: [docs('https://playwright.dev/docs/api/class-browser#browser-new-page', 'a page stays open until it or its context is closed')],
  },
];
