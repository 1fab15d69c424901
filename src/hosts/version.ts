import { createRequire } from 'node:module';

/** By the package's own name, as the way to the manifest differs between `src` and `dist`. */
export const VERSION = (createRequire(import.meta.url)('eslint-plugin-outlive/package.json') as { version: string }).version;
