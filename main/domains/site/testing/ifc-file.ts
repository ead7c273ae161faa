// A building model of our own making: a house of two storeys, ISO 10303-21, IFC 2x3.

export interface IfcOptions {
  /** 1: the file counts in metres; 1000: in millimetres. */
  readonly unitsPerMetre?: 1 | 1000;
}

/** Lines of the file under numbers, and what places things. */
class Step {
  readonly #lines: string[] = [];
  readonly #units: number;
  #guid = 0;

  constructor(unitsPerMetre: number) {
    this.#units = unitsPerMetre;
  }

  add(text: string): string {
    this.#lines.push(`#${this.#lines.length + 1}=${text};`);
    return `#${this.#lines.length}`;
  }
  guid(): string {
    return `'${String(++this.#guid).padStart(22, '0')}'`;
  }
  length(valueM: number): string {
    const value = Math.round(valueM * this.#units * 1e6) / 1e6;
    return Number.isInteger(value) ? `${value}.` : String(value);
  }
  placement(xM: number, yM: number, zM: number, relativeTo = '$'): string {
    const point = this.add(`IFCCARTESIANPOINT((${[xM, yM, zM].map((each) => this.length(each)).join(',')}))`);
    return this.add(`IFCLOCALPLACEMENT(${relativeTo},${this.add(`IFCAXIS2PLACEMENT3D(${point},$,$)`)})`);
  }
  /** A box with its lower left corner at the placement. */
  box(widthM: number, depthM: number, heightM: number): string {
    const middle = this.add(`IFCCARTESIANPOINT((${this.length(widthM / 2)},${this.length(depthM / 2)}))`);
    const position = this.add(`IFCAXIS2PLACEMENT2D(${middle},$)`);
    const profile = this.add(
      `IFCRECTANGLEPROFILEDEF(.AREA.,$,${position},${this.length(widthM)},${this.length(depthM)})`,
    );
    const origin = this.add(`IFCAXIS2PLACEMENT3D(${this.add('IFCCARTESIANPOINT((0.,0.,0.))')},$,$)`);
    const up = this.add('IFCDIRECTION((0.,0.,1.))');
    const solid = this.add(`IFCEXTRUDEDAREASOLID(${profile},${origin},${up},${this.length(heightM)})`);
    const shape = this.add(`IFCSHAPEREPRESENTATION(#1,'Body','SweptSolid',(${solid}))`);
    return this.add(`IFCPRODUCTDEFINITIONSHAPE($,$,(${shape}))`);
  }
  text(): string {
    return `ISO-10303-21;
HEADER;
FILE_DESCRIPTION(('ViewDefinition [CoordinationView]'),'2;1');
FILE_NAME('house','2026-01-05T09:00:00',(''),(''),'','','');
FILE_SCHEMA(('IFC2X3'));
ENDSEC;
DATA;
${this.#lines.join('\n')}
ENDSEC;
END-ISO-10303-21;
`;
  }
}

type Box = readonly [xM: number, yM: number, zM: number, widthM: number, depthM: number, heightM: number];

function layerSet(step: Step, name: string, layers: readonly (readonly [string, number])[]): string {
  const all = layers.map(([material, thicknessM]) =>
    step.add(`IFCMATERIALLAYER(${step.add(`IFCMATERIAL('${material}')`)},${step.length(thicknessM)},$)`),
  );
  return step.add(`IFCMATERIALLAYERSET((${all.join(',')}),'Basic Wall:${name}')`);
}

function storey(
  step: Step,
  building: string,
  { name, zM, materials }: { name: string; zM: number; materials: Record<'brick' | 'partition' | 'slab', string> },
): string {
  const placement = step.placement(0, 0, zM, building);
  const id = step.add(
    `IFCBUILDINGSTOREY(${step.guid()},$,'${name}',$,$,${placement},$,$,.ELEMENT.,${step.length(zM)})`,
  );
  const element = (type: string, [x, y, z, ...size]: Box, rest: string, label = type): string => {
    const at = step.placement(x, y, z, placement);
    return step.add(`${type}(${step.guid()},$,'${label}',$,$,${at},${step.box(...size)}${rest})`);
  };
  const made = (material: string, elements: readonly string[]) =>
    step.add(`IFCRELASSOCIATESMATERIAL(${step.guid()},$,$,$,(${elements.join(',')}),${material})`);
  const outer = (
    [
      [0, 0, 0, 10, 0.3, 3],
      [0, 5.7, 0, 10, 0.3, 3],
      [0, 0.3, 0, 0.3, 5.4, 3],
      [9.7, 0.3, 0, 0.3, 5.4, 3],
    ] as const
  ).map((box) => element('IFCWALL', box, ',$'));
  const partition = element('IFCWALL', [5.95, 0.3, 0, 0.1, 5.4, 3], ',$');
  made(materials.brick, outer);
  made(materials.partition, [partition]);
  made(materials.slab, [element('IFCSLAB', [0, 0, -0.2, 10, 6, 0.2], ',$,.FLOOR.')]);
  const fill = (wall: string, box: Box, [type, rest, label]: readonly [string, string, string]) => {
    const opening = element('IFCOPENINGELEMENT', box, ',$');
    step.add(`IFCRELVOIDSELEMENT(${step.guid()},$,$,$,${wall},${opening})`);
    step.add(`IFCRELFILLSELEMENT(${step.guid()},$,$,$,${opening},${element(type, box, rest, label)})`);
  };
  fill(outer[0] ?? '', [3, 0, 0.9, 1.5, 0.3, 1.2], ['IFCWINDOW', ',$,$,$', 'Window 1500']);
  fill(partition, [5.95, 2, 0, 0.1, 0.9, 2.1], ['IFCDOOR', ',$,$,$', 'Door 900']);
  const space = (box: Box, [number, label]: readonly [string, string]) => {
    const at = step.placement(box[0], box[1], box[2], placement);
    const [, , , ...size] = box;
    step.add(`IFCSPACE(${step.guid()},$,'${number}',$,$,${at},${step.box(...size)},'${label}',.ELEMENT.,.INTERNAL.,$)`);
  };
  space([0.3, 0.3, 0, 5.65, 5.4, 2.7], ['R1', 'Kitchen']);
  space([6.05, 0.3, 0, 3.65, 5.4, 2.7], ['R2', 'Hall']);
  return id;
}

/** Outer walls of 10 by 6 m and 0.3 m of brick, a partition at 6 m with a door of 0.9 m, a window of 1.5 m in the front; twice. */
export function ifcOf({ unitsPerMetre = 1 }: IfcOptions = {}): string {
  const step = new Step(unitsPerMetre);
  step.add("IFCGEOMETRICREPRESENTATIONCONTEXT($,'Model',3,1.E-05,#3,$)");
  step.add('IFCCARTESIANPOINT((0.,0.,0.))');
  step.add('IFCAXIS2PLACEMENT3D(#2,$,$)');
  const unit = step.add(`IFCSIUNIT(*,.LENGTHUNIT.,${unitsPerMetre === 1000 ? '.MILLI.' : '$'},.METRE.)`);
  const units = step.add(`IFCUNITASSIGNMENT((${unit}))`);
  const project = step.add(`IFCPROJECT(${step.guid()},$,'P1',$,$,'House',$,(#1),${units})`);
  const placement = step.placement(0, 0, 0);
  const building = step.add(`IFCBUILDING(${step.guid()},$,'House',$,$,${placement},$,$,.ELEMENT.,$,$,$)`);
  const materials = {
    brick: layerSet(step, 'Brick wall', [['Brick', 0.3]]),
    partition: layerSet(step, 'Partition', [
      ['Gypsum board', 0.0125],
      ['Metal stud', 0.075],
      ['Gypsum board', 0.0125],
    ]),
    slab: layerSet(step, 'Slab', [['Concrete', 0.2]]),
  };
  const storeys = [
    storey(step, placement, { name: 'Ground', zM: 0, materials }),
    storey(step, placement, { name: 'Upper', zM: 3, materials }),
  ];
  step.add(`IFCRELAGGREGATES(${step.guid()},$,$,$,${project},(${building}))`);
  step.add(`IFCRELAGGREGATES(${step.guid()},$,$,$,${building},(${storeys.join(',')}))`);
  return step.text();
}
