// What a plan file may cost. Beyond these it is refused with a sentence, never tried.
export const limits = {
  svgBytes: 20 * 1024 * 1024,
  elements: 300_000,
  depth: 64,
  /** Letters of one label and of all: laying text out costs more than its length, and no plan has this much. */
  labelLetters: 500,
  letters: 200_000,
  useExpansion: 20_000,
  dxfEntities: 300_000,
  blockDepth: 16,
  pdfPages: 2_000,
  /** Long side of a rendered drawing. */
  renderPx: 5_120,
  /** Then libvips ends the drawing of its own accord; a thread inside of it cannot be ended from outside. */
  drawSeconds: 60,
  /** Whole picture shown first. */
  overviewPx: 2_048,
  tilePx: 1_024,
} as const;
