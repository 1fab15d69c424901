export function hostOf(): string {
  return process.env['DB_HOST'] ?? 'localhost';
}
