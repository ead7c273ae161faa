// An IFC model as products with names, meshes in metres, layers and relations. web-ifc reads the file and makes the meshes.
import { AppError } from '../../../../../shared/errors/app-error.ts';
import type { Layer } from './layers.ts';
import type { Triangles } from './section.ts';

type WebIfc = typeof import('web-ifc');
type IfcApi = InstanceType<WebIfc['IfcAPI']>;
/** A line of the file: attributes by name, references as `{ value }`. */
type Line = Readonly<Record<string, unknown>>;

export interface Product {
  readonly expressId: number;
  readonly globalId: string;
  readonly name: string;
  readonly mesh: Triangles;
}

export interface Storey {
  readonly globalId: string;
  readonly name: string;
  readonly elevationM: number;
}

export type Kind = 'wall' | 'plate' | 'column' | 'door' | 'window' | 'stair' | 'space' | 'slab' | 'opening';

/** A value, whatever its IFC type is wrapped in. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { value: inner, _representationValue: number } = value as { value?: unknown; _representationValue?: unknown };
  return number ?? inner;
}
const text = (line: Line | undefined, name: string): string => {
  const value = plain(line?.[name]);
  return typeof value === 'string' ? value : '';
};
const number = (line: Line | undefined, name: string): number | undefined => {
  const value = plain(line?.[name]);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
};
const isReference = (value: unknown): value is { value: number } =>
  typeof value === 'object' && value !== null && typeof (value as { value?: unknown }).value === 'number';
const references = (line: Line | undefined, name: string): number[] => {
  const value = line?.[name];
  return (Array.isArray(value) ? value : [value]).filter(isReference).map((each) => each.value);
};

const prefixes: Readonly<Record<string, number>> = { MILLI: 1e-3, CENTI: 1e-2, DECI: 0.1, KILO: 1e3 };

export class IfcModel {
  readonly #ifc: WebIfc;
  readonly #api: IfcApi;
  readonly #model: number;
  readonly #metresPerUnit: number;

  private constructor(ifc: WebIfc, api: IfcApi, model: number) {
    this.#ifc = ifc;
    this.#api = api;
    this.#model = model;
    this.#metresPerUnit = this.#lengthUnit();
  }

  /** @throws AppError `project_damaged` */
  static async open(bytes: Uint8Array, file: string): Promise<IfcModel> {
    const ifc = await import('web-ifc');
    const api = new ifc.IfcAPI();
    await api.Init(undefined, true);
    api.SetLogLevel(ifc.LogLevel.LOG_LEVEL_OFF);
    const model = api.OpenModel(bytes, { COORDINATE_TO_ORIGIN: false });
    if (model < 0) throw new AppError('project_damaged', { file, detail: 'the model' });
    return new IfcModel(ifc, api, model);
  }

  close(): void {
    this.#api.CloseModel(this.#model);
    this.#api.Dispose();
  }

  #ids(type: number, isInherited = false): number[] {
    const ids = this.#api.GetLineIDsWithType(this.#model, type, isInherited);
    return Array.from({ length: ids.size() }, (_each, index) => ids.get(index));
  }

  #line(id: number | undefined): Line | undefined {
    if (id === undefined) return undefined;
    return this.#api.GetLine(this.#model, id) as Line | undefined;
  }

  #lengthUnit(): number {
    const [project] = this.#ids(this.#ifc.IFCPROJECT);
    const assignment = this.#line(references(this.#line(project), 'UnitsInContext')[0]);
    for (const id of references(assignment, 'Units')) {
      const unit = this.#line(id);
      if (text(unit, 'UnitType') !== 'LENGTHUNIT') continue;
      const factor = this.#line(references(unit, 'ConversionFactor')[0]);
      return number(factor, 'ValueComponent') ?? prefixes[text(unit, 'Prefix')] ?? 1;
    }
    return 1;
  }

  get project(): { readonly globalId: string; readonly name: string } {
    const line = this.#line(this.#ids(this.#ifc.IFCPROJECT)[0]);
    return { globalId: text(line, 'GlobalId'), name: text(line, 'LongName') || text(line, 'Name') };
  }

  /** From the lowest up. */
  storeys(): Storey[] {
    return this.#ids(this.#ifc.IFCBUILDINGSTOREY)
      .map((id) => {
        const line = this.#line(id);
        const placed = this.#placedHeight(references(line, 'ObjectPlacement')[0]);
        return {
          globalId: text(line, 'GlobalId'),
          name: text(line, 'LongName') || text(line, 'Name'),
          elevationM: (placed ?? number(line, 'Elevation') ?? 0) * this.#metresPerUnit,
        };
      })
      .sort((a, b) => a.elevationM - b.elevationM);
  }

  /** Heights of the placements that stand on each other, in the file's unit. */
  #placedHeight(placement: number | undefined): number | undefined {
    let height: number | undefined;
    let next = placement;
    for (let depth = 0; next !== undefined && depth < 50; depth++) {
      const line = this.#line(next);
      const location = this.#line(references(this.#line(references(line, 'RelativePlacement')[0]), 'Location')[0]);
      const coordinates = location?.['Coordinates'];
      const own = Array.isArray(coordinates) ? plain(coordinates[2]) : undefined;
      if (typeof own === 'number') height = (height ?? 0) + own;
      next = references(line, 'PlacementRelTo')[0];
    }
    return height;
  }

  products(kind: Kind): Product[] {
    const ifc = this.#ifc;
    const types: Readonly<Record<Kind, readonly number[]>> = {
      wall: [ifc.IFCWALL],
      plate: [ifc.IFCPLATE],
      column: [ifc.IFCCOLUMN],
      door: [ifc.IFCDOOR],
      window: [ifc.IFCWINDOW],
      stair: [ifc.IFCSTAIR, ifc.IFCSTAIRFLIGHT, ifc.IFCRAMP],
      space: [ifc.IFCSPACE],
      slab: [ifc.IFCSLAB],
      opening: [ifc.IFCOPENINGELEMENT],
    };
    return types[kind].flatMap((type) => this.#ids(type, true)).map((id) => this.#product(id));
  }

  #product(expressId: number): Product {
    const line = this.#line(expressId);
    const names = [text(line, 'Name'), text(line, 'LongName')].filter((name) => name !== '');
    return { expressId, globalId: text(line, 'GlobalId'), name: names.join(' '), mesh: this.#mesh(expressId) };
  }

  #mesh(expressId: number): Triangles {
    const { geometries } = this.#api.GetFlatMesh(this.#model, expressId);
    const corners: number[] = [];
    for (let at = 0; at < geometries.size(); at++) {
      const { geometryExpressID, flatTransformation: t } = geometries.get(at);
      const geometry = this.#api.GetGeometry(this.#model, geometryExpressID);
      const vertices = this.#api.GetVertexArray(geometry.GetVertexData(), geometry.GetVertexDataSize());
      const indices = this.#api.GetIndexArray(geometry.GetIndexData(), geometry.GetIndexDataSize());
      // Each vertex is a place and a normal; web-ifc has turned the model so that y is up.
      for (const index of indices) {
        const [x = 0, y = 0, z = 0] = vertices.subarray(index * 6, index * 6 + 3);
        for (const row of [0, 1, 2])
          corners.push((t[row] ?? 0) * x + (t[row + 4] ?? 0) * y + (t[row + 8] ?? 0) * z + (t[row + 12] ?? 0));
      }
      geometry.delete();
    }
    return Float64Array.from(corners);
  }

  /** What is in the openings: doors and windows by the wall they are in, openings that nothing fills under `undefined`. */
  openings(): { readonly wall: number; readonly opening: number; readonly filler: number | undefined }[] {
    const fillers = new Map<number, number>();
    for (const id of this.#ids(this.#ifc.IFCRELFILLSELEMENT)) {
      const line = this.#line(id);
      const [opening] = references(line, 'RelatingOpeningElement');
      const [filler] = references(line, 'RelatedBuildingElement');
      if (opening !== undefined && filler !== undefined) fillers.set(opening, filler);
    }
    return this.#ids(this.#ifc.IFCRELVOIDSELEMENT).flatMap((id) => {
      const line = this.#line(id);
      const [wall] = references(line, 'RelatingBuildingElement');
      const [opening] = references(line, 'RelatedOpeningElement');
      return wall === undefined || opening === undefined ? [] : [{ wall, opening, filler: fillers.get(opening) }];
    });
  }

  /** Materials by product: their own, else those of their type. */
  materials(): ReadonlyMap<number, { readonly name: string; readonly layers: readonly Layer[] }> {
    const own = new Map<number, number>();
    for (const id of this.#ids(this.#ifc.IFCRELASSOCIATESMATERIAL)) {
      const line = this.#line(id);
      const [material] = references(line, 'RelatingMaterial');
      if (material !== undefined) for (const product of references(line, 'RelatedObjects')) own.set(product, material);
    }
    for (const id of this.#ids(this.#ifc.IFCRELDEFINESBYTYPE)) {
      const line = this.#line(id);
      const material = own.get(references(line, 'RelatingType')[0] ?? -1);
      if (material === undefined) continue;
      for (const product of references(line, 'RelatedObjects')) if (!own.has(product)) own.set(product, material);
    }
    return new Map([...own].map(([product, material]) => [product, this.#material(material)]));
  }

  #material(id: number): { name: string; layers: Layer[] } {
    let line = this.#line(id);
    const [usage] = references(line, 'ForLayerSet');
    if (usage !== undefined) line = this.#line(usage);
    const layers = references(line, 'MaterialLayers').map((layer) => this.#line(layer));
    if (layers.length > 0)
      return {
        name: text(line, 'LayerSetName'),
        layers: layers.map((layer) => ({
          name: text(this.#line(references(layer, 'Material')[0]), 'Name'),
          thicknessM: (number(layer, 'LayerThickness') ?? 0) * this.#metresPerUnit,
        })),
      };
    const names = [...references(line, 'Materials'), ...references(line, 'MaterialConstituents')].map((each) => {
      const inner = this.#line(each);
      return text(inner, 'Name') || text(this.#line(references(inner, 'Material')[0]), 'Name');
    });
    return { name: text(line, 'Name') || names.join(', '), layers: [] };
  }
}
