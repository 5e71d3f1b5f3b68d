// Files and folders on disk, dragged and picked as hands do it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { archive } from '../../../scripts/archive.mjs';
import { folders } from './cases.mjs';

const RECORD = (text, level = 'error', pid = 7) => `[2026-11-23 03:53:35.864 | ${level} | PId: ${pid} | TId: 7] ${text}\n`;
const LOG = (pid = 7) => `DD-DotNet-Profiler-Native-shop-${pid}.log`;
const REJECTED = RECORD('CorProfilerCallback is initializing.', 'info') + RECORD('403');
const logs = (name) => folders().find((one) => one.name === name).logs;

/** A folder on disk with these files. */
function put(root, name, files) {
  const folder = path.join(root, name);
  fs.mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

const causes = async (page) => (await page.runs()).map(({ cause }) => cause);

export async function test(context) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'profiler-doctor-'));
  try {
    // Firefox takes no drag of paths from outside.
    if (context.browser !== 'firefox') {
      await dragged(context, root);
      await onAResult(context, root);
    }
    await picked(context, root);
    await pasted(context);
  } finally {
    fs.chmodSync(root, 0o700);
    fs.rmSync(root, { recursive: true, force: true });
  }
}

async function dragged({ newPage, report }, root) {
  const page = await newPage();
  const drag = async (...paths) => {
    await page.again();
    return page.dragToEnd(paths);
  };
  await report('a folder that is dragged onto the page is read', async () => {
    assert.equal(await drag(put(root, 'one', { [LOG()]: REJECTED })), 'done');
    assert.deepEqual(await causes(page), ['api-key-rejected']);
    assert.deepEqual(await page.sources(), [LOG()]);
  });
  await report('a folder as the real program leaves it', async () => {
    await drag(logs('refused-v3.51.1'));
    assert.deepEqual(await causes(page), ['agent-unreachable']);
    assert.deepEqual(await page.sources(), fs.readdirSync(logs('refused-v3.51.1')).sort());
  });
  await report('two folders are two hosts', async () => {
    const a = put(root, 'host-a', { [LOG()]: REJECTED });
    const b = put(root, 'host-b', { [LOG()]: RECORD('CorProfilerCallback is initializing.', 'info').replace('03:53', '04:10') });
    await drag(a, b);
    assert.deepEqual(await page.sources(), [`host-a/${LOG()}`, `host-b/${LOG()}`]);
    assert.equal((await page.runs()).length, 2);
  });
  await report('250 files two levels down are all read', async () => {
    const files = Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`a/b${i % 2}/note-${i}.txt`, `note ${i}\n`]));
    await drag(put(root, 'deep', { ...files, [`a/b1/${LOG()}`]: REJECTED }));
    assert.equal((await page.sources()).length, 251);
    assert.deepEqual(await causes(page), ['api-key-rejected']);
  });
  await report('a file beside a folder', async () => {
    const folder = put(root, 'beside', { [LOG(8)]: RECORD('CorProfilerCallback is initializing.', 'info', 8) });
    const file = path.join(put(root, 'alone', { [LOG()]: REJECTED }), LOG());
    await drag(file, folder);
    assert.equal((await page.sources()).length, 2);
    assert.equal((await page.runs()).length, 2);
  });
  await report('an archive', async () => {
    const zip = path.join(root, 'logs.zip');
    fs.writeFileSync(zip, archive(put(root, 'packed', { [LOG()]: REJECTED }), 'logs'));
    await drag(zip);
    assert.deepEqual(await causes(page), ['api-key-rejected']);
  });
  await report('an empty folder is said to be empty', async () => {
    assert.equal(await drag(put(root, 'nothing', {})), 'error');
    assert.match(await page.text(), /There is no file in the folder nothing/);
  });
  await report('what may not be read is named first', async () => {
    const folder = put(root, 'barred', { [LOG()]: REJECTED, 'DD-DotNet-Profiler-Native-shop-8.log': REJECTED });
    const barred = path.join(folder, 'DD-DotNet-Profiler-Native-shop-8.log');
    fs.chmodSync(barred, 0);
    // Who may do everything may read it all the same: then a link that leads nowhere stands for it.
    if (process.getuid?.() === 0) {
      fs.rmSync(barred);
      fs.symlinkSync(path.join(root, 'gone'), barred);
    }
    await drag(folder);
    const { capture: { unread = [] }, sources } = JSON.parse(await page.json());
    // A browser may leave out a link that leads nowhere; what it names is not lost.
    assert.equal(sources.length, 1 + unread.length);
    if (unread.length > 0) assert.match(await page.$text('[data-unread]'), /shop-8/);
  });
  await report('after all of that nothing was complained of', async () => {
    assert.deepEqual(await page.complaints(), []);
  });
  await page.close();
}

async function onAResult({ newPage, report }, root) {
  const page = await newPage();
  const first = put(root, 'first', { [LOG()]: REJECTED });
  const second = put(root, 'second', { [LOG(8)]: RECORD('CorProfilerCallback is initializing.', 'info', 8) });
  await report('a drop on a result is added to it, and can be taken back', async () => {
    await page.dragToEnd([path.join(first, LOG())]);
    await page.dragToEnd([path.join(second, LOG(8))]);
    assert.deepEqual(await page.sources(), [LOG(), LOG(8)].sort());
    await page.page.$eval('[data-action=back]', (button) => button.click());
    await page.page.waitForFunction(() => document.querySelectorAll('section[data-run]').length === 1, { timeout: 5000 });
    assert.deepEqual(await page.sources(), [LOG()]);
  });
  await report('what is asked of a result that was taken back is answered', async () => {
    await page.page.$eval('[data-action=share]', (button) => button.click());
    await page.page.waitForSelector('[data-share-link]', { timeout: 20_000 });
  });
  await report('a file of the same name from elsewhere takes no place of another', async () => {
    const other = put(root, 'third', { [LOG()]: RECORD('CorProfilerCallback is initializing.', 'info').replace('03:53', '04:10') });
    await page.dragToEnd([path.join(other, LOG())]);
    assert.equal((await page.sources()).length, 2);
    assert.ok((await causes(page)).includes('api-key-rejected'));
  });
  await report('an empty folder on a result leaves the result', async () => {
    assert.equal(await page.dragToEnd([put(root, 'void', {})]), 'error');
    assert.ok((await causes(page)).includes('api-key-rejected'));
  });
  await report('logs are not added to an example', async () => {
    await page.again();
    await page.mark();
    await page.page.$eval('[data-action=example]', (button) => button.click());
    await page.changed();
    await page.dragToEnd([path.join(first, LOG())]);
    assert.deepEqual(await page.sources(), [LOG()]);
    assert.deepEqual(await page.complaints(), []);
  });
  await report('the sign of a drag goes when the drag ends in any way', async () => {
    const veil = () => page.page.$('.veil');
    const enter = (kind) => page.page.evaluate((kind) => {
      const transfer = new DataTransfer();
      if (kind === 'file') transfer.items.add(new File(['x'], 'x.log'));
      else transfer.setData('text/plain', 'x');
      document.body.dispatchEvent(new DragEvent('dragenter', { bubbles: true, cancelable: true, dataTransfer: transfer }));
    }, kind);
    const gone = () => page.page.waitForFunction(() => !document.querySelector('.veil'), { timeout: 2000 });
    for (const end of [
      () => page.page.keyboard.press('Escape'),
      () => page.page.mouse.move(100, 100).then(() => page.page.mouse.move(120, 100)),
      () => page.page.evaluate(() => dispatchEvent(new Event('blur'))),
    ]) {
      await enter('file');
      await page.page.waitForSelector('.veil', { timeout: 2000 });
      await end();
      await gone();
    }
    await enter('text');
    assert.equal(await veil(), null);
  });
  await page.close();
}

async function picked({ newPage, report, browser }, root) {
  const page = await newPage();
  const sample = logs('refused-v3.51.1');
  await report('files by the picker are read, and more are added', async () => {
    const pick = async (...paths) => {
      const input = await page.page.$('input#files');
      await page.mark();
      await input.uploadFile(...paths);
      return page.changed();
    };
    const names = fs.readdirSync(sample).map((name) => path.join(sample, name));
    await pick(names[0]);
    await pick(...names.slice(1));
    assert.equal((await page.sources()).length, names.length);
    assert.ok((await causes(page)).includes('agent-unreachable'));
  });
  // The driver of Firefox hands no folder over.
  if (browser === 'chromium') await report('a folder by the picker, with what lies below it', async () => {
    await page.again();
    const folder = put(root, 'below', { [`x/y/${LOG()}`]: REJECTED, 'x/note.txt': 'Dear all,\n' });
    const input = await page.page.$('input#folder');
    await page.mark();
    await input.uploadFile(folder);
    await page.changed();
    assert.deepEqual(await causes(page), ['api-key-rejected']);
    assert.equal((await page.sources()).length, 2);
    assert.deepEqual(await page.complaints(), []);
  });
  await page.close();
}

async function pasted({ newPage, report }) {
  const page = await newPage();
  const paste = async (text) => {
    await page.mark();
    await page.page.click('[data-action=paste]');
    await page.page.waitForSelector('#paste-text');
    await page.page.$eval('#paste-text', (area, text) => { area.value = text; }, text);
    await page.page.click('[data-action=read-paste]');
    return page.changed();
  };
  await report('two texts that are pasted are two sources', async () => {
    await paste(REJECTED);
    await paste(RECORD('CorProfilerCallback is initializing.', 'info', 9));
    assert.deepEqual(await page.sources(), ['pasted text', 'pasted text 2']);
    assert.ok((await causes(page)).includes('api-key-rejected'));
    assert.deepEqual(await page.complaints(), []);
  });
  await page.close();
}
