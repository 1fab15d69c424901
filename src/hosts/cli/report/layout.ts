/** "1 file", "2 files". */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

export const indented = (block: string, by: number): string => block.replaceAll(/^(?=.)/gm, ' '.repeat(by));

/** Messages are up to three sentences long: too wide for a line, hard to read at the full width of a screen. */
export function wrapped(message: string, by: number, width = Infinity): string {
  const room = Math.max(40, Math.min(width, 110) - by);
  if (width === Infinity) return indented(message, by);
  const lines: string[] = [];
  let line = '';
  for (const word of message.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return indented([...lines, line].join('\n'), by);
}
