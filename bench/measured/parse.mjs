// P: TypeScript's parser over every file. Argument: a JSON file with the folder and the paths.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const { folder, files } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
for (const file of files) {
  ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.Latest);
}
