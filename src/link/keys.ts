import type { TypeFact, Value } from '../model/facts.ts';
import type { CallGraph } from './calls.ts';
import type { Lives } from './lives.ts';
import { bindingOf, rootValue } from './program.ts';
import type { Module, Program } from './program.ts';
import type { References } from './references.ts';

/** How many different values something may take: `finite` ones can be counted, `open` ones come from outside without end. */
export type Openness = 'open' | 'finite' | 'unknown';

export interface Keys {
  openness(module: Module, value: Value, fn: number): Openness;
}

/** Calls that give a new value each time. */
const FRESH = /^(?:node:crypto#(?:randomUUID|randomBytes)|global#(?:Date\.now|Math\.random|performance\.now|crypto\.randomUUID)|uuid#(?:v\d)?|nanoid#(?:nanoid)?|ulid#(?:ulid)?|cuid#|@paralleldrive\/cuid2#createId|global#Symbol)/;
/** Methods and functions whose result is as open as what goes in. */
const THROUGH = new Set(['toString', 'toLowerCase', 'toUpperCase', 'toLocaleLowerCase', 'trim', 'replace', 'replaceAll', 'slice', 'substring', 'substr', 'split', 'at', 'join', 'concat', 'normalize', 'padStart', 'padEnd', 'String', 'Number', 'parseInt', 'parseFloat', 'stringify', 'encodeURIComponent', 'decodeURIComponent', 'pop', 'shift', 'find', 'toJSON', 'toISOString', 'getTime', 'valueOf', 'digest', 'update', 'parse', 'safeParse', 'parseAsync', 'hash']);
/** Properties of a request that take few values. */
const FEW = /^(?:method|\w*type|kind|protocol|locales?|(?:locale|lang(?:uage)?|country|currency)(?:_?(?:code|id))?|(?:base|quote|from|to|source|target|default|display)_?(?:currency|locale|lang(?:uage)?)|role|status(?:_?(?:code|text))?|event(?:name)?|action|version|level|mode|format|length|size|time_?zone|tz|region|country|env(?:ironment)?|stage|provider(?:_?(?:id|name|key))?|model(?:_?(?:id|name))?|command|feature|flag|plan|tier|theme|preset|schema|table(?:name)?|collection|namespace|service(?:name)?|plugin(?:name)?|extension|module(?:name)?|component|view|template|encoding|dialect|driver|engine|adapter|algorithm|unit|category|profile(?:name)?|package(?:name)?|library(?:name)?|bundle(?:name)?|file_?(?:name|path))$/i;
/** Names that say whose data it is. */
const IDENTITY = /^(?:_?(?:user|session|socket|client|conn(?:ection)?|req(?:uest)?|visitor|customer|account|device|peer|player|chat|message|msg|job|task|run|execution|trace|correlation|order|upload|thread|conversation|room|ticket|transaction|remote|caller|sender|recipient|tenant|org(?:anization)?|workspace|member|participant|call|stream|event|rate|limit|idempotency)[_-]?(?:id|key|token|ip|addr(?:ess)?|uuid|email|name)|ip|ip_?addr(?:ess)?|remoteAddress|clientIp|token|accessToken|refreshToken|sessionToken|jwt|email|phone|uuid|nonce|fingerprint|username|sid|jti|state|otp)$/i;
/** Whatever is called an id names one of many, unless it is a kind of thing that a project configures. */
const AN_ID = /[a-z]Id$|_id$|(?:^|[a-z])Ids?$/;
const CONFIGURED = /(?:server|service|provider|model|plugin|namespace|feature|schema|table|config|env|region|store|app|template|tool|integration|source|target|type|locale|theme|block|component|module|connector|adapter|node|shard|worker|consumer|topic)_?Ids?$/i;
const isIdentity = (name: string): boolean => IDENTITY.test(name) || (AN_ID.test(name) && !CONFIGURED.test(name));
/** Functions that name whose data it is. */
const DERIVED = /(?:key|hash|ip|ipaddress|address|token|digest|fingerprint|userid|sessionid|clientid|identifier|cachekey|url|path)$/i;
/** Types of what comes from outside. */
const REQUEST = /^(?:Request|Headers|URLSearchParams|FormData|NextRequest|IncomingMessage|FastifyRequest)$/;
const SETTINGS = /^(?:config|settings|env|options|opts|constants?|defaults?|flags)$/i;

export function keysOf(program: Program, references: References, graph: CallGraph, lives: Lives): Keys {
  const known = new Map<string, Openness>();
  const busy = new Set<string>();

  const all = (values: readonly Openness[]): Openness => (values.includes('open') ? 'open' : values.includes('unknown') ? 'unknown' : 'finite');

  const openness = (module: Module, value: Value, fn: number, depth = 0): Openness => {
    if (depth > 8) return 'unknown';
    switch (value.kind) {
      case 'literal':
        return 'finite';
      case 'global':
        return value.name === '++' ? 'open' : 'unknown';
      case 'join':
        return all(value.parts.map((part) => openness(module, part, fn, depth + 1)));
      case 'either':
        return all(value.options.map((option) => openness(module, option, fn, depth + 1)));
      case 'object':
      case 'array':
      case 'function':
        // A new object each time.
        return 'open';
      case 'binding':
        return bindingOpenness(module, value.index, depth);
      case 'member':
        return memberOpenness(module, value, fn, depth);
      case 'element': {
        const of = openness(module, value.of, fn, depth + 1);
        return of === 'open' ? 'open' : of;
      }
      case 'call':
        return callOpenness(module, value.index, fn, depth);
      default:
        return 'unknown';
    }
  };

  const memberOpenness = (module: Module, value: Extract<Value, { kind: 'member' }>, fn: number, depth: number): Openness => {
    const root = rootValue(value);
    if (root.kind === 'global' && (root.name === 'process' || root.name === 'import')) return 'finite';
    if (FEW.test(value.name)) return 'unknown';
    for (const target of references.resolve(module, value)) {
      // A member of an enum or of a table written down in the code.
      if (target.kind === 'object' || target.kind === 'function' || target.kind === 'class') return 'finite';
    }
    if (isWritten(module, value)) return 'finite';
    const of = value.of.kind === 'binding' && bindingOf(module, value.of.index)?.kind === 'parameter' ? parameterMember(module, value.of.index, value.name, depth + 1) : openness(module, value.of, fn, depth + 1);
    if (of === 'open') return 'open';
    if (root.kind === 'binding' && SETTINGS.test(bindingOf(module, root.index)?.name ?? '')) return of === 'finite' ? 'finite' : 'unknown';
    return isIdentity(value.name) || (value.name === 'id' && root.kind === 'binding' && /^(?:socket|ws|conn(?:ection)?|client|session|user|req(?:uest)?|res|ctx|job|message|msg|peer)$/i.test(bindingOf(module, root.index)?.name ?? '')) ? 'open' : 'unknown';
  };

  /** `Colors.RED`, where `Colors` is an object literal of constants. */
  const isWritten = (module: Module, value: Extract<Value, { kind: 'member' }>): boolean =>
    references.resolve(module, value.of).some((target) => target.kind === 'object' && target.value.kind === 'object' && target.value.properties.some(([name, property]) => name === value.name && property.kind === 'literal'));

  const bindingOpenness = (module: Module, index: number, depth: number): Openness => {
    const binding = bindingOf(module, index);
    if (!binding) return 'unknown';
    const key = `#${module.firstBinding + index}`;
    const before = known.get(key);
    if (before) return before;
    if (busy.has(key)) return 'unknown';
    busy.add(key);
    const found = find();
    busy.delete(key);
    known.set(key, found);
    return found;

    function find(): Openness {
      if (!binding) return 'unknown';
      if (binding.type?.finite) return 'finite';
      if (FEW.test(binding.name)) return binding.kind === 'variable' && binding.values.length > 0 && binding.values.every((value) => value.kind === 'literal') ? 'finite' : 'unknown';
      if (binding.import) {
        const place = lives.placeOf(module, { kind: 'binding', index });
        return place && place.values.length > 0 && place.values.every((value) => value.kind === 'literal') ? 'finite' : 'unknown';
      }
      const home = module.firstFunction + binding.function;
      if (binding.each) {
        const over = iterated(module, binding.each, home, depth + 1);
        return over === 'unknown' && isIdentity(binding.name) ? 'open' : over;
      }
      if (binding.kind === 'parameter') return parameterOpenness(module, index, depth);
      if (binding.values.length > 0) {
        const result = all(binding.values.filter((value) => !(value.kind === 'literal' && value.value === null)).map((value) => openness(module, value, home, depth + 1)));
        return result === 'unknown' && isIdentity(binding.name) ? 'open' : result;
      }
      return isIdentity(binding.name) ? 'open' : 'unknown';
    }
  };

  /** What a loop runs over: a table written down is finite. */
  const iterated = (module: Module, value: Value, fn: number, depth: number): Openness => {
    if (value.kind === 'array') return all(value.items.map((item) => (item.kind === 'object' || item.kind === 'array' ? 'finite' : openness(module, item, fn, depth + 1))));
    if (value.kind === 'call') {
      const call = module.summary.calls[value.index];
      const [first] = call?.arguments ?? [];
      if (call && /^(?:keys|values|entries)$/.test(call.name) && first) return iterated(module, first, fn, depth + 1);
    }
    for (const target of references.resolve(module, value)) if (target.kind === 'object' && (target.value.kind === 'array' ? target.value.items.length > 0 : target.value.kind === 'object' && target.value.properties.length > 0)) return 'finite';
    return openness(module, value, fn, depth + 1);
  };

  const isRequestType = (module: Module, type: TypeFact | undefined): boolean =>
    type !== undefined && type.names.length === 1 && type.names.some((name) => (name.kind === 'global' && REQUEST.test(name.name)) || references.typeTargets(module, name).some((target) => target.kind === 'external' && REQUEST.test(target.origin.slice(target.origin.search(/[#.][^#.]*$/) + 1))));

  /** A property of a parameter: callers may give an object literal of which only this property counts. */
  const parameterMember = (module: Module, index: number, name: string, depth: number): Openness => {
    const key = `#${module.firstBinding + index}.${name}`;
    const before = known.get(key);
    if (before) return before;
    if (busy.has(key)) return 'unknown';
    busy.add(key);
    const found = parameterOpenness(module, index, depth, [name]);
    busy.delete(key);
    known.set(key, found);
    return found;
  };

  const parameterOpenness = (module: Module, index: number, depth: number, further: readonly string[] = []): Openness => {
    const binding = bindingOf(module, index);
    if (!binding?.parameter) return 'unknown';
    const owner = module.firstFunction + binding.function;
    const { index: position } = binding.parameter;
    const path = [...binding.parameter.path, ...further];
    const last = path.at(-1) ?? binding.name;
    const entry = lives.entryOf(owner);
    // What an emitter of its own tells may be few things (devices, settings); what a request brings is not.
    // The name of a procedure is one of those that there are.
    if (entry?.framework === 'tRPC' && last === 'path') return 'finite';
    if (entry?.framework === 'callback') return isIdentity(last) ? 'open' : 'unknown';
    if (entry && entry.framework !== 'library') return FEW.test(last) || entry.per === 'process' ? 'unknown' : 'open';
    // What brings anything brings it to a helper as well.
    if (path.length === 0 && isRequestType(module, binding.type)) return 'open';
    // A type of its own (a union, an enum, a branded name) tells that its values are not just any text.
    if (binding.type && binding.type.names.length > 0 && !isIdentity(last)) return 'unknown';
    const callers = graph.callersOf(owner).slice(0, 16);
    const results: Openness[] = [];
    for (const caller of callers) {
      const call = program.callFact(caller);
      const given = call?.arguments[position];
      if (!call || !given) continue;
      const home = program.moduleOfCall(caller);
      const whole = path.reduce<Value>((of, name) => (of.kind === 'object' ? (of.properties.find(([key]) => key === name)?.[1] ?? { kind: 'unknown' }) : { kind: 'member', of, name }), given);
      results.push(openness(home, whole, home.firstFunction + call.function, depth + 1));
    }
    if (results.length > 0) {
      const known_ = all(results);
      if (known_ !== 'unknown') return known_;
    }
    return isIdentity(last) ? 'open' : 'unknown';
  };

  const callOpenness = (module: Module, index: number, fn: number, depth: number): Openness => {
    const call = module.summary.calls[index];
    if (!call) return 'unknown';
    if (graph.originsOf(module.firstCall + index).some((origin) => FRESH.test(origin))) return 'open';
    if (call.kind === 'new') return call.arguments.length > 0 && call.name === 'URL' ? openness(module, call.arguments[0] ?? { kind: 'unknown' }, fn, depth + 1) : 'open';
    if (call.name === 'randomUUID') return 'open';
    const given = call.arguments.map((argument) => {
      const written = argument.kind === 'binding' ? objectIn(module, argument.index) : argument;
      return written.kind === 'object' || written.kind === 'array' ? inside(module, written, fn, depth + 1) : argument.kind === 'function' ? 'finite' : openness(module, argument, fn, depth + 1);
    });
    const receiver = call.callee.kind === 'member' ? openness(module, call.callee.of, fn, depth + 1) : undefined;
    if (THROUGH.has(call.name)) return call.callee.kind === 'member' && call.name !== 'stringify' && call.name !== 'parse' ? (receiver === 'open' ? 'open' : all([receiver ?? 'unknown', ...given])) : all(given.length > 0 ? given : ['unknown']);
    // `req.get('x')`, `headers.get('x')`: read from what the request brought.
    if (receiver === 'open' && /^(?:get|header|headers|param|params|query|cookie|cookies|json|text|formData|body|ip|getAll|valid)$/i.test(call.name)) return 'open';
    const targets = graph.calleesOf(module.firstCall + index).filter((target) => target.kind === 'function');
    if (targets.length > 0) {
      // What a function makes of a request may be few things (a tenant, a setting); names such as `clientIp` say that it is not.
      if (given.includes('open') && DERIVED.test(call.name)) return 'open';
      if (given.length > 0 && given.every((one) => one === 'finite')) return 'finite';
      return DERIVED.test(call.name) && targets.some((target) => target.kind === 'function' && returnsOpen(target.fn, depth + 1)) ? 'open' : 'unknown';
    }
    return 'unknown';
  };

  /** A key that a function of the project puts together of parts of which one is open. */
  const returnsOpen = (target: number, depth: number): boolean => {
    const home = program.moduleOfFunction(target);
    return program.functionFact(target).returns.some((returned) => openness(home, returned, target, depth + 1) === 'open');
  };

  /** An object literal that a variable was given, or the variable itself. */
  const objectIn = (module: Module, index: number): Value => {
    const binding = bindingOf(module, index);
    const [first] = binding?.values ?? [];
    return binding && !binding.reassigned && binding.values.length === 1 && first?.kind === 'object' ? first : { kind: 'binding', index };
  };

  const inside = (module: Module, value: Value, fn: number, depth: number): Openness => {
    if (value.kind === 'object') return all([...value.properties.map(([, property]) => property), ...(value.spreads ?? [])].map((property) => (property.kind === 'object' || property.kind === 'array' ? inside(module, property, fn, depth + 1) : openness(module, property, fn, depth + 1))));
    if (value.kind === 'array') return all(value.items.map((item) => openness(module, item, fn, depth + 1)));
    return 'unknown';
  };

  return { openness: (module, value, fn) => openness(module, value, fn) };
}
