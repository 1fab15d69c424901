import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Settings } from '../settings.ts';
import { readSettings, SettingsError } from '../settings.ts';

/** In this order; the first that exists is the one. */
const CONFIG_FILES = ['js', 'mjs', 'cjs', 'ts', 'json'].map((extension) => `outlive.config.${extension}`);

export interface LoadedConfig {
  readonly settings: Settings;
  /** Absent when the project has none. */
  readonly file?: string;
}

/** Besides this file nothing of the scanned project is ever run. */
export async function loadConfig(root: string): Promise<LoadedConfig> {
  const name = CONFIG_FILES.find((each) => existsSync(path.join(root, each)));
  if (name === undefined) return { settings: {} };
  const file = path.join(root, name);
  const settings = readSettings(await load(file, name), name);
  // A root in the file is meant from where the file stands.
  return { settings: settings.root === undefined ? settings : { ...settings, root: path.resolve(root, settings.root) }, file };
}

async function load(file: string, name: string): Promise<unknown> {
  try {
    if (file.endsWith('.json')) return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
    return exported(await (file.endsWith('.ts') ? loadTypeScript(file) : import(pathToFileURL(file).href)));
  } catch (error) {
    throw new SettingsError(`${name} could not be loaded: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Node 20 does not strip types, and later versions refuse what cannot be erased. */
async function loadTypeScript(file: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  // No cache on disk: a config is small, and nothing is left behind in the project.
  return createJiti(import.meta.url, { fsCache: false, moduleCache: false }).import(file);
}

/** The default export of an ES module, or a CommonJS module itself. */
function exported(module: unknown): unknown {
  if (typeof module !== 'object' || module === null || !('default' in module)) return module;
  const { default: settings } = module;
  return settings;
}
