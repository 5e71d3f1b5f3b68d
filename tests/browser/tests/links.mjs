// A link carries the result and nothing else, and opens without logs.
import assert from 'node:assert/strict';
import { folders } from './cases.mjs';

async function share(page) {
  await page.page.$eval('[data-action=share]', (button) => button.click());
  await page.page.waitForSelector('[data-share-link]', { timeout: 10_000 });
  return page.page.$eval('[data-share-link]', (input) => input.value);
}

const BROKEN = {
  'of another page': '#r=hello',
  'that is cut off': null,
  'of a newer version': '#r=99.AAAA',
  'with nothing in it': '#r=1.',
};

export async function test({ newPage, report }) {
  let cut = '';
  for (const name of ['403-v3.51.1-default', 'tworuns-v3.51.1', 'healthy-v3.51.1-full', 'killed-v3.51.1']) {
    await report(`link of ${name}`, async () => {
      const page = await newPage();
      const { logs } = folders().find((one) => one.name === name);
      await page.dropFolder(logs);
      const causes = (await page.runs()).map((run) => run.cause);
      const link = await share(page);
      assert.ok(link.length <= 8000, `${link.length} characters`);
      assert.match(link, /#r=1\.[\w-]+$/);
      const fragment = new URL(link).hash;
      cut = fragment.slice(0, Math.floor(fragment.length / 2));
      await page.close();
      const opened = await newPage(fragment);
      assert.equal(await opened.finished(), 'done');
      assert.deepEqual((await opened.runs()).map((run) => run.cause), causes);
      assert.deepEqual(await opened.unfair(), []);
      assert.deepEqual(await opened.complaints(), []);
      await opened.close();
    });
  }
  for (const [name, fragment] of Object.entries(BROKEN)) {
    await report(`link ${name}`, async () => {
      const page = await newPage(fragment ?? cut);
      assert.equal(await page.finished(), 'error');
      assert.ok((await page.text()).length > 40);
      assert.deepEqual(await page.unfair(), []);
      assert.deepEqual(await page.complaints(), []);
      await page.close();
    });
  }
}
