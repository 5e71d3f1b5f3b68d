// After one visit the page needs no server; a newer version waits until it is asked for.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { archive } from '../../../scripts/archive.mjs';
import { writeServiceWorker } from '../../../scripts/service-worker.mjs';
import { policyOf, serve } from '../serve.mjs';
import { unzip } from '../unzip.mjs';
import { folders } from './cases.mjs';
import { glueOf } from './sealed.mjs';

const LOGS = folders().find(({ name }) => name === '403-v3.51.1-default').logs;
const CAUSE = ['api-key-rejected'];

const causes = async (page) => (await page.runs()).map(({ cause }) => cause);
const build = (page) => page.page.evaluate(() => document.querySelector('meta[name=build]')?.content ?? 'first');
const noticed = (page) => page.page.waitForSelector('#update button', { timeout: 30_000 });

/** A build that differs from the given one, in a folder of its own. */
function newer(dist, folder, name) {
  const to = path.join(folder, name);
  fs.cpSync(dist, to, { recursive: true });
  const index = path.join(to, 'index.html');
  fs.writeFileSync(index, fs.readFileSync(index, 'utf8').replace('<title>', `<meta name="build" content="${name}"><title>`));
  // As a real one would have it, the glue gets another name, and its old name is gone.
  const glue = glueOf(to);
  const renamed = glue.replace(/[0-9a-f]{16}/, name.padEnd(16, '0'));
  fs.renameSync(path.join(to, glue), path.join(to, renamed));
  fs.writeFileSync(index, fs.readFileSync(index, 'utf8').replaceAll(glue, renamed));
  writeServiceWorker(to);
  return to;
}

export async function test(context) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'profiler-doctor-'));
  try {
    await withoutServer(context);
    await newVersions(context, folder);
    await places(context, folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

async function withoutServer({ dist, openPage, report }) {
  const server = await serve(dist);
  let page;
  await report('a visit keeps the own files and nothing else', async () => {
    page = await openPage(server.url, { asked: server.asked });
    const own = new Set(['', ...fs.readdirSync(dist)].map((name) => `/${name}`));
    assert.deepEqual(server.asked.filter((name) => !own.has(name)), []);
    assert.deepEqual(server.checks.filter((name) => name !== '/service-worker.js'), []);
    const kept = await page.page.evaluate(async () => {
      const caches = await globalThis.caches.keys();
      return Promise.all(caches.map(async (name) => (await (await globalThis.caches.open(name)).keys()).map(({ url }) => new URL(url).pathname.slice(1))));
    });
    assert.equal(kept.length, 1);
    assert.deepEqual(kept[0].toSorted(), fs.readdirSync(dist).filter((name) => !/^\.|service-worker/.test(name)).sort());
  });
  await server.close();
  let link = '';
  await report('without the server: reload, drop', async () => {
    await page.page.reload();
    await page.page.waitForSelector('main[data-state=idle]', { timeout: 20_000 });
    assert.equal(await page.dropFolder(LOGS), 'done');
    assert.deepEqual(await causes(page), CAUSE);
    await page.page.$eval('[data-action=share]', (button) => button.click());
    await page.page.waitForSelector('[data-share-link]', { timeout: 10_000 });
    link = await page.page.$eval('[data-share-link]', (input) => input.value);
    await page.close();
  });
  for (const [name, address] of [['a link', () => link], ['the page by its file name', () => `${server.url}index.html?from=elsewhere`]]) {
    await report(`without the server: ${name}`, async () => {
      const opened = await openPage(address());
      if (address().includes('#')) assert.equal(await opened.finished(), 'done');
      else await opened.dropFolder(LOGS);
      assert.deepEqual(await causes(opened), CAUSE);
      assert.deepEqual(await opened.complaints(), []);
      await opened.close();
    });
  }
}

async function newVersions({ dist, openPage, report }, folder) {
  let server = await serve(dist);
  const deploy = async (name) => {
    await server.close();
    server = await serve(newer(dist, folder, name), { port: server.port });
  };
  const [page, other] = [await openPage(server.url), await openPage(server.url)];
  const glue = glueOf(dist);
  await report('a newer version: said, and nothing is lost', async () => {
    await page.dropFolder(LOGS);
    await page.page.evaluate(() => { globalThis.same = true; });
    await deploy('aaaa');
    await page.page.evaluate(async () => { await (await navigator.serviceWorker.getRegistration()).update(); });
    await noticed(page);
    assert.match(await page.page.$eval('#update[role=status]', (notice) => notice.textContent), /newer version is ready/);
    assert.deepEqual(await page.unfair(), []);
    await new Promise((done) => setTimeout(done, 2000));
    assert.equal(await page.page.evaluate(() => globalThis.same), true);
    assert.deepEqual(await causes(page), CAUSE);
  });
  await report('a newer version: old pages open more old ones until the user asks', async () => {
    const third = await openPage(server.url);
    assert.equal(await build(third), 'first');
    await noticed(third);
    await third.close();
  });
  await report('a newer version: runs when the user asks, with the old page beside it alive', async () => {
    await Promise.all([page.page.waitForNavigation({ timeout: 30_000 }), page.page.$eval('#update button', (button) => button.click())]);
    await page.page.waitForSelector('main[data-state=idle]', { timeout: 20_000 });
    assert.equal(await build(page), 'aaaa');
    await page.dropFolder(LOGS);
    assert.deepEqual(await causes(page), CAUSE);
    // What a new worker of the old page would do: its files are gone from the server.
    const works = await other.page.evaluate((glue) => new Promise((done) => {
      const script = `import('${new URL(glue, location)}').then(() => postMessage('yes'), (error) => postMessage(String(error)));`;
      const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })), { type: 'module' });
      worker.onmessage = ({ data }) => done(data);
    }), glue);
    assert.equal(works, 'yes');
    assert.equal(await build(other), 'first');
    await other.dropFolder(LOGS);
    assert.deepEqual(await causes(other), CAUSE);
  });
  await report('a newer version: runs when the page is opened again', async () => {
    await deploy('bbbb');
    await page.page.reload();
    await noticed(page);
    assert.equal(await build(page), 'aaaa');
    await Promise.all([page.close(), other.close()]);
    const opened = await openPage(server.url);
    assert.equal(await build(opened), 'bbbb');
    assert.equal((await opened.page.evaluate(() => caches.keys())).length, 1);
    assert.equal(await opened.page.$('#update button'), null);
    await opened.close();
  });
  await report('a build that arrives in part is not taken', async () => {
    const broken = newer(dist, folder, 'cccc');
    const [wasm] = fs.readdirSync(broken).filter((name) => name.endsWith('.wasm'));
    fs.appendFileSync(path.join(broken, wasm), '\0');
    await server.close();
    server = await serve(broken, { port: server.port });
    const opened = await openPage(server.url);
    await opened.page.evaluate(async () => { await (await navigator.serviceWorker.getRegistration()).update().catch(() => {}); });
    await new Promise((done) => setTimeout(done, 3000));
    assert.ok(server.asked.includes(`/${wasm}`), 'it was not even tried');
    assert.equal(await opened.page.$('#update button'), null);
    await server.close();
    await opened.page.reload();
    await opened.page.waitForSelector('main[data-state=idle]', { timeout: 20_000 });
    assert.equal(await build(opened), 'bbbb');
    await opened.close();
  });
  await server.close();
}

async function places({ dist, openPage, report }, folder) {
  const works = async (served, options, file = '') => {
    const server = await serve(served, options);
    const page = await openPage(server.url + file, { asked: server.asked });
    assert.equal(await page.page.evaluate(async () => (await navigator.serviceWorker.ready).scope), server.url);
    await server.close();
    await page.page.reload();
    await page.page.waitForSelector('main[data-state=idle]', { timeout: 20_000 });
    await page.dropFolder(LOGS);
    assert.deepEqual(await causes(page), CAUSE);
    assert.deepEqual(page.requests.filter((url) => !url.startsWith(server.url)), []);
    await page.close();
  };
  await report('under a path', () => works(dist, { under: '/tools/doctor/' }));
  await report('under a path with spaces, by file name', () => works(dist, { under: '/tools of ours/doctor é/' }, 'index.html'));
  await report('compressed by the host', () => works(dist, { compress: true }));
  await report('with the policy as a header too', async () => works(dist, { policy: await policyOf(dist) }));
  await report('the archive is the page, and always the same', async () => {
    const bytes = archive(dist, 'page');
    assert.ok(bytes.equals(archive(dist, 'page')));
    const to = path.join(folder, 'unpacked');
    for (const [name, content] of unzip(bytes)) {
      fs.mkdirSync(path.dirname(path.join(to, name)), { recursive: true });
      fs.writeFileSync(path.join(to, name), content);
    }
    const visible = (from) => fs.readdirSync(from).filter((name) => !name.startsWith('.'));
    assert.deepEqual(visible(path.join(to, 'page')).sort(), [...visible(dist), 'READ-ME.txt'].sort());
    await works(path.join(to, 'page'));
  });
}
