/** What is used of a `pnpm-workspace.yaml`. */
export interface PnpmWorkspace {
  readonly packages: readonly string[];
  /** Version ranges by catalog and package; the unnamed catalog is `default`. */
  readonly catalogs: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * Reads just the lists and maps of scalars that pnpm documents for this file, not YAML at large: what is written in another
 * style is left out, as if it were not there.
 *
 *     packages:              packages: ['apps/*']
 *       - "apps/*"
 *     catalog:
 *       react: ^19.0.0
 */
export function readPnpmWorkspace(text: string): PnpmWorkspace {
  const packages: string[] = [];
  const catalogs: Record<string, Record<string, string>> = {};
  let section = '';
  let catalog: string | undefined;
  let catalogIndent = 0;
  for (const raw of text.split(/\r?\n/)) {
    const line = withoutComment(raw);
    if (line.trim() === '') continue;
    const indent = line.length - line.trimStart().length;
    const item = /^\s*-\s+(.*)$/.exec(line);
    if (item) {
      if (section === 'packages') packages.push(scalar(item[1] ?? ''));
      continue;
    }
    const pair = /^\s*("[^"]*"|'[^']*'|[^\s:'"][^:]*?)\s*:(?:\s+(.*))?$/.exec(line);
    if (!pair) continue;
    const key = scalar(pair[1] ?? '');
    const value = (pair[2] ?? '').trim();
    if (indent === 0) {
      section = key;
      catalog = key === 'catalog' ? 'default' : undefined;
      if (key === 'packages') packages.push(...flowList(value));
    } else if (section === 'catalogs' && (catalog === undefined || indent <= catalogIndent)) {
      catalog = key;
      catalogIndent = indent;
    } else if (catalog !== undefined) {
      (catalogs[catalog] ??= {})[key] = scalar(value);
    }
  }
  return { packages, catalogs };
}

function withoutComment(line: string): string {
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const c = line.charAt(i);
    if (quote !== '') quote = c === quote ? '' : quote;
    else if (c === '"' || c === "'") quote = c;
    else if (c === '#' && (i === 0 || /\s/.test(line.charAt(i - 1)))) return line.slice(0, i).trimEnd();
  }
  return line.trimEnd();
}

function flowList(value: string): string[] {
  const inner = /^\[(.*)\]$/.exec(value)?.[1];
  return inner === undefined ? [] : inner.split(',').map(scalar).filter((item) => item !== '');
}

function scalar(value: string): string {
  const text = value.trim();
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text;
}
