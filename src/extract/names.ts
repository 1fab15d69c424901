/** The vocabulary in the form in which every call is looked up in it. */
import type { Vocabulary } from '../model/facts.ts';

export interface Names {
  readonly acquiring: ReadonlySet<string>;
  readonly giving: ReadonlySet<string>;
  readonly releasing: ReadonlySet<string>;
  readonly watched: ReadonlySet<string>;
  isPackage(specifier: string): boolean;
}

const vocabularies = new WeakMap<Vocabulary, Names>();

/** Made once for each vocabulary: one serves all files. */
export function namesOf(vocabulary: Vocabulary): Names {
  let made = vocabularies.get(vocabulary);
  if (!made) {
    const exact = new Set(vocabulary.packages);
    const patterns = vocabulary.packages.filter((name) => name.includes('*')).map((name) => new RegExp(`^${name.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`));
    made = {
      acquiring: new Set(vocabulary.acquiring),
      giving: new Set(vocabulary.giving),
      releasing: new Set(vocabulary.releasing),
      watched: new Set(vocabulary.watched),
      isPackage: (specifier) => exact.has(specifier) || patterns.some((pattern) => pattern.test(specifier)),
    };
    vocabularies.set(vocabulary, made);
  }
  return made;
}
