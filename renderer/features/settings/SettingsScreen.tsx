// Settings: how Groma looks on this laptop, and what to send when something breaks. Changes apply at once.
import { useEffect } from 'react';
import type { Settings } from '../../../shared/contract/settings.ts';
import { asAppError, queryClient, useCall, useClient, useCommand } from '../../app/client.tsx';
import { sessionActions } from '../../app/session.ts';
import { Button, Segmented } from '../../ui/controls.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { showToast } from '../../ui/toasts.tsx';

const themes = [
  ['dark', 'Dark'],
  ['light', 'Light'],
  ['system', 'As the system'],
] as const;
const densities = [
  ['compact', 'Compact'],
  ['comfortable', 'Comfortable'],
] as const;

export function SettingsScreen() {
  useEffect(() => sessionActions.setStatus(''), []);
  return (
    <div className="settings">
      <h1>Settings</h1>
      <DisplaySettings />
      <About />
    </div>
  );
}

function DisplaySettings() {
  const { data: settings } = useCall('settings.getSettings', {});
  const update = useCommand('settings.updateSettings');
  const change = (part: Partial<Settings>) =>
    update.mutate(part, { onSuccess: (all) => queryClient.setQueryData(['settings.getSettings', {}], all) });
  return (
    <>
      {update.error ? <ErrorNote error={update.error} /> : null}
      <section>
        <h2>Display</h2>
        <div className="setting">
          <span>Theme</span>
          <Segmented
            label="Theme"
            value={settings?.theme ?? 'dark'}
            options={themes}
            onChange={(theme) => change({ theme })}
          />
        </div>
        <div className="setting">
          <span>Density</span>
          <Segmented
            label="Density"
            value={settings?.density ?? 'compact'}
            options={densities}
            onChange={(density) => change({ density })}
          />
        </div>
      </section>
    </>
  );
}

function About() {
  const client = useClient();
  const { data: app } = useCall('settings.getAppInfo', {});
  async function copyDiagnostics(): Promise<void> {
    try {
      const { text } = await client.call('settings.collectDiagnostics', {});
      await navigator.clipboard.writeText(text);
      showToast('ok', 'Diagnostics copied. They hold no secrets; read them before you send them.');
    } catch (error) {
      showToast('fail', asAppError(error).message);
    }
  }
  return (
    <section>
      <h2>About</h2>
      <dl className="facts">
        <dt>Version</dt>
        <dd>{app?.version}</dd>
        <dt>Shell</dt>
        <dd>{app?.shell}</dd>
        <dt>Settings and log</dt>
        <dd className="mono">{app?.dataFolder}</dd>
      </dl>
      <div className="setting">
        <span>
          Diagnostics
          <br />
          <span className="faint small">Version, system and the last log lines, without secrets.</span>
        </span>
        <Button onClick={() => void copyDiagnostics()}>Copy diagnostics</Button>
      </div>
    </section>
  );
}
