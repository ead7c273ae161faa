// What a picture is, by its first bytes: archives give them no ending, or any.
const endings: readonly (readonly [ending: string, magic: readonly number[]])[] = [
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpg', [0xff, 0xd8]],
  ['bmp', [0x42, 0x4d]],
];

export function endingOf(bytes: Uint8Array): string {
  const known = endings.find(([, magic]) => magic.every((byte, at) => bytes[at] === byte));
  return known?.[0] ?? 'svg';
}
