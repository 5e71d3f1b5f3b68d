// Nothing hangs in silence, and what was there stays: cancelled, refused, mute, dead, from disk.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { policyOf, serve } from '../serve.mjs';

const RECORD = '[2026-11-23 03:53:35.864 | info | PId: 7 | TId: 7] ';
const LOG = 'DD-DotNet-Profiler-Native-shop-7.log';
const REJECTED = `${RECORD}CorProfilerCallback is initializing.\n${RECORD.replace('info', 'error')}403\n`;
const HUGE = { name: 'DD-DotNet-Profiler-Native-shop-8.log', text: `${RECORD}${'x'.repeat(1000)}\n`, repeat: 150_000 };
/** What is promised, with a second for a slow machine. */
const SOON = 6_000;

const causes = async (page) => (await page.runs()).map(({ cause }) => cause);
const until = (page, words, timeout = SOON) =>
  page.waitForFunction((words) => document.body.innerText.includes(words), { timeout, polling: 100 }, words);

/** Stops, as often as a hand does it that sees nothing happen, and waits for what was there before. */
async function stopped(page, act, state) {
  for (let tries = 0; tries < 5; tries += 1) {
    if (await page.state() === 'working') await act();
    const is = () => page.page.waitForFunction((state) => document.querySelector('main').dataset.state === state, { timeout: 2000, polling: 20 }, state);
    if (await is().then(() => true, () => false)) return;
  }
  throw new Error(`stopping does not lead to ${state}: ${(await page.text()).slice(0, 300)}`);
}

export async function test(context) {
  await cancelled(context);
  await dead(context);
  await silent(context);
}

async function cancelled({ newPage, report }) {
  const page = await newPage();
  const stop = {
    Cancel: () => page.page.$eval('[data-action=cancel]', (button) => button.click()),
    Escape: () => page.page.keyboard.press('Escape'),
  };
  for (const [way, act] of Object.entries(stop)) {
    await report(`${way} keeps what was there, and the next drop is read at once`, async () => {
      await page.drop([{ name: LOG, text: REJECTED }]);
      await page.dropMore([HUGE], 60_000, 'started');
      await stopped(page, act, 'done');
      assert.deepEqual(await causes(page), ['api-key-rejected']);
      assert.deepEqual(await page.sources(), [LOG]);
      // What the new worker was not given yet it is given now.
      await page.page.$eval('[data-action=share]', (button) => button.click());
      await page.page.waitForSelector('[data-share-link]', { timeout: 20_000 });
      await page.dropMore([{ name: 'DD-DotNet-Profiler-Native-shop-9.log', text: REJECTED.replaceAll('PId: 7', 'PId: 9') }]);
      assert.equal((await page.sources()).length, 2);
    });
  }
  await report('a first drop that is cancelled leaves the beginning', async () => {
    await page.drop([HUGE], 60_000, 'started');
    await stopped(page, () => page.page.keyboard.press('Escape'), 'idle');
    await page.drop([{ name: LOG, text: REJECTED }]);
    assert.deepEqual(await causes(page), ['api-key-rejected']);
    assert.deepEqual(await page.complaints(), []);
  });
  await page.close();
}

async function dead({ openPage, report, dist }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'profiler-doctor-'));
  fs.cpSync(dist, folder, { recursive: true });
  // The worker breaks down when it is told to, over something that may stand in a log.
  const glue = fs.readdirSync(folder).find((name) => /^profiler-doctor-[0-9a-f]+\.js$/.test(name));
  const trap = `if (typeof document === 'undefined') {
    new BroadcastChannel('trap').onmessage = () => { setTimeout(() => { throw new Error('token=abcdef0123456789 ' + 'x'.repeat(5000)); }); };
  }\n`;
  fs.writeFileSync(path.join(folder, glue), trap + fs.readFileSync(path.join(folder, glue), 'utf8'));
  fs.rmSync(path.join(folder, 'service-worker.js'));
  fs.writeFileSync(path.join(folder, 'service-worker.js'), '// None.\n');
  const server = await serve(folder);
  const page = await openPage(server.url, { asked: server.asked });
  await report('a worker that dies takes no result with it, and its reason is short and redacted', async () => {
    await page.drop([{ name: LOG, text: REJECTED }]);
    await page.page.evaluate(() => new BroadcastChannel('trap').postMessage('now'));
    await until(page.page, 'The analysis stopped unexpectedly');
    assert.deepEqual(await causes(page), ['api-key-rejected']);
    const text = await page.text();
    assert.doesNotMatch(text, /abcdef0123456789|x{400}/);
    await page.dropMore([{ name: 'DD-DotNet-Profiler-Native-shop-9.log', text: REJECTED.replaceAll('PId: 7', 'PId: 9') }]);
    assert.equal((await page.sources()).length, 2);
  });
  await page.close();
  server.close();
  fs.rmSync(folder, { recursive: true });
}

async function silent({ blankPage, openPage, report, dist, browser }) {
  const visit = async (title, url, words, expected) => {
    await report(title, async () => {
      const page = await blankPage(expected);
      await page.goto(url);
      await until(page, words);
      await page.close();
    });
  };
  const built = await policyOf(dist);
  const any = [/./];
  const server = await serve(dist, { policy: built.replace('worker-src \'self\' blob:', 'worker-src \'self\'') });
  await visit('a server that refuses the worker', server.url, 'The part of this page that reads logs does not start', any);
  server.close();
  const barred = await serve(dist, { policy: "script-src 'none'" });
  await visit('a server that refuses every script', barred.url, 'its script did not run', any);
  barred.close();
  const mistyped = await serve(dist, { types: { '.js': 'text/plain; charset=utf-8' } });
  await visit('a server that delivers scripts as text', mistyped.url, 'its script did not run', any);
  mistyped.close();
  if (browser === 'chromium') {
    await visit('a page from disk', pathToFileURL(path.resolve(dist, 'index.html')).href, 'Browsers do not run such a page from disk', any);
  }
  await report('a worker that never says a word', async () => {
    const page = await blankPage(any);
    await page.evaluateOnNewDocument(() => {
      globalThis.Worker = class { postMessage() {} terminate() {} };
    });
    const mute = await serve(dist);
    await page.goto(mute.url);
    await until(page, 'The part of this page that reads logs does not start');
    await page.close();
    mute.close();
  });
  await report('a worker that comes late reads what it was given meanwhile', async () => {
    const late = await serve(dist);
    const page = await openPage(late.url, { asked: late.asked });
    await page.page.evaluate(() => {
      const True = globalThis.Worker;
      globalThis.Worker = class extends True {
        postMessage(message, ...rest) {
          // What it starts with is kept back until it is given up.
          if (message instanceof WebAssembly.Module) globalThis.comes = () => super.postMessage(message, ...rest);
          else super.postMessage(message, ...rest);
        }
      };
    });
    // The next worker is one of those.
    await page.drop([HUGE], 60_000, 'started');
    await stopped(page, () => page.page.keyboard.press('Escape'), 'idle');
    await page.drop([{ name: LOG, text: REJECTED }], 60_000, 'started');
    await until(page.page, 'The part of this page that reads logs does not start');
    await page.page.evaluate(() => globalThis.comes());
    await page.page.waitForFunction(() => document.querySelector('main').dataset.state === 'done', { timeout: 20_000, polling: 100 });
    assert.deepEqual(await page.sources(), [LOG]);
    assert.deepEqual(await causes(page), ['api-key-rejected']);
    await page.close();
    late.close();
  });
  await report('a worker that says nothing any more while it reads', async () => {
    const page = await blankPage();
    await page.evaluateOnNewDocument(() => {
      const True = globalThis.Worker;
      globalThis.Worker = class extends True {
        postMessage(message, ...rest) {
          // It hears that it is to start, and nothing more.
          if (Array.isArray(message) && typeof message[0] === 'string' && message[0].startsWith('{')) return;
          super.postMessage(message, ...rest);
        }
      };
    });
    const deaf = await serve(dist);
    await page.goto(deaf.url);
    await page.waitForSelector('[data-action=example]');
    await page.$eval('[data-action=example]', (button) => button.click());
    await until(page, 'It has not said anything for some seconds');
    await page.close();
    deaf.close();
  });
}
