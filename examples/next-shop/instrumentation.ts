export async function register() {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startMemoryLog } = await import('@/lib/memory-log');
    startMemoryLog();
  }
}
