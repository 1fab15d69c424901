/** What a package manager has written down of what it installed. */
export interface Lockfile {
  /**
   * The version that a package of the project gets for a dependency, by its folder relative to the lockfile and what its manifest says.
   * Undefined for what is not installed from a registry, or not at all.
   */
  versionOf(folder: string, name: string, range: string): string | undefined;
}

/** `1.2.3` of `1.2.3(react@19.0.0)`, `1.2.3_react@19.0.0`, `name@1.2.3`, `/name/1.2.3` and `npm:1.2.3`; undefined for a link, a path, an address. */
export function versionIn(text: string): string | undefined {
  const own = /^(?:npm:)?\d/.test(text) ? text.replace('npm:', '') : (/^(?:npm:)?\/?(?:@[^/]+\/)?[^/@]+[/@](\d.*)$/.exec(text)?.[1] ?? '');
  return /^(\d+\.\d+\.\d+(?:-[\w.-]*[^\W_])?)(?:\+[\w.-]+)?(?:[(_].*)?$/.exec(own)?.[1];
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
