import { describe, expect, test } from 'vitest';
import { summaryOf } from '../support/project.ts';

/** What is known of the ways out for the one `new Thing()` in a function's body: "every", "some: return 4", "none elsewhere" … */
function ways(body: string, head = 'async function run(emitter, ok)'): string {
  const { calls } = summaryOf(`${head} {\n${body}\n}`);
  const call = calls.find((one) => one?.kind === 'new' && one.name === 'Thing');
  if (!call?.ways) return call ? 'not followed' : 'no call';
  const { verdict, open, events, handedOn, elsewhere, itself, ineffective } = call.ways;
  return [
    verdict + (open ? `: ${open.why} ${String(open.at[0])}` : ''),
    ...(events ?? []).map((event) => `on ${event.name}`),
    ...(handedOn ? ['handed on'] : []),
    ...(elsewhere ? ['elsewhere'] : []),
    ...(itself ? ['itself'] : []),
    ...(ineffective ? ['ineffective'] : []),
  ].join(', ');
}

// The body's first line is line 2.
describe('ways out', () => {
  test.each<[string, string, string]>([
    ['never', 'const it = new Thing(); it.use();', 'none'],
    ['at the end, nothing between can leave', 'const it = new Thing(); it.use(); it.close();', 'every'],
    ['an await between may reject', 'const it = new Thing();\nawait it.use();\nit.close();', 'some: await 3'],
    ['the await that opens it is harmless', 'const it = new Thing();\nawait it.connect();\nit.close();', 'every'],
    ['an await before it', 'await ready();\nconst it = new Thing();\nit.close();', 'every'],
    ['finally', 'const it = new Thing();\ntry { await it.use(); } finally { it.close(); }', 'every'],
    ['finally, with a return in try', 'const it = new Thing();\ntry { return await it.use(); } finally { it.close(); }', 'every'],
    ['finally, with a throw in catch', 'const it = new Thing();\ntry { await it.use(); } catch (error) { throw new Error("no", { cause: error }); } finally { await it.close(); }', 'every'],
    ['acquired within the try', 'let it;\ntry { it = new Thing(); await it.use(); } finally { it?.close(); }', 'every'],
    ['acquired within the try, tested in finally', 'let it;\ntry { it = new Thing(); await it.use(); } finally { if (it) it.close(); }', 'every'],
    ['acquired within the try, tested with &&', 'let it;\ntry { it = new Thing(); await it.use(); } finally { it && it.close(); }', 'every'],
    ['tested in finally with what is made of it', 'let it;\nlet watch;\ntry { it = new Thing(); watch = new Watch(it); await it.use(); } finally { if (it && watch) it.close(); }', 'every'],
    ['tested in finally with something else', 'let it;\nlet late;\ntry { it = new Thing(); late = ok(); await it.use(); }\nfinally { if (it && late) it.close(); }', 'some: await 4'],
    ['an await between it and its try', 'const it = new Thing();\nawait other();\ntry { await it.use(); } finally { it.close(); }', 'some: await 3'],
    ['a finally that releases something else', 'const it = new Thing();\ntry {\nawait it.use();\n} finally { emitter.close(); }\nit.close();', 'some: await 4'],
    ['a throw through a finally that releases something else', 'const it = new Thing();\ntry {\nif (ok) throw new Error();\n} finally { emitter.close(); }\nit.close();', 'some: throw 4'],
    ['a throw in catch, through a finally that releases something else', 'const it = new Thing();\ntry {\nawait ok;\n} catch (error) {\nthrow error;\n} finally { emitter.close(); }\nit.close();', 'some: throw 6'],
    ['a return in finally swallows what was thrown', 'const it = new Thing();\ntry { throw new Error(); } finally { it.close(); return; }', 'every'],
    ['an early return before its try', 'const it = new Thing();\nif (!ok) return;\ntry { await it.use(); } finally { it.close(); }', 'some: return 3'],
    ['a throw', 'const it = new Thing();\nif (!ok) throw new Error();\nit.close();', 'some: throw 3'],
    ['a throw that the function itself catches', 'const it = new Thing();\ntry { if (!ok) throw new Error(); } catch {}\nit.close();', 'every'],
    ['on success only', 'const it = new Thing();\ntry {\nawait it.use();\nit.close();\n} catch { log(); }', 'some: end 2'],
    ['on failure only', 'const it = new Thing();\ntry { await it.use(); } catch { it.close(); }\nreturn it.size;', 'some: return 4'],
    ['on success and on failure', 'const it = new Thing();\ntry { await it.use(); it.close(); } catch { it.close(); }', 'every'],
    ['in both branches', 'const it = new Thing();\nif (ok) { it.close(); return 1; }\nit.close();\nreturn 2;', 'every'],
    ['unless something else holds', 'const it = new Thing();\nif (it && late) it.close();', 'some: end 2'],
    ['in one branch', 'const it = new Thing();\nif (ok) it.close();\nreturn 2;', 'some: return 4'],
    ['in one branch of a conditional expression', 'const it = new Thing();\nok ? it.close() : log();', 'some: end 2'],
    ['in each case of a switch', 'const it = new Thing();\nswitch (ok) { case 1: it.close(); break; case 2: default: it.close(); }', 'every'],
    ['a switch without default', 'const it = new Thing();\nswitch (ok) { case 1: it.close(); break; case 2: it.close(); }', 'some: end 2'],
    ['a case that falls through', 'const it = new Thing();\nswitch (ok) { case 1: log(); case 2: it.close(); break; default: it.close(); }', 'every'],
    ['a case that returns', 'const it = new Thing();\nswitch (ok) {\ncase 1: return 1;\ndefault: it.close(); }', 'some: return 4'],
    ['in a loop that may not run', 'const it = new Thing();\nfor (const one of ok) it.close();', 'some: end 2'],
    ['in a loop that runs at least once', 'const it = new Thing();\ndo { it.close(); } while (ok);', 'every'],
    ['after a loop that breaks', 'const it = new Thing();\nwhile (true) { if (it.done) break; it.step(); }\nit.close();', 'every'],
    ['a return in a loop', 'const it = new Thing();\nfor (;;) {\nif (it.done) return 1;\nif (it.late) break;\n}\nit.close();', 'some: return 4'],
    ['acquired in each round, released in each round', 'for (const one of ok) { const it = new Thing(); it.close(); }', 'every'],
    ['acquired in each round, continue before the release', 'for (const one of ok) {\nconst it = new Thing();\nif (one) continue;\nit.close();\n}', 'some: end 3'],
    ['a labelled break', 'const it = new Thing();\nouter: for (const a of ok) { for (const b of a) { if (b) break outer; } }\nit.close();', 'every'],
    ['for await may reject', 'const it = new Thing();\nfor await (const one of it.rows()) log(one);\nit.close();', 'some: await 3'],
    ['using', 'using it = new Thing();\nawait it.use();', 'every'],
    ['await using', 'await using it = new Thing();\nif (!ok) return;\nawait it.use();', 'every'],
    ['promise finally', 'const it = new Thing();\nreturn it.use().finally(() => it.close());', 'every'],
    ['then with both callbacks', 'const it = new Thing();\nit.use().then(() => it.close(), () => it.close());', 'every'],
    ['then and catch', 'const it = new Thing();\nit.use().then(() => it.close()).catch(() => it.close());', 'every'],
    ['then alone', 'const it = new Thing();\nit.use().then(() => it.close());', 'none, on then'],
    ['catch alone', 'const it = new Thing();\nit.use().catch(() => it.close());', 'none, on catch'],
    ['at an event', "const it = new Thing();\nemitter.on('close', () => it.close());", 'every, on close'],
    ['at one of several events', "const it = new Thing();\nemitter.on('end', () => it.close());", 'every, on end'],
    ['by a named function at two events', "const it = new Thing();\nconst stop = () => it.close();\nemitter.on('end', stop);\nemitter.on('close', stop);", 'every, on end, on close'],
    ['the method itself is registered', "const it = new Thing();\nemitter.on('close', it.close);", 'every, on close'],
    ['the bound method is registered', "const it = new Thing();\nemitter.on('close', it.close.bind(it));", 'every, on close'],
    ['by an inner function that is called in finally', 'const it = new Thing();\nconst stop = () => it.close();\ntry { await it.use(); } finally { stop(); }', 'every'],
    ['by an inner function that is declared later', 'const it = new Thing();\ntry { await it.use(); } finally { stop(); }\nfunction stop() { it.close(); }', 'every'],
    ['by an inner function that nobody calls', 'const it = new Thing();\nfunction stop() { it.close(); }', 'none, elsewhere'],
    ['returned', 'const it = new Thing();\nreturn it;', 'every, handed on'],
    ['returned within an object', 'const it = new Thing();\nreturn { it };', 'every, handed on'],
    ['its end is returned', 'const it = new Thing();\nreturn () => it.close();', 'every, handed on'],
    ['stored', 'const it = new Thing();\nemitter.it = it;', 'every, handed on'],
    ['collected', 'const it = new Thing();\nemitter.all.push(it);', 'every, handed on'],
    ['by its alias', 'const it = new Thing();\nconst same = it;\nsame.close();', 'every'],
    ['its own callback ends it', 'const it = new Thing(() => { it.close(); });', 'none, itself'],
    ['unless it was released already', 'let it;\ntry { it = new Thing(); await it.use(); } finally { if (it && !it.isReleased) await it.close(); }', 'every'],
    ['by a helper with a telling name', 'const it = new Thing();\ntry { await it.use(); } finally { closeQuietly(it); }', 'every'],
    ['process.exit on the other way', 'const it = new Thing();\nif (!ok) { process.exit(1); }\nit.close();', 'every'],
    ['optional call', 'const it = new Thing();\nit?.close?.();', 'every'],
    ['deeper method', 'const it = new Thing();\nit.auth.dispose();', 'every'],
    ['parentheses, assertions and !', 'const it = (new Thing() as any)!;\n(it as any).close();', 'every'],
  ])('%s', (_what, body, expected) => {
    expect(ways(body)).toBe(expected);
  });

  test('in a generator, an arrow, a method', () => {
    expect(ways('const it = new Thing();\ntry { yield it.use(); } finally { it.close(); }', 'function* run()')).toBe('every');
    expect(ways('const it = new Thing();\nit.close();', 'export const run = () =>')).toBe('every');
    expect(ways('run() { const it = new Thing();\nif (ok) return;\nit.close(); }', 'class A')).toBe('some: return 3');
  });

  test('a deep nest of blocks ends', () => {
    const depth = 200;
    expect(ways(`const it = new Thing();\n${'if (ok) { '.repeat(depth)}it.close();${' }'.repeat(depth)}`)).toMatch(/^some/);
    expect(ways(`const it = new Thing();\n${'try { '.repeat(depth)}await it.use();${' } finally { it.close(); }'.repeat(depth)}`)).toBe('every');
  }, 5_000);
});

/** What is known of the one `bus.on(…)`. */
function listener(body: string): string {
  const call = summaryOf(`function run(bus, res, one, two) {\n${body}\n}`).calls.find((one) => one !== null && /^(?:on|addListener|addEventListener|psubscribe|subscribe)$/.test(one.name));
  if (!call?.ways) return 'not followed';
  const { verdict, events, ineffective, itself, handedOn, elsewhere } = call.ways;
  return [verdict, ...(events ?? []).map(({ name }) => `on ${name}`), ...(ineffective ? [`ineffective: ${ineffective.why} ${String(ineffective.at[0])}`] : []), ...(itself ? ['itself'] : []), ...(handedOn ? ['handed on'] : []), ...(elsewhere ? ['elsewhere'] : [])].join(', ');
}

describe('listeners', () => {
  test.each<[string, string, string]>([
    ['never removed', "bus.on('a', one);", 'none'],
    ['the same function', "bus.on('a', one);\nbus.off('a', one);", 'every'],
    ['under the other names', "bus.addListener('a', one);\nbus.removeListener('a', one);", 'every'],
    ['all of them', "bus.on('a', one);\nbus.removeAllListeners('a');", 'every'],
    ['all of everything', "bus.on('a', one);\nbus.removeAllListeners();", 'every'],
    ['all of another event', "bus.on('a', one);\nbus.removeAllListeners('b');", 'none'],
    ['another event', "bus.on('a', one);\nbus.off('b', one);", 'none'],
    ['another emitter', "bus.on('a', one);\nres.off('a', one);", 'none'],
    ['another function', "bus.on('a', one);\nbus.off('a', two);", 'none, ineffective: function 3'],
    ['by the field that it was stored in', "res.kept = one;\nbus.on('a', one);\nbus.off('a', res.kept);", 'every'],
    ['by a field that something else was stored in', "res.kept = two;\nbus.on('a', one);\nbus.off('a', res.kept);", 'none, ineffective: function 4'],
    ['a function that another listener added', "bus.on('a', one);\nbus.on('a', two);\nbus.off('a', two);", 'none'],
    ['a new arrow', "bus.on('a', () => one());\nbus.off('a', () => one());", 'none, ineffective: function 3'],
    ['bound twice', "bus.on('a', one.bind(res));\nbus.off('a', one.bind(res));", 'none, ineffective: function 3'],
    ['bound, the plain one removed', "bus.on('a', one.bind(res));\nbus.off('a', one);", 'none, ineffective: function 3'],
    ['bound once and kept', "const bound = one.bind(res);\nbus.on('a', bound);\nbus.off('a', bound);", 'every'],
    ['members', "bus.on('a', res.write);\nbus.off('a', res.write);", 'every'],
    ['psubscribe with unsubscribe', "bus.psubscribe('a', one);\nbus.unsubscribe('a', one);", 'none, ineffective: method 3'],
    ['psubscribe with punsubscribe', "bus.psubscribe('a', one);\nbus.punsubscribe('a');", 'every'],
    ['when the response closes', "bus.on('a', one);\nres.on('close', () => bus.off('a', one));", 'every, on close'],
    ['optional chaining on one side', "bus.on('a', one);\nbus?.off('a', one);", 'every'],
    ['a closure that is returned', "bus.on('a', one);\nreturn () => bus.off('a', one);", 'every, handed on'],
    ['in its own callback', "bus.on('a', () => { bus.removeAllListeners('a'); });", 'none, itself'],
  ])('%s', (_what, body, expected) => {
    expect(listener(`${body}`)).toBe(expected);
  });
});
