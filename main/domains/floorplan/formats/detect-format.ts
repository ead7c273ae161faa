// Which format a file is, by its first bytes and never by its name.
import type { PlanFormat } from '../../../../shared/contract/floorplan.ts';

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

export function detectFormat(bytes: Uint8Array): PlanFormat | undefined {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'jpg';
  const isUtf16 = startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]);
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096)).replaceAll(isUtf16 ? '\0' : '\u{10ffff}', '');
  if (head.slice(0, 1024).includes('%PDF-')) return 'pdf';
  if (head.startsWith('AutoCAD Binary DXF')) return 'dxf';
  if (/^[^<]{0,8}<(\?xml|!--|!DOCTYPE\s+svg|svg[\s>]|svg:svg)/i.test(head) && /<(svg:)?svg[\s>]/i.test(head))
    return 'svg';
  return beginsAsDxf(head) ? 'dxf' : undefined;
}

/** The first group opens a section; comments (group 999) may stand before it. Line by line: one pattern for it all could be tied up. */
function beginsAsDxf(head: string): boolean {
  const lines = head
    .replace(/^[^\w\s]{0,4}/, '')
    .split('\n')
    .map((line) => line.trim());
  let at = 0;
  const skipBlank = () => {
    while (lines[at] === '') at++;
  };
  skipBlank();
  while (lines[at] === '999') {
    at += 2;
    skipBlank();
  }
  return lines[at] === '0' && lines[at + 1]?.startsWith('SECTION') === true;
}
