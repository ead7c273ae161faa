// SVG from outside: parsed strictly, only known drawing elements and attributes written out again. Scripts, event handlers,
// embedded pages, external references and entity tricks have no way through; what is removed is reported.
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { limits } from './limits.ts';
import {
  elementLines,
  identity,
  type Line,
  type Matrix,
  multiply,
  readTransform,
  transformLine,
} from './svg-geometry.ts';

const drawing = [
  'svg',
  'g',
  'defs',
  'symbol',
  'use',
  'title',
  'desc',
  'line',
  'rect',
  'circle',
  'ellipse',
  'polyline',
  'polygon',
  'path',
  'text',
  'tspan',
  'clipPath',
  'mask',
  'pattern',
  'linearGradient',
  'radialGradient',
  'stop',
  'marker',
  'image',
  'style',
];
const elements = new Set(drawing);
const counted = new Set(['line', 'rect', 'circle', 'ellipse', 'polyline', 'polygon', 'path', 'text', 'image', 'use']);
/** Attributes that take any harmless value; everything else is dropped. */
const attributeNames = new Set(
  (
    'id class style transform viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray ' +
    'stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit opacity visibility display color font-family font-size font-weight font-style text-anchor ' +
    'dominant-baseline letter-spacing dx dy rotate textLength clip-path clip-rule clipPathUnits mask maskUnits maskContentUnits patternUnits patternContentUnits patternTransform ' +
    'gradientUnits gradientTransform offset stop-color stop-opacity marker-start marker-mid marker-end markerWidth markerHeight markerUnits refX refY orient ' +
    'preserveAspectRatio vector-effect paint-order xml:space version baseProfile inkscape:label inkscape:groupmode'
  ).split(' '),
);
const editorNotes = /^(metadata$|(sodipodi|inkscape|rdf|cc|dc|i|x):)/;
const references = new Set(['href', 'xlink:href']);
const harmlessImage = /^data:image\/(png|jpeg|jpg);base64,[a-z0-9+/=\s]*$/i;
/** Anything that fetches: CSS imports, url() other than to a part of this file. CSS escapes could hide them, and drawings need none. */
const fetches = /@import|url\(\s*(?!['"]?#)|expression\s*\(|javascript:|behavior\s*:|\\/i;
/** A part of this file that is drawn anew wherever it is named: patterns, masks, clips, markers. */
const partReference = /url\(\s*['"]?#([^'")\s]+)/gi;

export interface SanitisedSvg {
  readonly text: string;
  readonly box: readonly [number, number, number, number];
  readonly lines: readonly { readonly line: Line; readonly layer: string }[];
  readonly entities: ReadonlyMap<string, number>;
  readonly warnings: readonly string[];
}

const escapeText = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

function partsNamedBy(attributes: Readonly<Record<string, string>>): string[] {
  const href = attributes['href'] ?? attributes['xlink:href'] ?? '';
  const named = Object.values(attributes).flatMap((value) =>
    [...value.matchAll(partReference)].map((match) => match[1] ?? ''),
  );
  return href.startsWith('#') ? [href.slice(1), ...named] : named;
}

class Sanitiser {
  readonly #name: string;
  readonly #parts: string[] = [];
  readonly #removed = new Set<string>();
  readonly #stack: { element: string; layer: string; matrix: Matrix; isDefinition: boolean }[] = [];
  readonly #lines: { line: Line; layer: string }[] = [];
  readonly #entities = new Map<string, number>();
  /** Which parts are drawn again, by `use` or by a reference, and the ids around the place where. */
  readonly #uses: { of: string; inside: readonly string[] }[] = [];
  readonly #open: string[] = [];
  readonly #contents = new Map<string, number>();
  #skipping = 0;
  #count = 0;
  #letters = 0;
  #labelLetters = 0;
  #box: readonly [number, number, number, number] | undefined;
  #hasRoot = false;

  constructor(name: string) {
    this.#name = name;
  }

  #damaged(detail: string): AppError {
    return new AppError('plan_damaged', { file: this.#name, format: 'SVG', detail });
  }

  run(text: string): SanitisedSvg {
    const parser = new SaxesParser({ xmlns: false });
    parser.on('error', (error) => {
      throw this.#damaged(error.message.slice(0, 200));
    });
    // A document type is where entities are declared; drawings do not need one. Plain ones (Illustrator writes them) are dropped.
    parser.on('doctype', (doctype) => {
      if (/<!ENTITY|\[/i.test(doctype)) throw this.#damaged('it declares entities, which a plan does not need');
    });
    parser.on('opentag', (tag) => this.#opened(tag));
    parser.on('closetag', (tag) => this.#closed(tag.name));
    parser.on('text', (content) => this.#text(content));
    parser.on('cdata', (content) => this.#text(content));
    parser.write(text).close();
    if (!this.#box) throw this.#damaged('it has no usable size: neither a viewBox nor a width and height');
    this.#checkUses();
    const warnings =
      this.#removed.size > 0 ? [`Left out for safety: ${[...this.#removed].slice(0, 12).join(', ')}.`] : [];
    return { text: this.#parts.join(''), box: this.#box, lines: this.#lines, entities: this.#entities, warnings };
  }

  #opened(tag: SaxesTagPlain): void {
    if (++this.#count > limits.elements)
      throw new AppError('plan_too_complex', { file: this.#name, limit: limits.elements, things: 'elements' });
    if (this.#stack.length + this.#skipping > limits.depth)
      throw new AppError('plan_nested_too_deep', { file: this.#name, limit: limits.depth });
    const element = tag.name.replace(/^svg:/, '');
    if (!this.#hasRoot && element !== 'svg') throw this.#damaged('its root is not svg');
    this.#hasRoot = true;
    if (this.#skipping > 0 || !elements.has(element)) {
      // What drawing programs note for themselves is no loss, and none of it was ever drawn.
      if (this.#skipping === 0 && !editorNotes.test(tag.name)) this.#removed.add(element);
      this.#skipping++;
      return;
    }
    const attributes = this.#clean(tag.attributes);
    if (element === 'svg' && this.#stack.length === 0) this.#box = readBox(attributes);
    this.#track(element, attributes);
    if (element === 'text') this.#labelLetters = 0;
    const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeText(value)}"`);
    if (element === 'svg' && this.#stack.length === 1)
      written.unshift(
        ' xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"',
      );
    this.#parts.push(`<${element}${written.join('')}>`);
  }

  #clean(raw: Readonly<Record<string, string>>): Record<string, string> {
    const attributes: Record<string, string> = {};
    for (const [key, value] of Object.entries(raw)) {
      if (references.has(key)) {
        if (/^#[\w:.-]+$/.test(value.trim()) || harmlessImage.test(value.trim())) attributes[key] = value.trim();
        else this.#removed.add('references to other files');
      } else if (!attributeNames.has(key)) {
        if (/^on/i.test(key)) this.#removed.add(`${key} handlers`);
      } else if (fetches.test(value)) this.#removed.add('references to other files');
      else attributes[key] = value;
    }
    return attributes;
  }

  #track(element: string, attributes: Readonly<Record<string, string>>): void {
    const parent = this.#stack.at(-1);
    const id = attributes['id'];
    const isNamedGroup = element === 'g' && (attributes['inkscape:label'] ?? id) !== undefined;
    const layer = isNamedGroup ? (attributes['inkscape:label'] ?? id ?? '') : (parent?.layer ?? '');
    const own = readTransform(attributes['transform']);
    const matrix = multiply(parent?.matrix ?? identity, own);
    const isDefinition =
      parent?.isDefinition === true || ['defs', 'symbol', 'clipPath', 'mask', 'pattern', 'marker'].includes(element);
    this.#stack.push({ element, layer, matrix, isDefinition });
    this.#open.push(id ?? '');
    for (const inside of this.#open) if (inside) this.#contents.set(inside, (this.#contents.get(inside) ?? 0) + 1);
    const inside = this.#open.filter((each) => each !== '');
    for (const of of partsNamedBy(attributes)) this.#uses.push({ of, inside });
    if (isDefinition || !counted.has(element)) return;
    this.#entities.set(layer, (this.#entities.get(layer) ?? 0) + 1);
    for (const drawn of elementLines(element, attributes)) {
      const line = transformLine(matrix, drawn);
      // Ends that overflowed, or lie where no drawing reaches, are nobody's wall.
      if (line.every((value) => Math.abs(value) <= mostUnits)) this.#lines.push({ line, layer });
    }
  }

  #closed(name: string): void {
    if (this.#skipping > 0) {
      this.#skipping--;
      return;
    }
    this.#stack.pop();
    this.#open.pop();
    this.#parts.push(`</${name.replace(/^svg:/, '')}>`);
  }

  #text(content: string): void {
    if (this.#skipping > 0) return;
    const element = this.#stack.at(-1)?.element;
    if (element === 'style') {
      // A style sheet that refers to parts would draw them at places that nobody counts.
      if (fetches.test(content) || /url\(/i.test(content)) this.#removed.add('style sheets that fetch');
      else this.#parts.push(escapeText(content));
    } else if (element === 'text' || element === 'tspan') this.#label(content);
    else if (element === 'title' || element === 'desc') this.#parts.push(escapeText(content));
  }

  #label(content: string): void {
    const kept = content.slice(0, Math.max(0, limits.labelLetters - this.#labelLetters));
    if (kept.length < content.length) this.#removed.add('the rest of a very long label');
    this.#labelLetters += kept.length;
    this.#letters += kept.length;
    if (this.#letters > limits.letters)
      throw new AppError('plan_too_complex', { file: this.#name, limit: limits.letters, things: 'letters' });
    this.#parts.push(escapeText(kept));
  }

  /** `use` of a group that uses another one twice, and so on, grows without end: counted before anything draws it. */
  #checkUses(): void {
    const usesIn = new Map<string, string[]>();
    for (const { of, inside } of this.#uses) {
      for (const id of inside) {
        const known = usesIn.get(id);
        if (known) known.push(of);
        else usesIn.set(id, [of]);
      }
    }
    const sizes = new Map<string, number>();
    const sizeOf = (id: string, path: readonly string[]): number => {
      if (path.includes(id) || path.length > limits.blockDepth)
        throw new AppError('plan_nested_too_deep', { file: this.#name, limit: limits.blockDepth });
      const known = sizes.get(id);
      if (known !== undefined) return known;
      const size = (usesIn.get(id) ?? []).reduce(
        (sum, used) => Math.min(sum + sizeOf(used, [...path, id]), Number.MAX_SAFE_INTEGER),
        this.#contents.get(id) ?? 0,
      );
      sizes.set(id, size);
      return size;
    };
    const total = this.#uses.reduce((sum, { of }) => sum + sizeOf(of, []), 0);
    if (total > limits.useExpansion + limits.elements)
      throw new AppError('plan_too_complex', {
        file: this.#name,
        limit: limits.useExpansion,
        things: 'repeated elements',
      });
  }
}

/** Sides of a drawing in user units: beyond these its numbers are a mistake, and arithmetic with them would overflow. */
const leastUnits = 1e-3;
const mostUnits = 1e8;

/** User units of a length; CSS px, 96 an inch. */
function length(text: string | undefined): number | undefined {
  const match = /^\s*([\d.]+(?:e[-+]?\d+)?)\s*(px|pt|pc|mm|cm|in)?\s*$/i.exec(text ?? '');
  if (!match) return undefined;
  const factor =
    { px: 1, pt: 96 / 72, pc: 16, mm: 96 / 25.4, cm: 96 / 2.54, in: 96 }[(match[2] ?? 'px').toLowerCase()] ?? 1;
  return Number(match[1]) * factor;
}

function readBox(attributes: Readonly<Record<string, string>>): readonly [number, number, number, number] | undefined {
  const parts = (attributes['viewBox'] ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [x = Number.NaN, y = Number.NaN, width = Number.NaN, height = Number.NaN] = parts;
  const isUsable = (size: number) => size >= leastUnits && size <= mostUnits;
  if (parts.length === 4 && isUsable(width) && isUsable(height) && Math.abs(x) <= mostUnits && Math.abs(y) <= mostUnits)
    return [x, y, width, height];
  const [w = 0, h = 0] = [length(attributes['width']), length(attributes['height'])];
  return parts.length < 4 && isUsable(w) && isUsable(h) ? [0, 0, w, h] : undefined;
}

/** @throws AppError `plan_damaged`, `plan_too_complex`, `plan_nested_too_deep` */
export const sanitiseSvg = (text: string, name: string): SanitisedSvg => new Sanitiser(name).run(text);
