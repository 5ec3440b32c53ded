// The WordPress plugin in a real WordPress, with the real server, as an administrator and a patron use it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { TAG_VARIANTS } from '@askusnow/sdk/contract';
import { pluginFile } from '../../server/src/serving/assets/folders.ts';
import { recipeOf } from '../../server/src/visibility/snippets/recipes.ts';
import { startApp, type TestApp } from '../support/app/app.ts';
import { oneLibrary } from '../support/app/one-library.ts';
import { launchChromium, openPage, type Chromium } from '../support/browser/browser.ts';
import { visitChromium } from '../support/browser/host-visit.ts';
import { startWordPress, type WordPress } from '../support/peers/wordpress.ts';
import { eventually } from '../support/waiting.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

describe('WordPress plugin', () => {
  let browser: Chromium;
  let wordpress: WordPress;
  let app: TestApp;
  let admin: Awaited<ReturnType<typeof openPage>>;
  let chat: string;
  before(async () => {
    [browser, wordpress] = await Promise.all([launchChromium(), startWordPress()]);
    chat = `${wordpress.url}/?chat=1`;
    app = await startApp({ engine: GATE_ENGINE, cooperative: oneLibrary({ origin: wordpress.url, chat }) });
    admin = await openPage(browser);
    await admin.page.goto(`${wordpress.url}/wp-login.php`);
    await admin.page.fill('#user_login', wordpress.admin.user);
    await admin.page.fill('#user_pass', wordpress.admin.password);
    await Promise.all([admin.page.waitForURL('**/wp-admin/**'), admin.page.click('#wp-submit')]);
    // As the plugin's readme says: Plugins, Add New Plugin, Upload Plugin.
    await admin.page.goto(`${wordpress.url}/wp-admin/plugin-install.php?tab=upload`);
    await admin.page.setInputFiles('#pluginzip', pluginFile());
    await admin.page.click('#install-plugin-submit');
    await admin.page.getByRole('link', { name: 'Activate Plugin' }).click();
    await admin.page.getByText('Plugin activated.').waitFor();
  });
  after(async () => {
    await browser.close();
    await app?.close();
    await wordpress?.close();
  });

  /** Publishes a page, by default as somebody who may not publish scripts; returns its address. */
  const publish = async (content: string, by: 'admin' | 'other' = 'other'): Promise<string> => {
    const id = await wordpress.php(
      `${by === 'admin' ? 'wp_set_current_user( 1 );' : ''} echo wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'Help', 'post_content' => base64_decode( '${Buffer.from(content).toString('base64')}' ) ) );`,
    );
    return `${wordpress.url}/?page_id=${id}`;
  };

  /** Fills in the settings' form and sends it; returns what the page then says. */
  async function saveSettings(page: Page, values: Record<string, string>): Promise<string> {
    await page.goto(`${wordpress.url}/wp-admin/options-general.php?page=ask_us_now`);
    for (const [name, value] of Object.entries(values)) {
      const field = page.locator(`#ask_us_now_${name}`);
      await (name === 'variant' ? field.selectOption(value) : field.fill(value));
    }
    await page.click('#submit');
    await page.locator('.notice').first().waitFor();
    return (await page.locator('.notice').allInnerTexts()).join('\n');
  }

  const BLOCK = '<!-- wp:ask-us-now/tag {"placement":"sidebar","variant":"button"} /-->';

  /** The hosts that a page asked something of. */
  async function hostsOf(address: string): Promise<string[]> {
    const visitor = await openPage(browser);
    const hosts = new Set<string>();
    visitor.page.on('request', (request) => hosts.add(new URL(request.url()).origin));
    await visitor.page.goto(address, { waitUntil: 'networkidle' });
    await visitor.close();
    return [...hosts];
  }

  test('WordPress: its recipe names the version that is tried here', async () => {
    const version = await wordpress.php(`echo get_bloginfo( 'version' );`);
    const { evidence } = recipeOf('wordpress')!;
    assert.equal('on' in evidence && evidence.on, `WordPress ${version.split('.').slice(0, 2).join('.')}`);
  });

  test('WordPress: nothing is contacted before the address is set, and the link is there once the chat is', async () => {
    const address = await publish(`${BLOCK}\n[ask_us_now placement="footer"]`);
    assert.deepEqual(await hostsOf(address), [wordpress.url]);
    assert.doesNotMatch(await (await fetch(address)).text(), /Ask a librarian|<ask-us-now/);

    await saveSettings(admin.page, { chat });
    assert.deepEqual(await hostsOf(address), [wordpress.url]);
    assert.match(await (await fetch(address)).text(), /<a href="[^"]*\?chat=1">Ask a librarian<\/a>/);
  });

  test('WordPress: hostile and wrong settings are refused with the field’s name, or escaped', async () => {
    const label = `"><img src=x onerror=alert(1)>'</a>&`;
    const refused = await saveSettings(admin.page, {
      address: 'http://ask.example.org',
      library: 'harford" onclick="alert(1)',
      chat: 'javascript:alert(1)',
      placement: '<script>',
      label: 'x'.repeat(61),
    });
    for (const name of ['Server address', 'Library id', 'Chat address', 'Placement', 'Label'])
      assert.match(refused, new RegExp(`${name} was not changed`));
    for (const address of [
      'https://user:secret@ask.example.org',
      'https://ask.example.org/path',
      'https://ask.example.org?x',
      'ftp://ask.example.org',
      'http://localhost.example.org',
      '//ask.example.org',
      'https://ask.example.org"onload="',
    ])
      assert.match(await saveSettings(admin.page, { address }), /Server address was not changed/, address);
    // Stored by another way than the form, it is escaped, too.
    await wordpress.php(
      `update_option( 'ask_us_now_options', array( 'address' => 'https://ask.example.org', 'library' => 'x"y', 'chat' => 'javascript:alert(1)', 'placement' => '"><b>', 'variant' => 'card', 'label' => base64_decode( '${Buffer.from(label).toString('base64')}' ) ) );`,
    );
    const html = await (await fetch(await publish('[ask_us_now label="\'><i>"]'))).text();
    const tag = /<ask-us-now[^]*?<\/ask-us-now>/.exec(html)?.[0] ?? '';
    assert.match(tag, /library="x&quot;y" placement="&quot;&gt;&lt;b&gt;"/);
    assert.doesNotMatch(tag, /javascript:|<img|<i>|<b>/);
    await wordpress.php(`delete_option( 'ask_us_now_options' );`);
  });

  test('WordPress: an administrator sets it up, a patron sees the status and is counted for the right placement', async () => {
    const saved = await saveSettings(admin.page, {
      address: `${app.url}/`,
      library: 'harford',
      chat,
      label: 'Ask us & more',
      placement: 'page',
      variant: 'card',
    });
    assert.match(saved, /Settings saved/);

    const shortcode = await publish('Stuck? [ask_us_now placement="footer" variant="link"]');
    const pages = { [await publish(BLOCK)]: 'sidebar', [shortcode]: 'footer' };
    const cookie = await app.signIn('coordinator');
    for (const [address, placement] of Object.entries(pages)) {
      assert.deepEqual(await hostsOf(address), [wordpress.url, app.url]);
      const visit = await visitChromium(browser);
      await visit.goto(address);
      const link = await visit.settled();
      assert.match(link.name, /^Ask us & more\. ?open/);
      assert.ok(link.visible);
      assert.equal(link.tone, 'open');
      assert.deepEqual(await visit.heard(), { errors: [], violations: [] });
      const script = await visit.see<string>(`document.querySelector('script[src*="ask-us-now.js"]').outerHTML`);
      assert.match(
        script,
        /type="module"[^>]*referrerpolicy="no-referrer"|referrerpolicy="no-referrer"[^>]*type="module"/,
      );
      await visit.click();
      await visit.page.waitForURL(/chat=1/);
      await visit.close();
      await eventually(async () => {
        const reply = await fetch(`${app.url}/v1/libraries/harford/placements`, { headers: { cookie } });
        return JSON.stringify(await reply.json()).includes(`"${placement}"`);
      });
    }
    // The script is on the pages with the tag alone.
    assert.deepEqual(await hostsOf(await publish('Nothing here.')), [wordpress.url]);
  });

  test('WordPress: the block is inserted, set, saved and seen, and the editor opens it again as valid', async () => {
    const { page } = admin;
    const asked = new Set<string>();
    page.on('request', (request) => asked.add(new URL(request.url()).origin));
    // An empty page would open with a choice of patterns.
    const paragraph = '<!-- wp:paragraph -->\n<p>Help</p>\n<!-- /wp:paragraph -->';
    const address = await publish(paragraph);
    const editor = `${wordpress.url}/wp-admin/post.php?post=${new URL(address).searchParams.get('page_id')}&action=edit`;
    await page.goto(editor);
    await page.waitForFunction(`window.wp?.data?.select('core/editor').getCurrentPostId()`);
    await page.evaluate(`wp.data.dispatch('core/preferences').set('core/edit-post', 'welcomeGuide', false)`);

    await page.getByRole('button', { name: 'Block Inserter', exact: true }).click();
    await page.getByRole('searchbox', { name: 'Search' }).fill('Ask Us Now');
    await page.getByRole('option', { name: 'Ask Us Now' }).click();
    const panel = page.getByRole('region', { name: 'Editor settings' });
    await panel.getByRole('textbox', { name: 'Placement' }).fill('contact');
    await panel.getByRole('combobox', { name: 'Size' }).selectOption('button');
    const shown = page
      .locator('iframe[name="editor-canvas"]')
      .contentFrame()
      .locator('ask-us-now[placement=contact][variant=button] a');
    await shown.waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Page updated.').first().waitFor();
    const block = '<!-- wp:ask-us-now/tag {"placement":"contact","variant":"button"} /-->';
    const contentOf = () => page.evaluate<string>(`wp.data.select('core/editor').getEditedPostContent()`);
    assert.equal(await contentOf(), `${paragraph}\n\n${block}`);

    const visit = await visitChromium(browser);
    await visit.goto(address);
    assert.match((await visit.settled()).name, /open/);
    assert.equal(await visit.see(`document.querySelector('ask-us-now').getAttribute('placement')`), 'contact');
    await visit.close();

    await page.goto(editor);
    await shown.waitFor();
    const blocks = `wp.data.select('core/block-editor').getBlocks().map(({ name, isValid }) => [name, isValid])`;
    assert.deepEqual(await page.evaluate(blocks), [
      ['core/paragraph', true],
      ['ask-us-now/tag', true],
    ]);
    assert.equal(await contentOf(), `${paragraph}\n\n${block}`);
    // The editor shows the link as it is without a script, and leaves the patrons' server alone.
    assert.ok(!asked.has(app.url));
    assert.deepEqual(admin.errors, []);
  });

  test('WordPress: without the plugin, an administrator’s HTML block keeps the tag; of others the link is left', async () => {
    const reply = await fetch(`${app.url}/v1/libraries/harford/snippets`);
    const { tag } = (await reply.json()) as { tag: { tag: string } };
    const content = `<!-- wp:html -->\n${tag.tag}\n<!-- /wp:html -->`;
    const htmlOf = async (address: string): Promise<string> => await (await fetch(address)).text();
    assert.ok((await htmlOf(await publish(content, 'admin'))).includes(tag.tag));
    const left = await htmlOf(await publish(content));
    assert.match(left, /<a href="[^"]*chat=1">Ask a librarian<\/a>/);
    assert.doesNotMatch(left, /ask-us-now\.js|<ask-us-now/);
  });

  test('WordPress: the printed tag is the one that the server prints for webmasters', async () => {
    for (const variant of TAG_VARIANTS) {
      const reply = await fetch(`${app.url}/v1/libraries/harford/snippets?placement=header&variant=${variant}`);
      const { tag } = (await reply.json()) as { tag: { tag: string } };
      const [, wanted] = tag.tag.split('\n');
      const html = await (
        await fetch(await publish(`[ask_us_now placement="header" variant="${variant}" label="Ask a librarian"]`))
      ).text();
      assert.equal(/<ask-us-now[^]*?<\/ask-us-now>/.exec(html)?.[0], wanted);
    }
  });

  test('WordPress: PHP complains of nothing, and deleting the plugin removes its settings', async () => {
    assert.deepEqual(wordpress.complaints(), []);
    const left = await wordpress.php(`deactivate_plugins( 'ask-us-now/ask-us-now.php' );
      uninstall_plugin( 'ask-us-now/ask-us-now.php' ); global $wpdb;
      echo $wpdb->get_var( "SELECT COUNT(*) FROM $wpdb->options WHERE option_name LIKE '%ask_us_now%'" );`);
    assert.equal(left, '0');
  });
});
