// Walls: what they are made of, one or many at once.
import { useMemo } from 'react';
import type { DesignObjectOf } from '../../../shared/model/design.ts';
import type { Material } from '../../../shared/rf/materials.ts';
import { setMaterial } from '../../app/design-actions.ts';
import { planActions } from '../../app/plan-view.ts';
import { Button } from '../../ui/controls.tsx';
import { ChoiceEdit } from '../../ui/edits.tsx';
import { formatMetres } from '../../ui/format.ts';
import { useMaterials } from './use-materials.ts';

const originWords: Readonly<Record<string, string>> = {
  plan: "read from the plan's layer",
  file: 'from a file of walls',
  drawn: 'drawn by hand',
  found: "found in the plan's picture",
};

const lengthOf = ({ fields: { line } }: DesignObjectOf<'wall'>): number =>
  Math.hypot(line[2] - line[0], line[3] - line[1]);

function Losses({ material }: { material: Material }) {
  return (
    <table className="losses">
      <thead>
        <tr>
          <th>Loss, dB</th>
          <th className="number">2.4 GHz</th>
          <th className="number">5 GHz</th>
          <th className="number">6 GHz</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>{material.name}</td>
          {(['2.4', '5', '6'] as const).map((band) => (
            <td key={band} className="number">
              {material.lossDb[band].toFixed(1)}
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

export function WallForm({ walls, isFixed }: { walls: readonly DesignObjectOf<'wall'>[]; isFixed: boolean }) {
  const materials = useMaterials();
  const keys = useMemo(() => [...new Set(walls.map(({ fields }) => fields.material))], [walls]);
  const [only] = keys.length === 1 ? keys : [];
  const known = materials.all.map(({ key, name }) => [key, name] as const);
  const missing = keys.filter((key) => !materials.has(key)).map((key) => [key, `${key} (as drywall)`] as const);
  const several = only === undefined ? ([['', `${keys.length} materials`]] as const) : [];
  const origins = new Set(walls.map(({ fields }) => fields.origin));
  const [origin] = origins.size === 1 ? origins : [];
  return (
    <>
      <ChoiceEdit
        label="Material"
        value={materials.has(only ?? '') ? materials.of(only ?? '').key : (only ?? '')}
        options={[...several, ...missing, ...known]}
        disabled={isFixed}
        onChange={(key) => key !== '' && setMaterial(key)}
      />
      {only === undefined ? null : <Losses material={materials.of(only)} />}
      <p className="faint small">
        {formatMetres(walls.reduce((sum, wall) => sum + lengthOf(wall), 0))} long
        {origin ? `, ${originWords[origin]}` : ''}
      </p>
      <Button kind="quiet" onClick={() => planActions.openDialog('materials')}>
        All materials
      </Button>
    </>
  );
}
