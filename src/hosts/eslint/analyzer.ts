/** Everything behind the rules that costs time to load: the only module of this host that loads the analysis. */
import path from 'node:path';
import picomatch from 'picomatch';
import type { JudgeContext } from '../../judge/judge.ts';
import type { Knowledge } from '../../model/knowledge.ts';
import type { Rule } from '../../model/rule.ts';
import { offersFor, sourceOf } from '../../repairs/index.ts';
import type { Source } from '../../repairs/index.ts';
import type { Settings } from '../settings.ts';
import { readSettings, settingsKey, withSettings } from '../settings.ts';
import { surroundingsOf } from '../surroundings.ts';
import { findingsAlone, openAlone } from './alone.ts';
import type { Analyzer } from './analysis-of.ts';
import { rootFinder } from './root.ts';
import { openWhole } from './whole.ts';

export function analyzerOf(knowledge: Knowledge, rules: readonly Rule[]): Analyzer {
  // ESLint gives the same object for every file of a configuration.
  const read = new WeakMap<object, Settings>();
  const keys = new WeakMap<Settings, string>();
  const standard: Settings = {};
  const findRoot = rootFinder();
  const sources = new WeakMap<object, Source>();

  const contextOf = (settings: Settings): JudgeContext => ({ knowledge: withSettings(knowledge, settings), rules });

  return {
    settingsOf(raw) {
      if (raw === undefined) return standard;
      if (typeof raw !== 'object' || raw === null) return readSettings(raw, 'settings.outlive');
      let settings = read.get(raw);
      if (settings === undefined) read.set(raw, (settings = readSettings(raw, 'settings.outlive')));
      return settings;
    },

    keyOf(settings) {
      let key = keys.get(settings);
      if (key === undefined) keys.set(settings, (key = JSON.stringify([settingsKey(settings), settings.project, settings.ignore])));
      return key;
    },

    rootOf(filename, cwd, settings) {
      if (!path.isAbsolute(filename)) return undefined;
      if (settings.root !== undefined) return path.resolve(cwd, settings.root);
      return findRoot(path.dirname(filename), cwd);
    },

    open(root, settings) {
      const isIgnored = settings.ignore?.length ? picomatch([...settings.ignore], { dot: true }) : () => false;
      const opening = { root, settings, context: contextOf(settings), isIgnored };
      return settings.project === false ? openAlone(opening) : openWhole(opening);
    },

    alone: (filename, text, settings) => findingsAlone(filename, text, contextOf(settings)),

    offersFor(finding, filename, text, key) {
      let source = sources.get(key);
      if (source === undefined) sources.set(key, (source = sourceOf(finding.at.file, text)));
      return offersFor(finding, source, surroundingsOf(filename)).offers;
    },
  };
}
