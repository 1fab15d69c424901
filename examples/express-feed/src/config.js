export const config = {
  port: Number(process.env.PORT ?? 3000),
  host: process.env.HOST ?? '127.0.0.1',
  sessionMinutes: Number(process.env.SESSION_MINUTES ?? 30),
};
