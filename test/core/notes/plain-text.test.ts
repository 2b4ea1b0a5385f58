import { describe, expect, test } from 'vitest';
import { plainText, textOf } from '../../../src/core/notes/index.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
const read = (contentType: string, data: string | Uint8Array) => {
  const result = plainText(contentType, data);
  return 'text' in result ? result.text : `problem: ${result.kind}: ${result.detail}`;
};

describe('base64', () => {
  test('line breaks, missing padding and the URL-safe alphabet are read', () => {
    const coded = base64('Sepsis??>> due to UTI');
    expect(read('text/plain', coded)).toBe('Sepsis??>> due to UTI');
    expect(read('text/plain', `${coded.slice(0, 7)}\r\n ${coded.slice(7)}`)).toBe('Sepsis??>> due to UTI');
    expect(read('text/plain', coded.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'))).toBe('Sepsis??>> due to UTI');
  });

  test('what is not base64, and what is empty, is unreadable and never an empty note', () => {
    expect(read('text/plain', '%%%')).toBe('problem: unreadable: not base64');
    expect(read('text/plain', 'A')).toBe('problem: unreadable: not base64');
    expect(read('text/plain', '')).toBe('problem: unreadable: empty');
    expect(read('text/plain', base64('  \n '))).toBe('problem: unreadable: empty');
  });
});

describe('plain text', () => {
  test('the declared charset decides, unless the bytes say otherwise', () => {
    expect(read('text/plain; charset=windows-1252', Uint8Array.from([0x33, 0x38, 0xb0, 0x43]))).toBe('38°C');
    expect(read('text/plain; charset=iso-8859-1', bytes('38 °C'))).toBe('38 °C');
    expect(read('text/plain', Uint8Array.from([0x33, 0x38, 0xb0, 0x43]))).toBe('38°C');
    expect(read('text/plain; charset=utf-16le', Uint8Array.from([0x4f, 0, 0x4b, 0]))).toBe('OK');
    expect(read('text/plain', Uint8Array.from([0xff, 0xfe, 0x4f, 0, 0x4b, 0]))).toBe('OK');
    expect(read('text/plain; charset="UTF-8"', bytes('\ufeffOK'))).toBe('OK');
  });

  test('a picture or PDF sent as text is unreadable', () => {
    expect(
      read(
        'text/plain',
        Uint8Array.from({ length: 400 }, (_, i) => (i * 37) % 251),
      ),
    ).toMatch(/^problem: unreadable/);
  });

  test('line ends become one kind', () => {
    expect(read('text/plain', bytes('a\r\nb\rc'))).toBe('a\nb\nc');
  });
});

describe('HTML', () => {
  test('blocks are lines, cells are kept apart, entities are decoded once', () => {
    expect(read('text/html', bytes('<p>Sepsis&nbsp;&amp; AKI</p><table><tr><td>Lactate</td><td>3.1</td></tr></table>'))).toBe(
      'Sepsis\u00a0& AKI\n\nLactate | 3.1',
    );
    expect(read('text/html', bytes('<p>&amp;lt;b&amp;gt; 38 &deg;C &#176;C &#xB0;C</p>'))).toBe('&lt;b&gt; 38 °C °C °C');
  });

  test('hidden and struck-through text is not there', () => {
    const hidden = [
      '<span style="display:none">sepsis</span>',
      '<div STYLE="color:red; Display : None">sepsis</div>',
      '<p hidden>sepsis</p>',
      '<p style="visibility:hidden">sepsis</p>',
      '<s>sepsis</s>',
      '<del>sepsis</del>',
      '<strike>sepsis</strike>',
      '<span style="text-decoration: line-through">sepsis <b>shock</b></span>',
      '<script>var sepsis = 1 < 2;</script>',
      '<style>.sepsis { }</style>',
      '<!-- sepsis -->',
      '<head><title>sepsis</title></head>',
      '<svg><text>sepsis</text></svg>',
    ];
    for (const markup of hidden) expect(read('text/html', bytes(`<div>before ${markup} after</div>`))).not.toContain('sepsis');
    expect(read('text/html', bytes('<div>a<span style="display:none">b<b>c</b></span>d</div>'))).toBe('ad');
  });

  test('a bare sign is text, and unclosed tags do not swallow the note', () => {
    expect(read('text/html', bytes('<p>SpO2 <90 on RA</p>'))).toBe('SpO2 <90 on RA');
    expect(read('text/html', bytes('<p>a<br>b<div>c'))).toBe('a\nb\nc');
    expect(read('text/html', bytes('<p title="a > b">x</p>'))).toBe('x');
  });

  test('check boxes of a form are boxes', () => {
    expect(read('text/html', bytes('<input type="checkbox">Sepsis <input type="checkbox" checked>UTI'))).toBe('[ ] Sepsis [x] UTI');
  });

  test('HTML sent as plain text is read as HTML', () => {
    expect(read('text/plain', bytes('<html><body><p>Sepsis</p></body></html>'))).toBe('Sepsis');
  });
});

describe('RTF', () => {
  const rtf = (body: string) =>
    read('text/rtf', bytes(`{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Segoe UI;}}{\\colortbl;\\red0;}\\f0 ${body}}`));

  test('paragraphs are lines; tables of fonts and colours are left out', () => {
    expect(rtf('{\\b Plan:}\\par\nSepsis due to UTI.\\par')).toBe('Plan:\nSepsis due to UTI.');
  });

  test('escapes are decoded', () => {
    expect(rtf("38 \\u176?C, 38 \\'b0C, caf\\'e9, \\{x\\}, a\\~b, \\ldblquote q\\rdblquote")).toBe(
      '38 °C, 38 °C, café, {x}, a\u00a0b, “q”',
    );
    expect(rtf("\\uc2\\u8805\\'3f\\'3f 2")).toBe('≥ 2');
    expect(rtf('\\u-3913?')).toBe('\uf0b7');
  });

  test('struck-through and hidden text, pictures and bullets are not there', () => {
    expect(rtf('Not {\\strike sepsis} seen')).toBe('Not  seen');
    expect(rtf('Not \\strike sepsis\\strike0 seen')).toBe('Not seen');
    expect(rtf('a{\\v sepsis}b')).toBe('ab');
    expect(rtf('a{\\pict\\wmetafile8 0102sepsis}b')).toBe('ab');
    expect(rtf('a{\\*\\unknown sepsis}b')).toBe('ab');
    expect(rtf("{\\pntext\\f1\\'B7\\tab}ceftriaxone")).toBe('ceftriaxone');
  });

  test('cells are kept apart', () => {
    expect(rtf('Lactate\\cell 3.1\\cell\\row')).toBe('Lactate | 3.1 |');
  });

  test('what is called RTF and is not is unreadable', () => {
    expect(read('text/rtf', bytes('Sepsis'))).toMatch(/^problem: unreadable/);
  });
});

describe('CDA', () => {
  const document = (body: string) =>
    `<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><title>H&amp;P</title><recordTarget><name>Given</name></recordTarget><component><structuredBody>${body}</structuredBody></component></ClinicalDocument>`;

  test('titles become headers and only the narrative of sections is read', () => {
    const text = read(
      'text/xml',
      bytes(
        document(
          '<component><section><title>Assessment</title><text><paragraph>Sepsis due to UTI.</paragraph><list><item>AKI</item></list></text><entry><observation><value displayName="Coded only"/></observation></entry></section></component>',
        ),
      ),
    );
    expect(text).toContain('Assessment:\n');
    expect(text).toContain('Sepsis due to UTI.');
    expect(text).toContain('AKI');
    expect(text).not.toContain('Given');
    expect(text).not.toContain('Coded');
  });

  test('struck-through narrative is left out, and a document without narrative is unreadable', () => {
    expect(
      read(
        'application/xml',
        bytes(
          document(
            '<component><section><title>Plan</title><text>a <content revised="delete">sepsis</content> b</text></section></component>',
          ),
        ),
      ),
    ).not.toContain('sepsis');
    expect(
      read(
        'application/xml',
        bytes(
          '<ClinicalDocument><component><nonXMLBody><text mediaType="application/pdf">QQ==</text></nonXMLBody></component></ClinicalDocument>',
        ),
      ),
    ).toMatch(/^problem/);
  });

  test('definitions of entities are never expanded', () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>${document('<component><section><title>P</title><text>&b; sepsis</text></section></component>')}`;
    expect(read('text/xml', bytes(bomb))).toContain('&b; sepsis');
  });
});

describe('everything else', () => {
  test.each(['application/pdf', 'image/tiff', 'application/msword', 'application/octet-stream'])('%s is unreadable', (contentType) => {
    expect(read(contentType, bytes('Sepsis due to UTI'))).toBe(`problem: unreadable: ${contentType}`);
  });

  test('text longer than any note is refused', () => {
    expect(textOf('text/plain', 'a'.repeat(5_000_001))).toMatchObject({ kind: 'unreadable' });
  });
});
