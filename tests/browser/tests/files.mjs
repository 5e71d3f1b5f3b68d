// Other ways to give logs, and what is no log.
import assert from 'node:assert/strict';
import path from 'node:path';
import { folders } from './cases.mjs';

const RECORD = '[2026-11-23 03:53:35.864 | info | PId: 7 | TId: 7] ';
const LOG = 'DD-DotNet-Profiler-Native-shop-7.log';
const REJECTED = `${RECORD}CorProfilerCallback is initializing.\n${RECORD.replace('info', 'error')}403\n`;

const junk = (length) => {
  let seed = 7;
  return Buffer.from(Array.from({ length }, () => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % 256; })).toString('base64');
};

/** What is given → the root cause, and words that have to stand on the page. */
const INPUTS = {
  'an empty file': { files: [{ name: 'a.log', text: '' }], cause: 'no-logs', says: /empty/i },
  'binary junk': { files: [{ name: 'core.bin', base64: junk(50_000) }], cause: 'no-logs', says: /binary/i },
  'binary junk under the name of a log': { files: [{ name: LOG, base64: junk(50_000) }], cause: '', says: /binary/i },
  'a wrong file': { files: [{ name: 'letter.txt', text: 'Dear all,\nthis is a letter.\n' }], cause: 'no-logs', says: /log/i },
  'a log cut off in a line': { files: [{ name: LOG, text: REJECTED + RECORD.slice(0, 30) }], cause: 'api-key-rejected' },
  'text that is no UTF-8': { files: [{ name: LOG, base64: Buffer.from(`${RECORD}\xff\xfe\xfd\n${REJECTED}`, 'latin1').toString('base64') }], cause: 'api-key-rejected' },
  'hostile text': { files: [{ name: LOG, text: `${REJECTED.trimEnd()}\n${RECORD.replace('info', 'error')}<img src=x onerror=alert(1)>\u202e\u0007\n` }], cause: 'api-key-rejected' },
  'one line of 100 MB': { files: [{ name: LOG, text: `${RECORD}${'x'.repeat(1000)}`, repeat: 100_000 }], cause: '' },
};

export async function test({ newPage, report, browser }) {
  const page = await newPage();
  for (const [name, { files, cause, says }] of Object.entries(INPUTS)) {
    await report(name, async () => {
      await page.drop(files, 120_000);
      const runs = await page.runs();
      assert.deepEqual(runs.map((run) => run.cause), [cause]);
      if (says) assert.ok(says.test(await page.text()), `nothing on the page fits ${says}`);
    });
  }
  await report('a folder with 5,000 other files', async () => {
    const others = Array.from({ length: 5000 }, (_, index) => ({ name: `note-${index}.txt`, text: `note ${index}\n` }));
    await page.drop([...others, { name: LOG, text: REJECTED }], 120_000);
    assert.deepEqual((await page.runs()).map((run) => run.cause), ['api-key-rejected']);
    assert.equal(JSON.parse(await page.json()).sources.length, 5001);
  });
  await report('the page works on after all of that', async () => {
    await page.drop([{ name: LOG, text: REJECTED }]);
    assert.deepEqual((await page.runs()).map((run) => run.cause), ['api-key-rejected']);
    assert.deepEqual(await page.complaints(), []);
  });
  const sample = folders().find(({ name }) => name === 'refused-v3.51.1');
  await report('files by the picker', async () => {
    await page.again();
    const input = await page.page.$('input[type=file][multiple]#files');
    const { readdirSync } = await import('node:fs');
    await input.uploadFile(...readdirSync(sample.logs).map((name) => path.join(sample.logs, name)));
    await page.page.waitForFunction(() => document.querySelector('section[data-run]')?.dataset.rootCause === 'agent-unreachable', { timeout: 30_000 });
  });
  if (browser === 'chromium') {
    await report('a folder by the picker', async () => {
      await page.again();
      const input = await page.page.$('input#folder');
      await input.uploadFile(path.dirname(sample.logs));
      await page.page.waitForFunction(() => JSON.stringify([...document.querySelectorAll('section[data-run]')].map((run) => run.dataset.rootCause)) === '["agent-unreachable"]', { timeout: 30_000 });
    });
  }
  await page.close();
}
