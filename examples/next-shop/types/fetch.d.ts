import type { Dispatcher } from 'undici';

// Node's fetch takes two options that the browser's types do not know.
declare global {
  interface RequestInit {
    dispatcher?: Dispatcher;
    duplex?: 'half';
  }
}
