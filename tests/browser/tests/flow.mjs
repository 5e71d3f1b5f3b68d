// The guided flow: every step with what is known of it, and questions one at a time, whose answers stay.
import assert from 'node:assert/strict';
import { folders } from './cases.mjs';

const STEPS = ['files', 'agent', 'attached', 'loaded', 'enabled', 'started', 'export', 'cpu-wall', 'other-types', 'hang', 'overhead', 'ticket'];

export async function test({ newPage, report }) {
  const logs = (name) => folders().find((one) => one.name === name).logs;
  const page = await newPage();
  const answers = async () => JSON.parse(await page.json()).answers ?? {};
  // Questions that are not meant are passed over.
  const reach = async (question) => {
    while ((await asked())[0] !== question) {
      const [other] = await asked();
      assert.ok(other, `${question} is not asked`);
      await page.page.$eval('[data-question] [data-action=skip]', (button) => button.click());
      await page.page.waitForFunction((id) => document.querySelector('[data-question]')?.dataset.question !== id, { timeout: 5000 }, other);
    }
  };
  const asked = () => page.page.$$eval('[data-question]', (found) => found.map((one) => one.dataset.question));

  await report('every step says what it asks, what answers it or what it needs, and where the official page has it', async () => {
    await page.dropFolder(logs('killed-v3.51.1'));
    const steps = await page.page.$$eval('section[data-run] [data-step]', (found) => found.map((step) => {
      step.querySelector('details').open = true;
      return { id: step.dataset.step, verdict: step.dataset.verdict, text: step.innerText };
    }));
    assert.deepEqual(steps.map(({ id }) => id), STEPS);
    for (const { id, text } of steps) {
      assert.match(text, /\?/, `${id} asks nothing`);
      if (id !== 'other-types') assert.match(text, /On the official page/, `${id} has no place on the page`);
    }
    const { runs: [run] } = JSON.parse(await page.json());
    for (const { step, needs } of run.unknowns) {
      const shown = steps.find(({ id }) => id === step).text;
      if (needs.some((need) => need.setting)) assert.match(shown, /DD_TRACE_DEBUG=1/, `${step} does not say what it needs`);
    }
    assert.match(steps.find(({ id }) => id === 'export').text, /2\.5\.0 to 2\.13\.0/, 'no word on the quotes of the page');
  });
  await report('every rule tells what it detects, why it matters, what became of it, what to do, and its source', async () => {
    await page.dropFolder(logs('403-v3.51.1-default'));
    await page.page.$eval('[data-run] [data-rules] > summary', (summary) => summary.click());
    await page.page.waitForSelector('[data-run] [data-rule]', { timeout: 5000 });
    const rules = await page.page.$$eval('[data-run] [data-rule]', (found) => found.map((rule) => {
      rule.open = true;
      return { id: rule.dataset.rule, text: rule.innerText };
    }));
    const { runs: [run] } = JSON.parse(await page.json());
    for (const { id } of run.rules) assert.ok(rules.some((rule) => rule.id === id), `${id} is missing`);
    for (const { id, text } of rules) {
      for (const title of ['Why it matters', 'What to do', 'Source']) assert.ok(text.includes(title), `${id}: no ${title}`);
    }
    assert.equal(rules[0].id, 'api-key-rejected');
    assert.match(rules[0].text, /Holds: uploads fail at the end, and the last failure is EXP-HTTP.*line 65.*wording of 2\.42\.0 and later/s);
    assert.match(rules.find(({ id }) => id === 'agent-endpoint-missing').text, /Nearest line: .*:71, but code is 403/);
  });
  await report('errors that nobody knows are said, with their number and their places', async () => {
    const line = (second, text) => `[2026-11-23 03:53:0${second}.000 | error | PId: 7 | TId: 7] ${text}\n`;
    const text = [1, 2, 3].map((second) => line(second, `Flux capacitor ${second} is out of phase`)).join('');
    await page.drop([{ name: 'DD-DotNet-Profiler-Native-shop-7.log', text }]);
    const shown = await page.page.$eval('[data-unknown-messages]', (found) => found.innerText);
    assert.match(shown, /3 times: first .*:1, last .*:3/);
  });
  await report('questions are asked one at a time, and answers stay until they are taken back', async () => {
    await page.dropFolder(logs('killed-v3.51.1'));
    await reach('agent-running');
    const [first, ...others] = await asked();
    assert.ok(first && others.length === 0, `asked: ${[first, ...others]}`);
    await page.page.$eval('[data-question] [data-answer]', (button) => button.click());
    await page.page.waitForSelector(`[data-answered="${first}"]`, { timeout: 5000 });
    assert.deepEqual(Object.keys(await answers()), [first]);
    assert.notEqual((await asked())[0], first);
    await page.page.$eval(`[data-answered="${first}"] [data-action=take-back]`, (button) => button.click());
    await page.page.waitForFunction((id) => !document.querySelector(`[data-answered="${id}"]`), { timeout: 5000 }, first);
    assert.deepEqual(await answers(), {});
  });
  await report('who does not know is asked the next question', async () => {
    const [first] = await asked();
    await page.page.$eval('[data-question] [data-action=skip]', (button) => button.click());
    await page.page.waitForFunction((id) => document.querySelector('[data-question]')?.dataset.question !== id, { timeout: 5000 }, first);
    assert.deepEqual(await answers(), {});
  });
  await report('an answer changes the verdict, and travels in the link', async () => {
    await page.dropFolder(logs('killed-v3.51.1'));
    await reach('agent-running');
    await page.page.$eval('[data-question=agent-running] [data-answer=no]', (button) => button.click());
    await page.page.waitForFunction(() => document.querySelector('section[data-run]').dataset.rootCause === 'agent-not-running', { timeout: 5000 });
    await page.page.$eval('[data-action=share]', (button) => button.click());
    const link = await (await page.page.waitForSelector('[data-share-link]')).evaluate((input) => input.value);
    const opened = await newPage(new URL(link).hash);
    await opened.finished();
    const result = JSON.parse(await opened.json());
    assert.deepEqual([result.capture.root_cause, result.answers], ['agent-not-running', { 'agent-running': 'no' }]);
    assert.deepEqual(await opened.complaints(), []);
    await opened.close();
  });
  await report('other logs forget the answers', async () => {
    await page.dropFolder(logs('killed-v3.51.1'));
    assert.deepEqual(await answers(), {});
    assert.deepEqual(await page.unfair(), []);
    assert.deepEqual(await page.complaints(), []);
  });
  await page.close();
}
