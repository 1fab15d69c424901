import { Bot } from 'grammy';
import { Telegraf } from 'telegraf';

const bot = new Telegraf('token');
bot.use(async (_ctx, next) => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  await next();
});
bot.command('orders', () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
bot.launch(() => {
  // fine: once, at start-up
  setInterval(() => console.log('tick'), 1000);
});

new Bot('token').on('message', () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
