/** Scanned code is not ours: an escape sequence in it must not reach the terminal. Tabs and line ends within a text stay. */
export function harmless(text: string): string {
  return text.replaceAll(/[\0-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g, ' ');
}
