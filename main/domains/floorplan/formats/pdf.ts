// PDF plans through pdf.js: pages listed, one drawn. A plan pixel is a point of 1/72 inch.
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { limits } from './limits.ts';
import type { OpenedPlan } from './opened-plan.ts';
import { firstLine } from './raster.ts';

type Pdfjs = typeof import('pdfjs-dist/legacy/build/pdf.mjs');
type PdfDocument = Awaited<ReturnType<Pdfjs['getDocument']>['promise']>;

/** A page larger than this (14,400 points, the format's own limit) is a mistake or an attack. */
const maxPagePt = 14_400;

async function openDocument(bytes: Uint8Array, name: string): Promise<PdfDocument> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const part = (path: string) => join(folder, path) + sep;
  try {
    return await pdfjs.getDocument({
      // pdf.js takes the memory over, so it gets a copy.
      data: bytes.slice(),
      enableXfa: false,
      stopAtErrors: false,
      useSystemFonts: false,
      disableFontFace: true,
      maxImageSize: 64_000_000,
      standardFontDataUrl: part('standard_fonts'),
      cMapUrl: part('cmaps'),
      cMapPacked: true,
      wasmUrl: part('wasm'),
      verbosity: 0,
    }).promise;
  } catch (error) {
    if ((error as Error).name === 'PasswordException')
      throw new AppError('pdf_password', { file: name }, { cause: error });
    throw new AppError(
      'plan_damaged',
      { file: name, format: 'PDF', detail: firstLine((error as Error).message) },
      { cause: error },
    );
  }
}

async function listPages(document: PdfDocument) {
  const count = Math.min(document.numPages, limits.pdfPages);
  const pages: { page: number; widthPt: number; heightPt: number }[] = [];
  for (let page = 1; page <= count; page++) {
    const { width, height } = (await document.getPage(page)).getViewport({ scale: 1 });
    pages.push({ page, widthPt: width, heightPt: height });
  }
  return pages;
}

async function drawPage(document: PdfDocument, page: number, longSidePx: number, name: string) {
  const pdfPage = await document.getPage(page);
  const size = pdfPage.getViewport({ scale: 1 });
  const viewport = pdfPage.getViewport({ scale: longSidePx / Math.max(size.width, size.height) });
  const canvas = createCanvas(Math.max(1, Math.round(viewport.width)), Math.max(1, Math.round(viewport.height)));
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  try {
    await pdfPage.render({ canvas: canvas as never, canvasContext: context as never, viewport }).promise;
  } catch (error) {
    throw new AppError(
      'plan_damaged',
      { file: name, format: 'PDF', detail: firstLine((error as Error).message) },
      { cause: error },
    );
  }
  return sharp(canvas.data(), { raw: { width: canvas.width, height: canvas.height, channels: 4 } }).flatten({
    background: '#ffffff',
  });
}

export async function openPdf(bytes: Uint8Array, name: string, page: number): Promise<OpenedPlan> {
  const document = await openDocument(bytes, name);
  const pages = await listPages(document).catch((error: unknown) => {
    throw new AppError(
      'plan_damaged',
      { file: name, format: 'PDF', detail: firstLine((error as Error).message) },
      { cause: error },
    );
  });
  const size = pages[page - 1];
  if (!size) throw new AppError('plan_page_not_found', { file: name, page, pages: document.numPages });
  if (!(size.widthPt > 0 && size.heightPt > 0) || Math.max(size.widthPt, size.heightPt) > maxPagePt) {
    throw new AppError('plan_damaged', {
      file: name,
      format: 'PDF',
      detail: `page ${page} measures ${Math.round(size.widthPt)} x ${Math.round(size.heightPt)} points`,
    });
  }
  return {
    format: 'pdf',
    widthPx: size.widthPt,
    heightPx: size.heightPt,
    isVector: true,
    pages,
    segments: [],
    warnings: [],
    entities: new Map(),
    picture: (longSidePx) => drawPage(document, page, longSidePx, name),
  };
}
