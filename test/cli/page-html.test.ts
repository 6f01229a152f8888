/** Pages in one file: what their content policy lets in, and that nothing in them ends an element too early. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { pageHtml } from '../../cli/output/page-html.js';

const nasty = '</script><script>alert(1)</script><!-- <script> ]]> & "quoted" \u2028';
const tricky = `result = '</script>' + "<!--" + \`</SCRIPT>\` + /<\\/script>|<!--/.test('<!--');`;

const page = pageHtml({
  title: nasty,
  theme: 'dark',
  script: `${tricky}\r\n`,
  style: 'body{color:red}\n',
  engine: tricky,
  simulation: tricky,
  data: { drawable: { design: { name: nasty } }, descriptions: { [nasty]: nasty } },
});

/** Elements as a browser reads them: a script ends at the first end of a script. */
const elements = [...page.matchAll(/<(script|style|title)([^>]*)>([\s\S]*?)<\/\1>/g)].map(
  ([, name, attributes, text = '']) => ({
    name,
    attributes,
    text,
  }),
);

describe('a page in one file', () => {
  it('has the elements it should have, whatever a design says', () => {
    assert.deepEqual(
      elements.map(({ name, attributes }) => `${name}${attributes}`),
      [
        'title',
        'style',
        'script type="application/json" id="sysdesign-design"',
        'script type="text/plain" id="sysdesign-engine"',
        'script type="text/plain" id="sysdesign-simulation"',
        'script',
      ],
    );
    assert.doesNotMatch(page, /<!--/);
    assert.equal(page.match(/<\/?script/g)?.length, 8);
  });

  it('keeps data and scripts as they were', () => {
    const [, , data, engine, simulation, script] = elements;
    assert.deepEqual(JSON.parse(data?.text ?? ''), {
      drawable: { design: { name: nasty } },
      descriptions: { [nasty]: nasty },
    });
    const expected = '</script><!--</SCRIPT>true';
    for (const code of [engine?.text, simulation?.text, script?.text])
      assert.equal(runInNewContext(code ?? ''), expected);
  });

  it('lets in its own script and style, and nothing else', () => {
    const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    const hash = (text: string | undefined) =>
      `'sha256-${createHash('sha256')
        .update(text ?? '')
        .digest('base64')}'`;
    assert.deepEqual(policy.split('; '), [
      "default-src 'none'",
      `script-src ${hash(elements[4]?.text)}`,
      `style-src ${hash(elements[1]?.text)}`,
      'worker-src blob:',
      'img-src blob:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it('takes the theme that is asked for', () => {
    assert.match(page, /<body class="vscode-dark">/);
    assert.ok(elements[1]?.text.endsWith(':root{color-scheme:dark}'));
  });
});
