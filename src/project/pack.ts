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
  const shapes = new Map<string, number>();
  const keysOf: (readonly string[])[] = [];
  /** Numbers of the small values so far, by their content. */
  const shared = new Map<string, number>();
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

  const shapeOf = (keys: readonly string[]): number => {
    const key = keys.join(' ');
    let at = shapes.get(key);
    if (at === undefined) {
      shapes.set(key, (at = shapes.size));
      keysOf.push(keys);
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
    const key = keyOf(value);
    if (key !== undefined) {
      const before = shared.get(key);
      if (before !== undefined) {
        write(before * 8 + AGAIN);
        return;
      }
      shared.set(key, shared.size);
      write(SHARED);
    }
    body(value);
  };

  const body = (value: object): void => {
    if (Array.isArray(value)) {
      write(value.length * 8 + LIST);
      for (const item of value) put(item);
      return;
    }
    const fields = value as Fields;
    const names = Object.keys(fields);
    const present = names.every((name) => fields[name] !== undefined) ? names : names.filter((name) => fields[name] !== undefined);
    write(shapeOf(present) * 8 + RECORD);
    for (const name of present) put(fields[name]);
  };

  /** The same for equal values that are small and hold no lists but empty ones. */
  const keyOf = (value: object): string | undefined => {
    if (Array.isArray(value)) return value.length === 0 ? '[]' : undefined;
    const fields = value as Fields;
    let key = '';
    let count = 0;
    for (const name in fields) {
      if (++count > SHARED_FIELDS) return undefined;
      const field = fields[name];
      if (field === undefined) continue;
      if (typeof field === 'object' && field !== null) {
        const inner = keyOf(field);
        if (inner === undefined) return undefined;
        key += `${name}{${inner}}`;
      } else key += typeof field === 'string' ? `${name}"${String(text(field))} ` : `${name}=${String(field)} `;
    }
    return key;
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
