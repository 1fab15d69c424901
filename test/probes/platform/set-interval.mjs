export function make() {
  const instance = { data: 'x'.repeat(100) };
  setInterval(() => instance.data, 60_000);
  return instance;
}
