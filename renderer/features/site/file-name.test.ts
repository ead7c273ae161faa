import { expect, it } from 'vitest';
import { fileNameOf } from './file-name.ts';

it.each([
  ['Harbour Office', 'harbour-office.groma'],
  ['  Straße / 7: "East" ', 'straße-7-east.groma'],
  ['../../etc/passwd', 'etc-passwd.groma'],
  ['CON?*|', 'site-con.groma'],
  ['🏢', 'site.groma'],
  ['x'.repeat(300), `${'x'.repeat(80)}.groma`],
])('%s becomes %s', (name, file) => expect(fileNameOf(name)).toBe(file));
