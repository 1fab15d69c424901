import { expect, test } from 'vitest';
import { edited, offersFor, sourceOf } from '../../src/repairs/index.ts';
import { EXPRESS, filesOf, findingsIn } from '../support/project.ts';

/** Makes the first offer for the first finding that has one, until there is none. */
function repaired(files: Readonly<Record<string, string>>): { readonly files: Readonly<Record<string, string>>; readonly steps: number } {
  let now = files;
  for (let steps = 0; steps < 20; steps++) {
    const next = findingsIn(now).flatMap((finding) => {
      const text = now[finding.at.file] ?? '';
      const [offer] = offersFor(finding, sourceOf(finding.at.file, text), { hasPackage: () => false, rangeOf: () => undefined }).offers;
      return offer ? [{ file: finding.at.file, text: edited(text, offer.edits) }] : [];
    })[0];
    if (!next) return { files: now, steps };
    now = { ...now, [next.file]: next.text };
  }
  throw new Error('there is always something left to repair');
}

test('repairs of several rules compose, and come to an end', () => {
  const { files, steps } = repaired(filesOf({
    'package.json': EXPRESS,
    'app.js': `
      import { createReadStream } from 'node:fs';
      import { EventEmitter } from 'node:events';
      import express from 'express';

      const bus = new EventEmitter();
      const app = express();

      app.get('/feed', async (req, res) => {
        await fetch('https://a.example/hook');
        setInterval(() => res.write('tick'), 1000);
        bus.on('post', (post) => res.write(post));
        bus.on('reply', (reply) => {
          res.write(reply);
        });
        setInterval(() => res.write('tock'), 2000);
        createReadStream('head.txt').pipe(res);
      });
    `,
  }));
  expect(steps).toBe(6);
  expect(findingsIn(files)).toEqual([]);
  expect(files['app.js']).toMatchInlineSnapshot(`
    "import { createReadStream } from 'node:fs';
    import { EventEmitter } from 'node:events';
    import express from 'express';
    import { pipeline } from 'node:stream';

    const bus = new EventEmitter();
    const app = express();

    app.get('/feed', async (req, res) => {
      const response = await fetch('https://a.example/hook');
      await response.body?.cancel();
      const timer = setInterval(() => res.write('tick'), 1000);
      res.on('close', () => clearInterval(timer));
      const onPost = (post) => res.write(post);
      bus.on('post', onPost);
      res.on('close', () => bus.off('post', onPost));
      const onReply = (reply) => {
        res.write(reply);
      };
      bus.on('reply', onReply);
      res.on('close', () => bus.off('reply', onReply));
      const timer2 = setInterval(() => res.write('tock'), 2000);
      res.on('close', () => clearInterval(timer2));
      pipeline(createReadStream('head.txt'), res, (error) => {
        if (error) console.error(error);
      });
    });
    "
  `);
});
