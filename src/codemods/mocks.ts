/** Tests that put something else in the place of what is made. */
import type { Construction } from './construction.ts';
import type { Files } from './codemod.ts';

const TEST = /(?:^|\/)(?:__tests__|tests?)\/|\.(?:test|spec)\.[cm]?[jt]sx?$/;
const SHOWN = 3;

/**
 * A mock of the package still works: the new module imports the same package. What changes is that one instance serves all tests of a
 * file, which a test that counts constructions will notice.
 */
export function mocksOf({ imports }: Construction, files: Files): readonly string[] {
  const packages = imports.filter(({ isFile, typeOnly }) => !isFile && !typeOnly).map(({ specifier }) => specifier);
  const found = files.names.filter((file) => TEST.test(file)).filter((file) => {
    const text = files.textOf(file) ?? '';
    return packages.some((name) => text.includes(`mock('${name}'`) || text.includes(`mock("${name}"`) || text.includes(`mockModule('${name}'`));
  });
  if (found.length === 0) return [];
  const shown = found.slice(0, SHOWN).join(', ');
  const more = found.length > SHOWN ? ` and ${String(found.length - SHOWN)} more` : '';
  return [`${shown}${more} mock ${packages.join(', ')}: the mock still holds, but one instance now serves all tests of a file. Reset modules between tests that count how often it is made.`];
}
