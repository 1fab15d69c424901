import { describe, expect, test } from 'vitest';
import { marksIn } from './marks.ts';

const RULES = new Set(['no-alpha', 'no-beta']);
const marks = (text: string) => marksIn(text, 'a.js', RULES);

describe('marks', () => {
  test('speak of the next line of code', () => {
    expect(marks('// leak: no-alpha, no-beta\nx();\n  // leak: no-beta\n  // gap: no-alpha – nobody looks – yet\n  y();\n// fine: so\nz();\n{/* noise: no-beta – a – b */}\nw();\n')).toEqual([
      { kind: 'leak', findings: ['no-alpha a.js:2', 'no-beta a.js:2'] },
      { kind: 'leak', findings: ['no-beta a.js:5'] },
      { kind: 'gap', findings: ['no-alpha a.js:5'] },
      { kind: 'fine', findings: [] },
      { kind: 'noise', findings: ['no-beta a.js:9'] },
    ]);
    expect(marks('// It leaks: see above.\nx(); // a leak, no doubt\n')).toEqual([]);
  });

  test.each([
    ['x(); // leak: no-alpha', 'cannot be read'],
    ['// leak no-alpha\nx();', 'cannot be read'],
    ['// Leak: no-alpha\nx();', 'cannot be read'],
    ['/* leak: no-alpha */\nx();', 'cannot be read'],
    ['// leak: no-gamma\nx();', '"no-gamma" is no rule'],
    ['// leak: no-alpha – why\nx();', '"no-alpha – why" is no rule'],
    ['// leak:\nx();', '"" is no rule'],
    ['// gap: no-alpha\nx();', 'a reason is missing'],
    ['// gap: no-alpha - why\nx();', 'a reason is missing'],
    ['// fine:\nx();', 'a reason is missing'],
    ['x();\n// leak: no-alpha', 'no code follows'],
    ['// leak: no-alpha\n\nx();', 'no code follows'],
  ])('%j: %s', (text, why) => {
    expect(() => marks(text)).toThrow(why);
    expect(() => marks(text)).toThrow('a.js:');
  });
});
