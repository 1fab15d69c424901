// unref() only lets the process end: the timer still holds what its callback refers to.
export function make() {
  const instance = { data: 'x'.repeat(100) };
  setInterval(() => instance.data, 60_000).unref();
  return instance;
}
