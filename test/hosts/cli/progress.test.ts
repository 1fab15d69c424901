import { describe, expect, it } from 'vitest';
import { columnsOf, progressOn } from '../../../src/hosts/cli/progress.ts';

function watch({ isTTY }: { isTTY: boolean }) {
  let written = '';
  let time = 0;
  const stream = { isTTY, columns: 12, write: (text: string) => (written += text) };
  const progress = progressOn(stream, () => time);
  return {
    at(moment: number, text: string) {
      time = moment;
      progress.show(text);
      return this;
    },
    end() {
      progress.end();
      return written;
    },
  };
}

describe('progress', () => {
  it('is not shown for what takes less than a second', () => {
    expect(watch({ isTTY: true }).at(10, 'a').at(999, 'b').end()).toBe('');
  });
  it('is one line, written over and removed', () => {
    expect(watch({ isTTY: true }).at(1000, 'a').at(1001, 'b').at(1100, 'c').end()).toBe('\r\u001B[Ka\r\u001B[Kc\r\u001B[K');
  });
  it('never wraps', () => {
    expect(watch({ isTTY: true }).at(1000, 'x'.repeat(50)).end()).toBe(`\r\u001B[K${'x'.repeat(11)}\r\u001B[K`);
  });
  it('assumes a usual width where the terminal does not know its own', () => {
    expect(columnsOf({ columns: 0, write: () => true })).toBe(80);
  });
  it('is not shown in a pipe', () => {
    expect(watch({ isTTY: false }).at(5000, 'a').end()).toBe('');
  });
});
