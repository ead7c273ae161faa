// The floors of the site, the highest on top as in the building.
import { Check, PenLine, Plus, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { useCurrent } from '../../app/current.ts';
import { overlayActions } from '../../app/overlays.ts';
import { planActions } from '../../app/plan-view.ts';
import { sessionActions } from '../../app/session.ts';
import { plural } from '../../ui/format.ts';

export function FloorMenu({ children }: { children: ReactNode }) {
  const { site, floor, floors } = useCurrent();
  const show = (floorId: string) => {
    planActions.forgetChoices();
    sessionActions.showFloor(floorId);
    sessionActions.show('plan');
  };
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4}>
          <DropdownMenu.RadioGroup value={floor?.floorId ?? ''} onValueChange={show}>
            {floors.toReversed().map((each) => (
              <DropdownMenu.RadioItem key={each.floorId} value={each.floorId}>
                <span className="menu-check">{each.floorId === floor?.floorId ? <Check /> : null}</span>
                <span className="grow">{each.name}</span>
                <span className="faint">{each.hasPlan ? plural(each.scans, 'point') : 'no plan'}</span>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          {floors.length > 0 ? <hr /> : null}
          <DropdownMenu.Item
            disabled={site?.readOnly ?? true}
            onSelect={() => overlayActions.showSiteDialog('add-floor')}
          >
            <Plus />
            Add a floor
          </DropdownMenu.Item>
          <DropdownMenu.Item
            disabled={(site?.readOnly ?? true) || !floor}
            onSelect={() => overlayActions.showSiteDialog('edit-floor')}
          >
            <PenLine />
            Name, height and slab
          </DropdownMenu.Item>
          <DropdownMenu.Item
            disabled={(site?.readOnly ?? true) || !floor}
            onSelect={() => overlayActions.showSiteDialog('remove-floor')}
          >
            <Trash2 />
            Remove this floor
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
