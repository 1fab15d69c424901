import type { Use, Value, WaysOut } from '../model/facts.ts';
import { isWithin, waysOut } from './exits.ts';
import { meaningOf } from './guards.ts';
import { bare, isFunction, memberName, outermost, parentOf } from './parse.ts';
import type { FunctionNode, Node, NodeOf } from './parse.ts';
import { executorCall } from './promises.ts';
import type { Variable } from './scopes.ts';
import type { Tree } from './tree.ts';
import type { Values } from './values.ts';

/** Events after which an emitter of a request, a connection or a process is done for good. */
const REGISTERING = new Set(['on', 'once', 'addListener', 'addEventListener', 'prependListener', 'addOnceListener', 'onAbort', 'addHook', 'hook']);
/** Methods that begin what the handle is there for; their rejection leaves nothing behind to give back. */
const OPENING = /^(?:\$?connect|open|init(?:ialize)?|start|startTransaction|begin\w*|ready|launch|authenticate|login|bind|listen|ping)$/i;

export interface HandleFacts {
  readonly uses: readonly Use[];
  readonly ways: WaysOut;
}

interface Settling {
  readonly settles: Set<Node>;
  readonly releases: Set<number>;
  /** The names of the methods that release, wherever they are called. */
  readonly by: Set<string>;
  readonly events: { name: string; on: Value }[];
  /** Promise chains that release it one way only, when they are fulfilled or when they are rejected. */
  readonly halves: Map<Node, 'then' | 'catch'>;
  handedOn: boolean;
  elsewhere: boolean;
  itself: boolean;
}

/** Follows handles through one file: who uses what a call gave, and who gives it back. */
export interface Releases {
  /** For a handle that a variable holds. */
  ofVariable(variable: Variable, acquisition: Node): HandleFacts;
  /** For a handle that a function is given, with a further parameter that releases it: `(error, client, done) => …`. */
  ofParameter(variable: Variable, fn: FunctionNode, more: { readonly failure: Variable | undefined; readonly release: Variable | undefined }): HandleFacts;
  /** For a registration that a matching call (`off`) undoes. */
  ofListener(call: NodeOf<'CallExpression'>): WaysOut | undefined;
}

export function releasesOf(tree: Tree, values: Values, releasing: ReadonlySet<string>): Releases {
  const functionNode = (index: number): Node => tree.functions[index]?.node ?? tree.program;

  /** How a function value is put to use: called in place, registered, returned or given away. */
  const useOfFunction = (node: Node, seen: Set<Node>, found: (place: Node, how: 'runs' | 'registered' | 'handed', event?: { name: string; on: Value }) => void): void => {
    if (seen.has(node)) return;
    seen.add(node);
    const whole = outermost(node);
    const parent = parentOf(whole);
    if (!parent) return;
    if (node.type === 'FunctionDeclaration' || (parent.type === 'VariableDeclarator' && parent.init === whole)) {
      const name = node.type === 'FunctionDeclaration' ? node.id : parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id : null;
      const variable = name ? tree.scopes.variableOf(name) : undefined;
      if (variable) for (const place of tree.scopes.placesOf(variable)) if (place !== name && !isWithin(place, node)) usePlace(place, seen, found);
      return;
    }
    if (parent.type === 'AssignmentExpression' && parent.right === whole) {
      if (parent.left.type === 'Identifier') {
        const variable = tree.scopes.variableOf(parent.left);
        if (variable) for (const place of tree.scopes.placesOf(variable)) if (place !== parent.left && !isWithin(place, node)) usePlace(place, seen, found);
      } else found(parent, 'handed');
      return;
    }
    usePlace(node, seen, found);
  };

  const usePlace = (place: Node, seen: Set<Node>, found: (place: Node, how: 'runs' | 'registered' | 'handed', event?: { name: string; on: Value }) => void): void => {
    const whole = outermost(place);
    const parent = parentOf(whole);
    if (!parent) return;
    switch (parent.type) {
      case 'CallExpression':
      case 'NewExpression': {
        if (parent.callee === whole) {
          found(parent, 'runs');
          return;
        }
        const name = parent.callee.type === 'MemberExpression' ? (memberName(parent.callee) ?? '') : parent.callee.type === 'Identifier' ? parent.callee.name : '';
        const [first] = parent.arguments;
        if (REGISTERING.has(name) && parent.type === 'CallExpression') {
          const on: Value = parent.callee.type === 'MemberExpression' ? values.of(parent.callee.object) : { kind: 'unknown' };
          found(parent, 'registered', { name: first?.type === 'Literal' && typeof first.value === 'string' ? first.value : name, on });
        } else if (name === 'then' && parent.arguments.length < 2) {
          // Only a fulfilled promise runs it, unless a `catch` with the same release follows: that one is found by itself.
          found(parent, 'registered', { name: 'then', on: { kind: 'unknown' } });
        } else if (name === 'catch') {
          found(parent, 'registered', { name: 'catch', on: { kind: 'unknown' } });
        } else if (parent.type === 'NewExpression' && name === 'Promise') {
          found(parent, 'runs');
        } else found(parent, 'registered');
        return;
      }
      case 'MemberExpression': {
        // `handler.bind(this)`, `cleanup.call(…)`: the call around it is the use.
        const up = parentOf(outermost(parent));
        if (parent.object === whole && up?.type === 'CallExpression' && up.callee === outermost(parent)) {
          const method = memberName(parent);
          if (method === 'call' || method === 'apply') found(up, 'runs');
          else if (method === 'bind') usePlace(up, seen, found);
        }
        return;
      }
      case 'ReturnStatement':
      case 'YieldExpression':
        found(parent, 'handed');
        return;
      case 'ArrowFunctionExpression':
        if (parent.body === whole) found(parent, 'handed');
        return;
      case 'Property': {
        const object = parentOf(parent);
        if (object?.type === 'ObjectExpression') usePlace(object, seen, (at, how, event) => found(at, how === 'runs' ? 'handed' : how, event));
        return;
      }
      case 'ArrayExpression':
      case 'ConditionalExpression':
      case 'LogicalExpression':
      case 'SpreadElement':
        usePlace(parent, seen, found);
        return;
      case 'VariableDeclarator': {
        if (parent.id.type !== 'Identifier') return;
        const variable = tree.scopes.variableOf(parent.id);
        if (variable && !seen.has(parent)) {
          seen.add(parent);
          for (const other of tree.scopes.placesOf(variable)) if (other !== parent.id) usePlace(other, seen, found);
        }
        return;
      }
      case 'AssignmentExpression':
        if (parent.right === whole) found(parent, 'handed');
        return;
      case 'ExportDefaultDeclaration':
      case 'ExportSpecifier':
      case 'PropertyDefinition':
        found(parent, 'handed');
        return;
      default:
    }
  };

  /** Brings a release, wherever it stands, up to the function that acquired: what there makes it happen? */
  const settleAt = (node: Node, home: number, call: Node, settling: Settling, how: 'runs' | 'handed', depth = 0): void => {
    const homeNode = functionNode(home);
    const inside = tree.enclosing(node);
    if (inside === home) {
      settling.settles.add(node);
      const index = tree.callIndex(node);
      if (how === 'runs' && index !== undefined) settling.releases.add(index);
      if (how === 'handed') settling.handedOn = true;
      return;
    }
    const closure = functionNode(inside);
    if (home !== 0 && !isWithin(closure, homeNode)) {
      settling.elsewhere = true;
      return;
    }
    if (depth > 6) {
      settling.handedOn = true;
      return;
    }
    // What is given to a function is acquired outside of it.
    if (call !== bodyOf(homeNode) && isWithin(closure, call)) {
      settling.itself = true;
      return;
    }
    let used = false;
    useOfFunction(closure, new Set(), (place, kind, event) => {
      used = true;
      if (event && (event.name === 'then' || event.name === 'catch')) {
        settleThen(place, event.name, home, call, settling, depth);
        return;
      }
      if (event) settling.events.push(event);
      settleAt(place, home, call, settling, kind === 'handed' ? 'handed' : 'runs', depth + 1);
    });
    // A method of an object, a class member: who calls it is not seen here.
    if (!used) settling.elsewhere = true;
  };

  /** A release in `.then` alone misses the rejection; together with one in `.catch` of the same chain it does not. */
  const settleThen = (place: Node, name: 'then' | 'catch', home: number, call: Node, settling: Settling, depth: number): void => {
    let chain = place;
    for (let up = parentOf(chain); up?.type === 'MemberExpression' && up.object === chain; up = parentOf(chain)) {
      const next = parentOf(up);
      if (next?.type !== 'CallExpression' || next.callee !== up) break;
      chain = next;
    }
    const other = settling.halves.get(chain);
    if (other === undefined || other === name) settling.halves.set(chain, name);
    else {
      settling.halves.delete(chain);
      settleAt(chain, home, call, settling, 'runs', depth + 1);
    }
  };

  const begin = (): Settling => ({ settles: new Set(), releases: new Set(), by: new Set(), events: [], halves: new Map(), handedOn: false, elsewhere: false, itself: false });

  const conclude = (home: number, acquisition: Node, settling: Settling, variable: Variable | undefined, failure?: Variable): WaysOut => {
    const record = tree.functions[home];
    for (const name of settling.halves.values()) settling.events.push({ name, on: { kind: 'unknown' } });
    const facts = {
      releases: [...settling.releases].sort((a, b) => a - b),
      ...(settling.by.size > 0 ? { by: [...settling.by].sort() } : {}),
      ...(settling.events.length > 0 ? { events: settling.events } : {}),
      ...(settling.handedOn ? { handedOn: true } : {}),
      ...(settling.elsewhere ? { elsewhere: true } : {}),
      ...(settling.itself ? { itself: true } : {}),
    };
    if (settling.settles.size === 0 || !record) return { verdict: 'none', ...facts };
    const body = bodyOf(record.node);
    const outcome = waysOut(body, {
      acquisition,
      settles: settling.settles,
      harmless: variable ? openings(variable) : new Set(),
      testsHandle: (test) => (variable ? meaningOf(tree, test, variable, failure) : undefined),
    });
    if (!outcome.open) return { verdict: 'every', ...facts };
    return { verdict: 'some', ...facts, open: { at: tree.at(outcome.open.why === 'end' ? acquisition : outcome.open.node), why: outcome.open.why } };
  };

  const openings = (variable: Variable): Set<Node> => {
    const harmless = new Set<Node>();
    for (const place of tree.scopes.placesOf(variable)) {
      const member = parentOf(outermost(place));
      if (member?.type !== 'MemberExpression' || !OPENING.test(memberName(member) ?? '')) continue;
      const call = parentOf(outermost(member));
      const awaited = call && parentOf(call);
      if (awaited?.type === 'AwaitExpression') harmless.add(awaited);
    }
    return harmless;
  };

  const ofVariable = (variable: Variable, acquisition: Node, followed = new Set<Variable>()): HandleFacts => {
    const uses: Use[] = [];
    const settling = begin();
    const call = bare(acquisition);
    const home = tree.enclosing(call);
    followed.add(variable);
    for (const place of tree.scopes.placesOf(variable)) look(place, variable, home, call, settling, uses, followed);
    // `using c = …`: the scope's end gives it back, whatever the way out.
    const declaration = variable.defs[0]?.parent as unknown as { kind?: string } | null | undefined;
    if (declaration?.kind === 'using' || declaration?.kind === 'await using') return { uses, ways: { verdict: 'every', releases: [] } };
    const start = outermost(call);
    return { uses, ways: conclude(home, start.type === 'ChainExpression' ? call : start, settling, variable) };
  };

  const ofParameter: Releases['ofParameter'] = (variable, fn, { failure, release }) => {
    const uses: Use[] = [];
    const settling = begin();
    const home = tree.functionIndex(fn) ?? 0;
    const body = bodyOf(fn);
    const followed = new Set([variable]);
    for (const place of tree.scopes.placesOf(variable)) if (isWithin(place, body)) look(place, variable, home, body, settling, uses, followed);
    // Whoever takes the function that releases answers for the release.
    if (release) for (const place of tree.scopes.placesOf(release)) if (isWithin(place, body)) settleAt(callAround(place) ?? place, home, body, settling, callAround(place) ? 'runs' : 'handed');
    return { uses, ways: conclude(home, body, settling, variable, failure) };
  };

  const callAround = (place: Node): Node | undefined => {
    const parent = parentOf(outermost(place));
    return parent?.type === 'CallExpression' && parent.callee === outermost(place) ? parent : undefined;
  };

  const look = (place: Node, variable: Variable, home: number, call: Node, settling: Settling, uses: Use[], followed: Set<Variable>): void => {
    const whole = outermost(place);
    const parent = parentOf(whole);
    if (!parent) return;
    switch (parent.type) {
      case 'MemberExpression': {
        if (parent.object !== whole) return;
        // `client.auth.stopAutoRefresh()` is a method of the client too.
        let member: Node = parent;
        let path = memberName(parent) ?? '';
        for (let up = parentOf(outermost(member)); up?.type === 'MemberExpression' && up.object === outermost(member); up = parentOf(outermost(member))) {
          member = up;
          path = `${path}.${memberName(up) ?? ''}`;
        }
        const outer = parentOf(outermost(member));
        if ((outer?.type === 'CallExpression' || outer?.type === 'NewExpression') && outer.callee === outermost(member)) {
          const index = tree.callIndex(outer);
          if (index !== undefined) uses.push({ kind: 'method', name: path, call: index });
          const last = path.slice(path.lastIndexOf('.') + 1);
          if (releasing.has(last)) {
            settling.by.add(last);
            settleAt(outer, home, call, settling, 'runs');
          } else if (last === 'bind' && releasing.has(path.split('.').at(-2) ?? '')) {
            // `on('close', client.quit.bind(client))`
            usePlace(outer, new Set(), (at, how, event) => {
              if (event) settling.events.push(event);
              settleAt(at, home, call, settling, how === 'handed' ? 'handed' : 'runs');
            });
          }
          return;
        }
        // `req.on('close', client.quit)`, `const { close } = client`: the method is given on without a call.
        const last = path.slice(path.lastIndexOf('.') + 1);
        if (releasing.has(last)) {
          usePlace(member, new Set(), (at, how, event) => {
            if (event) settling.events.push(event);
            settleAt(at, home, call, settling, how === 'handed' ? 'handed' : 'runs');
          });
        }
        return;
      }
      case 'CallExpression':
      case 'NewExpression': {
        if (parent.callee === whole) {
          // The handle is itself the release: `const stop = subscribe(…); stop()`.
          const index = tree.callIndex(parent);
          if (index !== undefined) uses.push({ kind: 'method', name: '()', call: index });
          settleAt(parent, home, call, settling, 'runs');
          return;
        }
        passed(parent, parent.arguments.indexOf(whole as never), undefined, variable, home, call, settling, uses, followed);
        return;
      }
      case 'Property':
      case 'SpreadElement':
      case 'ArrayExpression': {
        let inner: Node = parent;
        const path: string[] = [];
        while (inner.type === 'Property' || inner.type === 'ObjectExpression' || inner.type === 'ArrayExpression' || inner.type === 'SpreadElement') {
          if (inner.type === 'Property' && inner.key.type === 'Identifier') path.unshift(inner.key.name);
          const up = parentOf(outermost(inner));
          if (!up) return;
          if (inner.type !== 'Property' && up.type !== 'Property' && up.type !== 'ObjectExpression' && up.type !== 'ArrayExpression' && up.type !== 'SpreadElement') {
            const top = outermost(inner);
            if ((up.type === 'CallExpression' || up.type === 'NewExpression') && up.callee !== top) passed(up, up.arguments.indexOf(top as never), path, variable, home, call, settling, uses, followed);
            else stored(up, top, variable, home, call, settling, uses, followed, path);
            return;
          }
          inner = up;
        }
        return;
      }
      case 'ConditionalExpression':
      case 'LogicalExpression': {
        if (parent.type === 'ConditionalExpression' && parent.test === whole) return;
        const up = parentOf(outermost(parent));
        if (up) stored(up, outermost(parent), variable, home, call, settling, uses, followed);
        return;
      }
      default:
        stored(parent, whole, variable, home, call, settling, uses, followed);
    }
  };

  const passed = (to: NodeOf<'CallExpression'> | NodeOf<'NewExpression'>, argument: number, path: readonly string[] | undefined, variable: Variable, home: number, call: Node, settling: Settling, uses: Use[], followed: Set<Variable>): void => {
    const index = tree.callIndex(to);
    if (index === undefined || argument < 0) return;
    const promised = executorCall(to, tree);
    if (promised) {
      // `new Promise((resolve) => … resolve(client))` gives it to whoever awaits the promise.
      uses.push({ kind: 'returned', function: tree.enclosing(promised), ...(path && path.length > 0 ? { path } : {}) });
      settleAt(to, home, call, settling, 'handed');
      return;
    }
    uses.push({ kind: 'passed', call: index, argument, ...(path && path.length > 0 ? { path } : {}) });
    const name = to.callee.type === 'MemberExpression' ? (memberName(to.callee) ?? '') : to.callee.type === 'Identifier' ? to.callee.name : '';
    if (releasing.has(name) || isCleanup(to, name)) settleAt(to, home, call, settling, 'runs');
    else if (isCallback(to)) settleAt(to, home, call, settling, 'handed');
    else if (/^(?:push|unshift|set|add|append|enqueue|use|register|track|defer|adopt)$/.test(name)) settleAt(to, home, call, settling, 'handed');
    else if (to.type === 'NewExpression') {
      // `const session = new Session(connection)`: whoever gets the wrapper, or closes it, answers for what is inside.
      const up = parentOf(outermost(to));
      if (up) stored(up, outermost(to), variable, home, call, settling, [], followed);
    }
  };

  /** `callback(null, client)` gives it on; `await run(client)` only lends it. */
  const isCallback = (to: Node): boolean => to.type === 'CallExpression' && to.callee.type === 'Identifier' && parentOf(to)?.type !== 'AwaitExpression' && isParameter(tree.scopes.variableOf(to.callee));

  /** `finally { await closeQuietly(client) }`: whatever takes the handle there is taken to end it. */
  const isCleanup = (to: Node, name: string): boolean => {
    if (/^(?:close|release|dispose|destroy|clean|stop|end|teardown|shutdown|disconnect|quit)|(?:Close|Release|Dispose|Destroy|Cleanup|Disconnect|Shutdown)/.test(name)) return true;
    for (let at: Node | undefined = to; at && !isFunction(at); at = parentOf(at)) {
      const up = parentOf(at);
      if (up?.type === 'TryStatement' && up.finalizer === at) return true;
    }
    return false;
  };

  const stored = (parent: Node, whole: Node, variable: Variable, home: number, call: Node, settling: Settling, uses: Use[], followed: Set<Variable>, path: readonly string[] = []): void => {
    const within = path.length > 0 ? { path } : {};
    switch (parent.type) {
      case 'ReturnStatement':
      case 'YieldExpression':
        uses.push({ kind: 'returned', function: tree.enclosing(parent), ...within });
        settleAt(parent, home, call, settling, 'handed');
        return;
      case 'ArrowFunctionExpression':
        if (parent.body === whole) {
          const index = tree.functionIndex(parent);
          if (index !== undefined) uses.push({ kind: 'returned', function: index, ...within });
          settling.handedOn = true;
          settling.settles.add(whole);
        }
        return;
      case 'VariableDeclarator': {
        if (parent.init !== whole || parent.id.type !== 'Identifier') return;
        const alias = tree.scopes.variableOf(parent.id);
        if (!alias || followed.has(alias)) return;
        followed.add(alias);
        for (const place of tree.scopes.placesOf(alias)) if (place !== parent.id) look(place, alias, home, call, settling, uses, followed);
        return;
      }
      case 'AssignmentExpression':
        if (parent.right !== whole) return;
        if (parent.left.type === 'Identifier') {
          const alias = tree.scopes.variableOf(parent.left);
          if (alias === variable) return;
          if (alias && tree.homeOf(alias) === home && !followed.has(alias)) {
            followed.add(alias);
            for (const place of tree.scopes.placesOf(alias)) if (place !== parent.left) look(place, alias, home, call, settling, uses, followed);
            return;
          }
        }
        if (parent.left.type === 'MemberExpression') {
          const name = memberName(parent.left);
          uses.push(name !== undefined
            ? { kind: 'stored', in: values.of(parent.left as Node) }
            : { kind: 'stored', in: values.of(parent.left.object), key: values.of(parent.left.property) });
        } else uses.push({ kind: 'stored', in: values.of(parent.left as Node) });
        settleAt(parent, home, call, settling, 'handed');
        return;
      case 'ExportSpecifier':
      case 'ExportDefaultDeclaration':
        uses.push({ kind: 'exported' });
        return;
      default:
    }
  };

  let removals: NodeOf<'CallExpression'>[] | undefined;
  const ofListener = (call: NodeOf<'CallExpression'>): WaysOut | undefined => {
    if (call.callee.type !== 'MemberExpression') return undefined;
    const receiver = tree.source(call.callee.object).replaceAll(/[?!]/g, '');
    const added = memberName(call.callee) ?? '';
    const home = tree.enclosing(call);
    const settling = begin();
    let ineffective: WaysOut['ineffective'];
    removals ??= tree.calls.filter((other): other is NodeOf<'CallExpression'> => other.type === 'CallExpression' && REMOVING.has(memberName(other.callee) ?? ''));
    for (const other of removals) {
      if (other === call || other.callee.type !== 'MemberExpression') continue;
      const name = memberName(other.callee) ?? '';
      if (tree.source(other.callee.object).replaceAll(/[?!]/g, '') !== receiver) {
        // The emitter may go by another name (`const { signal } = options`); that it is the same listener tells.
        if (isSameHandler(call, other)) settleAt(other, home, call, settling, 'runs');
        continue;
      }
      const verdict = undoes(call, added, other, name);
      // A removal that stands before is about what was there before.
      if (verdict !== 'yes' && verdict !== 'no' && other.start < call.start && tree.enclosing(other) === home) continue;
      if (verdict === 'yes') settleAt(other, home, call, settling, 'runs');
      else if (verdict !== 'no') ineffective ??= { at: tree.at(other), why: verdict };
    }
    const ways = conclude(home, call, settling, undefined);
    return ineffective ? { ...ways, ineffective } : ways;
  };

  /** Does this removal undo that registration? `no` when it is about something else. */
  const undoes = (call: NodeOf<'CallExpression'>, added: string, removal: NodeOf<'CallExpression'>, name: string): 'yes' | 'no' | 'function' | 'event' | 'method' => {
    const [event, handler] = call.arguments;
    const [otherEvent, otherHandler] = removal.arguments;
    if (added === 'psubscribe' || added === 'subscribe') {
      if (name === 'unsubscribe') return added === 'subscribe' ? 'yes' : 'method';
      if (name === 'punsubscribe') return added === 'psubscribe' ? 'yes' : 'method';
      return 'no';
    }
    if (name === 'removeAllListeners' && (!otherEvent || !event || sameText(event, otherEvent))) return 'yes';
    if (name === 'unsubscribe' || name === 'punsubscribe') return 'no';
    if (!event || !otherEvent) return 'no';
    if (!sameText(event, otherEvent)) return 'no';
    if (!handler || !otherHandler) return otherHandler ? 'no' : 'yes';
    const one = bare(handler);
    const two = bare(otherHandler);
    if (isFunction(two) || isBound(two)) return 'function';
    // `off(e, handlers.get(key))`: what was noted when it was added.
    if (isLookedUp(two)) return 'yes';
    // A function that removes itself by its own name.
    if (one.type === 'FunctionExpression' && two.type === 'Identifier' && one.id?.name === two.name) return 'yes';
    // Another named handler may be what another `on` added.
    if (one.type === 'Identifier' && two.type === 'Identifier') {
      const [first, second] = [tree.scopes.variableOf(one), tree.scopes.variableOf(two)];
      if (first === second && (first !== undefined || one.name === two.name)) return 'yes';
      if (first && second && isGiven(second, first)) return 'yes';
      // `on(e, fn)` and `off(e, fn)` of a wrapper: each passes on what it is given.
      if (first && second && isParameter(first) && isParameter(second) && tree.homeOf(first) !== tree.homeOf(second)) return 'no';
      // `handlers.forEach((handler, event) => off(event, handler))`: what was noted somewhere is taken off.
      if (isParameter(second) && !isParameter(first)) return 'yes';
      return isAddedElsewhere(call, receiverOf(call), two, otherEvent) ? 'no' : 'function';
    }
    if (tree.source(one) === tree.source(two) || isKeptAs(one, two)) return 'yes';
    if (isBound(one) && boundTarget(one) === tree.source(two)) return 'function';
    return isAddedElsewhere(call, receiverOf(call), two, otherEvent) ? 'no' : 'function';
  };

  const isLookedUp = (node: Node): boolean => {
    if (node.type === 'CallExpression') return node.callee.type === 'MemberExpression' && memberName(node.callee) === 'get';
    if (node.type === 'MemberExpression') return memberName(node) === undefined;
    const definition = node.type === 'Identifier' ? (tree.scopes.variableOf(node)?.defs[0]?.node as unknown as Node | undefined) : undefined;
    return definition?.type === 'VariableDeclarator' && definition.id.type === 'Identifier' && definition.init !== null && bare(definition.init).type !== 'Identifier' && isLookedUp(bare(definition.init));
  };

  /** `remove = listener`: the variable is given what the other one holds. */
  const isGiven = (variable: Variable, other: Variable): boolean =>
    tree.scopes.placesOf(variable).some((place) => {
      const parent = parentOf(place);
      const given = parent?.type === 'AssignmentExpression' && parent.left === place ? parent.right : parent?.type === 'VariableDeclarator' && parent.id === place ? parent.init : null;
      return given?.type === 'Identifier' && tree.scopes.variableOf(given) === other;
    });

  /** `record.handler = handler` where it is added, `off(event, record.handler)` where it is taken off. */
  const isKeptAs = (one: Node, two: Node): boolean => {
    const variable = one.type === 'Identifier' ? tree.scopes.variableOf(one) : undefined;
    const name = memberName(two);
    return variable !== undefined && name !== undefined && tree.assignments.some(({ left, right }) => memberName(left as Node) === name && right.type === 'Identifier' && tree.scopes.variableOf(right) === variable);
  };

  /** A variable of a function that both name as the listener for one event. */
  const isSameHandler = (call: NodeOf<'CallExpression'>, other: NodeOf<'CallExpression'>): boolean => {
    const [[event, one], [otherEvent, two]] = [call.arguments, other.arguments];
    if (!event || !otherEvent || one?.type !== 'Identifier' || two?.type !== 'Identifier' || !sameText(event, otherEvent)) return false;
    const variable = tree.scopes.variableOf(one);
    return variable !== undefined && variable === tree.scopes.variableOf(two) && !isParameter(variable) && tree.homeOf(variable) > 0;
  };

  const isParameter = (variable: Variable | undefined): boolean => (variable?.defs[0]?.type as string | undefined) === 'Parameter';

  const receiverOf = (call: NodeOf<'CallExpression'>): string => (call.callee.type === 'MemberExpression' ? tree.source(call.callee.object) : '');

  /** Another registration for the same event adds this handler, so the removal is about that one. */
  const isAddedElsewhere = (self: Node, receiver: string, handler: Node, event: Node): boolean =>
    tree.calls.some((other) => other !== self && other.type === 'CallExpression' && other.callee.type === 'MemberExpression' && REGISTERING.has(memberName(other.callee) ?? '') &&
      tree.source(other.callee.object) === receiver && other.arguments[0] !== undefined && sameText(other.arguments[0], event) && other.arguments.some((argument) => tree.source(argument) === tree.source(handler)));

  const sameText = (a: Node, b: Node): boolean => {
    if (a.type === 'Literal' && b.type === 'Literal') return a.value === b.value;
    return tree.source(a) === tree.source(b);
  };

  const isBound = (node: Node): boolean => node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && memberName(node.callee) === 'bind';
  const boundTarget = (node: Node): string => (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' ? tree.source(node.callee.object) : '');

  return { ofVariable: (variable, acquisition) => ofVariable(variable, acquisition), ofParameter, ofListener };
}

const REMOVING = new Set(['off', 'removeListener', 'removeEventListener', 'removeAllListeners', 'unsubscribe', 'punsubscribe', 'unregister']);

function bodyOf(node: Node): Node {
  return isFunction(node) && node.body ? node.body : node;
}
