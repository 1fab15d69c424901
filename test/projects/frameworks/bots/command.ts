import type { ChatInputCommandInteraction } from 'discord.js';

export async function execute(interaction: ChatInputCommandInteraction) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  await interaction.reply('done');
}
