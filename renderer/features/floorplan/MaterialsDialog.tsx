// Materials of walls, doors and windows: the library's and this site's. What is changed here is kept with the site.
import { Plus, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { DesignObjectOf } from '../../../shared/model/design.ts';
import { libraryMaterials, type Material } from '../../../shared/rf/materials.ts';
import { useCurrent } from '../../app/current.ts';
import { designActions, useDesignStore } from '../../app/design-store.ts';
import { newId } from '../../canvas/tools/new-objects.ts';
import { Button, IconButton } from '../../ui/controls.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useMaterials } from './use-materials.ts';

const bands = ['2.4', '5', '6'] as const;
const categories = [
  ['wall', 'Wall'],
  ['door', 'Door'],
  ['window', 'Window'],
  ['other', 'Other'],
] as const;

function ownOf(key: string): DesignObjectOf<'material'> | undefined {
  for (const object of useDesignStore.getState().document.values())
    if (object.kind === 'material' && object.fields.key.toLowerCase() === key.toLowerCase()) return object;
  return undefined;
}

/** Puts the site's own in the library's place, or changes it. */
function save(material: Material, changed: Partial<Material>): void {
  const own = ownOf(material.key);
  const set = own ? changed : { ...material, ...changed };
  designActions.edit({
    title: `Material ${changed.name ?? material.name} changed`,
    changes: [{ objectId: own?.objectId ?? newId(), kind: 'material', set }],
  });
}

function reset(key: string): void {
  const own = ownOf(key);
  if (!own) return;
  designActions.edit({
    title: `Material ${own.fields.name} as in the library`,
    changes: [{ objectId: own.objectId, kind: 'material', set: { deleted: true } }],
  });
}

function NumberCell({
  label,
  value,
  most,
  disabled,
  onChange,
}: {
  label: string;
  value: number;
  most: number;
  disabled: boolean;
  onChange: (value: number) => void;
}) {
  const [text, setText] = useState<string>();
  const number = Number((text ?? '').replace(',', '.'));
  const isGood = text === undefined || (text.trim() !== '' && Number.isFinite(number) && number >= 0 && number <= most);
  const take = () => {
    if (text !== undefined && isGood && number !== value) onChange(number);
    setText(undefined);
  };
  return (
    <input
      className="cell"
      aria-label={label}
      aria-invalid={!isGood}
      inputMode="decimal"
      disabled={disabled}
      value={text ?? String(value)}
      onChange={(event) => setText(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  );
}

function MaterialRow({ material, isFixed }: { material: Material; isFixed: boolean }) {
  const isOfLibrary = libraryMaterials.some(({ key }) => key === material.key);
  const isOwn = useDesignStore(() => ownOf(material.key) !== undefined);
  return (
    <tr>
      <td>
        <input
          type="color"
          aria-label={`Colour of ${material.name}`}
          value={material.color}
          disabled={isFixed}
          onChange={(event) => save(material, { color: event.target.value })}
        />
      </td>
      <td>
        <input
          className="cell name"
          aria-label="Name"
          defaultValue={material.name}
          key={material.name}
          maxLength={200}
          disabled={isFixed}
          onBlur={(event) => {
            const name = event.target.value.trim();
            if (name !== '' && name !== material.name) save(material, { name });
          }}
        />
      </td>
      <td>
        <select
          className="cell"
          aria-label={`Category of ${material.name}`}
          value={material.category}
          disabled={isFixed}
          onChange={(event) => save(material, { category: event.target.value as Material['category'] })}
        >
          {categories.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </td>
      <td className="number">
        <NumberCell
          label={`Thickness of ${material.name}, metres`}
          value={material.thicknessM}
          most={10}
          disabled={isFixed}
          onChange={(thicknessM) => thicknessM > 0 && save(material, { thicknessM })}
        />
      </td>
      {bands.map((band) => (
        <td key={band} className="number">
          <NumberCell
            label={`Loss of ${material.name} at ${band} GHz, dB`}
            value={material.lossDb[band]}
            most={100}
            disabled={isFixed}
            onChange={(loss) => save(material, { lossDb: { ...material.lossDb, [band]: loss } })}
          />
        </td>
      ))}
      <td>
        {isOwn ? (
          <IconButton
            label={isOfLibrary ? 'As in the library' : 'Remove'}
            disabled={isFixed}
            onClick={() => reset(material.key)}
          >
            <RotateCcw />
          </IconButton>
        ) : null}
      </td>
    </tr>
  );
}

export function MaterialsDialog({ onClose }: { onClose: () => void }) {
  const { site } = useCurrent();
  const materials = useMaterials();
  const isFixed = site?.readOnly !== false;
  const add = () => {
    const [usual] = libraryMaterials;
    if (!usual) return;
    const number = materials.all.filter(({ key }) => key.startsWith('own-')).length + 1;
    const fresh = { ...usual, key: `own-${number}-${newId().slice(0, 4)}`, name: `Material ${number}` };
    designActions.edit({ title: 'Material added', changes: [{ objectId: newId(), kind: 'material', set: fresh }] });
  };
  return (
    <Dialog
      title="Materials"
      isWide
      onClose={onClose}
      actions={
        <Button disabled={isFixed} onClick={add}>
          <Plus />
          Add a material
        </Button>
      }
    >
      <p className="muted">
        Loss in dB each time the signal passes. The library's are starting values; what you change is kept with this
        site.
      </p>
      <table className="materials">
        <thead>
          <tr>
            <th aria-label="Colour" />
            <th>Name</th>
            <th>Category</th>
            <th className="number">Thick, m</th>
            <th className="number">2.4 GHz, dB</th>
            <th className="number">5 GHz, dB</th>
            <th className="number">6 GHz, dB</th>
            <th aria-label="Actions" />
          </tr>
        </thead>
        <tbody>
          {materials.all.map((material) => (
            <MaterialRow key={material.key} material={material} isFixed={isFixed} />
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
