// File names made from what people call things.

/** Windows keeps these names for devices, whatever ending they have. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/;
const maxLength = 80;

/** A file name that every system takes. */
export function fileNameOf(name: string): string {
  const plain = name
    .trim()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, maxLength);
  if (plain === '') return 'site.groma';
  return `${reserved.test(plain) ? `site-${plain}` : plain}.groma`;
}
