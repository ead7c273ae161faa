// What a parsed DXF may ask for, settled before its blocks are put together and its curves are drawn.
import type { DxfEntity, DxfParsed } from 'dxf';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { limits } from './limits.ts';

/** Drawing units from the origin. Farther out lies nothing that was drawn on purpose, even in micrometres. */
const farthest = 1e12;

export const isPlace = (value: number | undefined): value is number =>
  value !== undefined && Math.abs(value) <= farthest;

/** How many entities the blocks come to, without building them. @throws AppError for recursion and for explosions */
export function requireBounded(parsed: DxfParsed, name: string): void {
  const blocks = new Map(parsed.blocks.map((block) => [block.name, block.entities]));
  const sizes = new Map<string, number>();
  const sizeOf = (entities: readonly DxfEntity[], path: readonly string[]): number =>
    entities.reduce((sum, entity) => {
      if (entity.type !== 'INSERT' || entity.block === undefined) return sum + 1;
      const copies = Math.max(1, entity.rowCount ?? 1) * Math.max(1, entity.columnCount ?? 1);
      // Not a number compares as nothing does: it would switch the limit off.
      return sum + blockSize(entity.block, path) * (Number.isFinite(copies) ? copies : limits.dxfEntities + 1);
    }, 0);
  const blockSize = (block: string, path: readonly string[]): number => {
    if (path.includes(block) || path.length >= limits.blockDepth)
      throw new AppError('plan_nested_too_deep', { file: name, limit: limits.blockDepth });
    const known = sizes.get(block);
    if (known !== undefined) return known;
    const size = sizeOf(blocks.get(block) ?? [], [...path, block]);
    sizes.set(block, size);
    return size;
  };
  if (sizeOf(parsed.entities, []) > limits.dxfEntities)
    throw new AppError('plan_too_complex', { file: name, limit: limits.dxfEntities, things: 'entities' });
}

const turn = 2 * Math.PI;

/** Arcs are drawn step by step from one angle to the other: an end some 10^12 turns away would never be reached. */
function withTameAngles(entity: DxfEntity): DxfEntity {
  const { startAngle, endAngle } = entity;
  if (startAngle === undefined || endAngle === undefined) return entity;
  if (!Number.isFinite(startAngle) || !Number.isFinite(endAngle)) return { ...entity, startAngle: 0, endAngle: turn };
  if (Math.abs(startAngle) <= 2 * turn && Math.abs(endAngle) <= 2 * turn) return entity;
  return { ...entity, startAngle: startAngle % turn, endAngle: endAngle % turn };
}

/** A spline that its degree, points and knots do not agree on cannot be drawn; the rest of the drawing can. */
function isDrawable({ type, degree, controlPoints, knots }: DxfEntity): boolean {
  if (type !== 'SPLINE') return true;
  const [order = 0, points = 0] = [degree, controlPoints?.length];
  return order >= 1 && order < points && (knots?.length ?? 0) === points + order + 1;
}

/** The same drawing without what cannot be drawn: endless arcs, senseless splines, blocks that are not in the file. */
export function withTameNumbers(parsed: DxfParsed): DxfParsed {
  const blocks = new Set(parsed.blocks.map(({ name }) => name));
  const isKnown = ({ type, block }: DxfEntity) => type !== 'INSERT' || (block !== undefined && blocks.has(block));
  const tame = (entities: readonly DxfEntity[]) =>
    entities.filter((entity) => isKnown(entity) && isDrawable(entity)).map(withTameAngles);
  return {
    ...parsed,
    entities: tame(parsed.entities),
    blocks: parsed.blocks.map((block) => ({ ...block, entities: tame(block.entities) })),
  };
}
