import * as self from './walk.js';

export function walk(tree) {
  // leak: no-uncleared-interval
  setInterval(() => console.log('tick'), 1000);
  for (const child of tree.children ?? []) self.walk(child);
  visit(tree, walk);
}

function visit(tree, run) {
  run(tree.next, visit);
}
