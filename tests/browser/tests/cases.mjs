// Every case folder: the page says the same as the command line, byte for byte, and shows the proof.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../../..');
export const PROGRAM = process.env.PROFILER_DOCTOR ?? path.join(process.env.CARGO_TARGET_DIR ?? path.join(ROOT, 'target'), 'release/profiler-doctor');

export function folders() {
  const cases = path.join(ROOT, 'tests/cases');
  return fs.readdirSync(cases).sort().map((name) => ({
    name,
    logs: path.join(cases, name, 'logs'),
    expected: JSON.parse(fs.readFileSync(path.join(cases, name, 'expected.json'), 'utf8')),
  }));
}

/** The files of a case lie flat, and no answers are needed: then a plain drop gives it as it is. */
function isFlat({ logs, expected }) {
  return !expected.answers && fs.readdirSync(logs, { withFileTypes: true }).every((entry) => entry.isFile());
}

async function choose(page, symptom) {
  await page.page.$eval(`input[type=radio][value="${symptom}"]`, (input) => { if (!input.checked) input.click(); });
}

export async function test({ newPage, report, browser }) {
  const page = await newPage();
  // Firefox is driven more slowly; every third case shows that the two agree.
  const chosen = folders().filter(isFlat).filter((_, index) => browser === 'chromium' || index % 3 === 0);
  for (const one of chosen) {
    await report(`case ${one.name}`, async () => {
      await choose(page, one.expected.symptom);
      assert.equal(await page.dropFolder(one.logs), 'done');
      const json = await page.json();
      const run = spawnSync(PROGRAM, ['diagnose', one.logs, '--format', 'json', '--symptom', one.expected.symptom], { encoding: 'utf8', maxBuffer: 1 << 28 });
      assert.ok(json === run.stdout, 'the page and the command line give other bytes');
      const { capture } = JSON.parse(json);
      assert.ok(one.expected.root_cause.includes(capture.root_cause), `says ${capture.root_cause}`);
      const runs = await page.runs();
      assert.ok(runs.some(({ cause }) => cause === (capture.root_cause ?? '')), 'no run shows the cause');
      for (const { cause, evidence } of runs) {
        if (!['', 'healthy', 'no-logs'].includes(cause)) assert.ok(evidence.length > 0, `${cause} is shown without proof`);
      }
    });
  }
  await report('nothing went wrong over all cases', async () => assert.deepEqual(await page.complaints(), []));
  await page.close();
}
