// What is saved: redacted unless it is wished otherwise, and known for what it is when it is given again.
import assert from 'node:assert/strict';

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
    // A gzip header and 600 MB behind it.
    await page.again();
    await page.page.evaluate(() => {
      const piece = new Uint8Array(1 << 20);
      const head = new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
      const transfer = new DataTransfer();
      transfer.items.add(new File([head, ...Array.from({ length: 600 }, () => piece)], 'logs.tar.gz'));
      document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }));
    });
    await page.page.waitForSelector('[data-unread]', { timeout: 60_000 });
    const [unread, run] = await page.page.evaluate(() => ['[data-unread]', 'section[data-run]'].map((one) => document.querySelector(one).getBoundingClientRect().top));
    assert.ok(unread < run);
    assert.match(await page.$text('[data-unread]'), /larger than 512 MiB/);
    assert.deepEqual(await page.complaints(), []);
  });
  await page.close();
}
