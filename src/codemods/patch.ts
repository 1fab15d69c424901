/** Changes as text that people read and `git apply` takes. */
import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';

export interface FileChange {
  /** Forward slashes, from where the patch is applied. */
  readonly file: string;
  /** Undefined for a new file. */
  readonly before: string | undefined;
  readonly after: string;
}

/** In the order of the files. */
export function patchOf(changes: readonly FileChange[]): string {
  return [...changes].sort((a, b) => (a.file < b.file ? -1 : 1)).map(patchOfFile).join('');
}

function patchOfFile({ file, before, after }: FileChange): string {
  const isNew = before === undefined;
  const patch = structuredPatch(isNew ? '/dev/null' : `a/${file}`, `b/${file}`, before ?? '', after, '', '', { context: 3 });
  return [`diff --git a/${file} b/${file}\n`, isNew ? 'new file mode 100644\n' : '', formatPatch(patch, FILE_HEADERS_ONLY)].join('');
}
