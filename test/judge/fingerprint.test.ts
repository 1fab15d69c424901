import { describe, expect, test } from 'vitest';
import { findingsIn } from '../support/project.ts';
import type { Source } from '../support/project.ts';

const prints = (source: Source): readonly string[] => findingsIn(source).map(({ fingerprint }) => fingerprint);

const TEXT = `
const seen = new Map();
export function GET(request: Request) {
  const timer = setInterval(() => console.log(request.url), 1000);
  seen.set(request.url, timer.hasRef());
  return new Response();
}
`;

describe('fingerprints', () => {
  test('are sixteen hex digits, different within a project', () => {
    const found = prints({ 'app/api/a/route.ts': TEXT, 'app/api/b/route.ts': TEXT });
    expect(found).toHaveLength(4);
    expect(new Set(found).size).toBe(4);
    for (const one of found) expect(one).toMatch(/^[0-9a-f]{16}$/);
  });

  test.each<[string, (text: string) => string]>([
    ['lines above', (text) => `// a comment\n\nconst other = 1;\n${text}`],
    ['lines below', (text) => `${text}\nexport function POST() { return new Response(); }\n`],
    ['another function in between', (text) => text.replace('export function GET', 'function helper() { return 1; }\nexport function GET')],
    ['other lines of the same function', (text) => text.replace('  return new', '  console.log(1);\n  return new')],
    ['indentation', (text) => text.replaceAll('\n  ', '\n      ')],
    ['line breaks of Windows', (text) => text.replaceAll('\n', '\r\n')],
    ['the statement over two lines', (text) => text.replace('setInterval(() =>', 'setInterval(\n    () =>').replace(', 1000)', ',\n    1000\n  )')],
    ['another entry that reaches it', (text) => text.replace('export function GET', 'export const HEAD = (request: Request) => GET(request);\nexport function GET')],
  ])('survive %s', (_what, edit) => {
    const before = prints({ 'app/api/a/route.ts': TEXT });
    const edited = edit(TEXT);
    expect(edited).not.toBe(TEXT);
    expect(before).toHaveLength(2);
    expect(new Set(prints({ 'app/api/a/route.ts': edited }))).toEqual(new Set(before));
  });

  test.each<[string, (text: string) => string]>([
    ['of its own code', (text) => text.replace('1000', '2000').replace('seen = new', 'known = new').replace('seen.set', 'known.set')],
    ['of the function around it', (text) => text.replace('GET', 'POST').replace('const seen', 'const all').replace('seen.set', 'all.set')],
  ])('end with a change %s', (_what, edit) => {
    const before = prints({ 'app/api/a/route.ts': TEXT });
    const after = prints({ 'app/api/a/route.ts': edit(TEXT) });
    expect(after).toHaveLength(2);
    expect(after.filter((one) => before.includes(one))).toEqual([]);
  });

  test('a file in between does not matter', () => {
    expect(prints({ 'app/api/b/route.ts': TEXT })).toEqual(prints({ 'app/api/a/route.ts': 'export function GET() { return new Response(); }', 'app/api/b/route.ts': TEXT }));
  });

  test('twins are told apart by their order', () => {
    const twin = '  setInterval(() => console.log(1), 1000);\n';
    const one = prints({ 'app/api/a/route.ts': `export function GET() {\n${twin}  return new Response();\n}\n` });
    const two = prints({ 'app/api/a/route.ts': `export function GET() {\n${twin}${twin}  return new Response();\n}\n` });
    expect(two).toHaveLength(2);
    expect(two[0]).toBe(one[0]);
    expect(two[1]).not.toBe(two[0]);
  });

  test('the same twice', () => {
    const source = { 'app/api/a/route.ts': TEXT, 'app/api/b/route.ts': TEXT };
    expect(findingsIn(source)).toEqual(findingsIn(source));
  });
});
