import type { Random } from './random.ts';

/**
 * Ordinary server code, by which the copies of our examples are filled up to the size that files have in real repositories.
 * `NAME` is the function's own name, `THING` a noun, `CALL` something imported or defined above. What stands between `‹` and `›` is
 * TypeScript and goes away in a JavaScript file.
 */
const FUNCTIONS: readonly string[] = [
  `function NAME(input‹: unknown›)‹: { id: string; amount: number; tags: string[] }› {
  if (typeof input !== 'object' || input === null) throw new TypeError('THING must be an object');
  const { id, amount, tags = [] } = input‹ as { id?: unknown; amount?: unknown; tags?: unknown[] }›;
  if (typeof id !== 'string' || id.length === 0) throw new TypeError('THING.id is missing');
  if (typeof amount !== 'number' || !Number.isFinite(amount)) throw new RangeError('THING.amount must be a number');
  return { id: id.trim().toLowerCase(), amount: Math.round(amount * 100) / 100, tags: tags.map(String).filter(Boolean) };
}`,
  `async function NAME(id‹: string›, options‹: { retries?: number; signal?: AbortSignal }› = {}) {
  const { retries = 3, signal } = options;
  let lastError‹: unknown›;
  for (let attempt = 0; attempt < retries; attempt += 1) {
    try {
      const response = await fetch(\`https://api.example.com/THING/\${encodeURIComponent(id)}\`, { signal‹: signal ?? null›, headers: { accept: 'application/json' } });
      if (response.status === 404) return undefined;
      if (!response.ok) throw new Error(\`THING answered \${response.status}\`);
      return CALL(await response.json());
    } catch (error) {
      lastError = error;
      if (signal?.aborted) break;
    }
  }
  throw lastError;
}`,
  `function NAME(rows‹: readonly { id: string; group: string; amount: number }[]›) {
  const groups = new Map‹<string, { count: number; total: number; ids: string[] }>›();
  for (const row of rows) {
    const group = groups.get(row.group) ?? { count: 0, total: 0, ids: [] };
    group.count += 1;
    group.total += row.amount;
    group.ids.push(row.id);
    groups.set(row.group, group);
  }
  return [...groups].map(([name, { count, total, ids }]) => ({ name, count, mean: count === 0 ? 0 : total / count, ids })).sort((a, b) => b.count - a.count);
}`,
  `function NAME(filters‹: Record<string, string | number | undefined>›, page = 1, size = 50) {
  const clauses‹: string[]› = [];
  const values‹: (string | number)[]› = [];
  for (const [column, value] of Object.entries(filters)) {
    if (value === undefined || value === '') continue;
    values.push(value);
    clauses.push(\`"\${column.replaceAll('"', '""')}" = $\${values.length}\`);
  }
  const where = clauses.length > 0 ? \`where \${clauses.join(' and ')}\` : '';
  return { text: \`select * from THING \${where} order by created_at desc limit \${size} offset \${(page - 1) * size}\`, values };
}`,
  `async function NAME(client‹: { query(text: string, values?: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }> }›, ids‹: readonly string[]›) {
  const found‹: Record<string, unknown>[]› = [];
  for (let start = 0; start < ids.length; start += 100) {
    const part = ids.slice(start, start + 100);
    const { rows } = await client.query('select id, payload, updated_at from THING where id = any($1)', [part]);
    for (const row of rows) {
      const payload = typeof row['payload'] === 'string' ? JSON.parse(row['payload']) : row['payload'];
      found.push({ ...row, payload, stale: Date.now() - Number(row['updated_at']) > 60_000 });
    }
  }
  return found;
}`,
  `class NAME {
  #entries‹: { at: number; label: string }[]› = [];
  ‹readonly ›limit‹: number›;
  constructor(limit = 100) {
    this.limit = limit;
  }
  add(label‹: string›) {
    this.#entries.push({ at: Date.now(), label });
    while (this.#entries.length > this.limit) this.#entries.shift();
    return this;
  }
  since(time‹: number›) {
    return this.#entries.filter((entry) => entry.at >= time).map((entry) => entry.label);
  }
  get size() {
    return this.#entries.length;
  }
}`,
  `function NAME(state‹: { kind: string; amount: number }›) {
  switch (state.kind) {
    case 'new':
      return { label: 'THING waits', color: 'grey', actions: ['accept', 'reject'] };
    case 'accepted':
      return { label: \`THING over \${state.amount.toFixed(2)} accepted\`, color: 'blue', actions: ['ship'] };
    case 'shipped':
    case 'delivered':
      return { label: state.kind === 'shipped' ? 'under way' : 'arrived', color: 'green', actions: [] };
    default:
      return { label: 'unknown', color: 'red', actions: ['report'] };
  }
}`,
  `function NAME(text‹: string›, width = 72) {
  const lines‹: string[]› = [];
  let line = '';
  for (const word of text.split(/\\s+/)) {
    if (line !== '' && line.length + word.length + 1 > width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : \`\${line} \${word}\`;
  }
  if (line !== '') lines.push(line);
  return lines.join('\\n');
}`,
  `async function NAME(tasks‹: readonly (() => Promise<unknown>)[]›, width = 4) {
  const results‹: unknown[]› = new Array(tasks.length);
  let next = 0;
  const work = async () => {
    while (next < tasks.length) {
      const index = next++;
      try {
        results[index] = await tasks[index]‹!›();
      } catch (error) {
        results[index] = { failed: true, reason: error instanceof Error ? error.message : String(error) };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, tasks.length) }, work));
  return results;
}`,
  `function NAME(before‹: Record<string, unknown>›, after‹: Record<string, unknown>›) {
  const changes‹: { key: string; from: unknown; to: unknown }[]› = [];
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (Object.is(before[key], after[key])) continue;
    changes.push({ key, from: before[key], to: after[key] });
  }
  return changes.length === 0 ? undefined : { thing: 'THING', at: new Date().toISOString(), changes };
}`,
  `function NAME(value‹: unknown›)‹: string› {
  const checked = CALL(value‹ as never›);
  const text = typeof checked === 'string' ? checked : JSON.stringify(checked) ?? '';
  return text.length > 500 ? \`\${text.slice(0, 497)}...\` : text;
}`,
];

const THINGS = ['order', 'invoice', 'parcel', 'voucher', 'account', 'ticket', 'device', 'report', 'message', 'review', 'session', 'product', 'refund', 'supplier', 'shelf', 'route'];

export type Dialect = 'ts' | 'esm' | 'cjs';

export interface Paragraph {
  readonly name: string;
  readonly text: string;
  /** Whether another module can call it with one argument. */
  readonly callable: boolean;
}

/** One function or class; `names` are the callables it may use. */
export function paragraph(random: Random, dialect: Dialect, unique: string, names: readonly string[]): Paragraph {
  const template = random.pick(FUNCTIONS);
  const thing = random.pick(THINGS);
  const isClass = template.startsWith('class');
  const name = isClass ? `${capital(thing)}Log${unique}` : `${random.pick(['read', 'make', 'check', 'list', 'merge', 'show'])}${capital(thing)}${unique}`;
  const call = names.length > 0 ? random.pick(names) : 'String';
  const body = template
    .replace(/‹([^›]*)›/g, dialect === 'ts' ? '$1' : '')
    .replaceAll('NAME', name)
    .replaceAll('THING', thing)
    .replaceAll('CALL', call);
  return { name, text: dialect === 'cjs' ? body : `export ${body}`, callable: !isClass };
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
