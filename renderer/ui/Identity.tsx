// A radio's identity in little room: cut in its middle, because the beacons of one site differ in their last figures.

/** The last group of a MAC address or UUID and a beacon's major and minor fit into it. */
const tailCharacters = 12;

export function Identity({ text }: { text: string }) {
  const at = Math.max(0, text.length - tailCharacters);
  return (
    <span className="identity" title={text}>
      <span className="cut">{text.slice(0, at)}</span>
      <span>{text.slice(at)}</span>
    </span>
  );
}
