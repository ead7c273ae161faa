// Layers of a drawing: those that are chosen become walls, of the material that is given.
import type { PlanLayer } from '../../../shared/contract/floorplan.ts';
import { formatCount } from '../../ui/format.ts';

export const wallMaterials = ['brick', 'concrete', 'drywall', 'glass', 'wood', 'metal', 'unknown'] as const;
export type LayerChoices = ReadonlyMap<string, string>;

export const suggestedLayers = (layers: readonly PlanLayer[]): LayerChoices =>
  new Map(layers.filter((layer) => layer.isWallLike).map((layer) => [layer.name, layer.material ?? 'unknown']));

interface WallLayersProps {
  layers: readonly PlanLayer[];
  isInMetres: boolean;
  chosen: LayerChoices;
  onChange: (chosen: LayerChoices) => void;
}

/** Layers of a referenced drawing begin with its name, all alike: `Site-Floor-1|A-WALL`, or `Site-Floor-1$0$A-WALL` once bound. */
const shortName = (name: string): string => name.split(/\||\$\d+\$/).at(-1) || name || '(no name)';

export function WallLayers({ layers, isInMetres, chosen, onChange }: WallLayersProps) {
  const set = (name: string, material: string | undefined) => {
    const next = new Map(chosen);
    if (material === undefined) next.delete(name);
    else next.set(name, material);
    onChange(next);
  };
  return (
    <table className="layers">
      <thead>
        <tr>
          <th>Layer, as walls</th>
          <th className="number">{isInMetres ? 'Length, m' : 'Length'}</th>
          <th>Material</th>
        </tr>
      </thead>
      <tbody>
        {layers.map((layer) => (
          <tr key={layer.name}>
            <td>
              <label className="check" title={layer.name}>
                <input
                  type="checkbox"
                  checked={chosen.has(layer.name)}
                  onChange={(event) =>
                    set(layer.name, event.target.checked ? (layer.material ?? 'unknown') : undefined)
                  }
                />
                <span className="cut">{shortName(layer.name)}</span>
              </label>
            </td>
            <td className="number">
              {isInMetres ? layer.lineLength.toFixed(1) : formatCount(Math.round(layer.lineLength))}
            </td>
            <td>
              {chosen.has(layer.name) ? (
                <select
                  aria-label={`Material of ${layer.name}`}
                  value={chosen.get(layer.name)}
                  onChange={(event) => set(layer.name, event.target.value)}
                >
                  {[...new Set([...wallMaterials, chosen.get(layer.name) ?? 'unknown'])].map((material) => (
                    <option key={material}>{material}</option>
                  ))}
                </select>
              ) : (
                <span className="faint">–</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
