import type { ClientRow } from '../../model/knowledge.ts';
import { probe, probe24 } from './evidence.ts';
import { equal, truthy } from './options.ts';
import { harmless } from './rows.ts';

export const chat: readonly ClientRow[] = [
  {
    id: 'discord.js',
    package: 'discord.js',
    makes: ['discord.js#Client()'],
    verdict: 'retained',
    holds: 'its sweeping timers keep each one alive for ever',
    release: ['destroy'],
    unshared: true,
    evidence: [probe('discord.js.Client', 'discord.js@14.28.1', '99/100')],
  },
  {
    id: 'discord.js/REST',
    package: 'discord.js',
    makes: ['discord.js#REST()', '@discordjs/rest#REST()'],
    verdict: 'retained',
    holds: 'its two sweeping timers keep each one alive for ever',
    advice: 'pass `hashSweepInterval: 0, handlerSweepInterval: 0` where each request needs one',
    release: ['clearHashSweeper', 'clearHandlerSweeper'],
    atOnce: true,
    evidence: [probe('discord.js.REST', 'discord.js@14.28.1', '99/100')],
  },
  {
    id: 'discord.js/REST/no-sweepers',
    package: 'discord.js',
    makes: ['discord.js#REST()', '@discordjs/rest#REST()'],
    when: [equal('hashSweepInterval', 0), equal('handlerSweepInterval', 0)],
    verdict: 'harmless',
    evidence: [probe('discord.js.REST.noSweep', 'discord.js@14.28.1', '0/100')],
  },
  harmless('node-telegram-bot-api', ['node-telegram-bot-api#()'], probe('node-telegram-bot-api', 'node-telegram-bot-api@0.66.0', '0/50')),
  {
    id: 'node-telegram-bot-api/polling',
    package: 'node-telegram-bot-api',
    makes: ['node-telegram-bot-api#()'],
    when: [truthy('polling')],
    verdict: 'retained',
    holds: 'its polling keeps each one alive for ever',
    release: ['stopPolling'],
    unshared: true,
    evidence: [probe('node-telegram-bot-api.polling', 'node-telegram-bot-api@0.66.0', '29/30')],
  },
  harmless('telegraf', ['telegraf#Telegraf()'], probe('telegraf', 'telegraf@4.16.3', '0/200')),
  harmless('@slack/web-api', ['@slack/web-api#WebClient()'], probe('slack.WebClient', '@slack/web-api@8.2.0', '0/200')),
  harmless('@slack/bolt', ['@slack/bolt#App()'], probe24('slack.bolt.App', '@slack/bolt@5.1.0', '0/50')),
  harmless('twilio', ['twilio#()', 'twilio#Twilio()'], probe('twilio', 'twilio@6.2.0', '0/200')),
];
