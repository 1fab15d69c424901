export function make() {
  const instance = { data: 'x'.repeat(100) };
  instance.timer = setInterval(() => instance.data, 60_000);
  return instance;
}

export const use = (instance) => clearInterval(instance.timer);
