import { createInterner } from './intern.ts';

/**
 * Facts as bytes: a tenth of their JSON, quick to read, and nothing that the garbage collector has to look at.
 *
 *     strings, shapes                 each once per pack
 *     { kind: 'binding', index: 3 }   a shape and two values; where it comes again, a number
 *
 * Equal small values come back as one shared object: facts are never changed. It knows nothing about what facts look like.
 */
const CONSTANT = 0;
const INTEGER = 1;
const TEXT = 2;
const LIST = 3;
const RECORD = 4;
const AGAIN = 5;
const NUMBER = 6;
/** The value that follows will come again. */
const SHARED = 7;
const CONSTANTS = [null, true, false] as const;

/** Larger ones are hardly ever equal. */
const SHARED_FIELDS = 5;

type Fields = Readonly<Record<string, unknown>>;

/** Which fields there are, in their order: `next` leads to one more. */
interface Shape {
  readonly next: Map<string, Shape>;
  /** -1 for what no record has had so far. */
  index: number;
}

/** The shape of an empty list. */
const EMPTY = -2;

export interface Packer {
  /** Takes plain data, what JSON can hold, and keeps none of it. A field that is undefined is left out. */
  add(value: unknown): void;
  finish(): Uint8Array;
}

export function pack(values: readonly unknown[]): Uint8Array {
  const packer = createPacker();
  for (const value of values) packer.add(value);
  return packer.finish();
}

export function createPacker(): Packer {
  const strings = new Map<string, number>();
  const shapes: Shape = { next: new Map(), index: -1 };
  const keysOf: (readonly string[])[] = [];
  const known = createInterner();
  /** For each small value that is known: its number, once it is written. */
  const numbers: number[] = [];
  let shared = 0;
  let bytes = Buffer.allocUnsafe(1 << 16);
  let length = 0;

  const write = (value: number): void => {
    if (length + 8 > bytes.length) {
      const grown = Buffer.allocUnsafe(bytes.length * 2);
      bytes.copy(grown, 0, 0, length);
      bytes = grown;
    }
    let rest = value;
    while (rest >= 128) {
      bytes[length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    bytes[length++] = rest;
  };

  const text = (value: string): number => {
    let at = strings.get(value);
    if (at === undefined) strings.set(value, (at = strings.size));
    return at;
  };

  const shapeOf = (fields: Fields): Shape => {
    let at = shapes;
    for (const name in fields) {
      if (fields[name] === undefined) continue;
      let next = at.next.get(name);
      if (!next) at.next.set(name, (next = { next: new Map(), index: -1 }));
      at = next;
    }
    if (at.index < 0) {
      at.index = keysOf.length;
      keysOf.push(Object.keys(fields).filter((name) => fields[name] !== undefined));
    }
    return at;
  };

  const put = (value: unknown): void => {
    switch (typeof value) {
      case 'string':
        write(text(value) * 8 + TEXT);
        return;
      case 'number':
        if (Number.isSafeInteger(value) && value >= 0 && value < 2 ** 49 && !Object.is(value, -0)) write(value * 8 + INTEGER);
        else write(text(Object.is(value, -0) ? '-0' : String(value)) * 8 + NUMBER);
        return;
      case 'boolean':
        write((value ? 1 : 2) * 8 + CONSTANT);
        return;
      case 'object':
        if (value !== null) {
          structure(value);
          return;
        }
    }
    write(CONSTANT);
  };

  const structure = (value: object): void => {
    const small = smallOf(value);
    if (small >= 0) {
      const before = numbers[small];
      if (before !== undefined) {
        write(before * 8 + AGAIN);
        return;
      }
      numbers[small] = shared++;
      write(SHARED);
    }
    if (Array.isArray(value)) {
      write(value.length * 8 + LIST);
      for (const item of value as readonly unknown[]) put(item);
      return;
    }
    const fields = value as Fields;
    write(shapeOf(fields).index * 8 + RECORD);
    for (const name in fields) if (fields[name] !== undefined) put(fields[name]);
  };

  /** The same number for equal values that are small and hold no lists but empty ones; -1 for all others. */
  const smallOf = (value: object): number => {
    if (Array.isArray(value)) return value.length === 0 ? known.of(EMPTY, known.begin()) : -1;
    const fields = value as Fields;
    let size = 0;
    for (const name in fields) {
      if (++size > SHARED_FIELDS) return -1;
      const field = fields[name];
      if (Array.isArray(field) && field.length > 0) return -1;
    }
    const start = known.begin();
    for (const name in fields) {
      const field = fields[name];
      if (field === undefined) continue;
      const atom = atomOf(field);
      if (atom === undefined) {
        known.end(start);
        return -1;
      }
      known.add(atom);
    }
    return known.of(shapeOf(fields).index, start);
  };

  /** One number for each plain value and each small one. */
  const atomOf = (field: unknown): number | undefined => {
    switch (typeof field) {
      case 'string':
        return text(field) * 4;
      case 'number':
        return Number.isInteger(field) && field >= 0 && field < 2 ** 28 ? field * 4 + 1 : text(String(field)) * 4 + 3 - 2 ** 31;
      case 'object': {
        if (field === null) return 2;
        const small = smallOf(field);
        return small < 0 ? undefined : small * 4 + 3;
      }
      default:
        return field === true ? 6 : 10;
    }
  };

  let count = 0;
  return {
    add: (value) => {
      count++;
      put(value);
    },
    finish: () => {
      const head = Buffer.from(JSON.stringify([count, [...strings.keys()], keysOf]));
      const size = Buffer.alloc(4);
      size.writeUInt32LE(head.length);
      return Buffer.concat([size, head, bytes.subarray(0, length)]);
    },
  };
}

/** Makes a record of the fields that begin at a place of a list. */
type Maker = (fields: readonly unknown[], from: number) => object;

/** Gives back what was packed. Throws when it is no pack. */
export function unpack(packed: Uint8Array): unknown[] {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const start = 4 + bytes.readUInt32LE(0);
  const [count, strings, shapes] = JSON.parse(bytes.toString('utf8', 4, start)) as [number, string[], string[][]];
  const makers = shapes.map(makerOf);
  const sizes = shapes.map((keys) => keys.length);
  const known: unknown[] = [];
  const fields: unknown[] = [];
  let depth = 0;
  let at = start;

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
      case RECORD: {
        const make = makers[rest];
        const size = sizes[rest];
        if (make === undefined || size === undefined) throw new RangeError('a pack lacks a shape');
        const from = depth;
        depth += size;
        for (let place = from; place < from + size; place++) fields[place] = value();
        depth = from;
        return make(fields, from);
      }
      case SHARED: {
        const place = known.push(undefined) - 1;
        return (known[place] = value());
      }
      case NUMBER:
        return Number(strings[rest]);
      default:
        return CONSTANTS[rest];
    }
  };

  return Array.from({ length: count }, value);
}

const makers = new Map<string, Maker>();
const MAKERS_LIMIT = 2000;

/** A literal with just these keys: objects of one shape are small and quick only where one piece of code makes them. */
function makerOf(keys: readonly string[]): Maker {
  const name = keys.join(' ');
  let maker = makers.get(name);
  if (!maker) {
    if (makers.size >= MAKERS_LIMIT) makers.clear();
    makers.set(name, (maker = compiled(keys) ?? ((fields, from) => Object.fromEntries(keys.map((key, at) => [key, fields[from + at]])))));
  }
  return maker;
}

/** Undefined for keys that are no plain names, and where code may not be made from text. */
function compiled(keys: readonly string[]): Maker | undefined {
  if (!keys.every((key) => /^[a-zA-Z]\w*$/.test(key))) return undefined;
  try {
    return new Function('fields', 'from', `return {${keys.map((key, at) => `${key}: fields[from + ${String(at)}]`).join(', ')}};`) as Maker;
  } catch {
    return undefined;
  }
}
