/**
 * Clients that several functions make for each request become one, in a module of its own:
 *
 *     a.ts: const db = createClient(URL, KEY)          lib/clients/supabase.ts: export function getSupabase() { … }
 *     b.ts: const supabase = createClient(URL, KEY)  ⟶  a.ts: const db = getSupabase()
 *                                                       b.ts: const supabase = getSupabase()
 *
 * Equal constructions share one module, others get their own. What depends on the request is refused, with the reason.
 */
import type { NonEmpty } from '../model/knowledge.ts';
import type { Finding } from '../model/rule.ts';
import type { Source } from '../repairs/index.ts';
import type { Changes, Files, Proposal } from './codemod.ts';
import { constructionAt } from './construction.ts';
import type { Construction } from './construction.ts';
import { modulePlace } from './layout.ts';
import type { ModulePlace } from './layout.ts';
import { nonEmpty } from './mend.ts';
import { moduleText } from './module-text.ts';
import { mocksOf } from './mocks.ts';
import { asProvider, isManaged } from './nest.ts';
import { withGetter } from './site.ts';

const WAY = 'share';

export interface Extracted {
  readonly proposals: readonly Proposal[];
  readonly refused: ReadonlyMap<Finding, string>;
}

/** One proposal for each construction that occurs in more than one place. */
export function extractSingletons(findings: readonly Finding[], files: Files, sourceFor: (file: string) => Source | undefined): Extracted {
  const refused = new Map<Finding, string>();
  const groups = new Map<string, [Finding, Construction][]>();
  for (const finding of findings) {
    if (finding.repairs?.some(({ kind }) => kind === 'share') !== true) continue;
    const construction = constructionAt(finding, files, sourceFor);
    if (typeof construction === 'string') refused.set(finding, construction);
    else groups.set(construction.key, [...(groups.get(construction.key) ?? []), [finding, construction]]);
  }
  const proposals: Proposal[] = [];
  const taken = new Set<string>();
  for (const group of groups.values()) {
    const sites = nonEmpty(group);
    // One place alone is mended where it is.
    if (!sites || sites.length < 2) continue;
    const proposal = proposalFor(sites, files, taken, sourceFor);
    if (typeof proposal === 'string') for (const [finding] of sites) refused.set(finding, proposal);
    else proposals.push(proposal);
  }
  return { proposals, refused };
}

function proposalFor(sites: NonEmpty<readonly [Finding, Construction]>, files: Files, taken: Set<string>, sourceFor: (file: string) => Source | undefined): Proposal | string {
  const [[, first]] = sites;
  const all = sites.map(([, construction]) => construction);
  const place = modulePlace(first, all.map(({ file }) => file), files, taken);
  const provided = isManaged(all) ? asProvider(sites, place, files, sourceFor) : undefined;
  const changes = typeof provided === 'object' ? provided : asModule(all, place, files);
  if (typeof changes === 'string') return changes;
  taken.add(place.file);
  const [finding, ...more] = sites.map(([one]) => one) as [Finding, ...Finding[]];
  return {
    way: WAY,
    title: `Create ${first.subject} once, in ${place.file}, and use it in ${counted(sites.length)}`,
    findings: [finding, ...more],
    changes,
    notes: mocksOf(first, files),
  };
}

function asModule(sites: readonly Construction[], place: ModulePlace, files: Files): Changes | string {
  const [first] = sites;
  if (!first) return 'there is nothing to replace';
  const module = moduleText(first, place, files);
  const changes = new Map<string, string>([[place.file, module.text]]);
  for (const file of new Set(sites.map((one) => one.file))) {
    const edited = withGetter(sites.filter((one) => one.file === file), place, module, files);
    if (typeof edited === 'string') return edited;
    changes.set(file, edited.text);
  }
  return changes;
}

const counted = (places: number): string => `${String(places)} places`;
