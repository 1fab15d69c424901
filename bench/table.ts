/** One line of the result. What is measured is better when it is smaller. */
export interface Row {
  readonly what: string;
  /** Absent when it could not be measured; `note` says why. */
  readonly value?: number;
  readonly unit: Unit;
  readonly must?: number;
  readonly aim?: number;
  readonly note?: string;
}

export type Unit = '×' | 'MB' | '%' | 'ms' | 'exponent';

export type Verdict = 'aim reached' | 'good' | 'MISSED' | 'not measured' | '';

export function verdictOf({ value, must, aim }: Row): Verdict {
  if (value === undefined) return 'not measured';
  if (must === undefined) return '';
  if (value > must) return 'MISSED';
  return aim !== undefined && value <= aim ? 'aim reached' : 'good';
}

export function markdown(rows: readonly Row[]): string {
  const cells = rows.map((row) => [row.what, show(row.value, row.unit), show(row.must, row.unit), show(row.aim, row.unit), verdictOf(row), (row.note ?? '').replaceAll('|', '\\|')]);
  const lines = [['what', 'measured', 'must', 'aim', 'verdict', 'note'], ['---', '--:', '--:', '--:', '---', '---'], ...cells];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function show(value: number | undefined, unit: Unit): string {
  if (value === undefined) return '–';
  switch (unit) {
    case '×':
      return `${value.toFixed(2)} ×`;
    case '%':
      return `${value.toFixed(1)} %`;
    case 'exponent':
      return value.toFixed(2);
    case 'MB':
    case 'ms':
      return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ${unit}`;
  }
}
