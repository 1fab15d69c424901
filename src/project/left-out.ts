import { existsSync, statSync } from 'node:fs';
import { MAX_FILE_SIZE, NEVER, reasonOf } from './files.ts';
import { ignoredAbove, ignoredBelow, ignoredWithin, isIgnored } from './ignored.ts';
import { absoluteOf, folderOf, isSource, nameOf } from './paths.ts';

/** Why discovery leaves out a file that exists, as the end of a sentence. Asked for one file that somebody wonders about. */
export function whyLeftOut(root: string, file: string): string {
  if (!isSource(nameOf(file))) return /\.d\.[^/]*$/.test(file) ? 'declarations hold no code that runs' : 'it is neither JavaScript nor TypeScript';
  const folders = foldersTo(file);
  const never = folders.find((folder) => NEVER.has(nameOf(folder)));
  if (never !== undefined) return `it stands in \`${nameOf(never)}\`, where nobody keeps sources of their own`;
  let ignored = ignoredAbove(root);
  for (const folder of ['', ...folders]) {
    if (folder !== '') {
      if (isIgnored(ignored, `${folder}/`)) return `git ignores the folder \`${folder}\``;
      ignored = ignoredBelow(ignored, folder);
    }
    const has = (name: string): boolean => existsSync(absoluteOf(root, folder === '' ? name : `${folder}/${name}`));
    ignored = ignoredWithin(ignored, root, folder, { gitignore: has('.gitignore'), git: has('.git') });
  }
  if (isIgnored(ignored, file)) return 'git ignores it';
  if (file.endsWith('.min.js')) return 'it is minified';
  try {
    if (statSync(absoluteOf(root, file)).size > MAX_FILE_SIZE) return `it is larger than ${String(MAX_FILE_SIZE / 1e6)} MB`;
  } catch (error) {
    return `it cannot be read: ${reasonOf(error)}`;
  }
  return 'it is taken for the output of a build, or a link leads to it';
}

/** `a`, `a/b` for `a/b/c.js`. */
function foldersTo(file: string): readonly string[] {
  const folders: string[] = [];
  for (let at = folderOf(file); at !== ''; at = folderOf(at)) folders.unshift(at);
  return folders;
}
