import { upward } from '../paths.ts';
import { isRecord, versionIn } from './lockfile.ts';
import type { Lockfile } from './lockfile.ts';

/**
 * `package-lock.json` and `npm-shrinkwrap.json`. Versions 2 and 3 list every folder of node_modules, version 1 what lies in what:
 *
 *     "packages": { "node_modules/a": { "version": "1.0.0" }, "apps/web/node_modules/a": { … } }
 *     "dependencies": { "a": { "version": "1.0.0" } }
 */
export function readNpmLock(text: string): Lockfile {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new Error('is not valid JSON');
  }
  if (!isRecord(raw)) throw new Error('is not a JSON object');
  const { packages, dependencies } = raw;
  if (isRecord(packages)) {
    return {
      versionOf(folder, name) {
        for (const at of upward(folder)) {
          const entry = packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`];
          if (isRecord(entry)) return version(entry);
        }
        return undefined;
      },
    };
  }
  if (!isRecord(dependencies)) throw new Error('has neither packages nor dependencies');
  return {
    versionOf(_folder, name) {
      const entry = dependencies[name];
      return isRecord(entry) ? version(entry) : undefined;
    },
  };
}

function version(entry: Readonly<Record<string, unknown>>): string | undefined {
  return typeof entry['version'] === 'string' ? versionIn(entry['version']) : undefined;
}
