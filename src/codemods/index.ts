/** All ways to end findings: within one file as the editor offers them, and across files. */
import type { Finding } from '../model/rule.ts';
import { edited, offersFor } from '../repairs/index.ts';
import type { Changes, Files, Proposal, Refused } from './codemod.ts';
import { manifestFor } from './layout.ts';
import { withDependencies } from './manifest.ts';
import { mend } from './mend.ts';
import type { Choice, Mended } from './mend.ts';
import { extractSingletons } from './singleton.ts';
import { sourceReader } from './sources.ts';
import { typeCheck } from './types.ts';
import type { TypeError } from './types.ts';

export type { Changes, Files, PackageOf, Proposal } from './codemod.ts';
export type { Choice } from './mend.ts';
export { patchOf } from './patch.ts';
export { writeAll } from './write.ts';

/** What fixing needs of the project. */
export interface FixGround {
  /** Absolute. */
  readonly root: string;
  /** The project with these texts in place of those on disk. */
  filesWith(changes: Changes): Files;
  /** Judged with them; throws when one of them is no program. */
  findingsWith(changes: Changes): { readonly wanted: readonly Finding[]; readonly all: readonly Finding[] };
  importersOf(file: string): readonly string[];
  choose?(proposal: Proposal, changes: Changes): Promise<Choice>;
}

/** Ends what can be ended; nothing is written. */
export function planFixes(ground: FixGround): Promise<Mended> {
  const types = typeCheck(ground.root, (file) => ground.importersOf(file));
  const { choose } = ground;
  return mend({
    findingsWith: (changes) => ground.findingsWith(changes),
    propose: (findings, changes) => proposals(findings, ground.filesWith(changes)),
    newTypeErrors(before, after) {
      const files = ground.filesWith(after);
      return types.newErrors(before, after).filter((error) => !isOfMissing(error, files)).map(({ file, message, code }) => ({ file, said: `${file}: ${message} (TS${String(code)})` }));
    },
    ...(choose ? { choose: (proposal: Proposal, changes: Changes) => choose(proposal, changes) } : {}),
  });
}

/** What the manifest names and is not installed (yet) cannot be found by the compiler. */
function isOfMissing({ file, message }: TypeError, files: Files): boolean {
  const [, name] = /^Cannot find module '([^']+)'/.exec(message) ?? [];
  return name !== undefined && files.packageOf(file)?.has(name) === true;
}

function proposals(findings: readonly Finding[], files: Files): { readonly proposals: readonly Proposal[]; readonly refused: ReadonlyMap<Finding, readonly Refused[]> } {
  const refused = new Map<Finding, Refused[]>();
  const refuse = (finding: Finding, way: string, reason: string): void => {
    refused.set(finding, [...(refused.get(finding) ?? []), { way, reason }]);
  };
  const sourceFor = sourceReader(files);
  const shared = extractSingletons(findings, files, sourceFor);
  for (const [finding, reason] of shared.refused) refuse(finding, 'share', reason);
  const local = findings.flatMap((finding): Proposal[] => {
    const { file } = finding.at;
    const source = sourceFor(file);
    if (!source || finding.repairs === undefined) return [];
    const home = files.packageOf(file);
    const { offers, refusals } = offersFor(finding, source, { hasPackage: (name) => home?.has(name) === true, rangeOf: (name) => home?.rangeOf(name) });
    for (const { kind, refused: reason } of refusals) refuse(finding, kind, reason);
    return offers.flatMap(({ kind, title, edits, needs }): Proposal[] => {
      const changes = new Map([[file, edited(source.text, edits)]]);
      if (needs) {
        const manifest = manifestFor(file, files);
        const text = manifest === undefined ? undefined : withDependencies(files.textOf(manifest) ?? '', needs);
        if (manifest === undefined || text === undefined) {
          refuse(finding, kind, `there is no package.json that could name ${needs.map(({ name }) => name).join(', ')}`);
          return [];
        }
        changes.set(manifest, text);
      }
      const notes = needs ? [`Install ${needs.map(({ name }) => name).join(', ')}, which package.json names now.`] : [];
      return [{ way: kind, title, findings: [finding], changes, notes }];
    });
  });
  // One module for several places is the smaller change than each place for itself.
  return { proposals: [...shared.proposals, ...local], refused };
}
