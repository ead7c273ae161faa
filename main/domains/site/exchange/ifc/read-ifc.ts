// A building model (IFC) as a project: storeys with drawings, walls with their losses, doors, windows and spaces; docs/ifc.md says how.
import { AppError } from '../../../../../shared/errors/app-error.ts';
import { FloorId } from '../../../../../shared/model/ids.ts';
import type { Project, ProjectFloor } from '../../../../ports/exchange.ts';
import { idFrom, ObjectReader, roundedM } from '../object-reader.ts';
import { type DrawingFrame, drawStorey } from './drawing.ts';
import { colorOf, doorKeyOf, type Layer, libraryKeyOf, lossOf } from './layers.ts';
import { IfcModel, type Kind, type Product, type Storey } from './model.ts';
import { areaM2, cornersOf, heightsOf, loopsOf, type PlanSegment, sectionAt, simplified } from './section.ts';
import { joined, openingIn, type WallLine, wallLinesOf, without } from './wall-lines.ts';

/** Above the sills, below the heads of doors. */
const cutAboveM = 1.2;
/** What stairs are cut at, to show their steps. */
const stairCutsM = [0.15, 0.45, 0.75, 1.05];
const marginM = 1;
/** Fine enough for a door frame; a long building gets fewer. */
const usualMetresPerPixel = 0.02;
const maxPx = 6_000;
/** A storey of the model that nobody walks on has no walls at that height. */
const leastSpaceM2 = 0.5;
const usualStoreyM = 3;

interface Building {
  readonly file: string;
  readonly model: IfcModel;
  readonly products: Readonly<Record<Kind, readonly Product[]>>;
  readonly materials: ReturnType<IfcModel['materials']>;
  readonly reader: ObjectReader;
  /** Names of materials that nobody could read. */
  readonly unknown: Set<string>;
}

interface Level {
  readonly storey: Storey;
  readonly floorId: FloorId;
  readonly cutM: number;
  readonly storeyM: number | undefined;
}

/** Nobody stands upright in less: a level of foundations, or of a ceiling. */
const leastStoreyM = 1.8;

const isCutBy = (cutM: number) => (product: Product) => {
  const heights = heightsOf(product.mesh);
  return heights !== undefined && heights.fromM < cutM && heights.toM > cutM;
};

/** Storeys that have walls to be cut, from the lowest up. */
function levelsOf({ model, products }: Building): Level[] {
  const storeys = model.storeys();
  return storeys.flatMap((storey, index) => {
    const cutM = storey.elevationM + cutAboveM;
    const storeyM = (storeys[index + 1]?.elevationM ?? Number.NaN) - storey.elevationM;
    if (storeyM < leastStoreyM) return [];
    if (![...products.wall, ...products.plate].some(isCutBy(cutM))) return [];
    const floorId = FloorId.parse(idFrom('ifc storey', storey.globalId));
    return [{ storey, floorId, cutM, storeyM: storeyM > 1 && storeyM < 50 ? roundedM(storeyM) : undefined }];
  });
}

/** One frame for all storeys: then they lie over each other. */
function frameOf({ products }: Building): DrawingFrame {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { mesh } of [...products.wall, ...products.plate, ...products.column])
    for (let at = 0; at < mesh.length; at += 3) {
      const [x, z] = [mesh[at] ?? 0, mesh[at + 2] ?? 0];
      [left, top, right, bottom] = [Math.min(left, x), Math.min(top, z), Math.max(right, x), Math.max(bottom, z)];
    }
  // To the millimetre: a house of 10 m gets a plan of 12.
  const [widthM, heightM] = [right - left, bottom - top].map(
    (side) => Math.round((side + 2 * marginM) * 1_000) / 1_000,
  ) as [number, number];
  const metresPerPixel = Math.max(usualMetresPerPixel, Math.max(widthM, heightM) / maxPx);
  return { xM: left - marginM, yM: top - marginM, widthM, heightM, metresPerPixel };
}

/** A material for each kind of wall: its layers' losses one after another, or what its name says at the thickness it has. */
function putMaterial({ reader, materials, unknown }: Building, wall: Product, thicknessM: number): string {
  const said = materials.get(wall.expressId);
  const name =
    (said?.name || wall.name)
      .replace(/^[^:]*:(?=[^:])/, '')
      .replace(/:\d+$/, '')
      .trim() || 'Wall';
  const layers: readonly Layer[] =
    said && said.layers.length > 0 ? said.layers : [{ name: `${said?.name ?? ''} ${wall.name}`, thicknessM }];
  const { lossDb, unknown: names, mainKey } = lossOf(layers);
  for (const each of names) unknown.add(each.trim());
  const key = `IFC ${name}`.slice(0, 100);
  const id = idFrom('ifc material', key);
  const isThere = reader.objects.some(({ objectId }) => objectId === id);
  const wholeM = layers.reduce((sum, layer) => sum + layer.thicknessM, 0);
  if (!isThere)
    reader.put('wall materials', 'material', id, {
      key,
      name: name.slice(0, 200),
      category: 'wall',
      color: colorOf(mainKey),
      thicknessM: Math.min(10, Math.max(0.001, roundedM(wholeM > 0 ? wholeM : thicknessM))),
      lossDb,
    });
  return key;
}

interface StoreyWall {
  readonly product: Product;
  readonly wall: WallLine;
  readonly material: string;
}

function wallsOf(building: Building, { storey, cutM, storeyM = usualStoreyM }: Level): StoreyWall[] {
  const { products } = building;
  const between = { fromM: storey.elevationM + 0.3, toM: storey.elevationM + Math.max(1.5, storeyM - 0.3) };
  const found = [...products.wall, ...products.plate].filter(isCutBy(cutM)).flatMap((product) =>
    wallLinesOf(product.mesh, between).map((wall) => {
      const isPlate = products.plate.includes(product);
      const said = `${building.materials.get(product.expressId)?.name ?? ''} ${product.name}`;
      // Plates fill curtain walls: glass, unless their material says otherwise.
      const { key, known } = libraryKeyOf(said);
      const material = isPlate ? (known && key ? key : 'glass') : putMaterial(building, product, wall.thicknessM);
      return { product, wall, material };
    }),
  );
  const lines = joined(found.map(({ wall }) => wall));
  return found.map((each, index) => ({ ...each, wall: lines[index] ?? each.wall }));
}

/** Stretches of each wall that a door, a window or nothing stands in. */
function openingsOf({ model, products }: Building, cutM: number) {
  const byId = new Map(products.opening.map((opening) => [opening.expressId, opening]));
  const doors = new Map(products.door.map((door) => [door.expressId, doorKeyOf(door.name)]));
  const windows = new Set(products.window.map(({ expressId }) => expressId));
  return model.openings().flatMap(({ wall, opening, filler }) => {
    const product = byId.get(opening);
    if (!product || !isCutBy(cutM)(product)) return [];
    const door = filler === undefined ? undefined : doors.get(filler);
    const material = door ?? (filler !== undefined && windows.has(filler) ? 'window' : undefined);
    const corners = [...cornersOf(product.mesh)].flat();
    return [{ wall, corners, material, opening }];
  });
}

const part = ([x1, y1, x2, y2]: PlanSegment, [from, to]: readonly [number, number]): PlanSegment => {
  const lengthM = Math.hypot(x2 - x1, y2 - y1);
  const at = (along: number) => [x1 + ((x2 - x1) * along) / lengthM, y1 + ((y2 - y1) * along) / lengthM] as const;
  return [...at(from), ...at(to)];
};

function putWalls(building: Building, level: Level, frame: DrawingFrame): void {
  const openings = openingsOf(building, level.cutM);
  const put = (id: string, [x1, y1, x2, y2]: PlanSegment, material: string) => {
    const line = [x1 - frame.xM, y1 - frame.yM, x2 - frame.xM, y2 - frame.yM].map(roundedM);
    building.reader.put('walls', 'wall', id, { floor: level.floorId, line, material, origin: 'file' });
  };
  wallsOf(building, level).forEach(({ product, wall, material }, index) => {
    const [x1, y1, x2, y2] = wall.line;
    let rest: (readonly [number, number])[] = [[0, Math.hypot(x2 - x1, y2 - y1)]];
    const nameOf = (...parts: readonly string[]) =>
      idFrom('ifc', product.globalId, level.storey.globalId, String(index), ...parts);
    for (const opening of openings) {
      const taken = opening.wall === product.expressId ? openingIn(wall, opening.corners) : undefined;
      if (!taken) continue;
      rest = without(rest, taken);
      if (opening.material !== undefined)
        put(nameOf('opening', String(opening.opening)), part(wall.line, taken), opening.material);
    }
    for (const [from, to] of rest)
      if (to - from >= 0.05) put(nameOf('part', from.toFixed(3)), part(wall.line, [from, to]), material);
  });
}

function putSpaces({ products, reader }: Building, { floorId, cutM, storey }: Level, frame: DrawingFrame): void {
  for (const space of products.space.filter(isCutBy(cutM))) {
    const [outline] = loopsOf(sectionAt(space.mesh, cutM)).toSorted((a, b) => areaM2(b) - areaM2(a));
    if (!outline || areaM2(outline) < leastSpaceM2) continue;
    const points = simplified(outline).map(([x, y]) => [roundedM(x - frame.xM), roundedM(y - frame.yM)]);
    const fields = { floor: floorId, outline: points, name: space.name.slice(0, 200), purpose: 'zone' };
    reader.put('spaces', 'zone', idFrom('ifc space', space.globalId, storey.globalId), fields);
  }
}

/** Two corners of the building, the same on every storey: by them floors lie over each other. */
function putCorners({ reader }: Building, { floorId, storey }: Level, { widthM, heightM }: DrawingFrame): void {
  const corners = [
    [marginM, marginM],
    [widthM - marginM, heightM - marginM],
  ];
  corners.forEach((corner, index) => {
    const name = `Building corner ${index + 1}`;
    const fields = { floor: floorId, place: corner.map(roundedM), name };
    reader.put('corners', 'alignment', idFrom('ifc corner', storey.globalId, name), fields);
  });
}

/** What is under the floor: the layers of the largest slab whose top it stands on. */
function slabOf({ products, materials, unknown }: Building, { storey }: Level): ProjectFloor['slabLossDb'] {
  const under = products.slab
    .map((slab) => ({ slab, heights: heightsOf(slab.mesh) }))
    .filter(({ heights }) => heights && Math.abs(heights.toM - storey.elevationM) < 0.3)
    .map(({ slab, heights }) => {
      const middleM = ((heights?.fromM ?? 0) + (heights?.toM ?? 0)) / 2;
      const all = loopsOf(sectionAt(slab.mesh, middleM)).map(areaM2);
      return { slab, thicknessM: (heights?.toM ?? 0) - (heights?.fromM ?? 0), area: Math.max(0, ...all) };
    })
    .toSorted((a, b) => b.area - a.area);
  const [largest] = under;
  if (!largest) return undefined;
  const said = materials.get(largest.slab.expressId);
  const layers =
    said && said.layers.length > 0
      ? said.layers
      : [{ name: `${said?.name ?? ''} ${largest.slab.name}`, thicknessM: largest.thicknessM }];
  const { lossDb, unknown: names } = lossOf(layers);
  for (const name of names) unknown.add(name.trim());
  return lossDb;
}

function floorOf(
  building: Building,
  level: Level,
  { index, frame }: { index: number; frame: DrawingFrame },
): ProjectFloor {
  const { products } = building;
  const { storey, cutM, floorId, storeyM } = level;
  const cut = (kinds: readonly Kind[]) => kinds.flatMap((kind) => products[kind].filter(isCutBy(cutM)));
  const solid = cut(['wall', 'plate', 'column']).flatMap(({ mesh }) => loopsOf(sectionAt(mesh, cutM)));
  const thin = cut(['door', 'window']).flatMap(({ mesh }) => sectionAt(mesh, cutM));
  const faint = products.stair.flatMap(({ mesh }) =>
    stairCutsM.flatMap((aboveM) => sectionAt(mesh, storey.elevationM + aboveM)),
  );
  const name = storey.name.trim().slice(0, 90) || `Storey ${index}`;
  return {
    floorId,
    name,
    // The one at the ground is 0, those below are counted down.
    level: index,
    heightM: storeyM,
    slabLossDb: slabOf(building, level),
    picture: {
      fileName: `${name.replaceAll(/[/\\\0]/g, ' ')}.svg`,
      bytes: drawStorey({ solid, thin, faint }, frame),
      widthPx: frame.widthM / frame.metresPerPixel,
      metresPerPixel: frame.metresPerPixel,
    },
  };
}

function remarksOf({ reader, unknown, products }: Building): string[] {
  const remarks = reader.remarks();
  remarks.push(
    'Losses of the walls follow from the names of their layers. Look at them in Materials, and let a survey correct them.',
  );
  if (unknown.size > 0) remarks.push(`Taken for drywall: ${[...unknown].slice(0, 20).join(', ')}.`);
  const drawn = products.column.length + products.stair.length;
  if (drawn > 0) remarks.push('Columns and stairs are drawn, and do not attenuate.');
  return remarks;
}

/** @throws AppError `project_damaged`, `project_without_walls` */
export async function readIfc(bytes: Uint8Array, file: string): Promise<Project> {
  let model: IfcModel | undefined;
  try {
    model = await IfcModel.open(bytes, file);
    return readModel(model, file);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('project_damaged', { file, detail: `the model (${String(error)})` }, { cause: error });
  } finally {
    model?.close();
  }
}

function readModel(model: IfcModel, file: string): Project {
  const kinds: readonly Kind[] = ['wall', 'plate', 'column', 'door', 'window', 'stair', 'space', 'slab', 'opening'];
  const products = Object.fromEntries(kinds.map((kind) => [kind, model.products(kind)])) as Record<Kind, Product[]>;
  const reader = new ObjectReader();
  const building: Building = {
    file,
    model,
    products,
    materials: model.materials(),
    reader,
    unknown: new Set<string>(),
  };
  const levels = levelsOf(building);
  if (levels.length === 0) throw new AppError('project_without_walls', { file });
  const frame = frameOf(building);
  const ground = Math.max(
    0,
    levels.findLastIndex(({ storey }) => storey.elevationM <= 0.5),
  );
  const floors = levels.map((level, index) => floorOf(building, level, { index: index - ground, frame }));
  for (const level of levels) {
    putWalls(building, level, frame);
    putSpaces(building, level, frame);
    if (levels.length > 1) putCorners(building, level, frame);
  }
  const { globalId, name } = model.project;
  const head = { projectId: `ifc ${globalId}`, format: 'ifc', name: name || file.replace(/\.[^.]*$/, '') } as const;
  return {
    ...head,
    floors,
    objects: reader.objects,
    photos: [],
    walks: [],
    members: [],
    remarks: remarksOf(building),
  };
}
