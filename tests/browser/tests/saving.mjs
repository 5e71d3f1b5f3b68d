// What is saved: redacted unless it is wished otherwise, and known for what it is when it is given again.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const RECORD = (text, level) => `[2026-11-23 03:53:35.864 | ${level} | PId: 7 | TId: 7] ${text}\n`;
const LOG = 'DD-DotNet-Profiler-Native-shop-7.log';
const SECRET = 'https://intake.internal.example:8126/profiling/v1/input';
const TEXT = RECORD('CorProfilerCallback is initializing.', 'info')
  + RECORD(`ddog_prof_Exporter_send failed: error trying to connect: tcp connect error: Connection refused (os error 111) ${SECRET}`, 'error');

/** Saves, and gives the text that would go to disk. */
async function saved(page, action) {
  await page.page.evaluate(() => {
    globalThis.kept = undefined;
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => { globalThis.kept = blob; URL.createObjectURL = make; return make.call(URL, blob); };
  });
  await page.page.$eval(`[data-action=${action}]`, (button) => button.click());
  await page.page.waitForFunction(() => globalThis.kept, { timeout: 10_000 });
  return page.page.evaluate(() => globalThis.kept.text());
}

export async function test({ newPage, report, browser }) {
  const page = await newPage();
  if (browser === 'chromium') {
    const session = await page.page.createCDPSession();
    await session.send('Browser.setDownloadBehavior', { behavior: 'deny' });
  }
  await report('a saved result is redacted, unless somebody wishes it raw', async () => {
    await page.drop([{ name: LOG, text: TEXT }]);
    for (const action of ['save-json', 'save-markdown']) {
      assert.doesNotMatch(await saved(page, action), /internal\.example/, action);
    }
    assert.match(await page.json(), /internal\.example/, 'the contract promises the document as it is');
    await page.page.$eval('[data-action=redact]', (box) => box.click());
    for (const action of ['save-json', 'save-markdown']) {
      assert.match(await saved(page, action), /internal\.example/, action);
    }
    assert.equal(await saved(page, 'save-json'), await page.json());
  });
  await report('a saved result is no log', async () => {
    const document = await page.json();
    await page.drop([{ name: 'profiler-doctor.json', text: document }]);
    assert.match(await page.text(), /a result that profiler-doctor saved/);
    assert.deepEqual((await page.runs()).map(({ cause }) => cause), ['no-logs']);
  });
  await report('an archive that is too large is the first that is said', async () => {
    await page.again();
    // In a narrow window the page scrolls, and not past it.
    await page.page.setViewport({ width: 320, height: 640 });
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'profiler-doctor-'));
    const file = path.join(folder, 'logs.tar.gz');
    // The head of gzip and a hole behind it: no browser has to hold it in memory.
    fs.writeFileSync(file, Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]));
    fs.truncateSync(file, 600 << 20);
    await (await page.page.$('input#files')).uploadFile(file);
    await page.page.waitForFunction(() => document.activeElement.id === 'unread-title', { timeout: 60_000, polling: 50 });
    const [unread, run] = await page.page.evaluate(() => ['[data-unread]', 'section[data-run]'].map((one) => document.querySelector(one).getBoundingClientRect().top));
    assert.ok(unread < run);
    assert.ok(unread >= 0 && unread < 320, `it stands at ${unread}`);
    assert.match(await page.page.$eval('main > [role=status]', (status) => status.textContent), /could not be read/);
    await page.page.setViewport({ width: 1280, height: 800 });
    fs.rmSync(folder, { recursive: true });
    assert.match(await page.$text('[data-unread]'), /larger than 512 MiB/);
    assert.deepEqual(await page.complaints(), []);
  });
  await page.close();
}
