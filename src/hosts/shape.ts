/**
 * What a user wrote, held against what is expected. A check answers with the first thing that is wrong, led by the path of keys that
 * leads there (`clients[0].makes: …`), or with nothing. A validator library would cost more to load than all of our settings.
 */
export type Check = (value: unknown, path: string) => string | undefined;

const show = (value: unknown): string => {
  if (typeof value === 'function') return 'a function';
  const text = typeof value === 'bigint' ? `${value}n` : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

const wrong = (path: string, expected: string, value: unknown): string => `${path || 'settings'}: expected ${expected}, got ${show(value)}`;

const inside = (path: string, key: string): string => {
  const plain = /^[\w$]+$/.test(key);
  if (!plain) return `${path}[${JSON.stringify(key)}]`;
  return path ? `${path}.${key}` : key;
};

/** The candidate a user most likely meant, if one is near. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  // Two slips in a long word, one in a short one.
  let least = Math.max(1, Math.min(3, Math.floor(word.length / 3))) + 1;
  for (const candidate of candidates) {
    const distance = slips(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best ?? (word.length > 3 ? [...candidates].find((candidate) => candidate.includes(word) || word.includes(candidate)) : undefined);
}

/** How many letters must be added, dropped, changed or swapped with the next to get from one word to another. */
function slips(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap = i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}

export const text: Check = (value, path) => (typeof value === 'string' && value !== '' ? undefined : wrong(path, 'a text', value));
export const flag: Check = (value, path) => (typeof value === 'boolean' ? undefined : wrong(path, 'true or false', value));
export const integer: Check = (value, path) => (Number.isInteger(value) ? undefined : wrong(path, 'a whole number', value));
export const scalar: Check = (value, path) =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value) ? undefined : wrong(path, 'a text, number, boolean or null', value);

export function matching(pattern: RegExp, expected: string): Check {
  return (value, path) => (typeof value === 'string' && pattern.test(value) ? undefined : wrong(path, expected, value));
}

export function oneOf(...options: readonly unknown[]): Check {
  return (value, path) => {
    if (options.includes(value)) return undefined;
    const near = typeof value === 'string' ? nearest(value, options.filter((option) => typeof option === 'string')) : undefined;
    const expected = options.length === 1 ? show(options[0]) : `one of ${options.map(show).join(', ')}`;
    return wrong(path, expected, value) + (near === undefined ? '' : `. Did you mean ${show(near)}?`);
  };
}

export function either(expected: string, ...checks: readonly Check[]): Check {
  return (value, path) => (checks.some((check) => check(value, path) === undefined) ? undefined : wrong(path, expected, value));
}

export function list(item: Check, { least = 0 } = {}): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return wrong(path, 'a list', value);
    if (value.length < least) return wrong(path, 'a list that is not empty', value);
    for (const [index, element] of value.entries()) {
      const problem = item(element, `${path}[${index}]`);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function dictionary(item: Check): Check {
  return (value, path) => {
    if (!isRecord(value)) return wrong(path, 'an object', value);
    for (const [key, element] of Object.entries(value)) {
      const problem = item(element, inside(path, key));
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

/** An object with these keys and no others; a key whose value is `undefined` counts as not given. */
export function shape(required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check {
  const all = new Map([...Object.entries(required), ...Object.entries(optional)]);
  return (value, path) => {
    if (!isRecord(value)) return wrong(path, 'an object', value);
    for (const [key, element] of Object.entries(value)) {
      if (element === undefined) continue;
      const check = all.get(key);
      if (!check) return unknownKey(path, key, all.keys());
      const problem = check(element, inside(path, key));
      if (problem !== undefined) return problem;
    }
    const missing = Object.keys(required).find((key) => value[key] === undefined);
    return missing === undefined ? undefined : `${inside(path, missing)}: is required`;
  };
}

/** Objects that tell by one key which of several shapes they have. */
export function variant(key: string, shapes: Readonly<Record<string, Check>>): Check {
  const tag = oneOf(...Object.keys(shapes));
  return (value, path) => {
    if (!isRecord(value)) return wrong(path, 'an object', value);
    const kind = value[key];
    const chosen = typeof kind === 'string' && Object.hasOwn(shapes, kind) ? shapes[kind] : undefined;
    return chosen ? chosen(value, path) : tag(kind, inside(path, key));
  };
}

function unknownKey(path: string, key: string, known: Iterable<string>): string {
  const names = [...known];
  const near = nearest(key, names);
  return `${inside(path, key)}: is not known here${near === undefined ? ` (known: ${names.join(', ')})` : `. Did you mean "${near}"?`}`;
}
