// Start: go on with a site or begin one, within two clicks; no account.
import { CirclePlay, FilePlus, FolderOpen, Search, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { RecentSite } from '../../../shared/contract/settings.ts';
import { asAppError, invalidate, useCall, useCommand } from '../../app/client.tsx';
import { Mark } from '../../app/icons.tsx';
import { showKeys } from '../../app/keys.ts';
import { overlayActions } from '../../app/overlays.ts';
import { sessionActions } from '../../app/session.ts';
import { useSiteActions } from '../../app/site-actions.ts';
import { Button, IconButton } from '../../ui/controls.tsx';
import { formatBytes, formatCount, formatDay } from '../../ui/format.ts';
import { StateMark, StateShape } from '../../ui/StateMark.tsx';
import { showToast } from '../../ui/toasts.tsx';

/** The link of `--lab` asks for the practice site, once. */
const practiceHash = '#practice';
/** Below this a survey with its plan may not fit any more. */
const lowDiskBytes = 2e9;

function FirstRun({ hasPracticeSite }: { hasPracticeSite: boolean }) {
  const { openPractice } = useSiteActions();
  const rows = [
    {
      icon: <FilePlus />,
      title: 'New site',
      text: 'One file for a building: its floors, plans and readings.',
      run: () => overlayActions.showSiteDialog('new'),
    },
    {
      icon: <FolderOpen />,
      title: 'Open a site',
      text: 'A .groma file that somebody sent, or one on another disk.',
      run: () => overlayActions.showSiteDialog('open'),
    },
    ...(hasPracticeSite
      ? [
          {
            icon: <CirclePlay />,
            title: 'Practice site',
            text: 'A simulated office, surveyed and ready to look at. Nothing real is touched.',
            run: openPractice,
          },
        ]
      : []),
  ];
  return (
    <section>
      <h2>Begin</h2>
      <div className="first-run">
        {rows.map((row) => (
          <button key={row.title} type="button" onClick={row.run}>
            {row.icon}
            <span className="column">
              <strong>{row.title}</strong>
              <span className="muted small">{row.text}</span>
            </span>
          </button>
        ))}
      </div>
    </section>
  );
}

function SiteRow({ site, onOpen }: { site: RecentSite; onOpen: (site: RecentSite) => void }) {
  const forget = useCommand('settings.forgetRecentSite');
  return (
    <tr className={site.exists ? '' : 'is-missing'}>
      <td>
        <button type="button" className="row site-link" onClick={() => onOpen(site)}>
          <span className="cut">{site.name}</span>
          <span className="faint small cut" title={site.file}>
            {site.practice ? 'practice' : site.file}
          </span>
        </button>
      </td>
      <td className="number">{site.exists ? formatCount(site.floors) : ''}</td>
      <td className="number">{site.exists ? formatCount(site.readings) : ''}</td>
      <td className="number opened">
        {site.exists ? formatDay(site.openedAt) : <StateMark state="unknown">Not found on this disk</StateMark>}
      </td>
      <td className="number">
        <IconButton
          label={`Take ${site.name} off this list`}
          onClick={() =>
            forget.mutate({ file: site.file }, { onSuccess: () => invalidate('settings.listRecentSites') })
          }
        >
          <X />
        </IconButton>
      </td>
    </tr>
  );
}

function RecentSites({ sites }: { sites: readonly RecentSite[] }) {
  const { openFile } = useSiteActions();
  const [wanted, setWanted] = useState('');
  const shown = sites.filter((site) => `${site.name} ${site.file}`.toLowerCase().includes(wanted.toLowerCase()));
  const open = (site: RecentSite) => {
    if (!site.exists) {
      showToast('warn', `${site.file} is not there any more. If it was moved, open it where it is now.`);
      return overlayActions.showSiteDialog('open');
    }
    openFile(site.file).catch((error: unknown) => {
      const { message, step } = asAppError(error);
      showToast('fail', `${message} ${step}`);
    });
  };
  return (
    <section>
      <div className="row">
        <h2>Sites on this laptop</h2>
        <span className="spread" />
        <label className="input find">
          <Search />
          <input
            aria-label="Find a site"
            placeholder="Find a site"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        </label>
      </div>
      <table className="sites">
        <thead>
          <tr>
            <th>Site</th>
            <th className="number">Floors</th>
            <th className="number">Readings</th>
            <th className="number">Opened</th>
            <th>
              <span className="hidden-visually">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((site) => (
            <SiteRow key={site.file} site={site} onOpen={open} />
          ))}
        </tbody>
      </table>
      {shown.length === 0 ? (
        <p className="muted small">No site is called that. Clear the search, or open a file.</p>
      ) : null}
    </section>
  );
}

function Aside({ hasPracticeSite }: { hasPracticeSite: boolean }) {
  const { data: app } = useCall('settings.getAppInfo', {}, { isAskedAnew: true });
  const { openPractice } = useSiteActions();
  const free = app?.freeDiskBytes;
  const isLow = free !== undefined && free < lowDiskBytes;
  return (
    <aside className="inspector" data-pane tabIndex={-1} aria-label="This laptop">
      <section>
        <h2>This laptop</h2>
        {free === undefined ? null : (
          <div className="check-row">
            <StateShape state={isLow ? 'warn' : 'ok'} />
            <span>Disk</span>
            <span className="faint">{formatBytes(free)} free</span>
            <p>{isLow ? 'Move old sites to another disk before the next survey.' : 'Room for many surveys.'}</p>
          </div>
        )}
        <div className="check-row">
          <StateShape state="info" />
          <span>Network</span>
          <span className="faint">not needed</span>
          <p>Plans, readings and maps work without one.</p>
        </div>
      </section>
      {hasPracticeSite ? (
        <section>
          <h2>Practice</h2>
          <p className="muted small">
            A simulated two-storey office with 24 access points and 40 beacons, already walked. Nothing real is touched;
            good for a first look or a first walk.
          </p>
          <Button className="wide" onClick={openPractice}>
            <CirclePlay />
            Open the practice site
          </Button>
        </section>
      ) : null}
      <section>
        <h2>Keys worth knowing</h2>
        {[
          ['Search or run anything', 'Ctrl K'],
          ['Open a site', 'Ctrl O'],
          ['Go to the plan', 'G P'],
          ['All keys', '?'],
        ].map(([title, keys]) => (
          <div key={title} className="key-row">
            <span>{title}</span>
            <kbd>{showKeys(keys ?? '')}</kbd>
          </div>
        ))}
      </section>
    </aside>
  );
}

export function StartScreen() {
  const { data: app } = useCall('settings.getAppInfo', {});
  const { data: recent } = useCall('settings.listRecentSites', {}, { isAskedAnew: true });
  const { openPractice } = useSiteActions();
  const hasPracticeSite = app?.hasPracticeSite ?? false;
  useEffect(() => {
    if (location.hash !== practiceHash) return;
    history.replaceState(null, '', location.pathname);
    openPractice();
  });
  const version = app?.version;
  useEffect(() => {
    if (version) sessionActions.setStatus(`Groma ${version}`);
  }, [version]);
  return (
    <div className="start">
      <div className="start-content" data-pane tabIndex={-1}>
        <header className="row">
          <Mark size={32} />
          <h1>Groma</h1>
          <span className="faint">no sign-in needed; everything here works offline</span>
          <span className="spread" />
          <Button isLarge onClick={() => overlayActions.showSiteDialog('new')}>
            <FilePlus />
            New site
          </Button>
          <Button isLarge kind="primary" onClick={() => overlayActions.showSiteDialog('open')}>
            <FolderOpen />
            Open site
            <kbd>{showKeys('Ctrl O')}</kbd>
          </Button>
        </header>
        {recent && recent.sites.length > 0 ? <RecentSites sites={recent.sites} /> : null}
        {recent && recent.sites.length === 0 ? <FirstRun hasPracticeSite={hasPracticeSite} /> : null}
      </div>
      <Aside hasPracticeSite={hasPracticeSite && recent !== undefined && recent.sites.length > 0} />
    </div>
  );
}
