import { describe, expect, test } from 'vitest';
import rule from '../../rules/no-uncleared-interval.ts';
import { told } from '../support/print.ts';
import { EXPRESS } from '../support/project.ts';

/** What is told of a class that connects at start-up. */
const feed = (members: string): string => told({
  'package.json': EXPRESS,
  'server.js': `
    import { open } from './wire.js';
    class Feed {
      constructor() { this.connect(); }
      ping() { this.socket.ping(); }
      ${members}
    }
    export const feed = new Feed();
  `,
}, [rule]);

const BEAT = 'this.socket = open(); this.beat = setInterval(() => this.ping(), 1000);';

describe('a field that is filled again', () => {
  test('by a method that sees to its own next run', () => {
    expect(feed(`connect() { ${BEAT} this.socket.on('close', () => this.connect()); }`)).toContain('overwrites the handle of the one before');
  });

  test('after a while, by another method', () => {
    expect(feed(`connect() { ${BEAT} this.socket.on('close', () => this.later()); } later() { setTimeout(() => this.connect(), 1000); } stop() { clearInterval(this.beat); }`)).toContain('overwrites the handle');
  });

  test('when the connection is open', () => {
    expect(feed(`connect() { this.socket = open(); this.socket.on('open', () => { this.beat = setInterval(() => this.ping(), 1000); }); this.socket.on('close', () => this.connect()); }`)).toContain('overwrites the handle');
  });

  test('is ended first', () => {
    expect(feed(`connect() { clearInterval(this.beat); ${BEAT} this.socket.on('close', () => this.connect()); }`)).toBe('nothing');
  });

  test('is ended on the way back', () => {
    expect(feed(`connect() { ${BEAT} this.socket.on('close', () => { this.stop(); this.connect(); }); } stop() { clearInterval(this.beat); }`)).toBe('nothing');
  });

  test('is filled while there is none', () => {
    expect(feed(`connect() { this.socket = open(); if (!this.beat) this.beat = setInterval(() => this.ping(), 1000); this.socket.on('close', () => this.connect()); }`)).toBe('nothing');
  });

  test('is filled once for each connection that is opened once', () => {
    expect(feed(`connect() { this.socket = open(); this.socket.on('open', () => { this.beat = setInterval(() => this.ping(), 1000); }); } stop() { clearInterval(this.beat); }`)).toBe('nothing');
  });
});
