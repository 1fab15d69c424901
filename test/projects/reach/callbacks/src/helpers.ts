const table = new Map<string, () => void>();

export function keep(name: string, run: () => void) {
  table.set(name, run);
}

export function twice(run: () => void) {
  run();
  run();
}

export function forward(run: () => void) {
  twice(run);
}

export function each({ onItem }: { onItem: () => void }) {
  onItem();
}
