import type { FrameworkRow } from '../../model/knowledge.ts';
import { members } from './surface.ts';

export const discord: FrameworkRow = {
  name: 'discord.js',
  packages: ['discord.js'],
  entries: [
    {
      per: 'request',
      kind: 'call',
      callees: members(['discord.js#Client()'], ['on', 'addListener']),
      functions: { argument: 1 },
      // As a string and as a member of Events.
      first: [
        'messageCreate',
        'MessageCreate',
        'messageUpdate',
        'MessageUpdate',
        'messageDelete',
        'MessageDelete',
        'messageReactionAdd',
        'MessageReactionAdd',
        'messageReactionRemove',
        'MessageReactionRemove',
        'interactionCreate',
        'InteractionCreate',
        'guildCreate',
        'GuildCreate',
        'guildDelete',
        'GuildDelete',
        'guildMemberAdd',
        'GuildMemberAdd',
        'guildMemberRemove',
        'GuildMemberRemove',
        'voiceStateUpdate',
        'VoiceStateUpdate',
        'presenceUpdate',
        'PresenceUpdate',
        'threadCreate',
        'ThreadCreate',
      ],
    },
    {
      per: 'request',
      label: 'interaction',
      kind: 'type',
      types: members(
        ['discord.js#'],
        [
          'ChatInputCommandInteraction',
          'CommandInteraction',
          'ButtonInteraction',
          'ModalSubmitInteraction',
          'StringSelectMenuInteraction',
          'Interaction',
          'Message',
        ]
      ),
      parameter: 0,
    },
    {
      per: 'process',
      kind: 'call',
      callees: members(['discord.js#Client()'], ['on', 'once']),
      functions: { argument: 1 },
      first: ['ready', 'clientReady', 'ClientReady'],
    },
  ],
  instances: [{ type: 'discord.js#Client', of: 'discord.js#Client()' }],
  outlives: ['client', 'guild', 'channel'],
  evidence: [{ kind: 'docs', ref: 'https://discord.js.org/docs/packages/discord.js/stable/ClientEventTypes:Interface' }],
};

const UPDATES = [
  'on',
  'use',
  'command',
  'hears',
  'action',
  'start',
  'help',
  'settings',
  'callbackQuery',
  'inlineQuery',
  'reaction',
  'catch',
] as const;

export const telegram: FrameworkRow = {
  name: 'Telegraf, grammY and node-telegram-bot-api',
  packages: ['telegraf', 'grammy', 'node-telegram-bot-api'],
  entries: [
    {
      per: 'request',
      kind: 'call',
      callees: members(
        ['telegraf#Telegraf()', 'telegraf#()', 'telegraf#Composer()', 'telegraf#Scenes.BaseScene()', 'grammy#Bot()', 'grammy#Composer()'],
        UPDATES
      ),
      functions: 'functions',
    },
    {
      per: 'request',
      kind: 'call',
      callees: members(['node-telegram-bot-api#()'], ['on', 'onText']),
      functions: { argument: 1 },
      notFirst: ['error', 'polling_error', 'webhook_error'],
    },
    { per: 'process', kind: 'call', callees: ['grammy#Bot().start'], functions: { properties: ['onStart'] } },
    {
      per: 'process',
      label: 'launch callback',
      kind: 'call',
      callees: ['telegraf#Telegraf().launch', 'telegraf#().launch'],
      functions: 'functions',
    },
  ],
  instances: [
    { type: 'telegraf#Telegraf', of: 'telegraf#Telegraf()' },
    { type: 'grammy#Bot', of: 'grammy#Bot()' },
    { type: 'grammy#Composer', of: 'grammy#Composer()' },
  ],
  outlives: ['telegram', 'api'],
  evidence: [{ kind: 'types', ref: 'telegraf@4.16.3 typings/composer.d.ts; grammy@1.46.0 out/composer.d.ts' }],
};

export const slack: FrameworkRow = {
  name: 'Slack Bolt',
  packages: ['@slack/bolt'],
  entries: [
    {
      per: 'request',
      kind: 'call',
      callees: members(
        ['@slack/bolt#App()'],
        ['event', 'message', 'action', 'command', 'shortcut', 'view', 'options', 'function', 'use', 'error']
      ),
      functions: 'functions',
    },
    {
      per: 'request',
      label: 'assistant',
      kind: 'call',
      callees: ['@slack/bolt#Assistant'],
      functions: { properties: ['threadStarted', 'threadContextChanged', 'userMessage'] },
    },
    {
      per: 'request',
      label: 'route',
      kind: 'call',
      callees: ['@slack/bolt#App', '@slack/bolt#HTTPReceiver'],
      functions: { properties: ['customRoutes.handler'] },
    },
  ],
  instances: [{ type: '@slack/bolt#App', of: '@slack/bolt#App()' }],
  outlives: ['client'],
  evidence: [{ kind: 'types', ref: '@slack/bolt@5.1.0 dist/App.d.ts' }],
};
