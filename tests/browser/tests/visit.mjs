// One visit by hand: pick, paste, ask, share, open the link in a new window. Every press is a true one.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { folders, PROGRAM } from './cases.mjs';

const RECORD = (text, level) => `[2026-11-23 03:53:35.864 | ${level} | PId: 9 | TId: 9] ${text}\n`;
const logs = (name) => folders().find((one) => one.name === name).logs;

export async function test({ newPage, report }) {
  await report('what a page says and asks for is heard', async () => {
    const page = await newPage();
    await page.page.evaluate(() => {
      console.error('said');
      setTimeout(() => { throw new Error('thrown'); });
      Promise.reject(new Error('rejected'));
      new Image().src = 'asked-for.svg';
    });
    await new Promise((done) => setTimeout(done, 1000));
    const complaints = (await page.complaints()).join('\n');
    for (const word of ['said', 'thrown', 'rejected', 'asked-for.svg']) assert.match(complaints, new RegExp(word));
    await page.close();
  });
  const page = await newPage();
  const pick = async (folder) => {
    await page.again();
    await page.mark();
    const names = fs.readdirSync(folder).sort().map((name) => path.join(folder, name));
    await (await page.page.$('input#files')).uploadFile(...names);
    assert.equal(await page.changed(), 'done');
  };
  const cause = async () => JSON.parse(await page.json()).capture.root_cause;
  for (const name of ['403-v3.51.1-default', 'healthy-v3.51.1-full', 'tworuns-v3.51.1']) {
    await report(`the files of ${name} by the picker: the page says what the command line says`, async () => {
      await pick(logs(name));
      const run = spawnSync(PROGRAM, ['diagnose', logs(name), '--format', 'json'], { encoding: 'utf8', maxBuffer: 1 << 28 });
      assert.ok(await page.json() === run.stdout, 'the page and the command line give other bytes');
      const { root_cause: expected } = folders().find((one) => one.name === name).expected;
      assert.ok(expected.includes(await cause()), `says ${await cause()}`);
      assert.ok((await page.$text('section[data-run]')).length > 200, 'hardly anything is shown');
    });
  }
  await report('text that is typed is read, and is added', async () => {
    await pick(logs('healthy-v3.51.1-full'));
    await page.page.click('[data-action=paste]');
    const area = await page.page.waitForSelector('#paste-text');
    await area.type(RECORD('CorProfilerCallback is initializing.', 'info') + RECORD('403', 'error'));
    await page.mark();
    await page.page.click('[data-action=read-paste]');
    assert.equal(await page.changed(), 'done');
    assert.ok((await page.sources()).includes('pasted text'));
    assert.ok((await page.runs()).some((run) => run.cause === 'api-key-rejected'));
  });
  let link = '';
  await report('an answer changes the result, the link carries it', async () => {
    await pick(logs('killed-v3.51.1'));
    // Questions in front of it are passed over, as somebody does who does not know.
    while (!await page.page.$('[data-question=agent-running]')) await page.page.click('[data-question] [data-action=skip]');
    await page.page.click('[data-question] [data-answer=no]');
    await page.page.waitForSelector('[data-answered=agent-running]', { timeout: 5000 });
    assert.equal(await cause(), 'agent-not-running');
    await page.page.click('[data-action=share]');
    link = await (await page.page.waitForSelector('[data-share-link]')).evaluate((input) => input.value);
    await page.page.click('.link .copy');
    await page.page.waitForFunction(() => document.querySelector('.link .copy').firstElementChild.innerText === 'Copied', { timeout: 5000 });
  });
  await report('the link opened in a new window gives the same', async () => {
    const opened = await newPage(new URL(link).hash);
    assert.equal(await opened.finished(), 'done');
    const essence = (text) => {
      const { capture, answers } = JSON.parse(text);
      return { cause: capture.root_cause, answers };
    };
    assert.deepEqual(essence(await opened.json()), essence(await page.json()));
    assert.deepEqual((await opened.runs()).map((run) => run.cause), (await page.runs()).map((run) => run.cause));
    assert.deepEqual(await opened.complaints(), []);
    await opened.close();
  });
  await report('nothing went wrong on the visit', async () => assert.deepEqual(await page.complaints(), []));
  await page.close();
}
