// What can be done with the open site.
import { Archive, FileInput, FolderOpen, GitCompare, Merge, PenLine, ShieldCheck, X } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { overlayActions } from '../../app/overlays.ts';
import { useSession } from '../../app/session.ts';
import { useSiteActions } from '../../app/site-actions.ts';

export function SiteMenu({ children }: { children: ReactNode }) {
  const readOnly = useSession((session) => session.site?.readOnly ?? true);
  const { close } = useSiteActions();
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4}>
          <DropdownMenu.Item disabled={readOnly} onSelect={() => overlayActions.showSiteDialog('rename')}>
            <PenLine />
            Rename the site
          </DropdownMenu.Item>
          <DropdownMenu.Item onSelect={() => overlayActions.showSiteDialog('backup')}>
            <Archive />
            Back up the site
          </DropdownMenu.Item>
          <DropdownMenu.Item disabled={readOnly} onSelect={() => overlayActions.showSiteDialog('project')}>
            <FileInput />
            Import a project
          </DropdownMenu.Item>
          <DropdownMenu.Item disabled={readOnly} onSelect={() => overlayActions.showSiteDialog('merge')}>
            <Merge />
            Merge a copy
          </DropdownMenu.Item>
          <DropdownMenu.Item onSelect={() => overlayActions.showSiteDialog('conflicts')}>
            <GitCompare />
            Conflicts
          </DropdownMenu.Item>
          <DropdownMenu.Item onSelect={() => overlayActions.showSiteDialog('verify')}>
            <ShieldCheck />
            Check the site file
          </DropdownMenu.Item>
          <hr />
          <DropdownMenu.Item onSelect={() => overlayActions.showSiteDialog('open')}>
            <FolderOpen />
            Open another site
          </DropdownMenu.Item>
          <DropdownMenu.Item onSelect={close}>
            <X />
            Close the site
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
