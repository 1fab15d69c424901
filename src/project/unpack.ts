import { AGAIN, CONSTANT, CONSTANTS, INTEGER, LIST, PARTED, RECORD, SHARED, TEXT } from './pack.ts';
import type { Head } from './pack.ts';

/** Where a record's rare fields stand, and once they were read, these. */
const REST = Symbol('rest');
/** Reads them. */
const READ = Symbol('read');

interface Parted {
  [REST]: number | Readonly<Record<string, unknown>>;
  readonly [READ]: (place: number) => Readonly<Record<string, unknown>>;
}

/** Gives back what was packed. Throws when it is no pack. */
export function unpack(packed: Uint8Array): unknown[] {
  const whole = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const start = 8 + whole.readUInt32LE(0);
  const end = start + whole.readUInt32LE(4);
  const [count, strings, shapes, rare] = JSON.parse(whole.toString('utf8', 8, start)) as Head;
  const prototype = prototypeOf(rare);
  const makers = shapes.map((keys) => makerOf(keys));
  const partedMakers: PartedMaker[] = [];
  let known: unknown[] = [];
  const fields: unknown[] = [];
  let depth = 0;
  let bytes = whole.subarray(0, end);
  let at = start;
  let apartAt = 0;

  const number = (): number => {
    const first = bytes[at++];
    if (first === undefined) throw new RangeError('a pack ends too early');
    if (first < 128) return first;
    let value = first - 128;
    for (let scale = 128; ; scale *= 128) {
      const next = bytes[at++];
      if (next === undefined) throw new RangeError('a pack ends too early');
      if (next < 128) return value + next * scale;
      value += (next - 128) * scale;
    }
  };

  /** Reads the fields of a shape; gives the place where they begin. */
  const fieldsOf = (shape: number): number => {
    const size = shapes[shape]?.length;
    if (size === undefined) throw new RangeError('a pack lacks a shape');
    const from = depth;
    depth += size;
    for (let place = from; place < from + size; place++) fields[place] = value();
    depth = from;
    return from;
  };

  const record = (shape: number): object => {
    const from = fieldsOf(shape);
    return (makers[shape] as Maker)(fields, from);
  };

  const value = (): unknown => {
    const code = number();
    const kind = code % 8;
    const rest = (code - kind) / 8;
    switch (kind) {
      case INTEGER:
        return rest;
      case TEXT:
        return strings[rest];
      case AGAIN:
        return known[rest];
      case LIST: {
        if (rest > bytes.length) throw new RangeError('a pack has a list without end');
        const list = new Array<unknown>(rest);
        for (let place = 0; place < rest; place++) list[place] = value();
        return list;
      }
      case RECORD:
        return record(rest);
      case PARTED: {
        const place = apartAt;
        apartAt += number();
        const from = fieldsOf(rest);
        return (partedMakers[rest] ??= partedMakerOf(shapes[rest] ?? [], prototype))(fields, from, read, place);
      }
      case SHARED: {
        const place = known.push(undefined) - 1;
        return (known[place] = value());
      }
      case CONSTANT:
        return rest < CONSTANTS.length ? CONSTANTS[rest] : Number(strings[rest - CONSTANTS.length]);
    }
    return undefined;
  };

  const read = (place: number): Readonly<Record<string, unknown>> => {
    at = place;
    return record(number()) as Readonly<Record<string, unknown>>;
  };

  const values = Array.from({ length: count }, value);
  if (apartAt > whole.length - end) throw new RangeError('a pack ends too early');
  // From here on only rare fields are read: what they are in is kept, and nothing else.
  bytes = Buffer.from(whole.subarray(end));
  known = [];
  return values;
}

/** Makes a record of the fields that begin at a place of a list. */
type Maker = (fields: readonly unknown[], from: number) => object;
type PartedMaker = (fields: readonly unknown[], from: number, read: Parted[typeof READ], place: number) => object;

const makers = new Map<string, Maker>();
const partedMakers = new WeakMap<object, Map<string, PartedMaker>>();
const prototypes = new Map<string, object>();
const MAKERS_LIMIT = 2000;

/** The one that was made before for the same names. */
function once<T>(known: Map<string, T>, names: readonly string[], make: () => T): T {
  const name = names.join(' ');
  let found = known.get(name);
  if (found === undefined) {
    if (known.size >= MAKERS_LIMIT) known.clear();
    known.set(name, (found = make()));
  }
  return found;
}

/** A literal with just these keys: objects of one shape are small and quick only where one piece of code makes them. */
function makerOf(keys: readonly string[]): Maker {
  return once(makers, keys, () => {
    const literal = keys.map((key, at) => `${key}: fields[from + ${String(at)}]`).join(', ');
    return (compiled(keys, ['fields', 'from'], `return {${literal}};`) as Maker | undefined) ?? ((fields, from) => recordOf(keys, fields, from));
  });
}

function partedMakerOf(keys: readonly string[], prototype: object): PartedMaker {
  let known = partedMakers.get(prototype);
  if (!known) partedMakers.set(prototype, (known = new Map<string, PartedMaker>()));
  return once(known, keys, () => {
    const assigned = keys.map((key, at) => `this.${key} = fields[from + ${String(at)}];`).join(' ');
    const make = compiled(keys, ['REST', 'READ', 'prototype'], `
      function Parted(fields, from, read, place) { ${assigned} this[REST] = place; this[READ] = read; }
      Parted.prototype = prototype;
      return (fields, from, read, place) => new Parted(fields, from, read, place);`);
    return (make?.(REST, READ, prototype) as PartedMaker | undefined)
      ?? ((fields, from, read, place) => Object.assign(Object.create(prototype) as object, recordOf(keys, fields, from), { [REST]: place, [READ]: read }));
  });
}

const recordOf = (keys: readonly string[], fields: readonly unknown[], from: number): object => Object.fromEntries(keys.map((key, at) => [key, fields[from + at]]));

/** Undefined for keys that are no plain names, and where code may not be made from text. */
function compiled(keys: readonly string[], parameters: readonly string[], body: string): ((...given: unknown[]) => unknown) | undefined {
  if (!keys.every((key) => /^[a-zA-Z]\w*$/.test(key))) return undefined;
  try {
    return new Function(...parameters, body) as (...given: unknown[]) => unknown;
  } catch {
    return undefined;
  }
}

/** Every rare field is there to be asked for, also in a loop over the names of a record. */
function prototypeOf(rare: readonly string[]): object {
  return once(prototypes, rare, () => {
    const prototype = {};
    for (const name of rare) Object.defineProperty(prototype, name, { enumerable: true, get(this: Parted) { return restOf(this)[name]; } });
    return prototype;
  });
}

function restOf(record: Parted): Readonly<Record<string, unknown>> {
  const rest = record[REST];
  return typeof rest === 'number' ? (record[REST] = record[READ](rest)) : rest;
}
