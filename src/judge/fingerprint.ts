import { createHash } from 'node:crypto';

/**
 * What names a finding from one run to the next: the rule, the file and the shape of the code around it, but no line. Equal
 * shapes in one file are told apart by their order.
 */
export function fingerprintOf(rule: string, file: string, shape: string, ordinal: number): string {
  return createHash('sha1').update(`${rule}\0${file}\0${shape}\0${ordinal}`).digest('hex').slice(0, 16);
}
