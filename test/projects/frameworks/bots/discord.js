const { Client, Events } = require('discord.js');

const client = new Client({ intents: [] });
client.once(Events.ClientReady, () => {
  // fine: once, when the bot is logged in
  setInterval(() => console.log('tick'), 1000);
});
client.on(Events.MessageCreate, () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
client.on('interactionCreate', async () => {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
});
client.login();
