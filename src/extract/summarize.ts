import type { ModuleSummary, Vocabulary } from '../model/facts.ts';
import { callFact } from './calls.ts';
import { classFact, withAssignedFields } from './classes.ts';
import { closuresOf } from './closures.ts';
import { conditionsOf } from './conditions.ts';
import { disablesOf } from './disables.ts';
import { effectsOf } from './effects.ts';
import { exportsOf } from './exports.ts';
import { functionFact } from './functions.ts';
import { importsFrom } from './imports.ts';
import { memosOf } from './memo.ts';
import { namesOf } from './names.ts';
import { parseFile, SyntaxProblem } from './parse.ts';
import { pipesOf } from './pipes.ts';
import { prune } from './prune.ts';
import { readingsOf } from './readings.ts';
import { releasesOf } from './releases.ts';
import { treeOf } from './tree.ts';
import { isUnserved, unserved } from './unserved.ts';
import { valuesOf } from './values.ts';

export interface SummarizeInput {
  /** Relative to the root; its extension decides the grammar. */
  readonly path: string;
  readonly text: string;
  readonly hash: string;
  readonly vocabulary: Vocabulary;
}

/** Turns one file into facts. Throws `SyntaxProblem` when it does not parse. */
export function summarize(input: SummarizeInput): ModuleSummary {
  try {
    return summarizeText(input);
  } catch (error) {
    // Recursion over the tree is as deep as the text is nested.
    if (error instanceof RangeError) throw new SyntaxProblem('is nested too deeply to be analysed', 1);
    throw error;
  }
}

function summarizeText(input: SummarizeInput): ModuleSummary {
  if (isUnserved(input.path, input.text)) return unserved(input);
  const { program, comments } = parseFile(input.path, input.text);
  const tree = treeOf(program, input.text);
  const values = valuesOf(tree);
  const vocabulary = namesOf(input.vocabulary);
  const releases = releasesOf(tree, values, vocabulary.releasing);
  const readings = readingsOf(tree);
  const pipes = pipesOf(tree);
  const memos = memosOf(tree, values);
  const conditions = conditionsOf();

  const base = { path: input.path, hash: input.hash, specifiers: [...tree.specifiers].sort(), boundary: tree.boundary };

  const classes = tree.classes.map((record) => classFact(record, tree, values));
  const calls = tree.calls.map((node) => callFact(node, { tree, values, releases, memos, conditions, readings, pipes, vocabulary }));
  const effects = effectsOf(tree, values, memos);
  const exports = exportsOf(tree, values);
  const closures = closuresOf(tree, values);
  const functions = tree.functions.map((record, index) => functionFact(record, index, tree, values, closures.get(index)));
  const bindings = values.finish();
  const imports = importsFrom(tree, vocabulary.watched);
  return {
    ...base,
    ...prune({ bindings, functions, classes: withAssignedFields(classes, effects), calls, effects, exports }, vocabulary),
    disables: disablesOf(comments, tree, input.text),
    ...(imports.length > 0 ? { imports } : {}),
  };
}
