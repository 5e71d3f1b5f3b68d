// The page is for everyone: rules of accessibility in every state, the keyboard alone, a narrow screen.
import assert from 'node:assert/strict';
import { folders } from './cases.mjs';

const STATES = {
  'a cause': 'nomanaged-v3.51.1-full',
  healthy: 'healthy-v3.51.1-full',
  undecided: 'killed-v3.51.1',
  'several runs': 'tworuns-v3.51.1',
};

export async function test({ newPage, report, browser }) {
  const logs = (name) => folders().find((one) => one.name === name).logs;
  for (const scheme of browser === 'chromium' ? ['light', 'dark'] : ['light']) {
    const page = await newPage();
    if (browser === 'chromium') await page.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await report(`idle is fair (${scheme})`, async () => assert.deepEqual(await page.unfair(), []));
    for (const [state, name] of Object.entries(STATES)) {
      await report(`${state} is fair (${scheme})`, async () => {
        await page.dropFolder(logs(name));
        assert.deepEqual(await page.unfair(), []);
        for (const width of [1280, 320]) {
          await page.page.setViewport({ width, height: 800 });
          const over = await page.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(over <= 0, `${over} pixels too wide at ${width}`);
        }
        await page.page.setViewport({ width: 1280, height: 800 });
      });
    }
    await page.close();
  }
  const page = await newPage();
  const examples = await page.page.$$eval('[data-action=example]', (buttons) => buttons.map((button) => button.querySelector('strong').textContent));
  await report('there are six examples', async () => assert.equal(examples.length, 6));
  await page.close();
  for (const [place, name] of examples.entries()) {
    await report(`cause, proof and remedy of the example ${name} stand on the first screen`, async () => {
      const page = await newPage();
      await page.page.$$eval('[data-action=example]', (buttons, place) => buttons[place].click(), place);
      assert.equal(await page.finished(), 'done');
      const bottoms = await page.page.evaluate(() => {
        scrollTo(0, 0);
        const run = document.querySelector('section[data-run]');
        const remedy = run.querySelector('.remedy p');
        return [run.querySelector('h2'), run.querySelector('[data-evidence]'), remedy].map((element) => element.getBoundingClientRect().bottom);
      });
      assert.ok(bottoms.every((bottom) => bottom > 0 && bottom < 800), bottoms.join(', '));
      assert.deepEqual(await page.complaints(), []);
      await page.close();
    });
  }
  await report('the keyboard alone leads to a result', async () => {
    const page = await newPage();
    const onExample = () => page.page.evaluate(() => /API key/i.test(document.activeElement?.textContent ?? '') && document.activeElement.tagName === 'BUTTON');
    for (let tabs = 0; tabs < 40 && !(await onExample()); tabs += 1) await page.page.keyboard.press('Tab');
    assert.ok(await onExample(), 'no example is reached by Tab');
    await page.page.keyboard.press('Enter');
    await page.page.waitForSelector('main[data-state=done]', { timeout: 20_000 });
    await page.page.waitForFunction(() => /^H[12]$/.test(document.activeElement?.tagName ?? ''), { timeout: 5000 });
    assert.deepEqual((await page.runs()).map((run) => run.cause), ['api-key-rejected']);
    assert.deepEqual(await page.complaints(), []);
    await page.close();
  });
}
