import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Surroundings } from '../model/repair.ts';
import { parsePackageJson } from '../project/manifests.ts';

/** Of a file by its absolute path. The disk is only looked at when it is asked for. */
export function surroundingsOf(filename: string): Surroundings {
  let ranges: Readonly<Record<string, string>> | undefined;
  const rangeOf = (name: string): string | undefined => (ranges ??= packagesFor(filename))[name];
  return { hasPackage: (name) => rangeOf(name) !== undefined, rangeOf };
}

/** What the nearest manifest names: another package of a workspace may have what this one has not. */
function packagesFor(filename: string): Readonly<Record<string, string>> {
  const nothing = {};
  if (!path.isAbsolute(filename)) return nothing;
  for (let folder = path.dirname(filename); ; folder = path.dirname(folder)) {
    try {
      return parsePackageJson(readFileSync(path.join(folder, 'package.json'), 'utf8')).dependencies;
    } catch {
      // No manifest here, or none that can be read.
    }
    if (path.dirname(folder) === folder) return nothing;
  }
}
