import { describe, expect, test } from 'vitest';
import rule from '../../rules/no-unbounded-fetch-cache.ts';
import { told } from '../support/print.ts';
import { leaks, silent } from '../support/rule-cases.ts';


describe('no-unbounded-fetch-cache', () => {
  leaks(rule, [
    [
      {
        'app/products/[id]/page.tsx': `
          // force-cache under an address from the request
          export default async function Page({ params }: { params: { id: string } }) {
            const answer = await fetch(\`https://backend.example/products/\${params.id}\`, { cache: 'force-cache' });
            return <p>{await answer.text()}</p>;
          }
        `,
      },
      (text) => text.toMatchInlineSnapshot(`
        "app/products/[id]/page.tsx
        3 |   const answer = await fetch(\`https://backend.example/products/\${params.id}\`, { cache: 'force-cache' });
          |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unbounded-fetch-cache, recommended, proven
        This fetch is cached for ever under an address that comes from the request (server component in app/products/[id]/page.tsx), so each new value adds an entry that never leaves. Give it a lifetime with \`next: { revalidate: seconds }\`, or a tag that \`revalidateTag\` clears.
          1. app/products/[id]/page.tsx:2:31  server component runs for every request
          2. app/products/[id]/page.tsx:3:24  fetch() is called here"
      `),
    ],
    [
      `
        // revalidate: false
        export async function GET(request: Request) {
          const q = new URL(request.url).searchParams.get('q');
          return fetch('https://backend.example/search?q=' + q, { next: { revalidate: false } });
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        4 |   return fetch('https://backend.example/search?q=' + q, { next: { revalidate: false } });
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unbounded-fetch-cache, recommended, proven
        This fetch is cached for ever under an address that comes from the request (GET in app/api/items/route.ts), so each new value adds an entry that never leaves. Give it a lifetime with \`next: { revalidate: seconds }\`, or a tag that \`revalidateTag\` clears.
          1. app/api/items/route.ts:2:23  GET runs for every request
          2. app/api/items/route.ts:4:10  fetch() is called here"
      `),
    ],
    [
      `
        // unstable_cache with the user in its key
        import { unstable_cache } from 'next/cache';
        export async function GET(request: Request) {
          const user = request.headers.get('user') ?? '';
          const load = unstable_cache(async () => user.length, ['user', user]);
          return Response.json(await load());
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        5 |   const load = unstable_cache(async () => user.length, ['user', user]);
          |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unbounded-fetch-cache, recommended, proven
        \`unstable_cache()\` keeps a result for each key that comes from the request (GET in app/api/items/route.ts), without \`revalidate\` and without tags, so none ever leaves. Pass \`{ revalidate: seconds }\` as its third argument.
          1. app/api/items/route.ts:3:23  GET runs for every request
          2. app/api/items/route.ts:5:16  unstable_cache() is called here"
      `),
    ],
    [
      `
        // nobody sees where the address comes from: for strict
        import { addressOf } from './addresses';
        export async function GET() {
          return fetch(addressOf(), { cache: 'force-cache' });
        }
      `,
      (text) => text.toMatchInlineSnapshot(`
        "app/api/items/route.ts
        4 |   return fetch(addressOf(), { cache: 'force-cache' });
          |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        no-unbounded-fetch-cache, strict, proven
        This fetch is cached for ever (GET in app/api/items/route.ts), and whether few addresses or many are asked for is not seen; each new one adds an entry that never leaves. Give it a lifetime with \`next: { revalidate: seconds }\`, or a tag that \`revalidateTag\` clears.
          1. app/api/items/route.ts:3:23  GET runs for every request
          2. app/api/items/route.ts:4:10  fetch() is called here"
      `),
    ],
  ]);

  silent(rule, {
    unknownOwner: [`
        // nobody is seen to call it
        function load(id: string) { return fetch('https://backend.example/' + id, { cache: 'force-cache' }); }
        load.later = () => load('x');
      `,
    ],
    runsOnce: [{
        'instrumentation.ts': `
          // at start-up
          export async function register() { await fetch('https://backend.example/' + process.pid, { cache: 'force-cache' }); }
        `,
      },
    ],
    finiteKeys: [
      `
        // one address
        export async function GET() { return fetch('https://backend.example/countries', { cache: 'force-cache' }); }
      `,
    ],
  });

  test.each([
    "{ cache: 'force-cache', next: { revalidate: 60 } }",
    "{ cache: 'force-cache', next: { tags: ['products'] } }",
    "{ next: { revalidate: 60 } }",
    "{ cache: 'no-store' }",
    "{ cache: 'force-cache', ...init }",
    'init',
    '{}',
  ])('is no case with %s', (options) => {
    expect(told(`import { init } from './init';\nexport const GET = (request: Request) => fetch('https://backend.example/' + request.url, ${options});`, [rule])).toBe('nothing');
  });
});
