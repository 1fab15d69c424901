/** Places: what can hold other things, under one key in whatever file it is named. */
import type { Span, Value } from '../model/facts.ts';
import { bindingOf } from './program.ts';
import type { Module, Program } from './program.ts';
import type { References } from './references.ts';

/** A thing with a name that can hold other things: a variable, a field, a static, a global's member. */
export interface Place {
  /** The same for every way to write it, in any file. */
  readonly key: string;
  readonly kind: 'module' | 'closure' | 'field' | 'static' | 'global' | 'inner';
  readonly module: Module;
  readonly name: string;
  readonly at: Span;
  /** For a closure's variable: the function it is declared in. */
  readonly fn?: number;
  /** For a field or static: the class. */
  readonly cls?: number;
  /** For something within another place: that place. */
  readonly within?: Place;
  readonly values: readonly Value[];
}

export interface Places {
  placeOf(module: Module, value: Value): Place | undefined;
  /** The place that a variable is, or that it is another name for. */
  bindingPlace(module: Module, index: number): Place | undefined;
}

export function placesOf(program: Program, references: References): Places {
  const placesByBinding = new Array<Place | undefined>(program.bindingCount);
  /** What variables are another name for, by their number. */
  const aliases = new Map<number, Place>();
  const exportPlaces = new Map<Module, Map<string, Place | undefined>>();
  const fieldPlaces = new Map<number, Map<string, Place | undefined>>();
  const innerPlaces = new Map<Place, Map<string, Place>>();
  const busy = new Set<string>();

  const moduleFrom = (module: Module, specifier: string): Module | undefined => {
    const resolution = program.project.resolve(module.path, specifier);
    return resolution.kind === 'file' ? program.moduleAt(resolution.path) : undefined;
  };

  const bindingPlace = (module: Module, index: number, depth: number): Place | undefined => {
    const binding = bindingOf(module, index);
    if (!binding || depth > 8) return undefined;
    // An answer from within a chain may have been cut short.
    const before = depth === 0 ? aliases.get(module.firstBinding + index) : undefined;
    if (before) return before;
    if (binding.import) {
      const target = moduleFrom(module, binding.import.from);
      return target && binding.import.name !== '*' ? exportedPlace(target, binding.import.name, depth + 1) : undefined;
    }
    if (binding.kind !== 'variable') return undefined;
    const [first] = binding.values;
    if (binding.values.length === 1 && first && !binding.reassigned && (first.kind === 'binding' || first.kind === 'member' || first.kind === 'element' || first.kind === 'either' || first.kind === 'call')) {
      const alias = placeOf(module, first, depth + 1);
      if (alias && (binding.function !== 0 || alias.kind !== 'inner')) {
        if (depth === 0) aliases.set(module.firstBinding + index, alias);
        return alias;
      }
    }
    return (placesByBinding[module.firstBinding + index] ??= {
      key: `#${module.firstBinding + index}`, kind: binding.function === 0 ? 'module' : 'closure', module, name: binding.name, at: binding.at ?? [1, 1, 1, 1], values: binding.values,
      ...(binding.function === 0 ? {} : { fn: module.firstFunction + binding.function }),
    });
  };

  const exportedPlace = (module: Module, name: string, depth: number): Place | undefined => {
    let known = exportPlaces.get(module);
    if (!known) exportPlaces.set(module, (known = new Map<string, Place | undefined>()));
    if (known.has(name)) return known.get(name);
    const key = `${module.path}:${name}`;
    if (busy.has(key) || depth > 12) return undefined;
    busy.add(key);
    let found: Place | undefined;
    for (const entry of module.summary.exports) {
      if (entry.name === name || (entry.name === '=' && name === 'default')) {
        if (entry.from !== undefined) {
          const target = moduleFrom(module, entry.from);
          if (target && entry.imported !== undefined && entry.imported !== '*') found = exportedPlace(target, entry.imported, depth + 1);
        } else if (entry.value) found = placeOf(module, entry.value, depth + 1);
      } else if (entry.name === '=' && entry.value?.kind === 'object') {
        const property = entry.value.properties.find(([key_]) => key_ === name);
        if (property) found = placeOf(module, property[1], depth + 1);
      } else if (entry.name === '*' && entry.from !== undefined && !found) {
        const target = moduleFrom(module, entry.from);
        if (target) found = exportedPlace(target, name, depth + 1);
      }
      if (found) break;
    }
    busy.delete(key);
    known.set(name, found);
    return found;
  };

  const fieldPlace = (cls: number, name: string, isStatic: boolean): Place | undefined => {
    let known = fieldPlaces.get(cls);
    if (!known) fieldPlaces.set(cls, (known = new Map<string, Place | undefined>()));
    const key = isStatic ? `::${name}` : name;
    if (!known.has(key)) known.set(key, findField(cls, name, isStatic));
    return known.get(key);
  };

  const findField = (cls: number, name: string, isStatic: boolean): Place | undefined => {
    for (const at of references.lineage(cls)) {
      const module = program.moduleOfClass(at);
      const member = program.classFact(at).members.find((item) => item.name === name && item.static === isStatic && item.kind === 'field');
      if (member) return { key: `~${at}${isStatic ? '::' : '.'}${name}`, kind: isStatic ? 'static' : 'field', module, name, at: member.at, cls: at, values: member.values ?? [] };
    }
    return undefined;
  };

  const placeOf = (module: Module, value: Value, depth = 0): Place | undefined => {
    if (depth > 10) return undefined;
    switch (value.kind) {
      case 'binding':
        return bindingPlace(module, value.index, depth);
      case 'either': {
        let found: Place | undefined;
        for (const option of value.options) {
          const place = placeOf(module, option, depth + 1);
          if (place && found && place.key !== found.key) return undefined;
          found ??= place;
          // `req.bus ?? bus` may be the request's own.
          if (!place && (option.kind === 'member' || option.kind === 'binding')) return undefined;
        }
        return found;
      }
      case 'element': {
        const outer = placeOf(module, value.of, depth + 1);
        return outer ? inner(outer, '[]') : undefined;
      }
      case 'call': {
        const call = module.summary.calls[value.index];
        if (!call || call.callee.kind !== 'member' || (call.name !== 'get' && call.name !== 'at')) return undefined;
        const outer = placeOf(module, call.callee.of, depth + 1);
        return outer ? inner(outer, '[]') : undefined;
      }
      case 'member': {
        const { of, name } = value;
        if (of.kind === 'this') return of.class < 0 ? undefined : (fieldPlace(module.firstClass + of.class, name, isStaticThis(module, of.class, name)) ?? undefined);
        if (of.kind === 'global' && (of.name === 'globalThis' || of.name === 'global')) return { key: `global.${name}`, kind: 'global', module, name, at: [1, 1, 1, 1], values: [] };
        for (const target of references.resolve(module, of)) {
          if (target.kind === 'instance') {
            const field = fieldPlace(target.cls, name, false);
            if (field) return field;
          } else if (target.kind === 'class') {
            const field = fieldPlace(target.cls, name, true);
            if (field) return field;
          } else if (target.kind === 'namespace') {
            const exported = exportedPlace(target.module, name, depth + 1);
            if (exported) return exported;
          } else if (target.kind === 'external' && target.origin === 'global#') return { key: `global.${name}`, kind: 'global', module, name, at: [1, 1, 1, 1], values: [] };
        }
        const outer = placeOf(module, of, depth + 1);
        return outer ? inner(outer, name) : undefined;
      }
      default:
        return undefined;
    }
  };

  const isStaticThis = (module: Module, cls: number, name: string): boolean => {
    const members = module.summary.classes[cls]?.members ?? [];
    return members.some((member) => member.name === name && member.static) && !members.some((member) => member.name === name && !member.static);
  };

  const inner = (outer: Place, name: string): Place => {
    let known = innerPlaces.get(outer);
    if (!known) innerPlaces.set(outer, (known = new Map<string, Place>()));
    let found = known.get(name);
    if (!found) known.set(name, (found = innerOf(outer, name)));
    return found;
  };

  const innerOf = (outer: Place, name: string): Place => {
    const values = outer.values.flatMap((value) => (value.kind === 'object' ? value.properties.filter(([key]) => key === name).map(([, property]) => property) : []));
    return { key: `${outer.key}/${name}`, kind: 'inner', module: outer.module, name: name === '[]' ? `${outer.name}[…]` : `${outer.name}.${name}`, at: outer.at, within: outer, values };
  };

  return { placeOf: (module, value) => placeOf(module, value), bindingPlace: (module, index) => bindingPlace(module, index, 0) };
}

/** Something that stands in a place under a computed name, or a part of it. */
export const isElement = (place: Place): boolean => place.key.includes('/[]');
