/** Whether types are any worse: the compiler's own answer, for the files that change and those that import them. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { DiagnosticCategory, Project, ts } from 'ts-morph';
import { absoluteOf } from '../project/paths.ts';
import type { Changes } from './codemod.ts';

export interface TypeCheck {
  /** Errors that the second state has and the first has not; places do not matter. */
  newErrors(before: Changes, after: Changes): readonly TypeError[];
}

export interface TypeError {
  readonly file: string;
  readonly code: number;
  readonly message: string;
}

/** A name or module that is not there: of an installation that lacks something, and the same however often it is said. */
const MISSING = new Set([2304, 2307, 2318, 2503, 2552, 2580, 2584, 2591, 2688, 7016]);

/** `importersOf` gives the files that import one. Where no configuration of TypeScript covers a file, only its syntax is looked at. */
export function typeCheck(root: string, importersOf: (file: string) => readonly string[]): TypeCheck {
  const projects = new Map<string, CheckedProject>();

  const errorsIn = (config: string, files: readonly string[], changes: Changes): readonly TypeError[] => {
    let project = projects.get(config);
    if (!project) projects.set(config, (project = checkedProject(root, config)));
    return project.errorsIn(files, changes);
  };

  return {
    newErrors(before, after) {
      const changed = [...after].filter(([file, text]) => before.get(file) !== text && /\.[cm]?[jt]sx?$/.test(file)).map(([file]) => file);
      const byConfig = new Map<string, Set<string>>();
      for (const file of changed) {
        const config = ts.findConfigFile(path.dirname(absoluteOf(root, file)), existsSync);
        if (config === undefined) continue;
        const files = byConfig.get(config) ?? new Set<string>();
        byConfig.set(config, files);
        for (const one of [file, ...importersOf(file)]) files.add(one);
      }
      return [...byConfig].flatMap(([config, files]) => {
        const list = [...files].sort();
        const known = new Map<string, number>();
        // By what they say: an error that moves with its code to another file is not new.
        for (const { message } of errorsIn(config, list, before)) known.set(message, (known.get(message) ?? 0) + 1);
        return errorsIn(config, list, after).filter(({ message, code }) => {
          const left = known.get(message) ?? 0;
          if (left > 0 && !MISSING.has(code)) known.set(message, left - 1);
          return left <= 0;
        });
      });
    },
  };
}

interface CheckedProject {
  errorsIn(files: readonly string[], changes: Changes): readonly TypeError[];
}

/** A configuration whose declarations say what is global; all else comes with the imports of the files that are asked about. */
function checkedProject(root: string, config: string): CheckedProject {
  const options = { noEmit: true, skipLibCheck: true, incremental: false, composite: false, declaration: false, emitDeclarationOnly: false };
  let project: Project;
  try {
    project = new Project({ tsConfigFilePath: config, skipAddingFilesFromTsConfig: true, compilerOptions: options });
    const { fileNames } = ts.parseJsonConfigFileContent(ts.readConfigFile(config, (name) => ts.sys.readFile(name)).config ?? {}, ts.sys, path.dirname(config));
    project.addSourceFilesAtPaths(fileNames.filter((name) => /\.d\.[cm]?ts$/.test(name)));
  } catch {
    // A configuration that extends what is not installed: the compiler's own rules then.
    project = new Project({ compilerOptions: { ...options, allowJs: true } });
  }
  /** What is put in for the moment. */
  let put = new Set<string>();

  return {
    errorsIn(files, changes) {
      const texts = new Map([...changes].filter(([file]) => /\.[cm]?[jt]sx?$/.test(file)).map(([file, text]) => [absoluteOf(root, file), text]));
      for (const name of put) {
        if (texts.has(name)) continue;
        const file = project.getSourceFile(name);
        if (file) project.removeSourceFile(file);
      }
      for (const [name, text] of texts) if (project.getSourceFile(name)?.getFullText() !== text) project.createSourceFile(name, text, { overwrite: true });
      put = new Set(texts.keys());
      return files.flatMap((file) => {
        const name = absoluteOf(root, file);
        const source = project.getSourceFile(name) ?? project.addSourceFileAtPathIfExists(name);
        if (!source) return [];
        const program = project.getProgram();
        return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
          .filter((one) => one.getCategory() === DiagnosticCategory.Error)
          .map((one) => ({ file, code: one.getCode(), message: ts.flattenDiagnosticMessageText(one.compilerObject.messageText, ' ') }));
      });
    },
  };
}
