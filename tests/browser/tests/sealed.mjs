// The policy binds the page and its worker, served by a host that knows nothing of content policies.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeServiceWorker } from '../../../scripts/service-worker.mjs';
import { serve } from '../serve.mjs';

/** Runs in the page and in its worker: each way out with its end. */
async function wayOut([way, url]) {
  const settled = (start) => new Promise((done) => {
    setTimeout(done, 5000, 'open');
    try { start(done); } catch (error) { done(`refused: ${error.name}`); }
  });
  switch (way) {
    case 'fetch': return fetch(url).then(() => 'out', () => 'refused');
    case 'fetch without asking': return fetch(url, { mode: 'no-cors', method: 'POST', body: 'x' }).then(() => 'out', () => 'refused');
    case 'import': return import(url).then(() => 'out', () => 'refused');
    case 'XMLHttpRequest': return settled((done) => {
      const request = new XMLHttpRequest();
      request.onload = () => done('out');
      request.onerror = () => done('refused');
      request.open('GET', url);
      request.send();
    });
    case 'WebSocket': return settled((done) => {
      const socket = new WebSocket(url.replace('http', 'ws'));
      socket.onopen = () => done('out');
      socket.onerror = () => done('refused');
    });
    case 'EventSource': return settled((done) => { new EventSource(url).onerror = () => done('refused'); });
    default: throw new Error(way);
  }
}
const WAYS = ['fetch', 'fetch without asking', 'import', 'XMLHttpRequest', 'WebSocket', 'EventSource'];

/** The script that goes with the module of a built page. */
export const glueOf = (dist) => fs.readdirSync(dist).find((file) => /^profiler-doctor-[0-9a-f]+\.js$/.test(file));

export async function test(context) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'profiler-doctor-'));
  try {
    await sealed(context, folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

async function sealed({ dist, openPage, report }, listening) {
  // The true page and worker, but for an ear in the worker that does what it is told.
  fs.cpSync(dist, listening, { recursive: true });
  const glue = glueOf(dist);
  const ear = (name) => `if (typeof document === 'undefined') {
    const ear = new BroadcastChannel('${name}');
    ear.onmessage = async ({ data }) => ear.postMessage(await (${wayOut})(data));
    ear.postMessage('listens');
  }\n`;
  fs.writeFileSync(path.join(listening, glue), ear('bound') + fs.readFileSync(path.join(dist, glue), 'utf8'));
  fs.writeFileSync(path.join(listening, 'unbound-0123456789ab.js'), ear('unbound'));
  writeServiceWorker(listening);
  const elsewhere = await serve(listening, { allow: '*' });
  const server = await serve(listening);
  // Each refusal is said on the console.
  const page = await openPage(server.url, { expected: [/Content.Security.Policy/i, /establish a connection/, /Cross-Origin Request Blocked/] });
  const tell = (name, way) => page.page.evaluate((name, way) => new Promise((done) => {
    const ear = new BroadcastChannel(name);
    ear.onmessage = ({ data }) => { ear.close(); done(data); };
    if (way) ear.postMessage(way);
    else globalThis.unbound = new Worker('unbound-0123456789ab.js', { type: 'module' });
  }), name, way);
  const inWorker = (way) => tell('bound', way);
  const inPage = (way) => page.page.evaluate(`(${wayOut})(${JSON.stringify(way)})`);
  for (const [where, run] of [['the worker', inWorker], ['the page', inPage]]) {
    for (const way of WAYS) {
      await report(`${where} cannot reach another server by ${way}`, async () => {
        const before = elsewhere.asked.length;
        assert.match(await run([way, `${elsewhere.url}${glue}?${encodeURIComponent(where + way)}`]), /^refused/);
        assert.deepEqual(elsewhere.asked.slice(before), []);
      });
      if (way === 'import') continue;
      await report(`${where} cannot even reach its own server by ${way}`, async () => {
        const before = server.asked.length;
        assert.match(await run([way, `${server.url}app.css`]), /^refused/);
        assert.deepEqual(server.asked.slice(before), []);
      });
    }
  }
  await report('a worker that the policy does not bind gets out by each of them', async () => {
    assert.equal(await tell('unbound'), 'listens');
    for (const way of WAYS) {
      const before = elsewhere.asked.length;
      await tell('unbound', [way, `${elsewhere.url}index.html`]);
      assert.ok(elsewhere.asked.length > before, way);
    }
  });
  await page.close();
  await Promise.all([server.close(), elsewhere.close()]);
}
