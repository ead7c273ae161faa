// Opens a plan file in the format that it is.

import { AppError } from '../../../../shared/errors/app-error.ts';
import { detectFormat } from './detect-format.ts';
import { openDxf } from './dxf.ts';
import type { OpenedPlan } from './opened-plan.ts';
import { openPdf } from './pdf.ts';
import { openRaster } from './raster.ts';
import { openSvg } from './svg.ts';

/** Of all floors at once: a building model, or an archive that says it is an Ekahau project. */
const isProject = (bytes: Uint8Array, name: string): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(0, 64)).trimStart().startsWith('ISO-10303-21') ||
  (bytes[0] === 0x50 && bytes[1] === 0x4b && /\.esx$/i.test(name));

/** @throws AppError as `planFileErrors` of the contract */
export async function openPlan(bytes: Uint8Array, name: string, page = 1): Promise<OpenedPlan> {
  const format = detectFormat(bytes);
  if (format !== 'pdf' && page !== 1) throw new AppError('plan_page_not_found', { file: name, page, pages: 1 });
  switch (format) {
    case 'png':
    case 'jpg':
      return openRaster(bytes, name, format);
    case 'svg':
      return openSvg(bytes, name);
    case 'pdf':
      return openPdf(bytes, name, page);
    case 'dxf':
      return openDxf(bytes, name);
    case undefined:
      if (isProject(bytes, name)) throw new AppError('plan_is_project', { file: name });
      throw new AppError('plan_unknown_format', { file: name });
  }
}
