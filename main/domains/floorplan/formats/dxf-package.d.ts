// The parts of the dxf package that we use; it carries no types.
declare module 'dxf' {
  export interface DxfEntity {
    readonly type: string;
    readonly layer?: string;
    readonly block?: string;
    readonly rowCount?: number;
    readonly columnCount?: number;
    readonly paperSpace?: unknown;
    readonly closed?: boolean;
    readonly vertices?: readonly { readonly x: number; readonly y: number; readonly bulge?: number }[];
    readonly string?: string;
    readonly x?: number;
    readonly y?: number;
    readonly textHeight?: number;
    /** Radians, of arcs and ellipses. */
    readonly startAngle?: number;
    readonly endAngle?: number;
    /** Of splines. */
    readonly degree?: number;
    readonly knots?: readonly number[];
    readonly controlPoints?: readonly { readonly x: number; readonly y: number }[];
  }
  export interface DxfParsed {
    readonly header: Readonly<Record<string, unknown>>;
    readonly blocks: readonly { readonly name: string; readonly entities: readonly DxfEntity[] }[];
    readonly entities: readonly DxfEntity[];
    readonly tables: {
      readonly layers: Readonly<Record<string, { readonly flags?: number; readonly colorNumber?: number }>>;
    };
  }
  export const config: { verbose: boolean };
  export function parseString(text: string): DxfParsed;
  export function denormalise(parsed: DxfParsed): readonly DxfEntity[];
  export function toPolylines(parsed: DxfParsed): {
    readonly polylines: readonly { readonly vertices: readonly (readonly [number, number])[] }[];
  };
}
